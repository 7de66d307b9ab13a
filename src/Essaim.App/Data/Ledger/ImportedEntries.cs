using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Essaim.Domain.Ledger;
using Essaim.Domain.Ledger.Fec;

namespace Essaim.App.Data.Ledger;

/// <summary>What the books already do with an imported line.</summary>
internal enum ImportedLine
{
    /// <summary>Nothing: neither matched nor open.</summary>
    Plain,

    /// <summary>It is an open item that nobody has settled, even in part.</summary>
    Open,

    /// <summary>It is matched, or an item that somebody began to settle: imports leave it alone.</summary>
    Done,
}

/// <summary>
/// The imported entries that the books hold, by journal, number and date: so a file taken twice, a longer file of the
/// same books, and an import that was cut short add only what is not there yet. Empty for the first import.
/// </summary>
internal sealed class ImportedEntries
{
    private readonly Dictionary<ulong, (long Id, ulong Content)> _entries = [];
    private readonly Dictionary<(long Entry, int Line), ImportedLine> _lines = [];
    private readonly Utf8Output _bytes = new();

    public bool IsEmpty => _entries.Count == 0;

    public static ImportedEntries Load(DbConnection connection)
    {
        var imported = new ImportedEntries();
        imported.LoadEntries(connection);
        if (!imported.IsEmpty)
            imported.LoadLines(connection);
        return imported;
    }

    /// <summary>
    /// The entry already in the books under this journal, number and date; and whether its lines are the same.
    /// </summary>
    public bool TryFind(FecEntry entry, DraftEntry draft, out EntryId id, out bool same)
    {
        (id, same) = (default, false);
        if (IsEmpty)
            return false;
        var day = entry.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (!_entries.TryGetValue(KeyOf(Utf8(entry.Journal), Utf8(entry.Number), Utf8(day)), out var found))
            return false;
        _bytes.Clear();
        foreach (var line in draft.Lines)
            AddLine(Utf8(line.Account.Digits), Utf8(line.ThirdParty?.Code ?? ""), line.Debit.Cents, line.Credit.Cents,
                Utf8(line.Label ?? draft.Label));
        (id, same) = (new EntryId(found.Id), Hash() == found.Content);
        return true;
    }

    public ImportedLine LineOf(EntryId entry, int line) => _lines.GetValueOrDefault((entry.Value, line));

    private void LoadEntries(DbConnection connection)
    {
        using var rows = ByteRows.Of(connection, null, $"""
            SELECT e.id, e.journal, e.number, {ByteRows.DayText(connection, "e.date")}, e.label,
              l.account, l.third_party, l.debit, l.credit, l.label
            FROM posted_entry e JOIN posted_line l ON l.entry_id = e.id
            WHERE e.import_id IS NOT NULL ORDER BY e.id, l.line_no
            """);
        var (current, key) = (0L, 0UL);
        while (rows.Read())
        {
            if (rows.Number(0) != current)
            {
                Keep(key, current);
                current = rows.Number(0);
                key = KeyOf(rows.Bytes(1), rows.Bytes(2), rows.Bytes(3));
                _bytes.Clear();
            }
            AddLine(rows.Bytes(5), rows.Bytes(6), rows.Number(7), rows.Number(8), rows.IsNull(9) ? rows.Bytes(4)
                : rows.Bytes(9));
        }
        Keep(key, current);
    }

    private void LoadLines(DbConnection connection)
    {
        using (var items = ByteRows.Of(connection, null, "SELECT i.entry_id, i.line_no, i.credited, i.settled "
            + "FROM open_item i JOIN posted_entry e ON e.id = i.entry_id WHERE e.import_id IS NOT NULL"))
            while (items.Read())
                _lines[(items.Number(0), (int)items.Number(1))] =
                    items.Number(2) == 0 && items.Number(3) == 0 ? ImportedLine.Open : ImportedLine.Done;
        using var matched = ByteRows.Of(connection, null, "SELECT m.entry_id, m.line_no "
            + "FROM matched_line m JOIN posted_entry e ON e.id = m.entry_id WHERE e.import_id IS NOT NULL");
        while (matched.Read())
            _lines[(matched.Number(0), (int)matched.Number(1))] = ImportedLine.Done;
    }

    private void Keep(ulong key, long id)
    {
        if (id != 0)
            _entries[key] = (id, Hash());
    }

    /// <summary>Current accounts and lines of nothing are left out: the import itself adds and drops them.</summary>
    private void AddLine(ReadOnlySpan<byte> account, ReadOnlySpan<byte> thirdParty, long debit, long credit,
        ReadOnlySpan<byte> label)
    {
        if ((debit == 0 && credit == 0) || account.SequenceEqual("181000"u8))
            return;
        _bytes.Add(account).Add(0).Add(thirdParty).Add(0).AddAmount(debit, 0).AddAmount(credit, 0).Add(label).Add(0);
    }

    private static ulong KeyOf(ReadOnlySpan<byte> journal, ReadOnlySpan<byte> number, ReadOnlySpan<byte> day) =>
        First64(new Utf8Output().Add(journal).Add(0).Add(number).Add(0).Add(day).Written);

    private ulong Hash() => First64(_bytes.Written);

    private static ulong First64(ReadOnlySpan<byte> bytes) =>
        BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(bytes));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
