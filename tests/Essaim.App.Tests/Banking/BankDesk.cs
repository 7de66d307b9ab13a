using System.Globalization;
using System.Text;
using Essaim.App.Data;
using Essaim.App.Data.Banking;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Tests.Sales;
using Essaim.App.Tests.Web;
using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Essaim.App.Tests.Banking;

/// <summary>A co-op that sells, with one account at a bank, and statements of it as a bank writes them (OFX).</summary>
public sealed class BankDesk : IAsyncDisposable
{
    public static readonly Iban Iban = new("FR76 3000 6000 0112 3456 7890 189");
    public static readonly DateOnly First = new(2026, 1, 1);
    public static readonly DateOnly Day = new(2026, 11, 23);

    private BankDesk(SellingSite selling, BankAccountRow account) => (Selling, Account) = (selling, account);

    public SellingSite Selling { get; }
    public Store Store => Selling.Store;
    public BankAccountRow Account { get; }

    public static async Task<BankDesk> StartAsync(string engine)
    {
        var selling = await SellingSite.StartAsync(engine);
        return new BankDesk(selling, await selling.Store.WriteAsync(w =>
            OpenBankAccount.OpenAsync(w, "Banque", Iban, "", First)));
    }

    /// <summary>The movements of a statement: amount, label, and one's own reference (1, 2, 3…).</summary>
    public static byte[] Statement(decimal? closing, params (decimal Amount, string Label)[] lines)
    {
        var ofx = new StringBuilder("OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:UTF-8\n\n<OFX><BANKMSGSRSV1>"
            + "<STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>30006<BRANCHID>00001<ACCTID>12345678901"
            + "<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>");
        for (var at = 0; at < lines.Length; at++)
            ofx.Append(CultureInfo.InvariantCulture, $"<STMTTRN><TRNTYPE>OTHER<DTPOSTED>20261123<TRNAMT>")
                .Append(lines[at].Amount.ToString(CultureInfo.InvariantCulture))
                .Append(CultureInfo.InvariantCulture, $"<FITID>{at + 1}-{lines[at].Label.Length}<NAME>")
                .Append(lines[at].Label).Append("</STMTTRN>");
        ofx.Append("</BANKTRANLIST>");
        if (closing is { } balance)
            ofx.Append("<LEDGERBAL><BALAMT>").Append(balance.ToString(CultureInfo.InvariantCulture))
                .Append("<DTASOF>20261123</LEDGERBAL>");
        return Encoding.UTF8.GetBytes(ofx.Append("</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>").ToString());
    }

    public Task<TakenStatement> TakeAsync(params (decimal Amount, string Label)[] lines) => TakeAsync(
        Statement(null, lines));

    public Task<TakenStatement> TakeAsync(byte[] file) => Store.WriteAsync(w => TakeStatement.TakeAsync(w,
        Selling.Site.Services.GetRequiredService<Installation>().Keys("atelier"), BankFile.Read(file),
        new GivenStatement("releve.ofx", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file)),
            "Claire")));

    public Task LockAsync(Month month) => Store.WriteAsync(w => w.Connection.ExecuteAsync(
        "INSERT INTO month_lock (month, locked_at, locked_by) VALUES (@p0, @p1, @p2)", w.Transaction, month.Number,
        w.Now, "essai"));

    public async Task<BankLineRow> LineAsync(string label)
    {
        await using var db = Store.Read();
        return await db.BankLines.SingleAsync(l => l.Label.Contains(label));
    }

    public Task<Invoice> InvoiceAsync(decimal price = 1200m) =>
        Selling.InvoiceAsync(Selling.Jeanne, Selling.Customer, price);

    public async Task<OpenItemId> ItemAsync(Invoice invoice)
    {
        await using var db = Store.Read();
        return (await (await db.BooksAsync()).Items.OfDocumentAsync(invoice.Reference)).Single().Id;
    }

    public async Task<Money> OpenAsync(Invoice invoice)
    {
        await using var db = Store.Read();
        return (await (await db.BooksAsync()).Items.OfDocumentAsync(invoice.Reference)).Sum(i => i.Remaining);
    }

    public async Task<Money> BalanceAsync(string account)
    {
        await using var db = Store.Read();
        return (await (await db.BooksAsync()).PositionAsync(new DateOnly(2026, 12, 31),
            account: new AccountNumber(account))).Sum(b => b.Debit - b.Credit);
    }

    /// <summary>All that must hold in the books holds, the bank's part too.</summary>
    public async Task AssertBooksAsync()
    {
        var result = await BooksCheck.RunAsync(Store.Engine);
        Assert.True(result.Ok, string.Join('\n', result.Checks.Where(c => !c.Ok).Select(c => $"{c.Name}: {c.Detail}")));
    }

    public ValueTask DisposeAsync() => Selling.DisposeAsync();
}
