using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Data.Drafts;
using Essaim.App.Data.Sales;
using Essaim.App.Identity;
using Essaim.Domain.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

/// <summary>
/// A deleted draft, for thirty days: <c>sale-draft</c>, <c>quote</c>, <c>claim</c> or <c>entry</c>, and the number that
/// it has again once it is back.
/// </summary>
public sealed record DiscardedAnswer(long Id, string Kind, long DraftId, string Title, string DiscardedAt,
    bool Restored)
{
    public static DiscardedAnswer Of(Discarded d) =>
        new(d.Id, d.Kind, d.RowId, d.Title, d.DiscardedAt, d.RestoredAt is not null);
}

/// <summary>Deletes drafts and brings them back; what is numbered or posted is taken back otherwise.</summary>
internal static class BinEndpoints
{
    private const string Missing = "Ce brouillon n’existe pas, ou n’en est plus un. Vérifiez son numéro.";
    private const string NotInBin = "Il n’y a rien à ce numéro dans la corbeille. Regardez sa liste.";

    public static void Map(RouteGroupBuilder api)
    {
        var bin = api.MapGroup("").WithTags("Corbeille");
        Capability[] any = [.. SaleEndpoints.Selling, Capability.KeepBooks];
        bin.MapGet("/bin", ListAsync).Needs(any).WithName("listBin")
            .WithSummary("Les brouillons supprimés depuis moins de trente jours");
        bin.MapPost("/bin/{id:long}/restore", RestoreAsync).Needs(any).WithName("restoreDraft")
            .WithSummary("Reprendre un brouillon supprimé").Produces<DiscardedAnswer>(StatusCodes.Status201Created);
        bin.MapPost("/drafts/{id:long}/discard", DiscardDraftAsync).Needs(SaleEndpoints.Selling)
            .WithName("discardDraft").WithSummary("Supprimer un brouillon de facture")
            .Produces<DiscardedAnswer>(StatusCodes.Status201Created);
        bin.MapPost("/quotes/{id:long}/discard", DiscardQuoteAsync).Needs(SaleEndpoints.Selling)
            .WithName("discardQuote").WithSummary("Supprimer un devis qui n’est pas envoyé")
            .Produces<DiscardedAnswer>(StatusCodes.Status201Created);
        bin.MapPost("/expense-claims/{id:long}/discard", DiscardClaimAsync).Needs(SaleEndpoints.Selling)
            .WithName("discardExpenseClaim").WithSummary("Supprimer une note de frais qui n’est pas envoyée")
            .Produces<DiscardedAnswer>(StatusCodes.Status201Created);
    }

    private static async Task<List<DiscardedAnswer>> ListAsync(long? after, int? limit, TimeProvider time,
        ApiCall call) => [.. (await VisibleBin.WaitingOf(await call.ReadAsync(), call.Me, time.GetUtcNow().UtcDateTime)
            .Where(d => d.Id > (after ?? 0)).OrderBy(d => d.Id).Take(ApiPage.Size(limit)).ToListAsync())
            .Select(DiscardedAnswer.Of)];

    private static async Task<IResult> RestoreAsync(long id, ApiCall call)
    {
        if (!await VisibleBin.Of(await call.ReadAsync(), call.Me).AnyAsync(d => d.Id == id))
            throw new NotFoundException(NotInBin);
        return await call.OnceAsync("", async w => DiscardedAnswer.Of(await DraftBin.RestoreAsync(w, id)));
    }

    private static async Task<IResult> DiscardDraftAsync(long id, ApiCall call) => await DiscardAsync(
        (await call.ReadAsync()).SaleDrafts.Where(d => d.Id == id).Select(d => d.ActivityId), DraftBin.OfSaleDraft,
        id, call, DraftBin.DiscardSaleAsync);

    private static async Task<IResult> DiscardQuoteAsync(long id, ApiCall call) => await DiscardAsync(
        (await call.ReadAsync()).Quotes.Where(q => q.Id == id).Select(q => q.ActivityId), DraftBin.OfQuote, id, call,
        DraftBin.DiscardQuoteAsync);

    private static async Task<IResult> DiscardClaimAsync(long id, ApiCall call) => await DiscardAsync(
        (await call.ReadAsync()).ExpenseClaims.Where(c => c.Id == id).Select(c => c.ActivityId), DraftBin.OfClaim, id,
        call, DraftBin.DiscardClaimAsync);

    private static async Task<IResult> DiscardAsync(IQueryable<ActivityId> owner, string kind, long id, ApiCall call,
        Func<WriteSession, long, Task<Discarded>> discard)
    {
        // What this key took away before lies in the bin now: its owner is read there.
        if (!await owner.AnyAsync())
            owner = (await call.ReadAsync()).Discarded.Where(d => d.Kind == kind && d.RowId == id)
                .OrderByDescending(d => d.Id).Select(d => d.ActivityId);
        ActivityId? activity = await owner.Take(1).ToListAsync() is [var found] ? found : null;
        await call.OwnerAsync(activity, Missing);
        return await call.OnceAsync("", async w => DiscardedAnswer.Of(await discard(w, id)));
    }
}
