using Essaim.App.Data.Ledger;
using Essaim.Domain.Ledger;
using Essaim.Domain.Ledger.Assets;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Ledger.Assets;

/// <summary>An asset as the register knows it now: its plan, what is posted of it, how it left.</summary>
public sealed record RegisteredAsset(
    FixedAsset Asset, DepreciationPlan Plan, Money Posted, Month? PostedThrough, AssetDisposal? Disposal)
{
    public bool InUse => Disposal is null && Asset.WithdrawnOn is null;

    /// <summary>What stands as written off in the books; nothing once it left.</summary>
    public Money Accumulated => InUse ? Asset.Taken + Posted : Money.Zero;

    /// <summary>What it stands for in the books; nothing once it left.</summary>
    public Money Value => InUse ? Asset.Value : Money.Zero;
    public Money Net => Value - Accumulated;

    /// <summary>The last month that is posted, or taken over.</summary>
    public Month? Through => PostedThrough ?? Asset.TakenThrough;
}

/// <summary>A line of a purchase that waits to be put in the register (à mettre en service).</summary>
public sealed record WaitingLine(EntryId Entry, int Line, DateOnly Date, long Purchase, string Label,
    AccountNumber Account, ActivityId Activity, Money Value)
{
    /// <summary>As addresses name it: "2026000000012-1".</summary>
    public string Key => $"{Entry}-{Line}";

    /// <summary>The entry and the line that a key names; null where it names none.</summary>
    public static (EntryId Entry, int Line)? Read(string? key)
    {
        var parts = (key ?? "").Split('-');
        return parts.Length == 2 && long.TryParse(parts[0], out var entry) && int.TryParse(parts[1], out var line)
            ? (new EntryId(entry), line) : null;
    }
}

/// <summary>The register beside the books, of one account and activity.</summary>
public sealed record RegisterGap(AccountNumber Account, ActivityId Activity, Money Register, Money Books)
{
    public Money Gap => Books - Register;
}

/// <summary>Reads the register of fixed assets (registre des immobilisations).</summary>
public static class AssetRegister
{
    public static async Task<List<RegisteredAsset>> ReadAsync(CoopDb db, IQueryable<FixedAsset>? which = null)
    {
        var assets = await (which ?? db.FixedAssets).OrderBy(a => a.Id).ToListAsync();
        var ids = assets.Select(a => a.Id).ToList();
        var revisions = (await db.AssetRevisions.Where(r => ids.Contains(r.AssetId)).ToListAsync())
            .ToLookup(r => r.AssetId, r => new PlanRevision(r.FromMonth, r.Months));
        var charges = (await db.SqlAsync(r => (Asset: r.GetInt64(0), Sum: LedgerReader.Cents(r, 1),
                Last: Month.FromNumber(r.GetInt32(2))),
            "SELECT asset_id, sum(amount), max(month) FROM asset_charge GROUP BY asset_id")).ToDictionary(c => c.Asset);
        var gone = await db.AssetDisposals.Where(d => ids.Contains(d.AssetId)).ToDictionaryAsync(d => d.AssetId);
        return [.. assets.Select(a => new RegisteredAsset(a, new DepreciationPlan(a.Terms(), revisions[a.Id]),
            charges.TryGetValue(a.Id, out var c) ? c.Sum : Money.Zero, c.Asset == 0 ? null : c.Last,
            gone.GetValueOrDefault(a.Id)))];
    }

    public static async Task<RegisteredAsset?> FindAsync(CoopDb db, long id) =>
        (await ReadAsync(db, db.FixedAssets.Where(a => a.Id == id))).SingleOrDefault();

    private const string Bought = "SELECT l.entry_id, l.line_no, l.date, e.document_id, coalesce(l.label, e.label), "
        + "l.account, l.activity_id, l.debit FROM posted_line l JOIN posted_entry e ON e.id = l.entry_id "
        + "WHERE l.account >= '20' AND l.account < '22' AND l.debit > 0 AND e.document_kind = @p0 "
        + "AND e.reverses IS NULL";

    /// <summary>
    /// What purchases put on an account of assets and no asset of the register comes from. Purchases that were taken
    /// back are not among them, nor what books taken over brought.
    /// </summary>
    public static Task<List<WaitingLine>> WaitingAsync(CoopDb db) => db.SqlAsync(ReadLine, Bought
        + " AND NOT EXISTS (SELECT 1 FROM posted_entry b WHERE b.reverses = e.id) "
        + "AND NOT EXISTS (SELECT 1 FROM fixed_asset a WHERE a.source_entry_id = l.entry_id "
        + "AND a.source_line_no = l.line_no AND a.withdrawn_on IS NULL) ORDER BY l.date, l.entry_id, l.line_no",
        Purchase.DocumentKind);

    /// <summary>A line of a purchase, whether it still waits or not.</summary>
    public static async Task<WaitingLine?> LineAsync(CoopDb db, EntryId entry, int line) => (await db.SqlAsync(ReadLine,
        Bought + " AND l.entry_id = @p1 AND l.line_no = @p2", Purchase.DocumentKind, entry.Value, line))
        .SingleOrDefault();

    /// <summary>
    /// The register beside the balances of the books, by account and activity: assets and their depreciation. Lines
    /// that wait count with the register, since they have only to be put in service.
    /// </summary>
    public static async Task<List<RegisterGap>> CompareAsync(CoopDb db, IEnumerable<RegisteredAsset> assets,
        IEnumerable<WaitingLine> waiting, DateOnly today)
    {
        var register = assets.Where(a => a.InUse).SelectMany(a => new[]
            {
                (a.Asset.Account, a.Asset.ActivityId, a.Value),
                (AssetAccounts.Depreciation(a.Asset.Account), a.Asset.ActivityId, -a.Accumulated),
            }).Concat(waiting.Select(l => (l.Account, l.Activity, l.Value)))
            .GroupBy(l => (l.Item1, l.Item2)).ToDictionary(g => g.Key, g => g.Sum(l => l.Item3));
        var books = (await (await db.BooksAsync()).PositionAsync(today))
            .Where(b => AssetAccounts.IsProposed(b.Account) || b.Account.StartsWith("28")
                || register.ContainsKey((b.Account, b.Activity)))
            .GroupBy(b => (b.Account, b.Activity)).ToDictionary(g => g.Key, g => g.Sum(b => b.Balance));
        return [.. register.Keys.Union(books.Keys).Order().Select(key => new RegisterGap(key.Item1, key.Item2,
                register.GetValueOrDefault(key), books.GetValueOrDefault(key)))
            .Where(g => !g.Register.IsZero || !g.Books.IsZero)];
    }

    /// <summary>What the table of a year is made of: each asset by the days of its entries.</summary>
    public static async Task<List<AssetHistory>> HistoriesAsync(CoopDb db, IQueryable<FixedAsset>? which = null)
    {
        var assets = await ReadAsync(db, (which ?? db.FixedAssets).Where(a => a.WithdrawnOn == null));
        var charges = (await db.SqlAsync(r => (Asset: r.GetInt64(0), On: r.Date(1), Amount: new Money(r.GetInt64(2))),
            "SELECT c.asset_id, e.date, c.amount FROM asset_charge c JOIN posted_entry e ON e.id = c.entry_id"))
            .ToLookup(c => c.Asset, c => (c.On, c.Amount));
        var days = (await db.SqlAsync(r => (Asset: r.GetInt64(0), Bought: r.IsDBNull(1) ? (DateOnly?)null : r.Date(1),
                Left: r.IsDBNull(2) ? (DateOnly?)null : r.Date(2)),
            "SELECT a.id, s.date, coalesce(e.date, d.left_on) FROM fixed_asset a "
            + "LEFT JOIN posted_entry s ON s.id = a.source_entry_id LEFT JOIN asset_disposal d ON d.asset_id = a.id "
            + "LEFT JOIN posted_entry e ON e.id = d.entry_id")).ToDictionary(d => d.Asset);
        return [.. assets.Select(a => History(a, charges[a.Asset.Id], days[a.Asset.Id].Bought, days[a.Asset.Id].Left))];
    }

    private static AssetHistory History(RegisteredAsset a, IEnumerable<(DateOnly, Money)> charges, DateOnly? bought,
        DateOnly? left)
    {
        List<(DateOnly On, Money Amount)> posted = [.. charges];
        if (a.Disposal is { } gone && left is { } day && !gone.LastCharge.IsZero)
            posted.Add((day, gone.LastCharge));
        return new AssetHistory(a.Asset.Account, a.Asset.Value, bought ?? a.Asset.InService, a.Asset.Taken, posted,
            a.Disposal is null || left is null ? null : (left.Value, a.Disposal.Accumulated));
    }

    private static WaitingLine ReadLine(System.Data.Common.DbDataReader r) => new(new EntryId(r.GetInt64(0)),
        r.GetInt32(1), r.Date(2), r.GetInt64(3), r.GetString(4), new AccountNumber(r.GetString(5)),
        new ActivityId(r.GetInt32(6)), new Money(r.GetInt64(7)));
}
