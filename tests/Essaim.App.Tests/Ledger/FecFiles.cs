using System.Globalization;
using System.Text;
using Essaim.App.Data;
using Essaim.App.Data.Ledger;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Ledger;

/// <summary>Makes FEC files for tests, writes them beside the test's co-op and imports them.</summary>
internal static class FecFiles
{
    public const string Header =
        "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\t"
        + "CompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\t"
        + "Montantdevise\tIdevise";

    /// <summary>A line; a positive amount is a debit.</summary>
    public static string Line(string journal, string number, string date, string account, decimal amount,
        string thirdParty = "", string letter = "", string label = "Libellé", string? journalLabel = null) =>
        string.Join('\t', journal, journalLabel ?? "Journal " + journal, number, date, account, "Compte " + account,
            thirdParty,
            thirdParty.Length == 0 ? "" : "Tiers " + thirdParty, "P" + number, date, label, Text(Math.Max(amount, 0)),
            Text(Math.Max(-amount, 0)), letter, letter.Length == 0 ? "" : date[..4] + "1231", date, "", "");

    /// <summary>
    /// One sale, its payment, a purchase left unpaid, in 2024; all the forms that matter to the import.
    /// </summary>
    public static string[] Year2024 =>
    [
        Line("VT", "1", "20240131", "411DUPONT", 120m, letter: "A"), Line("VT", "1", "20240131", "706000", -100m),
            Line("VT", "1", "20240131", "445710", -20m),
        Line("BQ", "1", "20240228", "512000", 120m), Line("BQ", "1", "20240228", "411DUPONT", -120m, letter: "A"),
        Line("AC", "1", "20240315", "607000", 50m), Line("AC", "1", "20240315", "401000", -50m, "MARTIN"),
        Line("VT", "2", "20241231", "411000", 60m, "cli-7"), Line("VT", "2", "20241231", "706000", -60m),
    ];

    /// <summary>The year after: its opening entry, the purchase paid, a new sale.</summary>
    public static string[] Year2025 =>
    [
        Line("AN", "1", "20250101", "512000", 120m), Line("AN", "1", "20250101", "401000", -50m, "MARTIN", "B"),
        Line("AN", "1", "20250101", "411000", 60m, "cli-7"), Line("AN", "1", "20250101", "445710", -20m),
            Line("AN", "1", "20250101", "120000", -110m),
        Line("BQ", "1", "20250110", "401000", 50m, "MARTIN", "B"), Line("BQ", "1", "20250110", "512000", -50m),
        Line("VT", "1", "20250201", "411000", 30m, "NOUVEAU"), Line("VT", "1", "20250201", "706000", -30m),
    ];

    public static Task<FecImportResult> ImportAsync(this TestCoop coop, params string[] lines) =>
        coop.ImportFileAsync("import.txt", lines);

    public static async Task<FecImportResult> ImportFileAsync(this TestCoop coop, string name, string[] lines,
        ActivityMap? map = null)
    {
        var path = Path.Combine(coop.Folder, name);
        await File.WriteAllTextAsync(path, string.Join("\r\n", lines.Prepend(Header)) + "\r\n");
        return await ImportFec.RunAsync(coop.Store, path, map);
    }

    /// <summary>Debit less credit of all lines by account, opening entries counted as the reports do.</summary>
    public static async Task<SortedDictionary<string, Money>> BalancesAsync(this TestCoop coop, int from, int to)
    {
        await using var db = coop.Store.Read();
        var balances = await (await db.BooksAsync()).BalancesAsync(new DateOnly(from, 1, 1), new DateOnly(to, 12, 31));
        return new SortedDictionary<string, Money>(balances.GroupBy(b => b.Account.Digits)
            .ToDictionary(g => g.Key, g => g.Sum(b => b.Balance)));
    }

    public static async Task<long> CountAsync(this TestCoop coop, string from)
    {
        await using var db = coop.Store.Read();
        return Convert.ToInt64(await db.ScalarAsync("SELECT count(*) FROM " + from));
    }

    public static async Task<List<OpenItem>> ItemsAsync(this TestCoop coop)
    {
        await using var db = coop.Store.Read();
        return await (await db.BooksAsync()).Items.OpenAsync();
    }

    public static async Task<string[]> ExportAsync(this TestCoop coop, int year)
    {
        using var bytes = new MemoryStream();
        await ExportFec.WriteAsync(coop.Store, year, bytes);
        return Encoding.UTF8.GetString(bytes.ToArray()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture)
        .Replace('.', ',');
}
