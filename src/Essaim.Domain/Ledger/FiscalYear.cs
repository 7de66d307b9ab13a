using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger;

/// <summary>
/// A fiscal year (exercice): from its first to its last day, at most 24 months, known by the year in which it ends.
/// Once closed it takes no entry; the head of its chain is then its anchor.
/// </summary>
public sealed record FiscalYear(DateRange Days, DateTime? ClosedAt = null, byte[]? Anchor = null)
{
    public int Year => Days.Last.Year;
    public bool IsClosed => ClosedAt is not null;

    public static FiscalYear Calendar(int year) =>
        StartingOn(new DateOnly(year, 1, 1));

    /// <summary>Twelve months from a day on.</summary>
    public static FiscalYear StartingOn(DateOnly first) =>
        new(new DateRange(first, first.AddYears(1).AddDays(-1)));

    /// <summary>The year that follows, of the same twelve months.</summary>
    public FiscalYear Following() => StartingOn(Days.Last.AddDays(1));
}

/// <summary>What an account of an activity has had on each side; with the third party where one is asked for.</summary>
public sealed record AccountBalance(
    AccountNumber Account, ActivityId Activity, ThirdParty? ThirdParty, Money Debit, Money Credit)
{
    /// <summary>Positive when in debit.</summary>
    public Money Balance => Debit - Credit;
}

/// <summary>Carries a closed year into the next (à-nouveaux): one opening entry for each activity.</summary>
public static class YearOpening
{
    /// <summary>
    /// Each activity takes back its balances of classes 1 to 5, and its result as one line, 120 for a profit and 129
    /// for a loss. Contribution and internal sales (186, 187) go into each result; they cancel over the company.
    /// </summary>
    public static IEnumerable<DraftEntry> From(FiscalYear closed, IEnumerable<AccountBalance> balances) =>
        balances.GroupBy(b => b.Activity).OrderBy(g => g.Key)
            .Select(g => OpeningOf(closed, g.Key, g)).OfType<DraftEntry>();

    private static DraftEntry? OpeningOf(FiscalYear closed, ActivityId activity, IEnumerable<AccountBalance> balances)
    {
        var all = balances.ToList();
        var lines = all.Where(b => !b.Account.ClosesIntoResult && !b.Balance.IsZero).OrderBy(b => b.Account)
            .ThenBy(b => b.ThirdParty?.Code, StringComparer.Ordinal)
            .Select(b => EntryLine.Signed(b.Account, activity, b.Balance) with { ThirdParty = b.ThirdParty }).ToList();
        var result = all.Where(b => b.Account.ClosesIntoResult).Sum(b => b.Balance);
        if (!result.IsZero)
            lines.Add(EntryLine.Signed(
                result.IsNegative ? Accounts.ProfitOfYear : Accounts.LossOfYear, activity, result));
        if (lines.Count == 0)
            return null;
        // Not by EntryBuilder, whose bridging would hide balances that do not balance.
        return new DraftEntry(
            Journal.Opening, closed.Days.Last.AddDays(1), $"À-nouveaux {closed.Year + 1}", lines)
        {
            IsOpening = true,
            PieceRef = $"AN{closed.Year + 1}",
        };
    }
}
