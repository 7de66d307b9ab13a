using Essaim.App.Data.Ledger;
using Essaim.App.Data.Purchases.Orders;
using Essaim.Domain.Purchases;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Essaim.App.Data.Sales;

namespace Essaim.App.Data.Search;

/// <summary>
/// Finds quotes, invoices, credit notes and entries by number or amount, in their own tables and indexes.
/// </summary>
internal sealed class DocumentSearch(CoopDb db, SearchScope scope)
{
    private const int Enough = 8;
    private const int MostNumbers = 400;

    /// <summary>Crossings are read in the order they are written: amounts lead to entries, never back.</summary>
    private const string OfAmount = "entry_amount m CROSS JOIN posted_entry e CROSS JOIN ";

    public async Task<List<Found>> ByNumberAsync(string text)
    {
        if (NumberIn(text) is not { } joined)
            return [];
        var found = await NumberedAsync((await GuessAsync()).Exact(joined));
        if (found.Count == 0 && scope.Books)
            found.AddRange(await EntriesAsync("e.sequence IS NULL AND e.number = @p0", text.Trim()));
        return found;
    }

    /// <summary>For a text that is no number of ours: the numbers that one slip would turn into it.</summary>
    public async Task<List<Found>> ByNumberWithASlipAsync(string text) => NumberIn(text) is { } joined
        ? await NumberedAsync((await GuessAsync()).WithASlip(joined)) : [];

    /// <summary>Everything of this amount, the latest first.</summary>
    public async Task<List<Found>> ByAmountAsync(Money amount)
    {
        if (!scope.Sales)
            return [];
        var found = await InvoicesAsync($"m.amount = @p0{scope.Only("m.activity_id")} AND e.id = m.entry_id "
            + $"AND e.document_kind = '{Invoice.DocumentKind}' AND i.id = e.document_id", OfAmount, amount.Cents);
        found.AddRange(await QuotesAsync("q.total = @p0", amount.Cents));
        if (!scope.Books)
            return found;
        found.AddRange(await db.SqlAsync(r => new Found("cart", "Achat", r.GetString(1),
                $"{r.GetString(2)}, {FrenchText.Short(r.Date(3))}, {amount}", $"/achats/{r.GetInt64(0)}"),
            $"SELECT p.id, p.number, s.name, p.date FROM {OfAmount}purchase p CROSS JOIN supplier s "
            + $"WHERE m.amount = @p0 AND e.id = m.entry_id AND e.document_kind = '{Purchase.DocumentKind}' "
            + "AND p.id = e.document_id AND s.id = p.supplier_id "
            + $"ORDER BY p.date DESC, p.id DESC LIMIT {Enough}", amount.Cents));
        found.AddRange(await EntriesAsync("e.id IN (SELECT entry_id FROM entry_amount WHERE amount = @p0)",
            amount.Cents));
        return found;
    }

    private string? NumberIn(string text) =>
        scope.Sales && text.Any(char.IsAsciiDigit) ? PlainWords.InOne(text) : null;

    private async Task<NumberGuess> GuessAsync() =>
        new(await db.SqlAsync(r => r.GetString(0), "SELECT series FROM counter"));

    private async Task<List<Found>> NumberedAsync(List<SeriesNumber> numbers)
    {
        if (numbers.Count == 0)
            return [];
        var texts = numbers.Select(n => n.Text).Take(MostNumbers).ToArray<object?>();
        var listed = string.Join(", ", texts.Select((_, i) => "@p" + i));
        var found = await InvoicesAsync($"i.number IN ({listed})", "", texts);
        found.AddRange(await QuotesAsync($"q.number IN ({listed})", texts));
        found.AddRange(await OrdersAsync(numbers));
        if (scope.Books)
            foreach (var series in numbers.GroupBy(n => (n.Letters, n.Year)))
                found.AddRange(await EntriesAsync("e.journal = @p0 AND e.fiscal_year = @p1 AND e.sequence IN ("
                    + string.Join(", ", series.Select(n => n.Place).Distinct().Take(MostNumbers)) + ")",
                    series.Key.Letters, series.Key.Year));
        return found;
    }

    private Task<List<Found>> InvoicesAsync(
        string condition, string before, params object?[] values) => db.SqlAsync(
        r => new Found("sheet", SaleList.Word(Enum.Parse<SaleDocumentKind>(r.GetString(1))), r.GetString(2),
            $"{r.GetString(3)}, {FrenchText.Short(r.Date(4))}, {new Money(r.GetInt64(5))}",
            $"/ventes/factures/{r.GetInt64(0)}"),
        "SELECT i.id, i.kind, i.number, c.name, i.date, i.total "
        + $"FROM {before}invoice i CROSS JOIN customer c "
        + $"WHERE {condition} AND c.id = i.customer_id{scope.Only("i.activity_id")} "
        + $"ORDER BY i.date DESC, i.id DESC LIMIT {Enough}", values);

    private async Task<List<Found>> OrdersAsync(List<SeriesNumber> numbers)
    {
        var orders = numbers.Where(n => n.Letters == SendOrder.Letters)
            .Select(n => SendOrder.NumberOf(n.Year, n.Place)).Distinct().Take(MostNumbers).ToArray<object?>();
        return orders.Length == 0 ? [] : await db.SqlAsync(r => new Found("cart", "Commande", r.GetString(1),
                $"{r.GetString(2)}, {FrenchText.Short(r.Date(3))}, {new Money(r.GetInt64(4))}",
                $"/achats/commandes/{r.GetInt64(0)}"),
            "SELECT o.id, o.number, s.name, o.date, o.total FROM purchase_order o JOIN supplier s "
            + $"ON s.id = o.supplier_id WHERE o.number IN ({string.Join(", ", orders.Select((_, i) => "@p" + i))})"
            + $"{scope.Only("o.activity_id")} ORDER BY o.id DESC LIMIT {Enough}", orders);
    }

    private Task<List<Found>> QuotesAsync(string condition, params object?[] values) => db.SqlAsync(
        r => new Found("sheet", "Devis", r.TextOrNull(1) ?? "Brouillon",
            $"{r.GetString(2)}, {FrenchText.Short(r.Date(3))}, {new Money(r.GetInt64(4))}",
            $"/ventes/devis/{r.GetInt64(0)}"),
        "SELECT q.id, q.number, c.name, q.date, q.total FROM quote q CROSS JOIN customer c "
        + $"WHERE {condition} AND c.id = q.customer_id{scope.Only("q.activity_id")} "
        + $"ORDER BY q.date DESC, q.id DESC LIMIT {Enough}", values);

    private Task<List<Found>> EntriesAsync(string condition, params object?[] values) => db.SqlAsync(
        r => new Found("book", "Écriture", r.GetString(1), $"{r.GetString(2)}, {FrenchText.Short(r.Date(3))}",
            $"/journaux/ecriture/{r.GetInt64(0)}"),
        $"SELECT e.id, e.number, e.label, e.date FROM posted_entry e WHERE {condition} "
        + $"ORDER BY e.id DESC LIMIT {Enough}", values);
}
