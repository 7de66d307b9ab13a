using System.Diagnostics;
using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Ledger;
using Essaim.Bench;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Bench;

/// <summary>
/// Fills the books in bulk: each activity sells once a month and is paid ten days later, for as many years as asked.
/// Documents are not kept, only what they write, since this measures the ledger.
/// </summary>
internal sealed class BenchBooks(BenchCoop coop)
{
    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(100);

    public async Task<BenchResult> FillAsync(int years, Action<string> say)
    {
        var sellers = await coop.SellersAsync(int.MaxValue);
        var rule = ContributionRule.Simple("10 %", Rate.Percent(10), ContributionBase.Invoiced, "Assemblée",
            new DateOnly(2000, 1, 1));
        var lines = 0L;
        var cpu = await CpuClock.OfAsync(async () =>
        {
            for (var month = new Month(2026 - years, 1); month.Year < 2026; month = month.Next())
            {
                if (month.MonthOfYear == 1)
                    await OpenAsync(month.Year);
                lines += await MonthAsync(month, sellers, rule);
                say($"{month} : {lines} lignes");
            }
        });
        return new BenchResult("generate", lines, cpu, 0);
    }

    private Task OpenAsync(int year) => coop.Store.WriteAsync(async w =>
    {
        if ((await LedgerReader.YearsAsync(w.Connection, w.Transaction)).All(y => y.Year != year))
            await OpenFiscalYear.OpenAsync(w, FiscalYear.Calendar(year));
    });

    private async Task<long> MonthAsync(Month month, List<(ActivityId Activity, Customer Customer)> sellers,
        ContributionRule rule)
    {
        var lines = 0L;
        for (var at = 0; at < sellers.Count;)
            at = await coop.Store.WriteAsync(async w =>
            {
                var watch = Stopwatch.StartNew();
                var next = at;
                while (next < sellers.Count && watch.Elapsed < BatchTime)
                    lines += await SellAsync(w, month, sellers[next++], rule);
                return next;
            });
        return lines;
    }

    /// <summary>An invoice with its contribution, then its receipt with the VAT that falls due.</summary>
    private async Task<long> SellAsync(
        WriteSession w, Month month, (ActivityId Activity, Customer Customer) seller, ContributionRule rule)
    {
        var day = month.FirstDay.AddDays(seller.Activity.Value % 17);
        var document = new SaleDocument
        {
            Kind = SaleDocumentKind.Invoice, Number = $"B{month.Number}-{seller.Activity}", Date = day,
            Due = day.AddDays(30), CustomerId = seller.Customer.Id, CustomerName = seller.Customer.Name,
            Lines = coop.Content(seller.Activity).Lines, Discount = Rate.Zero,
        };
        var entries = SalePosting.Entries(document, _ => rule);
        var posted = await w.Ledger.PostAsync(entries);
        var item = Opened(posted[0]);
        var receipt = await w.Ledger.PostAsync(ReceiptPosting.Entry([item], item.Remaining, day.AddDays(10),
            $"Encaissement {document.Number}", document.Number, null));
        return posted.Sum(p => (long)p.Content.Lines.Count) + receipt.Content.Lines.Count;
    }

    private static OpenItem Opened(PostedEntry entry)
    {
        var at = entry.Content.Lines.ToList().FindIndex(l => l.Opens is not null);
        var line = entry.Content.Lines[at];
        return new OpenItem(new OpenItemId(entry.Id, at + 1), line.Account, line.Activity, line.ThirdParty,
            line.Opens!.Due,
            false, line.Amount, Money.Zero, Money.Zero, line.Opens.Deferred);
    }
}
