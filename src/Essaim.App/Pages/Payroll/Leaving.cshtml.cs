using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Data.Acts;
using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Payroll;

/// <summary>The end of somebody's contract: what is still to be paid and told, and the papers to hand over.</summary>
[Authorize(Policy = nameof(Capability.PreparePay))]
public sealed class LeavingModel : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "person")]
    public long PersonId { get; set; }

    public Person Person { get; private set; } = null!;

    /// <summary>Null while a contract runs without an end.</summary>
    public ContractEnd? End { get; private set; }
    public Money Indemnity { get; private set; }

    /// <summary>What the person still owes the co-op: advances on pay, shares to be paid.</summary>
    public Money Owed { get; private set; }
    public bool HasSeizure { get; private set; }
    public int DaysToTell { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync())
            return NotFound();
        await TellSeenAsync(Person, "Fin de contrat");
        return Page();
    }

    public Task<IActionResult> OnGetCertificateAsync() =>
        GiveAsync("Certificat de travail", "certificat-de-travail", p => p.CertificateAsync());

    public Task<IActionResult> OnGetReceiptAsync() =>
        GiveAsync("Reçu pour solde de tout compte", "recu-solde-de-tout-compte", p => p.ReceiptAsync());

    /// <summary>The months of pay, for the site of the unemployment insurance.</summary>
    public async Task<IActionResult> OnGetMonthsAsync()
    {
        if (!await FindAsync() || End is not { } end)
            return NotFound();
        await TellTakenAsync("Salaires pour France Travail");
        return CsvAnswer.Of(new Sheet($"salaires-{end.LastMonth.ToIso()}-{PersonId}",
            ["Mois", "Premier jour", "Dernier jour", "Brut", "Net payé"],
            [.. end.Months.Select(m => new object?[]
            {
                m.Month.ToIso(), m.Days.First, m.Days.Last, m.Gross, m.NetPaid,
            })]));
    }

    private async Task<IActionResult> GiveAsync(string name, string file, Func<EndPapers, Task<byte[]>> draw)
    {
        if (!await FindAsync() || End is not { } end)
            return NotFound();
        return await TryAsync(async () =>
        {
            var paper = await draw(new EndPapers(await ReadAsync(), Law, end,
                new DateTimeOffset(end.LastDay.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero)));
            await TellTakenAsync(name);
            return File(paper, "application/pdf", $"{file}-{PersonId}.pdf");
        });
    }

    private Task TellTakenAsync(string name) => WriteOnceAsync(async w =>
    {
        await w.TellAsync(new NewAct(ActVerbs.Taken, RecordKinds.Person,
            PersonId.ToString(CultureInfo.InvariantCulture), Person.FullName, name));
        return "";
    });

    private async Task<bool> FindAsync()
    {
        var db = await ReadAsync();
        if (await db.People.SingleOrDefaultAsync(p => p.Id == PersonId) is not { } person)
            return false;
        Person = person;
        End = await ContractEnd.ReadAsync(db, PersonId);
        if (End is not { } end)
            return true;
        Indemnity = end.EndIndemnity(Law);
        DaysToTell = (int)Law.Number("fin-de-contrat-signalement-jours", end.LastDay);
        var books = await db.BooksAsync();
        foreach (var account in new[] { Accounts.PayAdvances, Accounts.MemberSubscriptions })
            Owed += (await books.Items.OpenAsync(account: account))
                .Where(i => i.ThirdParty == ThirdParty.Person(PersonId)).Sum(i => i.Remaining);
        HasSeizure = (await PaySeizures.ReadAsync(db, PersonId)).Rows
            .Any(s => s.Act.AskedIn(end.LastMonth, Money.Zero).IsPositive);
        return true;
    }
}
