using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Ledger.Assets;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Sales;
using Essaim.App.Tests.Safety;
using Essaim.Domain.Ledger;
using Essaim.Domain.Ledger.Assets;
using Essaim.Domain.Purchases;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Essaim.App.Tests.Ledger;

/// <summary>
/// A co-op that buys equipment; it is the 20th of March 2026. When it ends, the books are looked at whole, and the
/// register beside them.
/// </summary>
internal sealed class AssetCoop : IAsyncDisposable
{
    public static readonly AccountNumber Computers = new("2183");
    public static readonly DateOnly March16 = new(2026, 3, 16);

    private AssetCoop(TestCoop coop, FakeTimeProvider time) => (Coop, Time) = (coop, time);

    public TestCoop Coop { get; }
    public FakeTimeProvider Time { get; }
    public Store Store => Coop.Store;
    public DateOnly Today => App.Web.CivilDay.Today(Time);

    public static async Task<AssetCoop> NewAsync(string engine)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 20, 9, 0, 0, TimeSpan.Zero));
        return new AssetCoop(await TestCoop.NewAsync(engine, time), time);
    }

    public void GoTo(int month, int day) =>
        Time.SetUtcNow(new DateTimeOffset(2026, month, day, 9, 0, 0, TimeSpan.Zero));

    /// <summary>A purchase of equipment on the 16th of March, its VAT deducted at once; the line that waits.</summary>
    public async Task<WaitingLine> BuyAsync(ActivityId activity, decimal net, string number = "X1")
    {
        await Store.WriteAsync(async w => await BookPurchase.BookAsync(w,
            await w.Db.Suppliers.FirstOrDefaultAsync() ?? new Supplier { Name = "Merceries réunies" }, number, March16,
            March16, [new PurchaseLine(activity, Computers, "Ordinateur", Money.Round(net), Money.Zero, false)]));
        await using var db = Store.Read();
        return (await AssetRegister.WaitingAsync(db))[^1];
    }

    public async Task<FixedAsset> EnterAsync(WaitingLine line, int months = 36, int articles = 1) =>
        (await Store.WriteAsync(w => EnterAsset.EnterAsync(w, new NewAsset(line.Activity, line.Label,
            new DepreciationTerms(line.Account, line.Value, Money.Zero, March16, months), line.Entry, line.Line,
            articles), "Essai")))[0];

    public Task<int> PostAsync() => Store.WriteAsync(PostDepreciation.PostAsync);

    public Task<AssetDisposal> DisposeAsync(long asset, DisposalKind kind, DateOnly on, string invoice = "",
        Money? price = null) => Store.WriteAsync(w => DisposeAsset.DisposeAsync(w, TestCoop.Law,
            new NewDisposal(asset, kind, on, "Essai", invoice, price), "Essai"));

    /// <summary>An invoice of today, of one service; its number.</summary>
    public async Task<string> InvoiceAsync(ActivityId activity, decimal net)
    {
        var customer = await Coop.CustomerAsync(activity);
        return await Store.WriteAsync(async w => (await IssueInvoice.IssueAsync(w, new IssueInvoice.Order(
            SaleDocumentKind.Invoice, activity, customer, new SaleContent([TestCoop.Service(activity, net)], Rate.Zero,
                ""), Today), await SellerData.ReadAsync(w.Db, activity, TestCoop.Law, Today))).Number);
    }

    public async Task<RegisteredAsset> FindAsync(long id)
    {
        await using var db = Store.Read();
        return (await AssetRegister.FindAsync(db, id))!;
    }

    /// <summary>What accounts of an activity hold, in euros.</summary>
    public async Task<decimal[]> HoldsAsync(ActivityId activity, params string[] accounts)
    {
        await using var db = Store.Read();
        var position = await (await db.BooksAsync()).PositionAsync(new DateOnly(2026, 12, 31), activity);
        return [.. accounts.Select(a => position.Where(b => b.Account == new AccountNumber(a)).Sum(b => b.Balance)
            .ToDecimal())];
    }

    /// <summary>The days and words of the entries of a kind of document.</summary>
    public async Task<List<(string Day, string Label)>> EntriesAsync(string kind)
    {
        await using var db = Store.Read();
        return await db.SqlAsync(r => (r.GetString(0), r.GetString(1)), "SELECT CAST(date AS text), label "
            + "FROM posted_entry WHERE document_kind = @p0 ORDER BY id", kind);
    }

    /// <summary>Cash, available, then held and owed by the co-op, and the result of the activity, in euros.</summary>
    public async Task<(decimal Cash, decimal Available, decimal Held, decimal Owed, decimal Result)> StandAsync(
        ActivityId activity)
    {
        await using var db = Store.Read();
        var account = await ActivityReport.ReadAsync(db, await db.Activities.SingleAsync(a => a.Id == activity), Today);
        var cover = (await CoverReport.ReadAsync(db, Today)).Now;
        return (account.Cash.ToDecimal(), account.AvailableForPay.ToDecimal(), cover.Held.ToDecimal(),
            cover.OwedToActivities.ToDecimal(), account.Result.ToDecimal());
    }

    public async Task<List<RegisterGap>> GapsAsync()
    {
        await using var db = Store.Read();
        return [.. (await AssetRegister.CompareAsync(db, await AssetRegister.ReadAsync(db),
            await AssetRegister.WaitingAsync(db), new DateOnly(2026, 12, 31))).Where(g => !g.Gap.IsZero)];
    }

    public async ValueTask DisposeAsync()
    {
        await BookExamination.AssertSoundAsync(Store.Engine);
        var checks = await BooksCheck.RunAsync(Store.Engine);
        Assert.True(checks.Ok, string.Join("; ", checks.Checks.Where(c => !c.Ok).Select(c => c.Detail)));
        await Coop.DisposeAsync();
    }
}
