using System.Text;
using System.Xml.Linq;
using Essaim.App.Data;
using Essaim.App.Data.Banking.Runs;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Sealing;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Essaim.App.Tests.Banking;

/// <summary>A co-op with a bank and two suppliers that are owed: 120 and 60 to Tissus, 240 to Imprimeur.</summary>
public sealed class RunDesk : IAsyncDisposable
{
    public const string TissusIban = "FR1420041010050500013M02606";
    public const string ImprimeurIban = "DE89370400440532013000";
    public const string OtherIban = "FR7630006000011234567890189";

    private RunDesk(BankDesk bank) => Bank = bank;

    public BankDesk Bank { get; }
    public Store Store => Bank.Store;
    public SealingKeys Keys => Bank.Selling.Site.Services.GetRequiredService<Installation>().Keys("atelier");
    public string Tissus { get; private set; } = "";
    public string Imprimeur { get; private set; } = "";

    public static async Task<RunDesk> StartAsync(string engine, bool fourEyes = false)
    {
        var desk = new RunDesk(await BankDesk.StartAsync(engine));
        desk.Tissus = await desk.OweAsync("Tissus du Rhône", ("T-1", 100m), ("T-2", 50m));
        desk.Imprimeur = await desk.OweAsync("L’Imprimeur", ("I-9", 200m));
        await desk.KeepAsync(desk.Tissus, TissusIban);
        await desk.KeepAsync(desk.Imprimeur, ImprimeurIban);
        if (fourEyes)
            await desk.Store.WriteAsync(async w => (await w.Db.Cooperatives.SingleAsync()).FourEyes = true);
        return desk;
    }

    /// <summary>Services of 20 % VAT, deductible once paid, all due; who they are of, as the books name them.</summary>
    public Task<string> OweAsync(string name, params (string Number, decimal Net)[] invoices) =>
        Store.WriteAsync(async w =>
        {
            var supplier = new Supplier { Name = name };
            foreach (var (number, net) in invoices)
                await BookPurchase.BookAsync(w, supplier, number, BankDesk.Day, BankDesk.Day,
                    [new PurchaseLine(Bank.Selling.Jeanne, new AccountNumber("604"), number, Euros(net),
                        Euros(net * 0.2m), VatOnPayment: true)]);
            return ThirdParty.Supplier(supplier.Id).Code;
        });

    public Task<string> KeepAsync(string code, string iban, string email = "compta@fournisseur.example") =>
        Store.WriteAsync(w => Payees.KeepAsync(w, code, Keys.Seal(new Iban(iban)), new EmailAddress(email)));

    /// <summary>An order of all that is owed to suppliers.</summary>
    public Task<PaymentRun> PrepareAsync(DateOnly? on = null, params string[] only) => Store.WriteAsync(async w =>
        await PrepareRun.PrepareAsync(w, Bank.Account.Id, on ?? BankDesk.Day, [.. (await PayableItems.ReadAsync(w.Db))
            .Where(i => i.Kind == PayeeKind.Supplier && (only.Length == 0 || only.Contains(i.Piece)))], "Claire"));

    public Task<string> AskAsync(PaymentRun run) => Store.WriteAsync(w => OrderRun.AskAsync(w, Keys, run.Id));

    public async Task<PaymentRun> OrderedAsync(DateOnly? on = null, params string[] only)
    {
        var run = await PrepareAsync(on, only);
        await AskAsync(run);
        return run;
    }

    public async Task<XDocument> FileAsync(long run) => XDocument.Parse(Encoding.UTF8.GetString(
        (await Store.WriteAsync(w => RunFile.TakeAsync(w, Keys, run, "Claire"))).Bytes));

    /// <summary>The words of the file's elements of a name, in its order.</summary>
    public static string[] All(XDocument file, string name) =>
        [.. file.Descendants().Where(e => e.Name.LocalName == name).Select(e => e.Value)];

    public async Task<List<string>> ToPayAsync()
    {
        await using var db = Store.Read();
        return [.. (await PayableItems.ReadAsync(db)).Select(i => i.Piece).Order()];
    }

    public async Task<List<PaymentTransfer>> TransfersAsync(long run)
    {
        await using var db = Store.Read();
        return await db.PaymentTransfers.Where(t => t.RunId == run).OrderBy(t => t.Id).ToListAsync();
    }

    /// <summary>The bank's answer: each transfer by its reference, with a status and, refused, a reason.</summary>
    public static byte[] Answer(PaymentRun run, params (string EndToEnd, string Status, string Reason)[] said) =>
        Encoding.UTF8.GetBytes("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt>"
            + $"<GrpHdr><MsgId>R1</MsgId></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>{run.MessageId}</OrgnlMsgId>"
            + "<OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>"
            + $"<OrgnlPmtInfId>{run.MessageId}-VIR</OrgnlPmtInfId>" + string.Concat(said.Select(s => "<TxInfAndSts>"
                + $"<OrgnlEndToEndId>{s.EndToEnd}</OrgnlEndToEndId><TxSts>{s.Status}</TxSts>" + (s.Reason.Length == 0
                    ? "" : $"<StsRsnInf><Rsn><Cd>{s.Reason}</Cd></Rsn></StsRsnInf>") + "</TxInfAndSts>"))
            + "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>");

    public static Money Euros(decimal amount) => new((long)(amount * 100));

    public ValueTask DisposeAsync() => Bank.DisposeAsync();
}
