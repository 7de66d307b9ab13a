using Essaim.App.Data;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Payroll;

/// <summary>A payslip in the list of its month.</summary>
public sealed record PayslipListed(
    long PersonId, string Name, string Activity, Money Gross, Money TotalCost, Money NetPay);

/// <summary>What is proposed for a person, beside the net pay of the month before, if there was one.</summary>
public sealed record PayProposed(PayProposal Of, Money? LastNet)
{
    public Payslip? Slip => Of.Order?.Payslip;

    public Money? Difference => LastNet is { } last && Slip is { } slip ? slip.NetPay - last : null;
}

/// <summary>The payslips of a month with their totals, and what is missing to pay everybody.</summary>
[Authorize(Policy = nameof(Capability.SeePay))]
public sealed class IndexModel : ListPage
{
    [BindProperty(SupportsGet = true, Name = "mois")]
    public string MonthText { get; set; } = "";

    public Month Month { get; private set; }
    public bool IsClosed { get; private set; }
    public IReadOnlyList<PayslipListed> Rows { get; private set; } = [];

    /// <summary>What the open month would pay, while it has no payslip.</summary>
    public IReadOnlyList<PayProposed> Proposed { get; private set; } = [];

    /// <summary>Those whose pay cannot be made, whatever the part of the list shown.</summary>
    public IReadOnlyList<PayProposed> Problems { get; private set; } = [];
    public IReadOnlyList<string> Missing { get; private set; } = [];
    public Money Gross { get; private set; }
    public Money TotalCost { get; private set; }
    public Money NetPay { get; private set; }
    public PayRunRow? Run { get; private set; }
    public string Lede => IsClosed ? "Mois clos, bulletins émis."
        : Run is { } run ? $"Paie validée le {CivilDay.MomentOf(run.ValidatedAt)}, par {run.ValidatedBy}. Mois ouvert."
        : "Mois ouvert : les bulletins s’émettent quand la paie est validée.";

    protected override Sheet Sheet() => Proposed.Count > 0 ? new($"paie-proposee-{Month.ToIso()}",
        ["Personne", "D’où vient la paie", "Brut", "Coût", "Net à payer", "Écart de net", "À régler"],
        Proposed.Select(p => new object?[]
        {
            p.Of.Person.FullName, p.Of.Why, p.Slip?.Gross, p.Slip?.TotalCost, p.Slip?.NetPay, p.Difference,
            p.Of.Problem,
        })) : new($"paie-{Month.ToIso()}",
        ["Personne", "Activité", "Brut", "Coût", "Net à payer"],
        Rows.Select(r => new object?[] { r.Name, r.Activity, r.Gross, r.TotalCost, r.NetPay }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var asked = MonthText.Trim().Length > 0 ? Read("mois", () => Month.Parse(MonthText)) : default;
        Month = asked != default ? asked : await db.Payslips.AnyAsync() ? await db.Payslips.MaxAsync(p => p.Month)
            : Month.Of(Today);
        MonthText = ModelState.IsValid ? Month.ToIso() : MonthText;
        Run = await db.PayRuns.SingleOrDefaultAsync(r => r.Month == Month);
        IsClosed = await db.MonthClosings.AnyAsync(c => c.Month == Month && c.ClosedAt != null);
        (var count, Gross, TotalCost, NetPay) = (await db.SqlAsync(
            r => (r.GetInt32(0), LedgerReader.Cents(r, 1), LedgerReader.Cents(r, 2), LedgerReader.Cents(r, 3)),
            "SELECT count(*), coalesce(sum(gross), 0), coalesce(sum(total_cost), 0), coalesce(sum(net_pay), 0) "
            + "FROM payslip WHERE month = @p0", Month.Number)).Single();
        if (count == 0 && !IsClosed && Law.LastPayMonth is { } known && Month <= known && ModelState.IsValid)
            await ProposeAsync(db);
        else
            Rows = await RowsAsync(db, List.Of(count));
        Missing = IsClosed ? [] : await MissingAsync(db);
    }

    private async Task ProposeAsync(CoopDb db)
    {
        var before = Month.Add(-1);
        var last = await db.Payslips.Where(p => p.Month == before).ToDictionaryAsync(p => p.PersonId, p => p.NetPay);
        List<PayProposed> all = [.. (await new PayOrders(db, Installation.Calculator).ProposeAsync(Month))
            .OrderBy(p => p.Person.LastName).ThenBy(p => p.Person.FirstName).ThenBy(p => p.Person.Id)
            .Select(p => new PayProposed(p, last.TryGetValue(p.Person.Id, out var net) ? net : null))];
        Problems = [.. all.Where(p => p.Of.Problem is not null)];
        var slips = all.Select(p => p.Slip).OfType<Payslip>().ToList();
        (Gross, TotalCost, NetPay) = (slips.Sum(s => s.Gross), slips.Sum(s => s.TotalCost), slips.Sum(s => s.NetPay));
        Proposed = List.Of(all);
    }

    /// <summary>What a payslip says in full stays in its content: the list reads only what stands beside it.</summary>
    private Task<List<PayslipListed>> RowsAsync(CoopDb db, (int Skip, int Take) part) => db.SqlAsync(
        r => new PayslipListed(r.GetInt64(0), $"{r.GetString(1)} {r.GetString(2)}", r.GetString(3),
            LedgerReader.Cents(r, 4), LedgerReader.Cents(r, 5), LedgerReader.Cents(r, 6)),
        "SELECT s.person_id, p.last_name, p.first_name, a.trade_name, s.gross, s.total_cost, s.net_pay FROM payslip s "
        + "JOIN person p ON p.id = s.person_id JOIN activity a ON a.id = s.activity_id WHERE s.month = @p0 "
        + $"ORDER BY p.last_name, p.first_name, p.id LIMIT {part.Take} OFFSET {part.Skip}", Month.Number);

    private async Task<List<string>> MissingAsync(CoopDb db)
    {
        var missing = new List<string>();
        if (Law.LastPayMonth is not { } last || Month > last)
            missing.Add($"les règles de paie {Month.AfterDe()}, qui ne sont pas encore connues");
        if (await db.Cooperatives.SingleOrDefaultAsync() is not { } coop)
            return missing;
        if (coop.Headcount == 0)
            missing.Add("l’effectif de la coopérative, dans les réglages");
        if (coop.WorkAccidentRate == Rate.Zero)
            missing.Add("le taux d’accidents du travail, dans les réglages");
        var (first, end) = (Month.FirstDay, Month.LastDay);
        var without = await db.People.Where(p => p.Iban == null && db.Contracts.Any(c => c.PersonId == p.Id
            && PaidMonth.Kinds.Contains(c.Kind) && c.FirstDay <= end && (c.LastDay == null || c.LastDay >= first)))
            .OrderBy(p => p.Id).Select(p => p.FirstName + " " + p.LastName).ToListAsync();
        if (without.Count > 0)
            missing.Add(without.Count <= 3 ? $"l’IBAN de {string.Join(", ", without)}"
                : $"l’IBAN de {without.Count} personnes");
        return missing;
    }
}
