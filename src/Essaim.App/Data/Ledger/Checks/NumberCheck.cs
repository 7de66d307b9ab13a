using System.Globalization;
using static Essaim.App.Data.Ledger.Checks.BooksCheck;

namespace Essaim.App.Data.Ledger.Checks;

/// <summary>Documents are numbered 1, 2, 3… in their series, without gap or double, and their counters agree.</summary>
internal sealed class NumberCheck(CheckedRows rows, Findings found, IReadOnlyDictionary<string, long> counters)
{
    private static readonly (string Series, string Table)[] Counted =
    [
        ("invoice", "invoice"), ("receipt", "receipt"), ("payment", "payment"), ("purchase", "purchase"),
        ("internal-sale", "internal_sale"), ("cash-advance", "cash_advance"), ("mutual-due", "mutual_due"),
        ("matching", "matching"), ("person-share", "person_share"),
    ];

    public void Run()
    {
        foreach (var (series, table) in Counted)
            CheckCounted(series, table);
        CheckInvoices();
        CheckRequestedInvoices();
    }

    private void CheckCounted(string series, string table) =>
        rows.Each($"SELECT count(*), coalesce(min(id), 1), coalesce(max(id), 0) FROM {table}", r =>
        {
            var (count, first, last, counter) =
                (r.Number(0), r.Number(1), r.Number(2), counters.GetValueOrDefault(series));
            if (first != 1 || last != count)
                found.Add(Names.Numbers, $"table {table} : {count} lignes numérotées de {first} à {last}");
            if (counter != last)
                found.Add(Names.Numbers, $"table {table} : le dernier numéro est {last}, le compteur dit {counter}");
        });

    /// <summary>
    /// Invoices and deposits share one series a year, credit notes have theirs; neither number nor date goes back.
    /// </summary>
    private void CheckInvoices()
    {
        var last = new Dictionary<string, long>();
        var dates = new Dictionary<bool, string>();
        rows.Each($"SELECT number, kind, {rows.Day("date")} FROM invoice ORDER BY id", r =>
        {
            var (number, isCredit, date) = (r.Text(0), r.Text(1) == "CreditNote", r.Text(2));
            var series = (isCredit ? "AV" : "F") + (date.Length >= 4 ? date[..4] : "");
            var expected = last.GetValueOrDefault(series) + 1;
            if (number != string.Create(CultureInfo.InvariantCulture, $"{series}-{expected:0000}"))
                found.Add(Names.Numbers, $"facture {number} : on attend {series}-{expected:0000}");
            last[series] = number.Length > series.Length && long.TryParse(number[(series.Length + 1)..], out var read)
                ? read : expected;
            if (dates.TryGetValue(isCredit, out var before) && string.CompareOrdinal(date, before) < 0)
                found.Add(Names.Numbers, $"facture {number} : datée du {date}, avant la précédente ({before})");
            dates[isCredit] = date;
        });
        foreach (var (series, value) in counters.Where(c => IsInvoiceSeries(c.Key)))
            if (last.GetValueOrDefault(series) != value)
                found.Add(Names.Numbers,
                    $"factures {series} : la dernière est la {last.GetValueOrDefault(series)}, le compteur dit "
                    + $"{value}");
        foreach (var (series, value) in last.Where(l => !counters.ContainsKey(l.Key)))
            found.Add(Names.Numbers, $"factures {series} : {value} factures, mais pas de compteur");
    }

    /// <summary>An answer that names an invoice is the promise that it exists.</summary>
    private void CheckRequestedInvoices() =>
        rows.Each("SELECT q.key, q.result FROM request q WHERE (q.result LIKE 'F2%-%' OR q.result LIKE 'AV2%-%') "
            + "AND NOT EXISTS (SELECT 1 FROM invoice i WHERE i.number = q.result)",
            r => found.Add(Names.Requests,
                $"demande {r.Text(0)} : la facture {r.Text(1)} qu’elle a donnée n’existe pas"));

    private static bool IsInvoiceSeries(string series) =>
        (series.StartsWith('F') && series.Length == 5 && series[1..].All(char.IsAsciiDigit))
        || (series.StartsWith("AV", StringComparison.Ordinal) && series.Length == 6 && series[2..]
            .All(char.IsAsciiDigit));
}
