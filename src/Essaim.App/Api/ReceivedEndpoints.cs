using Essaim.App.Data.Purchases;
using Essaim.App.Documents;
using Essaim.App.Identity;
using Essaim.App.Jobs;
using Essaim.App.Pages.Purchases.Received;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

/// <summary>
/// A received invoice: what the file says, the status that was set last (204 to 220) and the purchase that it became.
/// <c>document</c> is its file; <c>stops</c> says that a fault makes it impossible to book.
/// </summary>
public sealed record ReceivedAnswer(long Id, string Seller, string Number, DateOnly? Date, DateOnly? Due,
    string Currency, decimal? Net, decimal? Vat, decimal? Total, int Status, bool Stops,
    IReadOnlyList<string> Faults, long? SupplierId, long? PurchaseId, long Document)
{
    internal static async Task<ReceivedAnswer> OfAsync(Data.CoopDb db, ReceivedInvoiceRow r) => new(r.Id, r.Seller,
        r.Number, r.Date, r.Due, r.Currency, r.Net?.ToDecimal(), r.Vat?.ToDecimal(), r.Total?.ToDecimal(),
        r.Status.Code, r.Stops, [.. r.Faults.Select(f => f.Sentence)], r.SupplierId, r.PurchaseId,
        (await ReceivedFile.DocumentAsync(db, r.Id)).Id);
}

/// <summary>The next status: 204 to 208, 210 or 211, with a reason where it asks for one.</summary>
public sealed record NewReceivedStatus(int Status, string? Reason = null, string Words = "");

/// <summary>
/// How to book: positive lines that make the total to the cent. Without a supplier, the one that was recognised, or a
/// new one under <c>supplierName</c>.
/// </summary>
public sealed record NewReceivedBooking(IReadOnlyList<NewPurchaseLine> Lines, long? SupplierId = null,
    string? SupplierName = null, DateOnly? Date = null, DateOnly? Due = null, bool Approves = true);

internal static class ReceivedEndpoints
{
    private const int UsualDays = 30;
    private const string Missing = "Cette facture reçue n’existe pas. Vérifiez son numéro.";
    private static readonly Capability[] Looking = [Capability.KeepBooks, Capability.SeeOwnActivity];

    public static void Map(RouteGroupBuilder api)
    {
        var received = api.MapGroup("/received-invoices").WithTags("Factures reçues");
        received.MapGet("", ListAsync).Needs(Looking).WithName("listReceivedInvoices")
            .WithSummary("Les factures électroniques reçues ; « state » en demande une part");
        received.MapPost("", TakeAsync).Needs(Capability.KeepBooks).WithName("takeReceivedInvoice")
            .WithSummary("Recevoir une facture Factur-X, CII ou UBL : ses octets sont le contenu de la demande")
            .Accepts<Stream>("*/*").Produces<ReceivedAnswer>(StatusCodes.Status201Created);
        received.MapGet("/{id:long}", ReadAsync).Needs(Looking).WithName("readReceivedInvoice")
            .WithSummary("Une facture électronique reçue");
        received.MapPost("/{id:long}/status", SetAsync).Needs(Capability.KeepBooks).WithName("setReceivedStatus")
            .WithSummary("Répondre au vendeur : prise en charge, approuvée, contestée, refusée, payée…")
            .Produces<ReceivedAnswer>(StatusCodes.Status201Created);
        received.MapPost("/{id:long}/book", BookAsync).Needs(Capability.KeepBooks).WithName("bookReceivedInvoice")
            .WithSummary("Comptabiliser une facture reçue, au centime").Produces<PurchaseAnswer>(
                StatusCodes.Status201Created);
        received.MapPost("/{id:long}/join", JoinAsync).Needs(Capability.KeepBooks).WithName("joinReceivedInvoice")
            .WithSummary("Rattacher une facture reçue à l’achat déjà saisi sous le même numéro")
            .Produces<PurchaseAnswer>(StatusCodes.Status201Created);
    }

    private static async Task<List<ReceivedAnswer>> ListAsync(string? state, long? after, int? limit, ApiCall call)
    {
        var db = await call.ReadAsync();
        var asked = state switch
        {
            null => "",
            "to-book" => ReceivedWords.ToBook,
            "booked" => ReceivedWords.Booked,
            "in-dispute" => ReceivedWords.InDispute,
            "refused" => ReceivedWords.Gone,
            _ => throw new BrokenRuleException("« state » est to-book, booked, in-dispute ou refused."),
        };
        var rows = await ReceivedWords.In(VisibleReceived.Of(db, call.Me), asked).Where(r => r.Id > (after ?? 0))
            .OrderBy(r => r.Id).Take(ApiPage.Size(limit)).ToListAsync();
        var answers = new List<ReceivedAnswer>();
        foreach (var row in rows)
            answers.Add(await ReceivedAnswer.OfAsync(db, row));
        return answers;
    }

    private static async Task<ReceivedAnswer> ReadAsync(long id, ApiCall call) =>
        await ReceivedAnswer.OfAsync(await call.ReadAsync(), await FindAsync(id, call));

    private static async Task<IResult> TakeAsync(string file, HttpRequest request, VirusScan scan, ApiCall call,
        CancellationToken cancel)
    {
        var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancel);
        var read = await ReceivedFile.ReadAsync(scan, file, bytes.ToArray(), cancel);
        return await call.OnceAsync(new SentFile(file, read.Sha256), async w =>
        {
            var taken = await TakeReceivedInvoice.TakeAsync(w, read, InvoiceOrigin.Program,
                new Asker(call.Me.Name, call.Me.UserId));
            return await ReceivedAnswer.OfAsync(w.Db, taken.OrRefused().Row);
        });
    }

    private static async Task<IResult> SetAsync(long id, NewReceivedStatus asked, ApiCall call)
    {
        await FindAsync(id, call);
        var status = ReceivedInvoiceStatus.Of(asked.Status);
        var reason = asked.Reason is null ? null : status.Reasons.FirstOrDefault(r => r.Code == asked.Reason)
            ?? throw new BrokenRuleException($"Le motif « {asked.Reason} » ne va pas avec le statut {asked.Status}.");
        return await call.OnceAsync(asked, async w =>
        {
            await SetReceivedStatus.SetAsync(w, id, status, reason, asked.Words, call.Me.Name);
            return await ReceivedAnswer.OfAsync(w.Db, await w.Db.ReceivedInvoices.SingleAsync(r => r.Id == id));
        });
    }

    private static async Task<IResult> BookAsync(long id, NewReceivedBooking asked, ApiCall call)
    {
        var row = await FindAsync(id, call);
        var lines = await PurchaseEndpoints.LinesAsync(asked.Lines, call);
        var date = asked.Date ?? row.Date ?? call.Today;
        return await call.OnceAsync(asked, async w =>
        {
            var supplier = (asked.SupplierId ?? (asked.SupplierName is null ? row.SupplierId : null)) is { } known
                ? await w.Db.Suppliers.SingleOrDefaultAsync(s => s.Id == known) ?? throw new BrokenRuleException(
                    $"Il n’y a pas de fournisseur {known}. Donnez son nom à la place.")
                : new Supplier { Name = asked.SupplierName?.Trim() ?? row.Seller };
            return Answer(await BookReceived.BookAsync(w, id, new ReceivedBooking(supplier, date,
                asked.Due ?? row.Due ?? date.AddDays(UsualDays), lines, asked.Approves), call.Me.Name));
        });
    }

    private static async Task<IResult> JoinAsync(long id, ApiCall call)
    {
        await FindAsync(id, call);
        return await call.OnceAsync("", async w => Answer(await BookReceived.JoinAsync(w, id)));
    }

    private static PurchaseAnswer Answer(Purchase purchase) => PurchaseAnswer.Of(purchase, purchase.Net + purchase.Vat);

    private static async Task<ReceivedInvoiceRow> FindAsync(long id, ApiCall call) =>
        await VisibleReceived.FindAsync(await call.ReadAsync(), call.Me, id) ?? throw new NotFoundException(Missing);
}
