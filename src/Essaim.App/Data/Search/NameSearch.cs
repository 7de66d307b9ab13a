namespace Essaim.App.Data.Search;

/// <summary>
/// Finds people, activities, customers, suppliers and purchases by the words they are indexed under: whole words first,
/// then their beginnings, and when there is nothing, words a slip or two away.
/// </summary>
internal sealed class NameSearch(CoopDb db, SearchScope scope)
{
    private const int MostRows = 200;
    private const int MostRead = 10_000;
    private const int Enough = 8;

    private sealed record Row(
        string Kind, long Id, string Title, string Detail, string Code, string Activity, string Supplier);

    /// <summary>One asked word: the words that stand for it, or the beginning that it is.</summary>
    private sealed record Condition(IReadOnlyList<string> Words, string? Beginning = null);

    public async Task<List<Found>> FindAsync(string text)
    {
        var asked = PlainWords.Asked(text);
        if (asked.Count == 0 || !scope.Kinds.Any())
            return [];
        var rows = await WholeAsync(asked, text);
        if (rows.Count < Enough)
            rows.AddRange(await RowsAsync([.. asked.Select(w => new Condition([], w))]));
        if (rows.Count == 0)
            rows = await WithSlipsAsync(asked, text);
        return [.. rows.DistinctBy(r => (r.Kind, r.Id)).OrderBy(r => Distance(r, asked)).ThenBy(r => r.Title.Length)
            .ThenBy(r => r.Title, StringComparer.Ordinal).ThenBy(r => r.Id).Take(Enough).Select(FoundOf)];
    }

    /// <summary>The words as they are, or all of them in one: "303 265 045" is one number.</summary>
    private async Task<List<Row>> WholeAsync(List<string> asked, string text)
    {
        var rows = new List<Row>();
        if (PlainWords.Joined(text) is { } joined)
        {
            // A SIRET is the SIREN of its company and five digits more.
            var siren = joined.Length == 14 && joined.All(char.IsAsciiDigit) ? joined[..9] : joined;
            rows.AddRange(await RowsAsync([new Condition([joined, siren])]));
            if (rows.Count == 0 && joined.Length > 2)
                rows.AddRange(await RowsAsync([new Condition([], joined)]));
        }
        if (rows.Count == 0)
            rows.AddRange(await RowsAsync([.. asked.Select(w => new Condition([w]))]));
        return rows;
    }

    private async Task<List<Row>> WithSlipsAsync(List<string> asked, string text)
    {
        if (PlainWords.Joined(text) is { } joined && await NearAsync(joined) is { Count: > 0 } near
            && await RowsAsync([new Condition(near)]) is { Count: > 0 } rows)
            return rows;
        var conditions = new List<Condition>();
        // Short words first: nothing is forgiven in them, so that one which nothing has spares looking for the others.
        foreach (var word in asked.OrderBy(w => w.Length))
        {
            var condition = PlainWords.Forgiven(word) == 0 ? new Condition([], word)
                : new Condition(await NearAsync(word));
            if (condition is { Beginning: null, Words.Count: 0 } || await CountAsync(condition) == 0)
                return [];
            conditions.Add(condition);
        }
        return await RowsAsync(conditions);
    }

    /// <summary>Known words, or their beginnings, that a slip or two would turn into this one.</summary>
    private async Task<List<string>> NearAsync(string word)
    {
        if (PlainWords.Forgiven(word) == 0)
            return [];
        var parts = PlainWords.Parts(word).ToArray<object?>();
        var known = await db.SqlAsync(r => r.GetString(0), "SELECT word FROM word_part WHERE part IN ("
            + Parameters(0, parts.Length) + ") GROUP BY word ORDER BY count(*) DESC, word LIMIT 600", parts);
        return [.. known.Where(k => PlainWords.IsNear(word, k)).OrderBy(k => PlainWords.SlipsFrom(word, k)).Take(40)];
    }

    /// <summary>
    /// Starts from the rarest word and asks the others of the rows it finds; a word that nothing has ends the search.
    /// </summary>
    private async Task<List<Row>> RowsAsync(List<Condition> conditions)
    {
        var counted = new List<(Condition Condition, long Rows)>();
        foreach (var condition in conditions)
            counted.Add((condition, conditions.Count == 1 ? 1 : await CountAsync(condition)));
        if (counted.Any(c => c.Rows == 0))
            return [];
        var order = counted.OrderBy(c => c.Rows).Select(c => c.Condition).ToList();
        var values = new List<object?>();
        var first = Sql(order[0], "word", values);
        // A row has few words: reading them is quicker than asking the index for each of forty near words.
        var others = order.Skip(1).Select(c => " AND EXISTS (SELECT 1 FROM findable_word o WHERE o.kind = f.kind "
            + $"AND o.id = f.id AND {Sql(c, "(o.word || '')", values)})").ToList();
        return await db.SqlAsync(r => new Row(r.GetString(0), r.GetInt64(1), r.GetString(2), r.GetString(3),
                r.GetString(4), r.TextOrNull(5) ?? "", r.TextOrNull(6) ?? ""),
            // The crossing keeps the order of reading: words first, so that reading stops once there are enough.
            "SELECT f.kind, f.id, f.title, f.detail, f.code, a.trade_name, s.name "
            + $"FROM (SELECT kind, id FROM findable_word WHERE {first}{Mine} LIMIT {MostRead}) w "
            + "CROSS JOIN findable f LEFT JOIN activity a ON a.id = f.activity_id "
            + $"LEFT JOIN purchase p ON f.kind = '{RecordKinds.Purchase}' AND p.id = f.id "
            + "LEFT JOIN supplier s ON s.id = p.supplier_id "
            + $"WHERE f.kind = w.kind AND f.id = w.id{string.Concat(others)} LIMIT {MostRows}", [.. values]);
    }

    private async Task<long> CountAsync(Condition condition)
    {
        var values = new List<object?>();
        var words = Sql(condition, "word", values);
        return Convert.ToInt64(await db.ScalarAsync("SELECT count(*) FROM (SELECT 1 FROM findable_word "
            + $"WHERE {words}{Mine} LIMIT {MostRead}) w", [.. values]));
    }

    /// <summary>
    /// What the visitor may see of the index. Kinds are few and rows many: joined to nothing, they are no way in for
    /// SQLite, which would otherwise read the whole index of a kind instead of a few words.
    /// </summary>
    private string Mine =>
        $" AND (kind || '') IN ({string.Join(", ", scope.Kinds.Select(k => $"'{k}'"))}){scope.Only("activity_id")}";

    private static string Sql(Condition condition, string column, List<object?> values)
    {
        var first = values.Count;
        if (condition.Beginning is { } beginning)
        {
            values.AddRange([beginning, beginning + "\uffff"]);
            return $"{column} >= @p{first} AND {column} < @p{first + 1}";
        }
        values.AddRange(condition.Words);
        return $"{column} IN ({Parameters(first, condition.Words.Count)})";
    }

    private static string Parameters(int first, int count) =>
        string.Join(", ", Enumerable.Range(first, count).Select(i => "@p" + i));

    /// <summary>The nearer the title says what was asked, the higher it stands.</summary>
    private static int Distance(Row row, List<string> asked)
    {
        var title = PlainWords.Indexed([row.Title]);
        return asked.Sum(word => title.Select(t => t == word ? 0 : t.StartsWith(word, StringComparison.Ordinal) ? 2
            : 4 * PlainWords.SlipsFrom(word, t)).Append(12).Min());
    }

    private Found FoundOf(Row row) => row.Kind switch
    {
        RecordKinds.Person => new("profile", "Personne", row.Title, row.Detail, $"/personnes/{row.Id}"),
        RecordKinds.Activity => new("workshop", "Activité", row.Title, row.Detail,
            scope.Own is null ? $"/activites/{row.Code}" : $"/compte?activite={row.Code}"),
        RecordKinds.Supplier => new("cart", "Fournisseur", row.Title, "Ses factures",
            $"/achats?q={Uri.EscapeDataString(row.Title)}"),
        RecordKinds.Purchase => new("cart", "Achat", row.Title, row.Supplier, $"/achats/{row.Id}"),
        _ => new("people", "Client", row.Title,
            scope.Own is null ? $"{row.Detail}, {row.Activity}" : row.Detail, $"/ventes/clients/{row.Id}"),
    };
}
