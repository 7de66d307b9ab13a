using Essaim.App.Data.People;
using Essaim.App.Documents;
using Essaim.Domain.Activities;
using Essaim.Domain.Law;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>A month of pay as the unemployment insurance asks for it.</summary>
public sealed record MonthPaid(Month Month, DateRange Days, Money Gross, Money NetPaid);

/// <summary>
/// How somebody's employment ends (fin de contrat): the contracts that followed each other up to the last day, what is
/// still to be paid, and what the papers say. Read from contracts and payslips; nothing is kept beside them.
/// </summary>
/// <param name="Contracts">The last employment, without a day between its contracts, the first one first.</param>
/// <param name="Last">The payslip of the last month; null while it is not issued.</param>
public sealed record ContractEnd(Person Person, IReadOnlyList<Contract> Contracts, DateOnly LastDay, string Trade,
    PayslipRow? Last, IReadOnlyList<MonthPaid> Months, Money GrossOfContract)
{
    /// <summary>From memory: the attestation covers the last three years.</summary>
    private const int MonthsShown = 36;

    public DateOnly FirstDay => Contracts[0].FirstDay;
    public Month LastMonth => Month.Of(LastDay);
    public bool IsFixedTerm => Contracts[^1].Kind == ContractKind.FixedTermStaff;

    /// <summary>Days of leave that the last payslip leaves, in workable days.</summary>
    public decimal LeaveLeft { get; init; }

    /// <summary>The indemnity at the end of a fixed-term contract (prime de précarité), gross.</summary>
    public Money EndIndemnity(LawBook law) => !IsFixedTerm ? Money.Zero
        : Money.Round(Rate.Percent(law.Number("cdd-indemnite-de-fin", LastDay)).Of(GrossOfContract));

    /// <summary>The last employment of a person that has an end; null where none has.</summary>
    public static async Task<ContractEnd?> ReadAsync(CoopDb db, long person)
    {
        var paid = await db.Contracts.AsNoTracking().Where(c => c.PersonId == person
            && PaidMonth.Kinds.Contains(c.Kind)).OrderBy(c => c.FirstDay).ToListAsync();
        if (paid.Count == 0 || paid.Any(c => c.LastDay is null))
            return null;
        var chain = Following(paid);
        var last = chain.Max(c => c.LastDay!.Value);
        var who = await db.People.AsNoTracking().SingleAsync(p => p.Id == person);
        var slips = await db.Payslips.AsNoTracking().Where(p => p.PersonId == person).OrderBy(p => p.Month)
            .ToListAsync();
        var known = slips.FindLast(s => s.Month <= Month.Of(last))?.LeaveAccount;
        return new ContractEnd(who, chain, last, await TradeAsync(db, person),
            slips.Find(s => s.Month == Month.Of(last)),
            [.. slips.Where(s => s.Month > Month.Of(last).Add(-MonthsShown)).Select(s => Shown(s, chain))],
            slips.Where(s => s.Month >= Month.Of(chain[^1].FirstDay)).Sum(s => s.Gross))
        {
            LeaveLeft = known?.Periods.Sum(p => p.Left) ?? 0,
        };
    }

    /// <summary>The contracts up to the last one that leave no day between them.</summary>
    private static List<Contract> Following(List<Contract> paid)
    {
        var chain = new List<Contract> { paid[^1] };
        for (var i = paid.Count - 2; i >= 0 && paid[i].LastDay >= chain[0].FirstDay.AddDays(-1); i--)
            chain.Insert(0, paid[i]);
        return chain;
    }

    private static MonthPaid Shown(PayslipRow slip, List<Contract> chain) => new(slip.Month,
        new DateRange(chain[0].FirstDay > slip.Month.FirstDay && chain[0].FirstDay <= slip.Month.LastDay
                ? chain[0].FirstDay : slip.Month.FirstDay,
            chain[^1].LastDay is { } last && last < slip.Month.LastDay ? last : slip.Month.LastDay),
        slip.Gross, slip.NetPay);

    private static async Task<string> TradeAsync(CoopDb db, long person) =>
        await db.Activities.AsNoTracking().Where(a => a.PersonId == person).OrderBy(a => a.Id)
            .Select(a => a.Trade).FirstOrDefaultAsync() ?? "";

    /// <summary>What the certificate calls the work of a contract (nature de l’emploi).</summary>
    public string WorkOf(Contract contract) => contract.Kind == ContractKind.Cesa && Trade.Length > 0
        ? $"{contract.Kind.LongLabel()}, {Trade}" : contract.Kind.LongLabel();
}

/// <summary>The papers that the co-op hands over on the last day.</summary>
public sealed class EndPapers(CoopDb db, LawBook law, ContractEnd end, DateTimeOffset at)
{
    /// <summary>Certificat de travail: only what the law lists (Code du travail L. 1234-19, D. 1234-6).</summary>
    public async Task<byte[]> CertificateAsync()
    {
        var (coop, person) = await PartiesAsync();
        var words = new List<string>
        {
            $"{coop[0]} certifie avoir employé {end.Person.FullName} du {FrenchText.Long(end.FirstDay)} "
                + $"au {FrenchText.Long(end.LastDay)}.",
        };
        words.AddRange(end.Contracts.Select(c => $"{end.WorkOf(c)}, du {FrenchText.Long(c.FirstDay)} "
            + $"au {FrenchText.Long(c.LastDay ?? end.LastDay)}."));
        if (await HasHealthAsync())
            words.Add("La complémentaire santé de la coopérative est gardée sans frais pendant le chômage indemnisé, "
                + "pour la durée du dernier contrat et au plus "
                + $"{law.Number("portabilite-sante-mois", end.LastDay):0} mois "
                + "(Code de la sécurité sociale, L. 911-8).");
        return LetterPdf.Draw(new LetterPage("Certificat de travail",
            "Code du travail, articles L. 1234-19 et D. 1234-6", coop, person, [], [], words, await PlaceAsync(),
            [("Pour " + coop[0], "Nom, qualité, signature ou cachet")], at));
    }

    /// <summary>Reçu pour solde de tout compte: what the last payslip pays, line by line (L. 1234-20).</summary>
    public async Task<byte[]> ReceiptAsync()
    {
        var slip = end.Last?.Content ?? throw new BrokenRuleException(
            $"Le bulletin {end.LastMonth.AfterDe()} n’est pas émis : le reçu se fait ensuite, avec ses sommes.");
        var (coop, person) = await PartiesAsync();
        var sums = new List<(string, Money)>();
        sums.AddRange(slip.Earnings.Count == 0 ? [("Salaire brut", slip.Gross)]
            : slip.Earnings.Select(e => (e.Label, e.Amount)));
        sums.Add(("Cotisations du salarié", -slip.EmployeeContributions));
        sums.Add(("Impôt prélevé à la source", -slip.WithholdingTax));
        sums.AddRange(slip.Adjustments.Select(a => (a.Label, a.Amount)));
        sums.RemoveAll(s => s.Item2.IsZero);
        sums.Add(("Net à payer", slip.NetPay));
        var months = law.Number("fin-de-contrat-denonciation-mois", end.LastDay);
        return LetterPdf.Draw(new LetterPage("Reçu pour solde de tout compte",
            "Code du travail, articles L. 1234-20 et D. 1234-7", coop, person,
            [("Dernier jour", FrenchText.Long(end.LastDay))], sums,
            [
                $"{end.Person.FullName} reconnaît avoir reçu de {coop[0]} la somme de {slip.NetPay}, dont le détail "
                    + "est ci-dessus, pour solde de tout compte à la fin de son contrat.",
                $"Ce reçu peut être dénoncé par lettre recommandée dans les {months:0} mois de sa signature ; ensuite "
                    + "il libère l’employeur des sommes qu’il mentionne.",
                "Établi en double exemplaire, dont un est remis à la personne.",
            ], await PlaceAsync(), [(end.Person.FullName, "Date, « pour solde de tout compte », signature"),
                ("Pour " + coop[0], "Nom, qualité, signature")], at));
    }

    private async Task<(List<string> Coop, List<string> Person)> PartiesAsync() =>
        ([.. ContractPrint.CoopLines(await db.Cooperatives.AsNoTracking().SingleAsync())],
            [end.Person.FullName, .. await HiringRecord.LinesAsync(db, end.Person.Id)]);

    private async Task<string> PlaceAsync() =>
        $"Fait à {(await db.Cooperatives.AsNoTracking().SingleAsync()).City}, le {FrenchText.Long(end.LastDay)}";

    /// <summary>Whether the person had the co-op's health insurance on the last day.</summary>
    private async Task<bool> HasHealthAsync()
    {
        var id = end.Contracts[^1].Id;
        return (await PayChoices.ReadAsync(db)).On(end.LastDay).HealthEmployer.IsPositive
            && (await db.ContractPays.AsNoTracking().SingleOrDefaultAsync(p => p.ContractId == id))?.Health is null;
    }
}
