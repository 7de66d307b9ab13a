using Essaim.App.Data;
using Essaim.App.Data.Sales;
using Essaim.App.Identity;
using Essaim.App.Mail;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

internal static class SaleEndpoints
{
    internal static readonly Capability[] Seeing = [Capability.SeeOwnActivity, Capability.SeeAllActivities];
    internal static readonly Capability[] Selling = [Capability.SellForActivity, Capability.SellForAll];

    public static void Map(RouteGroupBuilder api)
    {
        var sales = api.MapGroup("").WithTags("Ventes");
        sales.MapGet("/invoices", InvoicesAsync).Needs(Seeing).WithName("listInvoices")
            .WithSummary("Les factures et avoirs d’une activité, dans l’ordre de leur émission");
        sales.MapGet("/invoices/{id:long}", InvoiceAsync).Needs(Seeing).WithName("readInvoice")
            .WithSummary("Une facture ou un avoir");
        sales.MapGet("/invoices/{id:long}/pdf", PdfAsync).Needs(Seeing).WithName("readInvoicePdf")
            .WithSummary("Le PDF d’une facture ou d’un avoir, tel qu’il fut émis").ProducesPdf();
        sales.MapGet("/invoices/{id:long}/einvoice", EInvoiceAsync).Needs(Seeing).WithName("readEInvoice")
            .WithSummary("La facture électronique : « format » vaut facturx, cii ou ubl")
            .Produces<Stream>(StatusCodes.Status200OK, ApiPage.Pdf, "application/xml");
        sales.MapPost("/invoices/{id:long}/credit", CreditAsync).Needs(Selling).WithName("creditInvoice")
            .WithSummary("Écrire le brouillon d’un avoir qui reprend la facture entière ; il s’émet comme une facture")
            .Produces<DraftAnswer>(StatusCodes.Status201Created);
        sales.MapPost("/invoices/{id:long}/mail", MailAsync).Needs(Selling).WithName("mailInvoice")
            .WithSummary("Envoyer la facture au client par courriel, ou la lui rappeler")
            .Produces<MailAnswer>(StatusCodes.Status201Created);
        sales.MapPost("/invoices/{id:long}/copy", CopyAsync).Needs(Selling).WithName("copyInvoice")
            .WithSummary("Écrire un brouillon qui reprend les lignes d’une facture, pour le même client")
            .Produces<DraftAnswer>(StatusCodes.Status201Created);
        sales.MapPost("/invoices/{id:long}/refund", RefundAsync).Needs(Capability.KeepBooks).WithName("refundInvoice")
            .WithSummary("Noter que le trop reçu est rendu au client ; le virement reste à faire à la banque")
            .Produces<SettledAnswer>(StatusCodes.Status201Created);
        sales.MapPost("/invoices/{id:long}/write-off", WriteOffAsync).Needs(Capability.KeepBooks)
            .WithName("writeOffInvoice").WithSummary("Passer en perte ce que la facture demande encore")
            .Produces<SettledAnswer>(StatusCodes.Status201Created);
        sales.MapPost("/drafts", DraftAsync).Needs(Selling).WithName("createDraft")
            .WithSummary("Écrire un brouillon de facture").Produces<DraftAnswer>(StatusCodes.Status201Created);
        sales.MapPost("/drafts/{id:long}/issue", IssueAsync).Needs(Selling).WithName("issueDraft")
            .WithSummary("Émettre la facture d’un brouillon : elle ne change plus ensuite")
            .Produces<InvoiceAnswer>(StatusCodes.Status201Created);
        sales.MapPost("/invoices/{id:long}/receipts", ReceiveAsync).Needs(Selling).WithName("recordReceipt")
            .WithSummary("Noter l’argent reçu pour une facture").Produces<ReceiptAnswer>(StatusCodes.Status201Created);
    }

    private static async Task<List<InvoiceAnswer>> InvoicesAsync(string activity, DateOnly? from, DateOnly? to,
        long? after, int? limit, ApiCall call)
    {
        var owner = (await call.ActivityAsync(activity)).Id;
        var db = await call.ReadAsync();
        var (first, last) = (from ?? DateOnly.MinValue, to ?? DateOnly.MaxValue);
        var invoices = await db.Invoices.Where(i => i.ActivityId == owner && i.Id > (after ?? 0) && i.Date >= first
            && i.Date <= last).OrderBy(i => i.Id).Take(ApiPage.Size(limit)).ToListAsync();
        var open = (await (await db.BooksAsync()).Items.OpenAsync(owner, Accounts.Customers))
            .Where(i => i.Remaining.IsPositive).GroupBy(i => i.Id.Entry)
            .ToDictionary(g => g.Key, g => g.Sum(i => i.Remaining));
        return [.. invoices.Select(i => InvoiceAnswer.Of(i, activity, open.GetValueOrDefault(i.EntryId)))];
    }

    private static async Task<InvoiceAnswer> InvoiceAsync(long id, ApiCall call)
    {
        var (invoice, code) = await FindAsync(id, call);
        var story = await InvoiceStory.ReadAsync(await call.ReadAsync(), invoice);
        return InvoiceAnswer.Of(invoice, code, story.Open);
    }

    private static async Task<IResult> PdfAsync(long id, ApiCall call)
    {
        var file = await KeepIssuedFile.KeepAsync(await call.StoreAsync(), (await FindAsync(id, call)).Invoice);
        return Results.File(file.Bytes, ApiPage.Pdf, file.Name);
    }

    private static async Task<IResult> EInvoiceAsync(long id, string? format, ApiCall call)
    {
        var (invoice, _) = await FindAsync(id, call);
        var file = await IssuedEInvoice.FileAsync(
            await call.StoreAsync(), invoice, IssuedEInvoice.Format(format ?? "facturx"));
        return Results.File(file.Bytes, file.MediaType, file.Name);
    }

    private static async Task<IResult> CreditAsync(long id, ApiCall call)
    {
        await FindAsync(id, call);
        return await call.OnceAsync("", async w => DraftAnswer.Of(await KeepDraft.CreditAsync(w, id)));
    }

    /// <summary>The paper is drawn and kept before the letter is written, as the page does.</summary>
    private static async Task<IResult> MailAsync(long id, MailRequest asked, Postman postman, ApiCall call)
    {
        var (invoice, _) = await FindAsync(id, call);
        var file = await KeepIssuedFile.KeepAsync(await call.StoreAsync(), invoice);
        var answer = await call.OnceAsync(asked, async w => new MailAnswer(id,
            (asked.Reminder ? await RemindCustomer.MailAsync(w, invoice, file, call.Today, call.Me.Name)
                : await MailInvoice.SendAsync(w, invoice, file)).Text));
        postman.Call();
        return answer;
    }

    private static async Task<IResult> DraftAsync(NewDraft asked, ApiCall call)
    {
        var (activity, customer) = await BuyerAsync(asked.Activity, asked.CustomerId, call);
        var content = NewLine.Content(asked.Lines, asked.Notes, activity, call.LawOfToday);
        return await call.OnceAsync(asked, async w =>
        {
            var draft = await KeepDraft.CopyAsync(w, activity, customer, content);
            return DraftAnswer.Of(draft);
        });
    }

    /// <summary>The amount is repeated, so that nothing else than what was read is issued.</summary>
    private static async Task<IResult> IssueAsync(long id, IssueRequest asked, ApiCall call)
    {
        const string missing = "Ce brouillon n’existe plus : il a été émis ou supprimé.";
        var draft = await (await call.ReadAsync()).SaleDrafts.SingleOrDefaultAsync(d => d.Id == id);
        // A draft that was issued is gone: the key alone then tells whose answer it was.
        var code = draft is null ? "" : (await call.OwnerAsync(draft.ActivityId, missing)).Code;
        Invoice? issued = null;
        var result = await call.OnceAsync(asked, async w =>
        {
            if (draft is null)
                throw new NotFoundException(missing);
            issued = await IssueDraft.IssueAsync(w, id, NewLine.Amount(asked.Total), call.Law, call.Today);
            return InvoiceAnswer.Of(issued, code, issued.Total);
        });
        if (issued is not null)
            await KeepIssuedFile.KeepAsync(await call.StoreAsync(), issued);
        return result;
    }

    private static async Task<IResult> ReceiveAsync(long id, NewReceipt asked, ApiCall call)
    {
        await FindAsync(id, call);
        if (asked.Date > call.Today)
            throw new BrokenRuleException(
                "L’argent n’est pas encore arrivé à cette date. Donnez le jour de l’arrivée.");
        return await call.OnceAsync(asked, async w =>
        {
            var receipt = await RecordReceipt.RecordAsync(w, id, NewLine.Amount(asked.Amount), asked.Date,
                asked.Method);
            return new ReceiptAnswer(receipt.Id, id, receipt.Date, receipt.Amount.ToDecimal(), receipt.Method);
        });
    }

    private static async Task<IResult> CopyAsync(long id, ApiCall call)
    {
        var (invoice, _) = await FindAsync(id, call);
        return await call.OnceAsync("", async w => DraftAnswer.Of(await KeepDraft.CopyAsync(w, invoice.ActivityId,
            invoice.CustomerId, invoice.Content.Content)));
    }

    private static Task<IResult> RefundAsync(long id, SettledAmount asked, ApiCall call) => SettleAsync(id, asked, call,
        (w, invoice) => RefundInvoice.RefundAsync(w, invoice, call.Today));

    private static Task<IResult> WriteOffAsync(long id, SettledAmount asked, ApiCall call) => SettleAsync(id, asked,
        call, (w, invoice) => WriteOffInvoice.WriteOffAsync(w, invoice.Id, call.Today));

    /// <summary>The amount is repeated, so that nothing else than what was read is given back or lost.</summary>
    private static async Task<IResult> SettleAsync(long id, SettledAmount asked, ApiCall call,
        Func<WriteSession, Invoice, Task<Money>> settle)
    {
        var (invoice, _) = await FindAsync(id, call);
        return await call.OnceAsync(asked, async w => await settle(w, invoice) is var amount
            && amount == NewLine.Amount(asked.Amount) ? new SettledAnswer(id, amount.ToDecimal())
            : throw new BrokenRuleException($"Il s’agit maintenant de {amount}. Relisez la facture."));
    }

    private static async Task<(Invoice Invoice, string Activity)> FindAsync(long id, ApiCall call)
    {
        const string missing = "Cette facture n’existe pas. Vérifiez son numéro.";
        var invoice = await (await call.ReadAsync()).Invoices.SingleOrDefaultAsync(i => i.Id == id)
            ?? throw new NotFoundException(missing);
        return (invoice, (await call.OwnerAsync(invoice.ActivityId, missing)).Code);
    }

    /// <summary>A customer belongs to one activity; somebody else's is not known.</summary>
    internal static async Task<(ActivityId Activity, long Customer)> BuyerAsync(string code, long id, ApiCall call)
    {
        var activity = (await call.ActivityAsync(code)).Id;
        return await (await call.ReadAsync()).Customers.AnyAsync(c => c.Id == id && c.ActivityId == activity)
            ? (activity, id)
            : throw new BrokenRuleException($"Le client {id} n’est pas un client de « {code} ». Vérifiez son numéro.");
    }
}
