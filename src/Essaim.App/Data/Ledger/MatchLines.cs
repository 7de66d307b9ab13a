using Essaim.App.Data.Banking.Runs;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>
/// Matches lines of one account that sum to zero (lettrage). One of them may be an item still to settle: the others
/// then settle it, unless settling it would post something, such as the VAT of a service. Where they do not reach what
/// remains of it, they settle a part (lettrage partiel): the letter comes with the last part.
/// </summary>
public static class MatchLines
{
    private sealed record Line(OpenItemId Id, string Account, Money Amount, string? Letter, bool Settles)
    {
        /// <summary>The item that the line is and that is still to be settled.</summary>
        public OpenItem? Item { get; init; }

        /// <summary>What it weighs: of an item, what remains.</summary>
        public Money Weight => Item?.Remaining ?? Amount;
    }

    /// <summary>The letter; with <paramref name="partial"/>, none where something is left to settle.</summary>
    public static async Task<(string? Letter, Money Left)> MatchAsync(
        WriteSession w, IReadOnlyList<OpenItemId> chosen, bool partial = false)
    {
        await w.SaveAsync();
        var lines = new List<Line>();
        foreach (var id in chosen.Distinct())
            lines.Add(await FindAsync(w, id));
        Check(lines);
        var left = lines.Sum(l => l.Weight);
        var item = ItemOf(lines);
        if (!left.IsZero)
            RefusePart(lines, item, left, partial);
        if (item is not null)
            await SettleAsync(w, lines, item);
        if (!left.IsZero)
            return (null, left);
        var matching = await w.Ledger.NextNumberAsync("matching");
        var letter = OpenItemWriter.Letter(matching);
        var day = Today(w);
        await w.Connection.ExecuteAsync("INSERT INTO matching (id, letter, matched_on) VALUES (@p0, @p1, @p2)",
            w.Transaction, matching, letter, day);
        var together = lines.Select(l => l.Id).Concat(item is null ? [] : await EarlierAsync(w, item.Id)).Distinct();
        foreach (var line in together)
            await w.Connection.ExecuteAsync(
                "INSERT INTO matched_line (entry_id, line_no, matching_id) VALUES (@p0, @p1, @p2)", w.Transaction,
                line.Entry.Value, line.Line, matching);
        return (letter, Money.Zero);
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

    private static async Task<Line> FindAsync(WriteSession w, OpenItemId id)
    {
        var line = (await w.Connection.ListAsync(r =>
            new Line(id, r.GetString(0), new Money(r.GetInt64(1) - r.GetInt64(2)), r.TextOrNull(3), !r.IsDBNull(4)),
            "SELECT l.account, l.debit, l.credit, m.letter, s.item_entry_id FROM posted_line l "
            + "LEFT JOIN matched_line ml ON ml.entry_id = l.entry_id AND ml.line_no = l.line_no "
            + "LEFT JOIN matching m ON m.id = ml.matching_id "
            + "LEFT JOIN item_settlement s ON s.entry_id = l.entry_id AND s.line_no = l.line_no "
            + "WHERE l.entry_id = @p0 AND l.line_no = @p1", w.Transaction, id.Entry.Value, id.Line)).SingleOrDefault()
            ?? throw new BrokenRuleException("Une des lignes n’existe pas. Rechargez la page.");
        return await w.Books.Items.FindAsync(id) is { IsSettled: false } item ? line with { Item = item } : line;
    }

    private static void Check(List<Line> lines)
    {
        if (lines.Count < 2)
            throw new BrokenRuleException("Cochez au moins deux lignes : ce qui est dû et ce qui le règle.");
        if (lines.Select(l => l.Account).Distinct().Count() > 1)
            throw new BrokenRuleException("Ces lignes ne sont pas toutes du même compte. Lettrez un compte à la fois.");
        if (lines.FirstOrDefault(l => l.Letter is not null) is { } matched)
            throw new BrokenRuleException(
                $"Une de ces lignes porte déjà la lettre {matched.Letter}. Délettrez-la d’abord.");
        if (lines.Any(l => l.Settles))
            throw new BrokenRuleException("Une de ces lignes règle déjà une partie d’un autre poste. Cochez ce poste "
                + "et ce qui règle le reste : la lettre viendra pour tous.");
    }

    /// <summary>The one item that the other lines settle; null when none waits.</summary>
    private static OpenItem? ItemOf(List<Line> lines)
    {
        var open = lines.Where(l => l.Item is not null).Select(l => l.Item!).ToList();
        if (open.Count > 1 || open.Any(i => i.Deferred.Any(d => !d.Left.IsZero)))
            throw new BrokenRuleException(
                "Une de ces lignes attend son règlement. Notez le règlement : le lettrage suivra de lui-même.");
        return open.SingleOrDefault();
    }

    /// <summary>A part is settled only of one item, by lines of the other side, and when it was asked.</summary>
    private static void RefusePart(List<Line> lines, OpenItem? item, Money left, bool partial)
    {
        var others = lines.Where(l => l.Item is null).ToList();
        var isPart = item is not null && left.IsNegative == item.Remaining.IsNegative
            && others.All(o => o.Amount.IsNegative != item.Remaining.IsNegative);
        if (!isPart || !partial)
            throw new BrokenRuleException($"Ces lignes ne se soldent pas : il reste {left.Abs()} "
                + (left.IsPositive ? "au débit." : "au crédit.")
                + (isPart ? " Cochez ce qui manque, ou lettrez en partie." : " Cochez ce qui manque."));
    }

    private static async Task SettleAsync(WriteSession w, List<Line> lines, OpenItem item)
    {
        await RunItems.RefuseAsync(w, item.Id);
        var others = lines.Where(l => l.Id != item.Id).ToList();
        foreach (var line in others)
            await w.Connection.ExecuteAsync("INSERT INTO item_settlement "
                + "(entry_id, line_no, item_entry_id, item_line_no, paid, credited) VALUES (@p0, @p1, @p2, @p3, @p4, "
                + "0)",
                w.Transaction, line.Id.Entry.Value, line.Id.Line, item.Id.Entry.Value, item.Id.Line,
                -line.Amount.Cents);
        await w.Connection.ExecuteAsync(
            "UPDATE open_item SET settled = settled + @p2 WHERE entry_id = @p0 AND line_no = @p1", w.Transaction,
            item.Id.Entry.Value, item.Id.Line, -others.Sum(l => l.Amount).Cents);
    }

    /// <summary>The lines that settled parts of the item before.</summary>
    private static Task<List<OpenItemId>> EarlierAsync(WriteSession w, OpenItemId item) =>
        w.Connection.ListAsync(r => new OpenItemId(new EntryId(r.GetInt64(0)), r.GetInt32(1)),
            "SELECT entry_id, line_no FROM item_settlement WHERE item_entry_id = @p0 AND item_line_no = @p1",
            w.Transaction, item.Entry.Value, item.Line);
}
