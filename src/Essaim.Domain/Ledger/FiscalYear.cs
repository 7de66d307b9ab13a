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

    public static FiscalYear Calendar(int year) => new(new DateRange(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31)));

    /// <summary>The year that follows, of the same twelve months.</summary>
    public FiscalYear Following()
    {
        var first = Days.Last.AddDays(1);
        return new FiscalYear(new DateRange(first, first.AddYears(1).AddDays(-1)));
    }
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
        var entry = new EntryBuilder(Journal.Opening, closed.Days.Last.AddDays(1), $"À-nouveaux {closed.Year + 1}")
        {
            IsOpening = true,
            PieceRef = $"AN{closed.Year + 1}",
        };
        foreach (var balance in all.Where(b => !b.Account.ClosesIntoResult).OrderBy(b => b.Account)
            .ThenBy(b => b.ThirdParty?.Code, StringComparer.Ordinal))
            entry.Debit(balance.Account, activity, balance.Balance, balance.ThirdParty);
        var result = all.Where(b => b.Account.ClosesIntoResult).Sum(b => b.Balance);
        entry.Debit(result.IsNegative ? Accounts.ProfitOfYear : Accounts.LossOfYear, activity, result);
        return entry.IsEmpty ? null : entry.Build();
    }
}

/// <summary>Takes a posted entry back (extourne): the only correction of what is posted.</summary>
public static class Reversal
{
    /// <summary>The mirror of the entry, dated <paramref name="date"/>, naming the original.</summary>
    public static DraftEntry Of(PostedEntry original, DateOnly date, string reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new BrokenRuleException("Dites pourquoi vous annulez cette écriture : la raison reste dans les comptes.");
        if (original.Content.IsOpening)
            throw new BrokenRuleException("Une écriture d’à-nouveaux ne s’annule pas. Corrigez par une écriture d’opérations diverses.");
        var content = original.Content;
        return new DraftEntry(content.Journal, date, $"Annulation de {original.Number} : {reason.Trim()}",
            [.. content.Lines.Select(l => l.Reversed())])
        {
            PieceRef = content.PieceRef,
            PieceDate = content.PieceDate,
            Document = content.Document,
            Reverses = original.Id,
        };
    }
}
