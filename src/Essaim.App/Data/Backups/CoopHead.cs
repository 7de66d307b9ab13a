using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

namespace Essaim.App.Data.Backups;

/// <summary>The head of one fiscal year's chain: how many entries it has, and the hash of the last.</summary>
public sealed record YearHead(int Year, long Position, string Hash);

/// <summary>
/// Where a co-op's books stood: the heads of its years' chains. Written down elsewhere, it shows later that the end of
/// the books was not cut off.
/// </summary>
public sealed record CoopHead(string Coop, IReadOnlyList<YearHead> Years)
{
    /// <summary>One short word for all years, for names of files.</summary>
    public string Short => Fingerprint(Years)[..12];

    public static string Fingerprint(IEnumerable<YearHead> years) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.ASCII.GetBytes(string.Join('\n', years.Select(y => $"{y.Year} {y.Position} {y.Hash}")))));

    internal static async Task<CoopHead> ReadAsync(string coop, DbConnection connection, DbTransaction? transaction) =>
        new(coop, await connection.ListAsync(
            r => new YearHead(r.GetInt32(0), r.GetInt64(1), Convert.ToHexStringLower(r.GetFieldValue<byte[]>(2))),
            "SELECT fiscal_year, position, hash FROM chain_head ORDER BY fiscal_year", transaction));
}
