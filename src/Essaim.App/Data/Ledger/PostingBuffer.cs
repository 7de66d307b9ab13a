using Essaim.Domain.Ledger;

namespace Essaim.App.Data.Ledger;

/// <summary>
/// What a transaction is about to write into the books, gathered so that it can be written table by table.
/// </summary>
internal sealed class PostingBuffer
{
    public List<(PostedEntry Entry, long? Sequence, int? ImportId)> Entries { get; } = [];
    public Dictionary<(int Month, ActivityId Activity, AccountNumber Account, bool Opening),
        (long Debit, long Credit)> Balances { get; } = [];

    /// <summary>Entries and debits by month and journal.</summary>
    public Dictionary<(int Month, string Journal), (int Entries, long Debit)> JournalTotals { get; } = [];

    public bool IsEmpty => Entries.Count == 0;

    public void Add(PostedEntry entry, long? sequence, int? importId)
    {
        Entries.Add((entry, sequence, importId));
        var content = entry.Content;
        var month = content.Date.Year * 100 + content.Date.Month;
        var (entries, total) = JournalTotals.GetValueOrDefault((month, content.Journal));
        JournalTotals[(month, content.Journal)] = (entries + 1, checked(total + content.Lines.Sum(l => l.Debit.Cents)));
        foreach (var line in content.Lines)
        {
            var key = (month, line.Activity, line.Account, content.IsOpening);
            var (debit, credit) = Balances.GetValueOrDefault(key);
            Balances[key] = (checked(debit + line.Debit.Cents), checked(credit + line.Credit.Cents));
        }
    }

    public void Clear()
    {
        Entries.Clear();
        Balances.Clear();
        JournalTotals.Clear();
    }
}
