using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>
/// Matches lines of one account that sum to zero (lettrage). One of them may be an item still to settle: the others
/// then settle it, unless settling it would post something, such as the VAT of a service.
/// </summary>
public static class MatchLines
{
    private sealed record Line(OpenItemId Id, string Account, Money Amount, string? Letter);

    public static async Task<string> MatchAsync(WriteSession w, IReadOnlyList<OpenItemId> chosen)
    {
        await w.SaveAsync();
        var lines = new List<Line>();
        foreach (var id in chosen.Distinct())
            lines.Add(await FindAsync(w, id));
        Check(lines);
        await SettleAsync(w, lines);
        var matching = await w.Ledger.NextNumberAsync("matching");
        var letter = OpenItemWriter.Letter(matching);
        var day = Today(w);
        await w.Connection.ExecuteAsync("INSERT INTO matching (id, letter, matched_on) VALUES (@p0, @p1, @p2)",
            w.Transaction, matching, letter, day);
        foreach (var line in lines)
            await w.Connection.ExecuteAsync(
                "INSERT INTO matched_line (entry_id, line_no, matching_id) VALUES (@p0, @p1, @p2)", w.Transaction,
                line.Id.Entry.Value, line.Id.Line, matching);
        return letter;
    }

    /// <summary>Takes a letter off; one that a payment made goes away with the payment only.</summary>
    public static async Task UnmatchAsync(WriteSession w, OpenItemId id)
    {
        var matching = await w.Connection.ScalarAsync(
            "SELECT matching_id FROM matched_line WHERE entry_id = @p0 AND line_no = @p1",
            w.Transaction, id.Entry.Value, id.Line)
            ?? throw new BrokenRuleException("Cette ligne n’est pas lettrée.");
        var settled = await w.Connection.ScalarAsync("SELECT 1 FROM matched_line m JOIN item_settlement s "
            + "ON s.entry_id = m.entry_id AND s.line_no = m.line_no WHERE m.matching_id = @p0 LIMIT 1",
            w.Transaction, matching);
        if (settled is not null)
            throw new BrokenRuleException(
                "Ces lignes sont lettrées parce que l’une règle l’autre. Annulez l’écriture du règlement.");
        await OpenItemWriter.TakeOffAsync(w.Rows, w.Transaction, Convert.ToInt64(matching), Today(w));
    }

    private static DateOnly Today(WriteSession w) => DateOnly.FromDateTime(w.UtcNow);

    private static async Task<Line> FindAsync(WriteSession w, OpenItemId id) =>
        (await w.Connection.ListAsync(r =>
            new Line(id, r.GetString(0), new Money(r.GetInt64(1) - r.GetInt64(2)), r.TextOrNull(3)),
            "SELECT l.account, l.debit, l.credit, m.letter FROM posted_line l LEFT JOIN matched_line ml "
            + "ON ml.entry_id = l.entry_id AND ml.line_no = l.line_no LEFT JOIN matching m ON m.id = ml.matching_id "
            + "WHERE l.entry_id = @p0 AND l.line_no = @p1", w.Transaction, id.Entry.Value, id.Line)).SingleOrDefault()
        ?? throw new BrokenRuleException("Une des lignes n’existe pas. Rechargez la page.");

    private static void Check(List<Line> lines)
    {
        if (lines.Count < 2)
            throw new BrokenRuleException("Cochez au moins deux lignes : ce qui est dû et ce qui le règle.");
        if (lines.Select(l => l.Account).Distinct().Count() > 1)
            throw new BrokenRuleException("Ces lignes ne sont pas toutes du même compte. Lettrez un compte à la fois.");
        if (lines.FirstOrDefault(l => l.Letter is not null) is { } matched)
            throw new BrokenRuleException(
                $"Une de ces lignes porte déjà la lettre {matched.Letter}. Délettrez-la d’abord.");
        var difference = lines.Sum(l => l.Amount);
        if (!difference.IsZero)
            throw new BrokenRuleException($"Ces lignes ne se soldent pas : il reste {difference.Abs()} "
                + (difference.IsPositive ? "au débit." : "au crédit.") + " Cochez ce qui manque.");
    }

    private static async Task SettleAsync(WriteSession w, List<Line> lines)
    {
        var open = new List<OpenItem>();
        foreach (var line in lines)
            if (await w.Books.Items.FindAsync(line.Id) is { IsSettled: false } item)
                open.Add(item);
        if (open.Count == 0)
            return;
        var one = open[0];
        if (open.Count > 1 || one.Remaining != one.Amount || one.Deferred.Any(d => !d.Left.IsZero))
            throw new BrokenRuleException(
                "Une de ces lignes attend son règlement. Notez le règlement : le lettrage suivra de lui-même.");
        foreach (var line in lines.Where(l => l.Id != one.Id))
            await w.Connection.ExecuteAsync("INSERT INTO item_settlement "
                + "(entry_id, line_no, item_entry_id, item_line_no, paid, credited) VALUES (@p0, @p1, @p2, @p3, @p4, "
                + "0)",
                w.Transaction, line.Id.Entry.Value, line.Id.Line, one.Id.Entry.Value, one.Id.Line, -line.Amount.Cents);
        await w.Connection.ExecuteAsync(
            "UPDATE open_item SET settled = amount - credited WHERE entry_id = @p0 AND line_no = @p1", w.Transaction,
            one.Id.Entry.Value, one.Id.Line);
    }
}
