using System.Data.Common;
using Essaim.App.Data.Banking.Runs;
using Essaim.App.Data.Ledger;
using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Banking;

/// <summary>
/// Finds what may explain some movements, and proposes: a few queries for all of them, which cost by what is open and
/// not by the history.
/// </summary>
public static class BankCandidates
{
    private const string Items = "SELECT o.entry_id, o.line_no, FALSE, o.account, o.activity_id, "
        + "o.amount - o.credited - o.settled, o.due, e.piece_ref, o.third_party, coalesce(t.name, ''), "
        + "coalesce(l.label, e.label) FROM open_item o JOIN posted_entry e ON e.id = o.entry_id "
        + "JOIN posted_line l ON l.entry_id = o.entry_id AND l.line_no = o.line_no "
        + "LEFT JOIN third_party t ON t.code = o.third_party WHERE o.amount - o.credited <> o.settled AND ";

    private const string OnAccount = "SELECT l.entry_id, l.line_no, TRUE, l.account, l.activity_id, "
        + "l.debit - l.credit, l.date, e.piece_ref, l.third_party, '', coalesce(l.label, e.label) FROM posted_line l "
        + "JOIN posted_entry e ON e.id = l.entry_id WHERE l.account = @p0 AND l.date BETWEEN @p1 AND @p2 "
        + "AND NOT e.is_opening AND ";

    private const string Booked = OnAccount + "e.reverses IS NULL "
        + "AND NOT EXISTS (SELECT 1 FROM posted_entry b WHERE b.reverses = e.id) "
        + "AND NOT EXISTS (SELECT 1 FROM bank_match m WHERE m.entry_id = l.entry_id AND m.line_no = l.line_no)";

    /// <summary>A pair of an entry and its reversal, both before the day and never seen, is nothing to look for.
    /// </summary>
    private const string Unseen = OnAccount + "NOT EXISTS (SELECT 1 FROM bank_match m "
        + "JOIN bank_line b ON b.id = m.bank_line_id WHERE m.entry_id = l.entry_id AND m.line_no = l.line_no "
        + "AND b.date <= @p2) AND NOT EXISTS (SELECT 1 FROM posted_entry o "
        + "WHERE (o.id = e.reverses OR o.reverses = e.id) AND o.date BETWEEN @p1 AND @p2 "
        + "AND NOT EXISTS (SELECT 1 FROM bank_match m WHERE m.entry_id = o.id)) ORDER BY l.date, l.entry_id";

    /// <summary>Up to a page of movements, each with what is proposed for it, the best first.</summary>
    public static async Task<Dictionary<long, IReadOnlyList<BankProposal>>> ProposeAsync(
        CoopDb db, BankAccountRow account, IReadOnlyList<BankLineRow> lines)
    {
        if (lines.Count == 0)
            return [];
        var parties = await PartiesAsync(db, lines);
        var movements = lines.ToDictionary(l => l.Id, l => new BankMovement(l.Date, l.Amount, l.Text,
            l.PartyIban is { } iban && parties.TryGetValue(iban.Index, out var code) ? new ThirdParty(code) : null));
        var candidates = await ReadAsync(db, account, [.. movements.Values]);
        var groups = await RunGroups.OfAsync(db, candidates);
        var rules = (await db.BankRules.OrderByDescending(r => r.Uses).ToListAsync()).Select(r => r.Rule).ToList();
        return movements.ToDictionary(m => m.Key, m => BankReconciliation.Propose(m.Value, candidates, rules,
            groups));
    }

    /// <summary>Lines of the books that a person looks for: words of a name, a label, a number, or an amount.</summary>
    public static async Task<List<BankCandidate>> SearchAsync(
        CoopDb db, BankAccountRow account, BankLineRow line, string text, int most)
    {
        var booked = await BookedAsync(db, account, line.Date.AddDays(-60), line.Date.AddDays(60));
        var found = booked.Where(c => c.Amount.IsPositive == line.Amount.IsPositive).Where(Saying(text)).Take(most);
        return [.. found, .. await SearchItemsAsync(db, line.Amount, text, most)];
    }

    /// <summary>Items that money of this sign could settle, the earliest due first.</summary>
    public static async Task<List<BankCandidate>> SearchItemsAsync(CoopDb db, Money money, string text, int most) =>
        [.. (await db.SqlAsync(Read, $"{Items}o.account <> '{Accounts.Suspense.Digits}' "
            + $"AND o.amount - o.credited - o.settled {(money.IsPositive ? ">" : "<")} 0 ORDER BY o.due"))
            .Where(Saying(text)).Take(most)];

    private static Func<BankCandidate, bool> Saying(string text)
    {
        var words = PlainText.Words(text);
        var amount = AmountOf(text);
        return c => c.Amount.Abs() == amount || PlainText.Words($"{c.PartyName} {c.Label} {c.Piece}") is var said
            && words.All(w => said.Any(s => s.StartsWith(w, StringComparison.Ordinal)));
    }

    /// <summary>Lines of the books that no movement up to that day was found to be.</summary>
    public static Task<List<BankCandidate>> UnseenAsync(CoopDb db, BankAccountRow account, DateOnly day) =>
        db.SqlAsync(Read, Unseen, account.Account.Digits, account.StartsOn, day);

    /// <summary>Lines on the bank's account that no statement has shown yet.</summary>
    private static async Task<List<BankCandidate>> BookedAsync(
        CoopDb db, BankAccountRow account, DateOnly from, DateOnly to) =>
        await db.SqlAsync(Read, Booked, account.Account.Digits, from < account.StartsOn ? account.StartsOn : from, to);

    private static async Task<List<BankCandidate>> ReadAsync(
        CoopDb db, BankAccountRow account, IReadOnlyList<BankMovement> movements)
    {
        var found = await BookedAsync(db, account, movements.Min(m => m.Date).AddDays(-BankReconciliation.DaysAround),
            movements.Max(m => m.Date).AddDays(BankReconciliation.DaysAround));
        var amounts = string.Join(", ", movements.Select(m => m.Amount.Cents).Distinct());
        found.AddRange(await db.SqlAsync(Read,
            $"{Items}(o.amount - o.credited - o.settled) IN ({amounts})"));
        foreach (var codes in (await TellingPartiesAsync(db, movements)).Chunk(200))
            found.AddRange(await db.SqlAsync(Read, $"{Items}o.third_party IN ({Marks(codes.Length)})", [.. codes]));
        foreach (var numbers in movements.SelectMany(m => m.InvoiceNumbers()).Distinct().Chunk(200))
            found.AddRange(await db.SqlAsync(Read, $"{Items}o.entry_id IN (SELECT entry_id FROM invoice "
                + $"WHERE number IN ({Marks(numbers.Length)}))", [.. numbers]));
        return [.. found.DistinctBy(c => (c.Entry, c.Line))];
    }

    /// <summary>Third parties with something open that a movement names, or whose account is known.</summary>
    private static async Task<List<string>> TellingPartiesAsync(CoopDb db, IReadOnlyList<BankMovement> movements)
    {
        var open = await db.SqlAsync(r => (Code: r.GetString(0), Name: r.GetString(1)),
            "SELECT t.code, t.name FROM third_party t WHERE t.code IN (SELECT third_party FROM open_item "
            + "WHERE amount - credited <> settled)");
        var known = movements.Select(m => m.KnownParty?.Code).OfType<string>().ToHashSet();
        return [.. open.Where(p => known.Contains(p.Code) || PartyName.Of(p.Name) is var name
            && movements.Any(m => m.Tells(name))).Select(p => p.Code)];
    }

    private static async Task<Dictionary<string, string>> PartiesAsync(CoopDb db, IReadOnlyList<BankLineRow> lines)
    {
        var indexes = lines.Select(l => l.PartyIban?.Index).OfType<string>().Distinct().ToArray();
        return indexes.Length == 0 ? [] : (await db.SqlAsync(r => (r.GetString(0), r.GetString(1)),
            $"SELECT iban_index, third_party FROM bank_party WHERE iban_index IN ({Marks(indexes.Length)})",
            [.. indexes])).ToDictionary();
    }

    private static Money? AmountOf(string text)
    {
        try
        {
            return FrenchText.ParseMoney(text).Abs();
        }
        catch (BrokenRuleException)
        {
            return null;
        }
    }

    private static string Marks(int count) => string.Join(", ", Enumerable.Range(0, count).Select(i => "@p" + i));

    private static BankCandidate Read(DbDataReader r) => new(new EntryId(r.GetInt64(0)), r.GetInt32(1),
        r.GetBoolean(2), new AccountNumber(r.GetString(3)), new ActivityId(r.GetInt32(4)), LedgerReader.Cents(r, 5),
        r.Date(6), r.GetString(7), r.TextOrNull(8) is { } code ? new ThirdParty(code) : null, r.GetString(9),
        r.GetString(10));
}
