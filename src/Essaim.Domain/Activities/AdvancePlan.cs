using Essaim.Domain.Values;

namespace Essaim.Domain.Activities;

/// <summary>
/// What became of an advance that was asked for (état d’une avance): asked, decided, paid out, repaid; or refused, or
/// taken back by whoever asked.
/// </summary>
public enum AdvanceState
{
    Asked,
    Granted,
    Refused,
    Withdrawn,
    PaidOut,
    Repaid,
}

/// <summary>One instalment (échéance d’avance): due on the last day of its month.</summary>
public readonly record struct AdvanceInstalment(Month Month, Money Amount);

/// <summary>
/// How an advance is paid back (échéancier d’avance): in equal instalments from a month on, and, beside them, by a
/// share of what each receipt leaves in the activity's cash. An advance to be paid back by receipts alone has one
/// instalment: the month by which all must be paid back. What comes early counts for the earliest instalments.
/// </summary>
public sealed record AdvancePlan(Month First, int Months, Rate Share)
{
    private const int MostMonths = 60;

    public int Months { get; init; } = Months is >= 1 and <= MostMonths ? Months : throw new BrokenRuleException(
        $"Une avance se rend en 1 à {MostMonths} mois. Choisissez un autre nombre de mois.");

    public Rate Share { get; init; } = Share.Fraction is >= 0m and <= 1m ? Share : throw new BrokenRuleException(
        "La part de chaque encaissement va de 0 à 100 %.");

    public static AdvancePlan Monthly(Month first, int months) => new(first, months, Rate.Zero);

    public static AdvancePlan ByReceipts(Rate share, Month latest) => share.Fraction > 0m
        ? new AdvancePlan(latest, 1, share)
        : throw new BrokenRuleException("Dites quelle part de chaque encaissement rembourse l’avance.");

    public Month Last => First.Add(Months - 1);

    public bool IsByReceipts => Share.Fraction > 0m;

    /// <summary>The instalments of an amount: equal to the cent, the first ones taking what rounding leaves.</summary>
    public IReadOnlyList<AdvanceInstalment> Of(Money amount) =>
        [.. amount.Share([.. Enumerable.Repeat(1L, Months)]).Select((a, i) => new AdvanceInstalment(First.Add(i), a))];

    /// <summary>All that is to be paid back up to a day, whatever was paid back before.</summary>
    public Money DueBy(Money amount, DateOnly day) =>
        Of(amount).Where(i => i.Month.LastDay <= day).Sum(i => i.Amount);

    /// <summary>What is left of each instalment after so much is paid back, the earliest first.</summary>
    public IReadOnlyList<AdvanceInstalment> Left(Money amount, Money repaid)
    {
        var left = new List<AdvanceInstalment>();
        foreach (var instalment in Of(amount))
        {
            var paid = Money.Min(instalment.Amount, repaid);
            repaid -= paid;
            if (instalment.Amount > paid)
                left.Add(instalment with { Amount = instalment.Amount - paid });
        }
        return left;
    }

    /// <summary>
    /// What a receipt pays back: the share of what it left in the activity's cash, never more than is left of the
    /// advance, nor than is there.
    /// </summary>
    public Money OfReceipt(Money received, Money left, Money cash) => Money.Max(Money.Zero,
        // Half a cent up, as for all amounts: no text says otherwise.
        Money.Min(Money.Round(Share.Of(received)), Money.Min(left, cash)));
}
