using System.Data.Common;
using Essaim.App.Data;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Payroll;
using Essaim.App.Data.Sales;
using Essaim.Bench;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Bench;

/// <summary>What a measure came to; the ratio is the product's processor time over that of the bare work.</summary>
internal sealed record BenchResult(string Work, long Items, double CpuSeconds, double BareCpuSeconds)
{
    public double PerCpuSecond => CpuSeconds == 0 ? 0 : Items / CpuSeconds;
    public double Ratio => BareCpuSeconds == 0 ? 0 : CpuSeconds / BareCpuSeconds;
    public double PeakMegabytes { get; init; } = CpuClock.PeakMegabytes();

    /// <summary>What the measure says besides: a sentence on what limits it, other figures.</summary>
    public string Note { get; init; } = "";
}

/// <summary>
/// Measures the product's work, and in turn in the same run the bare work of the same rows: same tables, same indexes,
/// same durability, none of the rules.
/// </summary>
internal sealed class BenchWork(BenchCoop coop, string folder)
{
    private static readonly string[] InvoiceTables =
        ["posted_line", "posted_entry", "open_item", "deferred_posting", "entry_amount", "invoice"];

    private static readonly string[] ClosingTables =
        ["posted_line", "posted_entry", "open_item", "entry_amount", "payslip", "cash_advance", "balance"];

    /// <summary>
    /// Issues and posts invoices, one durable commit each, against the bare transaction of the same rows.
    /// </summary>
    public async Task<BenchResult> PostAsync(int count)
    {
        var sellers = await coop.SellersAsync(1000);
        await using var bare = await BareCopy.MakeAsync(coop.Store, folder);
        var (product, plain) = (0.0, 0.0);
        const int round = 500;
        await IssueAsync(sellers, round); // warm-up: what is compiled and prepared once is not what an invoice costs
        for (var done = 0; done < count; done += round)
        {
            var before = await HeadAsync();
            product += await CpuClock.OfAsync(() => IssueAsync(sellers, Math.Min(round, count - done)));
            var rows = await InvoicesSinceAsync(before);
            plain += await CpuClock.OfAsync(async () =>
            {
                foreach (var invoice in rows)
                    await bare.WriteAsync(invoice);
            });
        }
        return new BenchResult("post", count, product, plain)
        {
            Note = "une facture : une transaction durable, deux écritures, son poste ouvert, sa TVA en attente, ses "
                + "soldes",
        };
    }

    public async Task IssueAsync(List<(ActivityId Activity, Customer Customer)> sellers, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var (activity, customer) = sellers[i % sellers.Count];
            await coop.Store.WriteAsync(async w => await IssueInvoice.IssueAsync(w, new IssueInvoice.Order(
                SaleDocumentKind.Invoice, activity, customer, coop.Content(activity), BenchCoop.Day),
                await SellerData.ReadAsync(w, activity, coop.Law, BenchCoop.Day)));
        }
    }

    /// <summary>Closes a month of everybody's pay, against the bare insert of the lines and rows it wrote.</summary>
    public async Task<BenchResult> CloseAsync(PayCalculator calculator, Month lastPayMonth)
    {
        var month = await NextMonthAsync();
        var before = await HeadAsync();
        MonthClosed? closed = null;
        var product = await CpuClock.OfAsync(async () =>
            closed = await new CloseMonth(coop.Store, calculator, lastPayMonth).RunAsync(month, "banc"));
        await using var bare = await BareCopy.MakeAsync(coop.Store, folder);
        await using var connection = await coop.Store.Engine.OpenAsync();
        var work = ClosingTables.Select(t => (t, (IReadOnlyList<string>)BareTable.Columns(connection, t),
            BareTable.Rows(connection, Since(t, before, month)))).ToList();
        var plain = await CpuClock.OfAsync(() => bare.WriteAsync(work));
        return new BenchResult("close", closed!.Entries, product, plain)
        {
            Note = $"{month} : {closed.Entries} écritures, {closed.Lines} lignes, {closed.Seconds:0.0} s à la montre",
        };
    }

    /// <summary>Writes the FEC of a year, against reading the rows and writing bytes.</summary>
    public async Task<BenchResult> FecAsync(int year)
    {
        await using var connection = await coop.Store.Engine.OpenAsync();
        var file = Path.Combine(folder, "banc-fec.txt");
        var lines = 0L;
        var (product, plain) = (0.0, 0.0);
        // The product first and alone, so that the peak is its own and not that of the bare query's sort.
        await ExportFec.ToFileAsync(coop.Store, year, file);
        var peak = CpuClock.PeakMegabytes();
        for (var turn = 0; turn < 3; turn++)
        {
            await using (var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
                plain += CpuClock.Of(() => BareFile.Write(connection, year, stream));
            product += await CpuClock.OfAsync(async () => lines = (await ExportFec.ToFileAsync(coop.Store, year, file))
                .Lines);
        }
        File.Delete(file);
        return new BenchResult("fec", lines, product / 3, plain / 3)
        {
            Note = "moyenne de trois tours", PeakMegabytes = peak,
        };
    }

    /// <summary>Balances of one activity's year, and of all activities, accounts and months of a year.</summary>
    public async Task<BenchResult> BalanceAsync(int year)
    {
        var activity = (await coop.SellersAsync(1))[0].Activity;
        await using var db = coop.Store.Read();
        var books = await db.BooksAsync();
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        await books.BalancesAsync(first, last, activity);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await books.BalancesAsync(first, last, activity);
        var one = watch.Elapsed.TotalMilliseconds;
        var rows = 0;
        var product = await CpuClock.OfAsync(async () => rows = (await books.BalancesAsync(first, last)).Count);
        await using var connection = await coop.Store.Engine.OpenAsync();
        var plain = CpuClock.Of(() => BareTable.Rows(connection,
            $"SELECT account, activity_id, sum(debit), sum(credit) FROM posted_line WHERE date BETWEEN "
            + $"'{year}-01-01' AND '{year}-12-31' "
            + "GROUP BY activity_id, account"));
        var lines = Convert.ToInt64(await connection.ScalarAsync("SELECT count(*) FROM posted_line"));
        return new BenchResult("balance", rows, product, plain)
        {
            Note = $"{lines} lignes ; une activité, un an : {one:0.00} ms ; le travail nu recompte les lignes",
        };
    }

    private async Task<long> HeadAsync()
    {
        await using var connection = await coop.Store.Engine.OpenAsync();
        return Convert.ToInt64(await connection.ScalarAsync("SELECT coalesce(max(id), 0) FROM posted_entry") ?? 0L);
    }

    private async Task<List<List<(string, IReadOnlyList<string>, List<object?[]>)>>> InvoicesSinceAsync(long before)
    {
        await using var connection = await coop.Store.Engine.OpenAsync();
        var tables = InvoiceTables.Select(t => (Name: t, Columns: BareTable.Columns(connection, t),
            Rows: BareTable.Rows(connection, Since(t, before, null)))).ToList();
        // An invoice posts two entries in a row: the sale, and its contribution.
        var sales = tables.First(t => t.Name == "invoice").Rows.Select(r => Convert.ToInt64(r[^1])).ToList();
        return [.. sales.Select(sale => tables.Select(t => (t.Name, (IReadOnlyList<string>)t.Columns,
            RowsOf(t.Name, t.Columns, t.Rows, sale))).ToList())];
    }

    private static List<object?[]> RowsOf(string table, List<string> columns, List<object?[]> rows, long sale)
    {
        var at = columns.IndexOf(table == "posted_entry" ? "id" : "entry_id");
        return [.. rows.Where(r => Convert.ToInt64(r[at]) is var id
            && (id == sale || (table != "invoice" && id == sale + 1)))];
    }

    private static string Since(string table, long before, Month? month) => table switch
    {
        "posted_entry" => $"SELECT * FROM posted_entry WHERE id > {before}",
        "balance" => $"SELECT * FROM balance WHERE month = {month!.Value.Number}",
        _ => $"SELECT * FROM {table} WHERE entry_id > {before}",
    };

    private async Task<Month> NextMonthAsync()
    {
        await using var connection = await coop.Store.Engine.OpenAsync();
        var last = await connection.ScalarAsync("SELECT max(month) FROM month_lock");
        return last is null ? new Month(2026, 1) : Month.FromNumber(Convert.ToInt32(last)).Next();
    }
}
