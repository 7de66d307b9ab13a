using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Payroll;

/// <summary>One person's pay: their number in the program, the year's sums, leave, and what was taken over.</summary>
[Authorize(Policy = nameof(Capability.PreparePay))]
public sealed class OfPersonModel : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "person")]
    public long PersonId { get; set; }

    [BindProperty]
    public string Number { get; set; } = "";

    [BindProperty]
    public string Version { get; set; } = "0";

    [BindProperty]
    public string Through { get; set; } = "";

    [BindProperty]
    public string Gross { get; set; } = "";

    [BindProperty]
    public string FirstBracket { get; set; } = "";

    [BindProperty]
    public string Ceilings { get; set; } = "";

    [BindProperty]
    public string MinimumWages { get; set; } = "";

    [BindProperty]
    public string Reduction { get; set; } = "";

    [BindProperty]
    public string EarnedBefore { get; set; } = "";

    [BindProperty]
    public string TakenBefore { get; set; } = "";

    [BindProperty]
    public string EarnedNow { get; set; } = "";

    [BindProperty]
    public string TakenNow { get; set; } = "";

    public Person Person { get; private set; } = null!;

    /// <summary>The last payslip, which says where the year and the leave stand.</summary>
    public PayslipRow? Last { get; private set; }
    public PayTakeOverRow? Taken { get; private set; }

    /// <summary>Why nothing more is taken over for this year; null while it is.</summary>
    public string? Refusal { get; private set; }

    /// <summary>The year whose sums may still be taken over: this one.</summary>
    public int Year => Today.Year;

    public LeaveAccount? Leave => Last?.LeaveAccount ?? Taken?.Content.LeaveAccount(Law);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync())
            return NotFound();
        await TellSeenAsync(Person, "Cumuls de paie et congés");
        Number = (await PayPrograms.NumbersAsync(await ReadAsync())).GetValueOrDefault(PersonId, "");
        Fill(Taken);
        return Page();
    }

    public async Task<IActionResult> OnPostNumberAsync()
    {
        if (!await FindAsync())
            return NotFound();
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
            {
                await PayPrograms.NumberAsync(w, PersonId, Number);
                return "";
            });
            Tell(Number.Trim().Length == 0 ? "Matricule effacé." : $"Matricule {Number.Trim()} enregistré.");
            return Redirect("/paie/personnes/" + PersonId);
        }, nameof(Number));
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync())
            return NotFound();
        var through = Read(nameof(Through), () => Month.Parse(Through));
        var taken = new PayTakeOver(through, ReadSum(nameof(Gross), Gross), ReadSum(nameof(FirstBracket), FirstBracket),
            Days(nameof(Ceilings), Ceilings), Days(nameof(MinimumWages), MinimumWages),
            ReadSum(nameof(Reduction), Reduction));
        taken = taken with
        {
            Leave = new LeaveTakenOver(Days(nameof(EarnedBefore), EarnedBefore),
                Days(nameof(TakenBefore), TakenBefore), Days(nameof(EarnedNow), EarnedNow),
                Days(nameof(TakenNow), TakenNow)).Said,
        };
        return await TryAsync(async () =>
        {
            var version = int.TryParse(Version, out var number) ? number : -1;
            await WriteOnceAsync(async w =>
                (await TakeOverPay.KeepAsync(w, PersonId, taken, version, Me.Name)).ToString());
            Tell($"Cumuls de {through.Year} repris.",
                $"Le premier bulletin fait ici part de {taken.Gross} de brut, à partir {through.Next().AfterDe()}.");
            return Redirect("/paie/personnes/" + PersonId);
        });
    }

    protected override async Task LoadAsync()
    {
        if (Number.Length == 0)
            Number = (await PayPrograms.NumbersAsync(await ReadAsync())).GetValueOrDefault(PersonId, "");
        if (Through.Length == 0)
            Fill(Taken);
    }

    private async Task<bool> FindAsync()
    {
        var db = await ReadAsync();
        if (await db.People.SingleOrDefaultAsync(p => p.Id == PersonId) is not { } person)
            return false;
        Person = person;
        Last = await db.Payslips.Where(p => p.PersonId == PersonId).OrderByDescending(p => p.Month)
            .FirstOrDefaultAsync();
        Taken = await db.PayTakeOvers.Where(t => t.PersonId == PersonId).OrderByDescending(t => t.Year)
            .FirstOrDefaultAsync();
        Refusal = await TakeOverPay.RefusalAsync(db, PersonId, Year);
        return true;
    }

    private void Fill(PayTakeOverRow? row)
    {
        if (row is null || row.Year != Year)
            return;
        var taken = row.Content;
        (Version, Through) = (row.Version.ToString(CultureInfo.InvariantCulture), taken.Through.ToIso());
        (Gross, FirstBracket, Reduction) = (FrenchText.Amount(taken.Gross), FrenchText.Amount(taken.FirstBracket),
            FrenchText.Amount(taken.Reduction));
        (Ceilings, MinimumWages) = (FrenchText.Decimal(taken.Ceilings, 2), FrenchText.Decimal(taken.MinimumWages, 2));
        if (taken.Leave is { } leave)
            (EarnedBefore, TakenBefore, EarnedNow, TakenNow) = (FrenchText.Decimal(leave.EarnedBefore, 2),
                FrenchText.Decimal(leave.TakenBefore, 2), FrenchText.Decimal(leave.EarnedNow, 2),
                FrenchText.Decimal(leave.TakenNow, 2));
    }

    private decimal Days(string field, string text) =>
        text.Trim().Length == 0 ? 0 : Read(field, () => FrenchText.ParseNumber(text));
}
