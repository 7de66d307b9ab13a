using System.Globalization;
using static Essaim.App.Data.Ledger.Checks.BooksCheck;

namespace Essaim.App.Data.Ledger.Checks;

/// <summary>
/// Fiscal years, months and requests: what is closed is closed whole, an opening entry repeats the year before it, and
/// every answered request left what it names.
/// </summary>
internal sealed class PeriodCheck(CheckedRows rows, Findings found)
{
    public void Run(IReadOnlyList<YearRow> years)
    {
        var locks = new Dictionary<long, string>();
        rows.Each("SELECT month, locked_at FROM month_lock", r => locks[r.Number(0)] = r.Text(1));
        for (var i = 0; i < years.Count; i++)
        {
            CheckYear(years[i], locks);
            if (i > 0 && string.CompareOrdinal(years[i].First, years[i - 1].Last) <= 0)
                found.Add(Names.Periods, $"les exercices {years[i - 1].Year} et {years[i].Year} se chevauchent");
            if (i > 0)
                CheckOpening(years[i - 1], years[i]);
        }
        rows.Each("SELECT c.month FROM month_closing c WHERE c.closed_at IS NOT NULL "
            + "AND NOT EXISTS (SELECT 1 FROM month_lock l WHERE l.month = c.month)",
            r => found.Add(Names.Periods,
                $"le mois {CheckedRows.MonthText(r.Number(0))} est clos, mais son verrou manque"));
        foreach (var (month, at) in locks.Where(l => !IsInstant(l.Value)))
            found.Add(Names.Periods, $"le verrou du mois {CheckedRows.MonthText(month)} est daté « {at} »");
        CheckRequests();
    }

    private void CheckYear(YearRow year, Dictionary<long, string> locks)
    {
        if (string.CompareOrdinal(year.First, year.Last) >= 0 || !year.Last.StartsWith(
                year.Year.ToString("0000", CultureInfo.InvariantCulture), StringComparison.Ordinal))
            found.Add(Names.Periods, $"l’exercice {year.Year} va du {year.First} au {year.Last}");
        if (year.ClosedAt is null != year.Anchor is null && year.Position is not null)
            found.Add(Names.Periods, $"l’exercice {year.Year} a une clôture sans ancre, ou une ancre sans clôture");
        if (year.ClosedAt is null)
            return;
        foreach (var month in MonthsOf(year))
            if (!locks.TryGetValue(month, out var at))
                found.Add(Names.Periods,
                    $"l’exercice {year.Year} est clos, mais pas son mois {CheckedRows.MonthText(month)}");
            else if (string.CompareOrdinal(at, year.ClosedAt) > 0)
                found.Add(Names.Periods,
                    $"le mois {CheckedRows.MonthText(month)} est verrouillé après la clôture de l’exercice "
                    + $"{year.Year}");
    }

    /// <summary>
    /// Our opening entries say what the lines of the closed year say: balances of classes 1 to 5 with their third
    /// parties, and one result for each activity. Those of imported books are theirs.
    /// </summary>
    private void CheckOpening(YearRow closed, YearRow year)
    {
        const string carried =
            "substr(l.account, 1, 1) NOT IN ('6', '7') AND substr(l.account, 1, 3) NOT IN ('186', '187')";
        const string ours = "e.is_opening AND e.import_id IS NULL";
        var opened = rows.Count($"SELECT count(*) FROM posted_entry e WHERE {ours} AND e.fiscal_year = {year.Year}");
        if (opened > 0 && closed.ClosedAt is null)
            found.Add(Names.Periods,
                $"l’exercice {year.Year} a ses à-nouveaux, mais l’exercice {closed.Year} n’est pas clos");
        var imported = rows.Count(
            $"SELECT count(*) FROM posted_entry e WHERE e.is_opening AND NOT ({ours}) AND e.fiscal_year = "
            + $"{year.Year}");
        if ((opened == 0 && closed.ClosedAt is null) || imported > 0)
            return;
        var result = $"CASE WHEN {carried} AND l.account NOT IN ('120000', '129000') THEN l.account ELSE '12' END";
        var thirdParty =
            $"CASE WHEN {carried} AND l.account NOT IN ('120000', '129000') THEN coalesce(l.third_party, '') ELSE '' "
            + $"END";
        var sums = $"SELECT {result} AS account, {thirdParty} AS third_party, l.activity_id, ";
        rows.Each($"""
            SELECT account, third_party, activity_id, CAST(sum(amount) AS bigint) FROM (
              {sums} l.debit - l.credit AS amount FROM posted_line l JOIN posted_entry e ON e.id = l.entry_id
                WHERE e.fiscal_year = {closed.Year}
              UNION ALL
              {sums} l.credit - l.debit FROM posted_line l JOIN posted_entry e ON e.id = l.entry_id
                WHERE e.fiscal_year = {year.Year} AND {ours}) AS both_years
            GROUP BY account, third_party, activity_id HAVING sum(amount) <> 0
            """, r => found.Add(Names.Periods,
                $"à-nouveaux {year.Year}, compte {r.Text(0)} {r.Text(1)}, activité n° {r.Number(2)} : "
                + $"{CheckedRows.Euros(r.Number(3))} d’écart avec la clôture de {closed.Year}"));
    }

    private void CheckRequests() => rows.Each("SELECT key, result, made_at FROM request", r =>
    {
        if (!Guid.TryParse(r.Text(0), out _) || r.Text(1).Length == 0 || !IsInstant(r.Text(2)))
            found.Add(Names.Requests, $"demande {r.Text(0)} : sa réponse n’a pas la forme de celles d’Essaim");
    });

    private static bool IsInstant(string text) => DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
        CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static IEnumerable<long> MonthsOf(YearRow year)
    {
        if (!DateOnly.TryParse(year.First, CultureInfo.InvariantCulture, out var day)
            || !DateOnly.TryParse(year.Last, CultureInfo.InvariantCulture, out var last))
            yield break;
        for (day = day.AddDays(1 - day.Day); day <= last; day = day.AddMonths(1))
            yield return day.Year * 100 + day.Month;
    }
}
