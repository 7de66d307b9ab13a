using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>
/// What the structure still holds of the books that were taken over, and so can give to activities (reste à répartir).
/// Judging a file takes from it line by line, so that nothing is given twice or out of nothing.
/// </summary>
public sealed class TakeOverBooks
{
    private readonly Dictionary<string, Money> _left;
    private readonly List<HeldItem> _items;

    private TakeOverBooks(Dictionary<string, Money> left, List<HeldItem> items) =>
        (_left, _items) = (left, items);

    /// <summary>The day of the last entry; of empty books, the first day of the first open year.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>The day of the take-over, unless a line says another: the last, or the first still open.</summary>
    public required DateOnly Day { get; init; }

    private sealed class HeldItem(OpenItem item, string piece)
    {
        public OpenItem Item { get; set; } = item;
        public string Piece { get; } = piece;

        public bool Is(string piece, string thirdParty) => thirdParty.Length > 0
            ? Same(Item.ThirdParty?.Code, thirdParty) && (Same(Piece, piece) || Piece.Length == 0)
            : Same(Piece, piece);

        private static bool Same(string? one, string other) =>
            string.Equals(one?.Trim(), other.Trim(), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Books without a year hold nothing on any day: this one is as good as another.</summary>
    private static readonly DateOnly BeforeAnyBooks = new(2000, 1, 1);

    public static async Task<TakeOverBooks> OpenAsync(CoopDb db)
    {
        var books = await db.BooksAsync();
        var last = (await db.SqlAsync(r => r.IsDBNull(0) ? (DateOnly?)null : r.Date(0),
            "SELECT max(date) FROM posted_entry")).Single()
            ?? (await db.FiscalYearsAsync()).FirstOrDefault(y => !y.IsClosed)?.Days.First ?? BeforeAnyBooks;
        var left = (await books.PositionAsync(last, ActivityId.Structure))
            .GroupBy(b => b.Account.Digits).ToDictionary(g => g.Key, g => g.Sum(b => b.Balance));
        var pieces = (await db.SqlAsync(r => (Id: new EntryId(r.GetInt64(0)), Piece: r.GetString(1)),
            "SELECT DISTINCT e.id, e.piece_ref FROM open_item o JOIN posted_entry e ON e.id = o.entry_id "
            + "WHERE o.amount - o.credited <> o.settled AND o.activity_id = @p0", ActivityId.Structure.Value))
            .ToDictionary(p => p.Id, p => p.Piece);
        var items = await books.Items.OpenAsync(ActivityId.Structure);
        return new TakeOverBooks(left, [.. items.Where(i => i.Deferred.Count == 0)
            .Select(i => new HeldItem(i, pieces.GetValueOrDefault(i.Id.Entry, "")))])
        {
            LastDay = last, Day = await OpenDay.FromAsync(db, last),
        };
    }

    /// <summary>What the structure holds on the accounts under a number.</summary>
    public Money On(string number) =>
        _left.Where(l => l.Key.StartsWith(number, StringComparison.Ordinal)).Sum(l => l.Value);

    /// <summary>Takes from the accounts under a number; the sentence when less is there.</summary>
    public string? Take(string number, Money amount)
    {
        var held = On(number);
        if (amount.IsZero)
            return null;
        if (held.IsNegative != amount.IsNegative || held.Abs() < amount.Abs())
            return $"Les livres de la coopérative n’ont plus que {held.Abs()} à répartir au compte {number}"
                + (held.IsZero || held.IsNegative == amount.IsNegative ? "" : ", de l’autre côté")
                + ". Reprenez d’abord ses écritures, ou corrigez ce montant.";
        var key = _left.Where(l => l.Key.StartsWith(number, StringComparison.Ordinal))
            .OrderByDescending(l => l.Value.Abs()).First().Key;
        _left[key] -= amount;
        return null;
    }

    /// <summary>
    /// The structure's items of a piece, and of a third party where one is named, up to an amount, the earliest due
    /// first.
    /// </summary>
    public IReadOnlyList<(OpenItem Item, Money Part)> TakeItems(
        AccountNumber account, string piece, string thirdParty, Money amount)
    {
        var (rest, taken) = (amount, new List<(OpenItem, Money)>());
        var prefix = account.Digits[..3];
        foreach (var held in _items.Where(i => i.Item.Account.StartsWith(prefix) && i.Is(piece, thirdParty)
            && !i.Item.IsSettled && i.Item.Remaining.IsNegative == amount.IsNegative))
        {
            var part = amount.IsNegative ? Money.Max(rest, held.Item.Remaining) : Money.Min(rest, held.Item.Remaining);
            if (part.IsZero)
                break;
            taken.Add((held.Item, part));
            held.Item = held.Item with { Settled = held.Item.Settled + part };
            rest -= part;
        }
        return taken;
    }
}
