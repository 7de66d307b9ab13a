using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.People;

/// <summary>What falls due of a person's contracts (échéance de contrat).</summary>
public enum DeadlineKind
{
    /// <summary>The last day on which either side may end a Cesa freely (fin de la période d’essai).</summary>
    TrialEnds,

    /// <summary>Without admission as member by then, the Cesa ends by law (L. 7331-3).</summary>
    BecomeMember,

    /// <summary>A Cape ends: it is renewed, followed by a Cesa, or over.</summary>
    CapeEnds,

    /// <summary>A Cape lasts longer than the law allows, or was renewed too often.</summary>
    CapeTooLong,

    /// <summary>The quarter's contributions on Capes are to be paid (R. 5142-4).</summary>
    CapeContributions,

    /// <summary>A new Cape is to be told to Urssaf and France Travail (R. 5142-1), and so for what follows.</summary>
    TellConcluded,
    TellRenewed,
    TellEnded,
    TellEndedEarly,
}

/// <summary>One deadline; <see cref="Count"/> is what it was counted with, in days or contracts.</summary>
/// <param name="Person">Zero for what concerns all Capes at once.</param>
public sealed record ContractDeadline(long Person, DeadlineKind Kind, DateOnly Day, int Count)
{
    /// <summary>The alerts of a long deadline: a year, half a year and three months before.</summary>
    public static readonly IReadOnlyList<int> Alerts = [365, 180, 90];

    public int DaysLeft(DateOnly today) => Day.DayNumber - today.DayNumber;
}

/// <summary>
/// The deadlines that follow from a person's contracts. Earlier contracts between the same parties shorten the trial
/// and the time to become a member by the days that they cover: days covered by two of them count once (our reading,
/// see docs/field/contracts.md).
/// </summary>
public static class ContractDeadlines
{
    /// <summary>All that lies ahead of one person, or is missed, the next first.</summary>
    public static IReadOnlyList<ContractDeadline> Of(
        LawBook law, long person, DateOnly? memberSince, IReadOnlyList<Contract> contracts, DateOnly today)
    {
        var due = new List<ContractDeadline>();
        var running = contracts.Where(c => c.FirstDay <= today && (c.LastDay ?? today) >= today).ToList();
        if (running.FirstOrDefault(c => c.Kind == ContractKind.Cesa) is { } cesa)
        {
            // A Cesa that follows another without a gap is its amendment: the first one counts.
            var first = FirstOfChain(cesa, contracts);
            var earlier = DaysBefore(first.FirstDay, contracts);
            var trial = TrialEnds(law, first.FirstDay, earlier);
            if (trial >= today)
                due.Add(new ContractDeadline(person, DeadlineKind.TrialEnds, trial.Value, earlier));
            if (memberSince is null || memberSince > today)
                due.Add(new ContractDeadline(
                    person, DeadlineKind.BecomeMember, MemberBy(law, Concluded(first), earlier), earlier));
        }
        if (running.FirstOrDefault(c => c.Kind == ContractKind.Cape) is { } cape)
            due.AddRange(OfCape(law, person, cape, contracts));
        return [.. due.OrderBy(d => d.Day).ThenBy(d => d.Kind)];
    }

    /// <summary>The last day of the trial; null when earlier contracts used it up (L. 7332-1).</summary>
    public static DateOnly? TrialEnds(LawBook law, DateOnly concluded, int earlierDays)
    {
        var last = concluded.AddMonths((int)law.Number("cesa-essai-mois", concluded)).AddDays(-1 - earlierDays);
        return last >= concluded ? last : null;
    }

    /// <summary>The day by which the person must be a member; at the earliest that of the Cesa itself (L. 7331-3).
    /// </summary>
    public static DateOnly MemberBy(LawBook law, DateOnly concluded, int earlierDays)
    {
        var day = concluded.AddYears((int)law.Number("cesa-delai-associe-annees", concluded)).AddDays(-earlierDays);
        return day > concluded ? day : concluded;
    }

    /// <summary>
    /// The day from which the three years run: that of signature (conclusion). The first day where signing came later
    /// or is not known: nobody finds out too late.
    /// </summary>
    public static DateOnly Concluded(Contract contract) =>
        contract.SignedOn < contract.FirstDay ? contract.SignedOn.Value : contract.FirstDay;

    /// <summary>When the contributions on the Capes of a day's quarter are due.</summary>
    public static DateOnly CapeContributionsOf(LawBook law, DateOnly day)
    {
        var afterQuarter = new DateOnly(day.Year, (day.Month - 1) / 3 * 3 + 1, 1).AddMonths(3);
        return afterQuarter.AddDays((int)law.Number("cape-cotisations-jour", day) - 1);
    }

    /// <summary>Days before a day that some contract covers, each once (union d’intervalles).</summary>
    public static int DaysBefore(DateOnly day, IEnumerable<Contract> contracts)
    {
        var (covered, until) = (0, DateOnly.MinValue);
        foreach (var contract in contracts.Where(c => c.FirstDay < day).OrderBy(c => c.FirstDay))
        {
            var from = contract.FirstDay > until ? contract.FirstDay : until;
            var end = contract.LastDay is { } last && last < day ? last.AddDays(1) : day;
            if (end <= from)
                continue;
            covered += end.DayNumber - from.DayNumber;
            until = end;
        }
        return covered;
    }

    private static IEnumerable<ContractDeadline> OfCape(
        LawBook law, long person, Contract cape, IReadOnlyList<Contract> contracts)
    {
        // An amendment goes on with its Cape: it is no renewal, and does not make it longer.
        var first = contracts.FirstOrDefault(c => c.Id == cape.AmendsId)?.FirstDay ?? cape.FirstDay;
        var capes = contracts.Count(c => c is { Kind: ContractKind.Cape, Amendment: 0 } && c.FirstDay <= first);
        var longest = LongestCape(law, first);
        if (cape.LastDay is null || cape.LastDay > longest
            || capes > 1 + law.Number("cape-renouvellements", first))
            yield return new ContractDeadline(person, DeadlineKind.CapeTooLong, longest, capes);
        if (cape.LastDay is { } last)
            yield return new ContractDeadline(person, DeadlineKind.CapeEnds, last, capes);
    }

    /// <summary>The last day that a Cape of this first day may have.</summary>
    public static DateOnly LongestCape(LawBook law, DateOnly first) =>
        first.AddMonths((int)law.Number("cape-duree-mois", first)).AddDays(-1);

    private static Contract FirstOfChain(Contract cesa, IReadOnlyList<Contract> contracts)
    {
        while (contracts.FirstOrDefault(c => c.Kind == ContractKind.Cesa
            && c.LastDay == cesa.FirstDay.AddDays(-1)) is { } before)
            cesa = before;
        return cesa;
    }
}
