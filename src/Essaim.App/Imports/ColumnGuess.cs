using Essaim.App.Data;
using Essaim.App.Data.Search;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Imports;

/// <summary>
/// What the columns of a file probably are (correspondance): by their heads without accents, then by what stands in
/// them. Only a proposal, which people see and change; what they chose is proposed for the next file with these heads.
/// </summary>
public static class ColumnGuess
{
    private const int Looked = 50;

    public static async Task<IReadOnlyList<string>> ForAsync(
        CoopDb db, ImportKind kind, ActivityId? activity, TableFile table)
    {
        var columns = kind.ColumnsFor(activity);
        var known = await db.ScalarAsync("SELECT columns FROM import_columns WHERE kind = @p0 AND heads = @p1",
            kind.Key, HeadsOf(table)) as string;
        return known is null ? Guess(columns, table)
            : [.. ValueJson.Read<string[]>(known).Select(k => columns.Any(c => c.Key == k) ? k : "")];
    }

    public static Task RememberAsync(WriteSession w, ImportKind kind, TableFile table, IReadOnlyList<string> places) =>
        w.Connection.ExecuteAsync("INSERT INTO import_columns (kind, heads, columns) VALUES (@p0, @p1, @p2) "
            + "ON CONFLICT (kind, heads) DO UPDATE SET columns = excluded.columns", w.Transaction, kind.Key,
            HeadsOf(table), ValueJson.Write(places));

    public static IReadOnlyList<string> Guess(IReadOnlyList<ImportColumn> columns, TableFile table)
    {
        var places = table.Heads.Select(_ => "").ToArray();
        var free = columns.ToList();
        Take((column, at) => Plain(column.Name) == Plain(table.Heads[at]));
        Take((column, at) => column.AlsoCalled.Any(name => Plain(name) == Plain(table.Heads[at])));
        Take((column, at) => column.Telling && Holds(column, table, at));
        return places;

        void Take(Func<ImportColumn, int, bool> is_)
        {
            for (var at = 0; at < places.Length; at++)
                if (places[at].Length == 0 && free.Find(c => is_(c, at)) is { } found)
                {
                    places[at] = found.Key;
                    free.Remove(found);
                }
        }
    }

    private static string HeadsOf(TableFile table) => string.Join('|', table.Heads.Select(Plain));

    private static string Plain(string text) => string.Concat(PlainWords.Of(text));

    /// <summary>At least four in five of what stands there reads as the column wants.</summary>
    private static bool Holds(ImportColumn column, TableFile table, int at)
    {
        var cells = table.Rows.Where(r => at < r.Cells.Count && r.Cells[at].Trim().Length > 0).Take(Looked)
            .Select(r => r.Cells[at].Trim()).ToList();
        return cells.Count > 0 && cells.Count(c => Reads(column, c)) * 5 >= cells.Count * 4;
    }

    private static bool Reads(ImportColumn column, string text)
    {
        try
        {
            column.Parse(text);
            return true;
        }
        catch (BrokenRuleException)
        {
            return false;
        }
    }
}
