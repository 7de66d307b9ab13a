using System.Globalization;
using Essaim.App.Data.Acts;
using Essaim.App.Documents;
using Essaim.App.Web;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using PaperRow = Essaim.App.Documents.PayslipRow;

namespace Essaim.App.Data.Payroll;

/// <summary>
/// The paper of a payslip (PDF du bulletin, Code du travail R. 3243-1): amounts as they were issued, names as they are
/// known. Its moment is noon of its last day, so that bytes never differ. What the co-op does not keep (the address of
/// the person, or a SIRET that was not typed) is left out rather than made up.
/// </summary>
public static class PayslipPaper
{
    private const string Others = "Autres contributions dues par l’employeur";

    /// <summary>The headings of the arrêté of 25 February 2016, in its order, and what stands under each.</summary>
    private static readonly (string Heading, string[] Names)[] Headings =
    [
        ("Santé", ["cotisation-maladie", "complementaire-sante", "cotisation-prevoyance"]),
        ("Accidents du travail, maladies professionnelles", ["cotisation-accidents"]),
        ("Retraite", ["cotisation-vieillesse", "cotisation-retraite", "cotisation-ceg", "cotisation-cet"]),
        ("Famille", ["cotisation-allocations-familiales"]),
        ("Assurance chômage", ["cotisation-chomage", "cotisation-ags", "cotisation-apec"]),
        (Others, []),
        ("CSG et CRDS", ["cotisation-csg"]),
    ];

    public static async Task<byte[]> DrawAsync(CoopDb db, PayslipRow row) =>
        PayslipPdf.Draw(await PageOfAsync(db, row));

    /// <summary>The paper of one that was taken back, which says so.</summary>
    public static async Task<byte[]> DrawAsync(CoopDb db, CancelledPayslip cancelled) =>
        PayslipPdf.Draw(await PageOfAsync(db, cancelled.AsIssued) with
        {
            Title = "Bulletin annulé",
            Remark = $"Annulé le {CivilDay.MomentOf(cancelled.CancelledAt)} : {cancelled.Reason}",
        });

    public static string FileName(PayslipRow row) => $"bulletin-{row.Month.ToIso()}.pdf";

    /// <summary>Kept in the log when somebody else than the person takes the paper; before it is given.</summary>
    public static async Task<string> TellTakenAsync(WriteSession w, PayslipRow row, Person person)
    {
        await w.TellAsync(new NewAct(ActVerbs.Taken, RecordKinds.Person,
            person.Id.ToString(CultureInfo.InvariantCulture), person.FullName,
            $"Bulletin de paie {row.Month.AfterDe()}"));
        return FileName(row);
    }

    /// <summary>What is printed, before it is drawn.</summary>
    public static async Task<PayslipPage> PageOfAsync(CoopDb db, PayslipRow row)
    {
        var coop = await db.Cooperatives.SingleAsync();
        var person = await db.People.SingleAsync(p => p.Id == row.PersonId);
        var paid = PaidMonth.Of(await db.Contracts.Where(c => c.PersonId == row.PersonId
            && PaidMonth.Kinds.Contains(c.Kind)).ToListAsync(), row.Month);
        var trade = row.ActivityId.IsStructure ? "Équipe permanente"
            : await db.Activities.Where(a => a.Id == row.ActivityId).Select(a => a.Trade).SingleAsync();
        var typed = await db.ContractPays.AsNoTracking().SingleOrDefaultAsync(p => p.ContractId == paid.Contract.Id);
        var slip = row.Content;
        var choice = (await PayChoices.ReadAsync(db)).On(row.Month.LastDay);
        return new PayslipPage(
            new PayslipEmployer(coop.Name, coop.Street, coop.PostalCode, coop.City, choice.Siret,
                choice.NafCode, choice.Agreement)
            {
                Siren = coop.Siren.ToString(),
            },
            new PayslipEmployee(person.FullName, "", "", "", typed is { Job.Length: > 0 } ? typed.Job : trade,
                typed?.Grade ?? "", NameOf(paid.Contract.Kind), paid.HiredOn),
            row.Month, paid.Days ?? new DateRange(row.Month.FirstDay, row.Month.LastDay), PayOrder.PayDay(row.Month),
            HoursOf(paid.Contract, slip), [.. PartsOf(slip)], slip.Gross, slip.EmployeeContributions,
            slip.EmployerContributions, slip.GeneralReduction, slip.TotalCost, slip.SocialNet, slip.NetBeforeTax,
            slip.TaxableNet, slip.WithholdingRate, slip.WithholdingTax, slip.NetPay,
            [("Brut", row.YearToDate.Gross.ToString()), .. LeaveOf(row)],
            new DateTimeOffset(row.Month.LastDay.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero))
        {
            Adjustments = [.. slip.Adjustments.Select(a => (a.Label, a.Amount))],
        };
    }

    private static IEnumerable<PayslipPart> PartsOf(PayslipSnapshot slip)
    {
        yield return new PayslipPart("Rémunération", slip.Earnings.Count == 0
            ? [new PaperRow("Salaire de base", null, null, slip.Gross)]
            : [.. slip.Earnings.Select(e => new PaperRow(e.Label, null, null, e.Amount))]);
        foreach (var (heading, _) in Headings)
            if (slip.Lines.Where(l => HeadingOf(l.Name) == heading).Select(RowOf).ToList() is { Count: > 0 } rows)
                yield return new PayslipPart(heading, rows);
    }

    /// <summary>Leave as the payslip left it; nothing on those issued before it was counted.</summary>
    private static IEnumerable<(string, string)> LeaveOf(PayslipRow row) => row.LeaveAccount is not { } leave ? []
        : leave.Periods.Select(p => ($"{p.Name}, jours acquis {FrenchText.Decimal(p.Earned, 2)}, "
            + $"pris {FrenchText.Decimal(p.Taken, 2)}", $"reste {FrenchText.Decimal(p.Left, 2)}"));

    private static string HeadingOf(string name) => Headings.FirstOrDefault(h =>
        h.Names.Any(n => name.StartsWith(n, StringComparison.Ordinal))).Heading ?? Others;

    /// <summary>What one side does not pay is left blank on its side.</summary>
    private static PaperRow RowOf(PayslipLine l) => new(l.Label, l.Base,
        l.EmployeeRate == Rate.Zero ? null : l.EmployeeRate, l.Employee.IsZero ? null : l.Employee,
        l.EmployerRate == Rate.Zero ? null : l.EmployerRate, l.Employer.IsZero ? null : l.Employer);

    private static string NameOf(ContractKind kind) => kind switch
    {
        ContractKind.Cesa => "Contrat d’entrepreneur salarié associé (Cesa)",
        ContractKind.FixedTermStaff => "Contrat à durée déterminée",
        _ => "Contrat à durée indéterminée",
    };

    private static string HoursOf(Contract contract, PayslipSnapshot slip) =>
        contract.Kind == ContractKind.Cesa || contract.MonthlyHours is null
            ? $"Sans durée fixée, {FrenchText.Decimal(slip.LegalHours, 2)} h au Smic"
            : $"{FrenchText.Decimal(slip.LegalHours, 2)} h";
}
