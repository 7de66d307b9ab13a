using Essaim.App.Data.Ledger;
using Essaim.App.Data.Purchases;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities.Financings;

/// <summary>What is noted when the co-op borrows or leases for one activity.</summary>
public sealed record NewFinancing(
    ActivityId Activity, string Lender, string Label, string Resolution, DateOnly StartsOn, FinancingTerms Terms);

/// <summary>
/// Notes a loan or a lease taken for one activity, and posts its instalments as they fall due: each becomes an item to
/// pay, which leaves with the orders to the bank like any other.
/// </summary>
public static class TakeFinancing
{
    public static async Task<Financing> TakeAsync(WriteSession w, NewFinancing asked, string by)
    {
        if (asked.Activity.IsStructure)
            throw new BrokenRuleException("Choisissez l’activité pour laquelle la coopérative s’engage.");
        if (asked.Lender.Trim().Length == 0 || asked.Label.Trim().Length == 0)
            throw new BrokenRuleException("Dites qui prête ou loue, et ce que cela finance.");
        if (asked.Resolution.Trim().Length == 0)
            throw new BrokenRuleException("Indiquez qui l’a décidé, et la résolution.");
        if (asked.StartsOn > w.Today || asked.Terms.FirstDue < asked.StartsOn)
            throw new BrokenRuleException(
                "Le début n’est pas dans l’avenir, et la première échéance vient après lui. Relisez les dates.");
        var lender = await w.Db.Suppliers.FirstOrDefaultAsync(s => s.Name == asked.Lender.Trim());
        if (lender is null)
            await EnterSupplier.EnterAsync(w, lender = new Supplier { Name = asked.Lender.Trim() });
        await w.SaveAsync();
        var loan = asked.Terms.Kind == FinancingKind.Loan;
        var financing = new Financing
        {
            ActivityId = asked.Activity, SupplierId = lender.Id, Label = asked.Label.Trim(), Content = asked.Terms,
            Resolution = asked.Resolution.Trim(), StartsOn = asked.StartsOn,
            Received = loan ? asked.Terms.Amount : Money.Zero, MadeAt = w.Now, MadeBy = by,
        };
        w.Db.Financings.Add(financing);
        await w.SaveAsync();
        if (loan)
            financing.EntryId = (await w.Ledger.PostAsync(FinancingPosting.Receive(asked.Activity, asked.Terms.Amount,
                asked.StartsOn, $"Emprunt, {financing.Label}",
                new DocumentRef(Financing.DocumentKind, financing.Id)))).Id;
        await w.SaveAsync();
        return financing;
    }

    /// <summary>Posts what has fallen due by today and is not posted; how many.</summary>
    public static async Task<int> DueAsync(WriteSession w)
    {
        var done = 0;
        foreach (var financing in await w.Db.Financings.OrderBy(f => f.Id).ToListAsync())
        {
            var posted = (await w.Db.FinancingDues.Where(d => d.FinancingId == financing.Id).Select(d => d.No)
                .ToListAsync()).ToHashSet();
            foreach (var instalment in financing.Content.Instalments()
                .Where(i => i.Due <= w.Today && !posted.Contains(i.No)))
            {
                var due = await PostAsync(w, financing, instalment);
                await w.SaveAsync(); // what it names comes first
                w.Db.FinancingDues.Add(due);
                await w.SaveAsync();
                done++;
            }
        }
        return done;
    }

    private static async Task<FinancingDue> PostAsync(
        WriteSession w, Financing financing, FinancingInstalment instalment)
    {
        var date = await OpenDay.FromAsync(w.Db, instalment.Due);
        var number = FinancingDue.NumberOf(financing.Id, instalment.No);
        if (financing.Content.Kind == FinancingKind.Loan)
            return new FinancingDue
            {
                FinancingId = financing.Id, No = instalment.No, Amount = instalment.Total,
                EntryId = (await w.Ledger.PostAsync(FinancingPosting.Instalment(financing.ActivityId,
                    financing.SupplierId, instalment, date, $"Échéance {instalment.No}, {financing.Label}",
                    new DocumentRef(FinancingDue.DocumentKind, number)))).Id,
            };
        var lessor = await w.Db.Suppliers.SingleAsync(s => s.Id == financing.SupplierId);
        return new FinancingDue
        {
            FinancingId = financing.Id, No = instalment.No, Amount = instalment.Total,
            PurchaseId = (await BookPurchase.BookAsync(w, lessor, $"Loyer {financing.Id}-{instalment.No}", date,
                instalment.Due, [new PurchaseLine(financing.ActivityId, Accounts.LeaseRents,
                    $"Loyer {instalment.No}, {financing.Label}", instalment.Charge, instalment.Vat, true)],
                instalment.Due)).Id,
        };
    }
}
