using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

/// <summary>A sale from one activity to another, by their codes.</summary>
public sealed record NewInternalSale(string Seller, string Buyer, string Description, decimal Amount, DateOnly Date);

/// <summary>A sale between activities as booked.</summary>
public sealed record InternalSaleAnswer(long Id, string Seller, string Buyer, string Description, decimal Amount,
    DateOnly Date);

/// <summary>Money lent, or paid back when negative; what a month end lent is ratified.</summary>
public sealed record AdvanceAnswer(long Id, string Activity, string Month, decimal Amount, DateOnly? RatifiedOn);

/// <summary>The board's decision on advances, and its day.</summary>
public sealed record NewRatification(IReadOnlyList<long> Advances, DateOnly Date);

/// <summary>What becomes of something that takes two people: <c>asked</c> waits for one.</summary>
public sealed record AskedAnswer(string State);

/// <summary>Money between the activities of the co-op: what they sell each other, what they are lent.</summary>
internal static class InternalSaleEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var between = api.MapGroup("").WithTags("Comptabilité");
        between.MapGet("/internal-sales", ListAsync).Needs(Capability.KeepBooks).WithName("listInternalSales")
            .WithSummary("Les ventes d’une activité à une autre");
        between.MapPost("/internal-sales", SellAsync).Needs(Capability.KeepBooks).WithName("bookInternalSale")
            .WithSummary("Noter une vente d’une activité à une autre")
            .Produces<InternalSaleAnswer>(StatusCodes.Status201Created);
        between.MapGet("/advances", AdvancesAsync).Needs(Capability.CloseMonth).WithName("listAdvances")
            .WithSummary("Les mouvements d’avances : prêté, ou rendu");
        between.MapPost("/advances/ratifications", RatifyAsync).Needs(Capability.CloseMonth)
            .WithName("askRatification")
            .WithSummary("Demander de noter la ratification d’avances : une autre personne l’accorde sur la page")
            .Produces<AskedAnswer>(StatusCodes.Status201Created);
    }

    private static async Task<List<InternalSaleAnswer>> ListAsync(long? after, int? limit, ApiCall call)
    {
        var db = await call.ReadAsync();
        var codes = await db.Activities.ToDictionaryAsync(a => a.Id, a => a.Code);
        return [.. (await db.InternalSales.Where(s => s.Id > (after ?? 0)).OrderBy(s => s.Id)
            .Take(ApiPage.Size(limit)).ToListAsync()).Select(s => Of(s, codes[s.SellerId], codes[s.BuyerId]))];
    }

    private static async Task<IResult> SellAsync(NewInternalSale asked, ApiCall call)
    {
        var seller = await call.ActivityAsync(asked.Seller);
        var buyer = await call.ActivityAsync(asked.Buyer);
        return await call.OnceAsync(asked, async w => Of(await SellInternally.SellAsync(w, seller.Id, buyer.Id,
            NewLine.Amount(asked.Amount), asked.Date, asked.Description.Trim()), seller.Code, buyer.Code));
    }

    private static async Task<List<AdvanceAnswer>> AdvancesAsync(long? after, int? limit, ApiCall call)
    {
        var db = await call.ReadAsync();
        var codes = await db.Activities.ToDictionaryAsync(a => a.Id, a => a.Code);
        return [.. (await db.CashAdvances.Where(a => a.Id > (after ?? 0)).OrderBy(a => a.Id)
            .Take(ApiPage.Size(limit)).ToListAsync()).Select(a => new AdvanceAnswer(a.Id, codes[a.ActivityId],
                a.Month.ToIso(), a.Amount.ToDecimal(), a.RatifiedOn))];
    }

    private static Task<IResult> RatifyAsync(NewRatification asked, ApiCall call) => call.OnceAsync(asked, async w =>
    {
        await ApiCall.RefuseUnlessAskedAsync(w);
        await RatifyAdvances.AskAsync(w, asked.Advances, asked.Date, call.Today);
        return new AskedAnswer("asked");
    });

    private static InternalSaleAnswer Of(InternalSaleRow s, string seller, string buyer) => new(s.Id, seller, buyer,
        s.Description, s.Amount.ToDecimal(), s.Date);
}
