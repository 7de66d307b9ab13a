using System.Data.Common;
using System.Globalization;
using Essaim.Domain.Ledger;

namespace Essaim.App.Data.Ledger;

/// <summary>
/// The counters of one write transaction: read once, counted in memory, saved at the end. Gapless because the
/// transaction holds the co-op's write lock: a number is either committed with its row or never given.
/// </summary>
internal sealed class Series(RowWriter rows, DbTransaction transaction)
{
    private readonly Dictionary<string, (long Value, bool Changed)> _counters = [];
    private readonly Dictionary<int, Head> _heads = [];

    private readonly record struct Head(long Position, byte[] Hash, DateTime PostedAt, bool Changed);

    public async Task<long> NextAsync(string series)
    {
        if (!_counters.TryGetValue(series, out var counter))
            counter = (Convert.ToInt64(await rows.Prepared("SELECT value FROM counter WHERE series = @p0", transaction,
                series)
                .ExecuteScalarAsync() ?? 0L), false);
        _counters[series] = (counter.Value + 1, true);
        return counter.Value + 1;
    }

    /// <summary>
    /// The next place in a year's chain, the hash it follows, and when the entry of that hash was posted.
    /// </summary>
    public async Task<(long Position, byte[] Previous, DateTime After)> NextPositionAsync(int fiscalYear)
    {
        if (!_heads.TryGetValue(fiscalYear, out var head))
        {
            head = new Head(0, EntryChain.Genesis(fiscalYear), DateTime.MinValue, false);
            await using var reader = await rows.Prepared("SELECT h.position, h.hash, e.posted_at FROM chain_head h "
                + "LEFT JOIN posted_entry e ON e.id = @p1 + h.position WHERE h.fiscal_year = @p0",
                transaction, fiscalYear,
                new EntryId(fiscalYear, 0).Value).ExecuteReaderAsync();
            if (await reader.ReadAsync())
                head = new Head(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.TextOrNull(2) is { } at
                    ? DateTime.Parse(at, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal)
                    : DateTime.MinValue, false);
            _heads[fiscalYear] = head;
        }
        return (head.Position + 1, head.Hash, head.PostedAt);
    }

    public void MoveHead(int fiscalYear, long position, byte[] hash, DateTime postedAt) =>
        _heads[fiscalYear] = new Head(position, hash, postedAt, true);

    public async Task SaveAsync()
    {
        foreach (var (series, counter) in _counters.Where(c => c.Value.Changed).ToList())
        {
            await rows.Prepared("INSERT INTO counter (series, value) VALUES (@p0, @p1) "
                + "ON CONFLICT (series) DO UPDATE SET value = excluded.value", transaction, series, counter.Value)
                    .ExecuteNonQueryAsync();
            _counters[series] = (counter.Value, false);
        }
        foreach (var (year, head) in _heads.Where(h => h.Value.Changed).ToList())
        {
            await rows.Prepared("INSERT INTO chain_head (fiscal_year, position, hash) VALUES (@p0, @p1, @p2) "
                + "ON CONFLICT (fiscal_year) DO UPDATE SET position = excluded.position, hash = excluded.hash",
                transaction, year, head.Position, head.Hash).ExecuteNonQueryAsync();
            _heads[year] = head with { Changed = false };
        }
    }
}
