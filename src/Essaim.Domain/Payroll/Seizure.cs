using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>Who takes a part of somebody's pay, in the order in which the law serves them (rang des saisies).</summary>
public enum SeizureRank
{
    /// <summary>Direct payment of maintenance: before all others, down to the sum always left (L. 3252-5).</summary>
    Maintenance,

    /// <summary>The tax office's own seizure (saisie administrative à tiers détenteur).</summary>
    Tax,

    /// <summary>All other creditors, through the officer who shares among them.</summary>
    Ordinary,
}

/// <summary>A seizure to serve this month (saisie sur salaire), and what is still asked for.</summary>
public sealed record Seizure(SeizureRank Rank, Money Amount, string Label = "")
{
    /// <summary>Who is owed what is kept back; the books know it under this code.</summary>
    public ThirdParty? Creditor { get; init; }
}

/// <summary>
/// The part of a month's net pay that may be seized (quotité saisissable): brackets of a year divided by twelve, raised
/// for each dependant, never touching the sum always left (Code du travail R. 3252-2, R. 3252-3 and R. 3252-5). The net
/// is after contributions and income tax withheld, benefits in kind included (L. 3252-3).
/// </summary>
public sealed record SeizablePart
{
    private SeizablePart(Money net, Money seizable, Money left) => (Net, Seizable, AlwaysLeft) = (net, seizable, left);

    public Money Net { get; }

    /// <summary>What any creditor may take.</summary>
    public Money Seizable { get; }

    /// <summary>What maintenance itself leaves: the RSA of one person.</summary>
    public Money AlwaysLeft { get; }

    public static SeizablePart Of(LawBook law, DateOnly day, Money net, int dependants)
    {
        var raise = dependants * law.Number("saisie-personne-a-charge", day);
        var left = law.Euros("saisie-insaisissable", day);
        var (yearly, from, seizable) = (net.ToDecimal() * 12, 0m, 0m);
        foreach (var bracket in law.At("saisie-bareme", day).Content.EnumerateArray())
        {
            var to = bracket.TryGetProperty("jusque", out var bound) ? bound.GetDecimal() + raise : decimal.MaxValue;
            var part = bracket.GetProperty("part");
            if (yearly > from)
                seizable += (Math.Min(yearly, to) - from) * part[0].GetInt32() / part[1].GetInt32();
            from = to;
        }
        // The month's part is a twelfth of the year's: one rounding, at the end.
        var most = Money.Max(Money.Zero, net - left);
        return new SeizablePart(net, Money.Min(most, Money.Round(seizable / 12)), left);
    }

    /// <summary>
    /// What each gets, in the order of the law. Maintenance is taken first from what others may not touch, above the
    /// sum always left, then from what they may; the tax office comes before the others.
    /// </summary>
    internal IEnumerable<(Seizure Seizure, Money Taken)> Serve(IEnumerable<Seizure> seizures)
    {
        var apart = Money.Max(Money.Zero, Net - AlwaysLeft) - Seizable;
        var seizable = Seizable;
        foreach (var seizure in seizures.OrderBy(s => s.Rank))
        {
            var left = seizure.Amount;
            if (seizure.Rank == SeizureRank.Maintenance)
            {
                var reserved = Money.Min(left, apart);
                (apart, left) = (apart - reserved, left - reserved);
            }
            var common = Money.Min(left, seizable);
            (seizable, left) = (seizable - common, left - common);
            if (seizure.Amount > left)
                yield return (seizure, seizure.Amount - left);
        }
    }
}
