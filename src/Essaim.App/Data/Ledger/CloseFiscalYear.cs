using Essaim.App.Data.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>What closing a year left: its anchor, and the opening entries of the next.</summary>
public sealed record FiscalYearClosed(int Year, byte[] Anchor, IReadOnlyList<PostedEntry> Openings);

/// <summary>
/// Closes a fiscal year (clôture de l’exercice): locks its months, carries its balances into the next year, and keeps
/// the head of its chain as anchor. All in one transaction: a kill leaves the year open, and closing it again does the
/// whole. The year then takes nothing more; a late operation is posted in the next with its own date in its label.
/// Open items live on and keep pointing at the line that opened them.
/// </summary>
public static class CloseFiscalYear
{
    public static Task<FiscalYearClosed> RunAsync(Store store, int year, string by) =>
        store.WriteAsync(w => CloseAsync(w, year, by));

    private static async Task<FiscalYearClosed> CloseAsync(WriteSession w, int number, string by)
    {
        var years = await LedgerReader.YearsAsync(w.Connection, w.Transaction);
        var year = years.Find(y => y.Year == number)
            ?? throw new BrokenRuleException(
                $"L’exercice {number} n’existe pas. Indiquez l’année où se termine un exercice ouvert.");
        await RefuseAsync(w, year, years);
        await LockMonthsAsync(w, year, by);
        if (!years.Exists(y => y.Days.Contains(year.Days.Last.AddDays(1))))
            await OpenFiscalYear.OpenAsync(w, year.Following());
        var openings = await OpenNextAsync(w, year);
        var anchor = (byte[]?)await w.Connection.ScalarAsync("SELECT hash FROM chain_head WHERE fiscal_year = @p0",
            w.Transaction, number)
            ?? EntryChain.Genesis(number);
        await w.Connection.ExecuteAsync("UPDATE fiscal_year SET closed_at = @p1, anchor = @p2 WHERE year = @p0",
            w.Transaction, number, w.Now, anchor);
        w.Ledger.ForgetYears();
        return new FiscalYearClosed(number, anchor, openings);
    }

    private static async Task RefuseAsync(WriteSession w, FiscalYear year, List<FiscalYear> years)
    {
        if (year.IsClosed)
            throw new BrokenRuleException($"L’exercice {year.Year} est déjà clos. Il ne se clôture qu’une fois.");
        if (string.CompareOrdinal(w.Now, year.Days.Last.AddDays(1).ToString("yyyy-MM-dd")) < 0)
            throw new BrokenRuleException(
                $"L’exercice {year.Year} finit le {FrenchText.Short(year.Days.Last)}. Clôturez-le ensuite.");
        if (years.Find(y => y.Days.Last < year.Days.First && !y.IsClosed) is { } earlier
            && await HasEntriesAsync(w, earlier.Year))
            throw new BrokenRuleException(
                $"L’exercice {earlier.Year} n’est pas clos. Clôturez-le d’abord : ses soldes passent dans celui-ci.");
        var open = await w.Connection.ListAsync(r => Month.FromNumber(r.GetInt32(0)), $"""
            SELECT DISTINCT b.month FROM balance b WHERE b.month BETWEEN @p0 AND @p1 AND NOT b.is_opening
              AND NOT EXISTS (SELECT 1 FROM month_lock l WHERE l.month = b.month) ORDER BY b.month
            """, w.Transaction, Month.Of(year.Days.First).Number, Month.Of(year.Days.Last).Number);
        var ours = new List<Month>();
        foreach (var month in open)
            if (await HasOwnEntriesAsync(w, month))
                ours.Add(month);
        if (ours.Count > 0)
            throw new BrokenRuleException(
                $"Des mois de l’exercice {year.Year} ne sont pas clos : {string.Join(", ", ours)}. "
                + "Clôturez chaque mois, puis l’exercice.");
    }

    /// <summary>
    /// Months in which Essaim itself was used are closed one by one; those of imported books only here.
    /// </summary>
    private static async Task<bool> HasOwnEntriesAsync(WriteSession w, Month month) =>
        await w.Connection.ScalarAsync(
            "SELECT 1 FROM posted_entry WHERE date BETWEEN @p0 AND @p1 AND import_id IS NULL "
            + "AND NOT is_opening LIMIT 1", w.Transaction, month.FirstDay, month.LastDay) is not null;

    private static async Task<bool> HasEntriesAsync(WriteSession w, int year) =>
        await w.Connection.ScalarAsync("SELECT 1 FROM chain_head WHERE fiscal_year = @p0", w.Transaction,
            year) is not null;

    private static async Task LockMonthsAsync(WriteSession w, FiscalYear year, string by)
    {
        foreach (var month in Month.Range(Month.Of(year.Days.First), Month.Of(year.Days.Last)))
            await w.Connection.ExecuteAsync(
                "INSERT INTO month_lock (month, locked_at, locked_by) VALUES (@p0, @p1, @p2) "
                + "ON CONFLICT (month) DO NOTHING", w.Transaction, month.Number, w.Now, by);
        w.Ledger.ForgetYears();
    }

    /// <summary>
    /// Books imported for the next year may have brought their own opening entry: it is then the opening.
    /// </summary>
    private static async Task<IReadOnlyList<PostedEntry>> OpenNextAsync(WriteSession w, FiscalYear year)
    {
        var opened =
            await w.Connection.ScalarAsync("SELECT 1 FROM posted_entry WHERE is_opening AND date = @p0 LIMIT 1",
            w.Transaction, year.Days.Last.AddDays(1));
        if (opened is not null)
            return [];
        var openings = YearOpening.From(year, await w.Books.ByThirdPartyAsync(year)).ToList();
        var posted = await w.Ledger.PostAsync(openings);
        await w.Ledger.FlushAsync();
        return posted;
    }
}
