using Essaim.App.Data;
using Essaim.App.Data.Sales;
using Essaim.App.Data.Sales.Sending;
using Essaim.App.Web;
using Essaim.Domain.Sales;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Sent;

/// <summary>The way of one document through the platform, as its page tells it.</summary>
/// <param name="Sent">Null when it does not go through the platform, or not yet.</param>
/// <param name="MayQueue">It could leave by hand, before the co-op has to.</param>
/// <param name="MayRedo">It is void and not cancelled yet.</param>
public sealed record SendingStory(
    long InvoiceId, SentInvoice? Sent, IReadOnlyList<SentStatus> Steps, bool MayQueue, bool MayRedo, bool Late)
{
    public static async Task<SendingStory> ReadAsync(CoopDb db, InvoiceStory story, DateOnly today)
    {
        var invoice = story.Invoice;
        var sent = await db.SentInvoices.AsNoTracking().SingleOrDefaultAsync(s => s.InvoiceId == invoice.Id);
        var steps = sent is null ? [] : await db.SentStatuses.AsNoTracking().Where(s => s.InvoiceId == invoice.Id)
            .OrderBy(s => s.Id).ToListAsync();
        return new SendingStory(invoice.Id, sent, steps,
            sent is null && SaleRoutes.Of(invoice.Content) == SaleRoute.Platform,
            sent is { IsVoid: true } && invoice.Kind != SaleDocumentKind.CreditNote && story.Credits.Count == 0,
            sent is { State: SendingState.Waiting } && invoice.Date < today);
    }

    /// <summary>When it was said where the message tells it, else when it came.</summary>
    public static string When(SentStatus step) => step.SaidAt is { Length: 14 } said
        ? $"{said[6..8]}/{said[4..6]}/{said[..4]} à {said[8..10]}\u00a0h\u00a0{said[10..12]}"
        : CivilDay.MomentOf(step.MadeAt);
}
