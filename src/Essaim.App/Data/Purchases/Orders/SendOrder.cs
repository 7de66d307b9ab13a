using Essaim.App.Data.Sales;
using Essaim.App.Mail;
using Essaim.Domain.Law;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases.Orders;

/// <summary>
/// Numbers, approves, sends and ends purchase orders. Numbers are one gapless series a year: BC-2026-0001.
/// </summary>
public static class SendOrder
{
    public const string Letters = "BC";

    public static string NumberOf(int year, long place) => $"{Letters}-{year}-{place:0000}";

    /// <summary>
    /// Numbers a draft and, where nobody else has to approve it, sends it. Who may approve approves by sending.
    /// </summary>
    /// <param name="approver">The one who asks, when they may approve; null otherwise.</param>
    public static async Task<PurchaseOrder> AskAsync(
        WriteSession w, long id, int version, string? approver, LawBook law, bool byMail)
    {
        var order = await KeepOrder.FindAsync(w, id);
        if (order.Version != version)
            throw new BrokenRuleException("Cette commande a changé. Relisez-la avant de l’envoyer.");
        order.Content.Check();
        var day = w.Today;
        var number = NumberOf(day.Year, await w.Ledger.NextNumberAsync($"{Letters}{day.Year}"));
        order.Ask(number, day, await OrderCeilings.OnAsync(w.Db, day), approver);
        if (order.Status == OrderStatus.Approved)
            await SendAsync(w, order, law, byMail);
        return order;
    }

    /// <summary>Approves what waits, and sends it.</summary>
    public static async Task<PurchaseOrder> ApproveAsync(WriteSession w, long id, string by, LawBook law, bool byMail)
    {
        var order = await KeepOrder.FindAsync(w, id);
        order.Approve(by);
        await SendAsync(w, order, law, byMail);
        return order;
    }

    /// <summary>The same mail once more; the order stays as it is.</summary>
    public static async Task<EmailAddress> MailAsync(WriteSession w, long id, LawBook law)
    {
        var order = await KeepOrder.FindAsync(w, id);
        if (!order.IsOpen)
            throw new BrokenRuleException("Seule une commande envoyée et en cours s’envoie de nouveau.");
        return await WriteAsync(w, order, law);
    }

    public static async Task<PurchaseOrder> CancelAsync(WriteSession w, long id, string reason)
    {
        var order = await KeepOrder.FindAsync(w, id);
        order.Cancel(reason, await w.Db.OrderInvoices.AnyAsync(i => i.OrderId == id && i.UndoneAt == null));
        return order;
    }

    public static async Task<PurchaseOrder> CloseAsync(WriteSession w, long id, string reason)
    {
        var order = await KeepOrder.FindAsync(w, id);
        order.Close(reason);
        return order;
    }

    private static async Task SendAsync(WriteSession w, PurchaseOrder order, LawBook law, bool byMail)
    {
        order.Send(w.Today);
        if (byMail)
            await WriteAsync(w, order, law);
    }

    private static async Task<EmailAddress> WriteAsync(WriteSession w, PurchaseOrder order, LawBook law)
    {
        var supplier = await w.Db.Suppliers.AsNoTracking().SingleAsync(s => s.Id == order.SupplierId);
        if (supplier.Email is not { } address)
            throw new BrokenRuleException($"L’adresse de courriel de {supplier.Name} manque. Ajoutez-la, ou envoyez la "
                + "commande vous-même avec son PDF.");
        await w.SaveAsync();
        var page = await OrderPaper.PageOfAsync(w.Db, order, law);
        var coop = await w.Db.Cooperatives.AsNoTracking().SingleAsync();
        var letter = (await MailTemplate.ReadAsync(w.Db, MailPurpose.Order)).Write(address, supplier.Name, new()
        {
            ["fournisseur"] = supplier.Name, ["numéro"] = order.Number!, ["montant"] = order.Total.ToString(),
            ["livraison"] = order.Content.DeliverOn is { } on ? "le " + FrenchText.Long(on) : "dès que possible",
            ["enseigne"] = page.Content.TradeName, ["coopérative"] = coop.Name,
        });
        await Outbox.PutAsync(w, letter with
        {
            ReplyTo = await AnswersAsync(w, order, coop),
            Enclosed = new Enclosure($"{order.Number}.pdf", Essaim.App.Documents.SalePdf.Draw(page)),
        });
        return address;
    }

    /// <summary>The supplier answers the person whose activity orders, or the co-op.</summary>
    private static async Task<EmailAddress?> AnswersAsync(WriteSession w, PurchaseOrder order, Cooperative coop)
    {
        var person = (await w.Db.Activities.AsNoTracking().SingleAsync(a => a.Id == order.ActivityId)).PersonId;
        var own = person is null ? null
            : (await w.Db.People.AsNoTracking().SingleOrDefaultAsync(p => p.Id == person))?.Email;
        return own ?? (coop.Email.Length > 0 ? new EmailAddress(coop.Email) : null);
    }
}
