using Essaim.App.Data;
using Essaim.App.Data.Purchases;
using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Demo;

/// <summary>A claim of last month that waits to be checked: a meal above what is usual, a night, a trip.</summary>
internal sealed class DemoClaim(Store coop, LawBook law)
{
    public Task SendAsync(Month month) => coop.WriteAsync(async w =>
    {
        var activity = await w.Db.Activities.Where(a => a.PersonId != null && a.Code != "jeanne" && a.ClosedOn == null)
            .OrderBy(a => a.Id).FirstOrDefaultAsync();
        if (activity is null)
            return;
        var vehicle = await KeepVehicle.AddAsync(w, new Vehicle
        {
            PersonId = activity.PersonId!.Value, Name = "Kangoo", HorsePower = 5, Electric = false, Theirs = true,
        });
        var claim = await KeepExpenseClaim.OpenAsync(w, activity, month, w.Today);
        var day = month.FirstDay.AddDays(7);
        await KeepExpenseClaim.ReviseAsync(w, claim.Id, claim.Version, new ExpenseClaimContent(
            [
                Paid(day, "repas", "6257", "Repas au salon", 26.40m, 2.40m),
                Paid(day.AddDays(1), "hotel", "625", "Nuit à Valence", 84m, 7.64m),
            ],
            [new MileageTrip(day, "Lyon", "Valence", 101, vehicle.HorsePower, vehicle.Electric, vehicle.Id)]), law);
        await KeepExpenseClaim.SendAsync(w, claim.Id);
    });

    /// <summary>As the receipt shows it: what may be deducted of it, the check says.</summary>
    private static ExpenseLine Paid(
        DateOnly day, string kind, string account, string what, decimal total, decimal vat) => new(
            day, new AccountNumber(account), what, Money.Round(total), Money.Zero, kind, ReceiptVat: Money.Round(vat));
}
