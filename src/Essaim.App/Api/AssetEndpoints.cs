using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Acts;
using Essaim.App.Data.Ledger.Assets;
using Essaim.App.Identity;
using Essaim.Domain.Ledger;
using Essaim.Domain.Ledger.Assets;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

/// <summary>
/// Puts in the register what a line of a purchase bought (<c>line</c>, as <c>/assets/waiting</c> names it: its account,
/// value and activity are the line's), or takes over what other books had bought. Months of zero: not written off.
/// </summary>
public sealed record NewAssetRequest(string Label, DateOnly InService, int Months, string? Line = null,
    string? Activity = null, string? Account = null, decimal? Value = null, decimal Residual = 0, int Articles = 1,
    string? TakenThrough = null, decimal Taken = 0);

/// <summary>
/// How an asset leaves: <c>scrapped</c>, <c>sold</c>, <c>stolen</c>, <c>returned</c>; a sale may name its invoice.
/// </summary>
public sealed record NewDisposalRequest(
    string Kind, DateOnly LeftOn, string Reason, string? Invoice = null, decimal? Price = null);

/// <summary>A line of a purchase that waits to be put in service.</summary>
public sealed record WaitingLineAnswer(string Line, DateOnly Date, string Label, string Account, string Activity,
    decimal Value, long PurchaseId);

/// <summary>
/// An asset of the register; <c>state</c> is <c>inUse</c>, <c>withdrawn</c>, or how it left. The amounts are those of
/// its purchase and, once it left, of its last day.
/// </summary>
public sealed record AssetAnswer(long Id, string Activity, string Label, string Account, DateOnly InService, int Months,
    decimal Value, decimal Residual, decimal WrittenOff, decimal Net, string State, DateOnly? LeftOn)
{
    internal static AssetAnswer Of(RegisteredAsset a, string activity) => new(a.Asset.Id, activity, a.Asset.Label,
        a.Asset.Account.Digits, a.Asset.InService, a.Asset.Months, a.Asset.Value.ToDecimal(),
        a.Asset.Residual.ToDecimal(), (a.Disposal?.Accumulated ?? a.Accumulated).ToDecimal(),
        (a.Disposal?.Net ?? a.Net).ToDecimal(), a.Asset.WithdrawnOn is not null ? "withdrawn"
            : a.Disposal is null ? "inUse" : a.Disposal.Kind.ToString().ToLowerInvariant(), a.Disposal?.LeftOn);
}

/// <summary>What was put in the register: one asset, or as many as there were articles.</summary>
public sealed record EnteredAssetsAnswer(IReadOnlyList<AssetAnswer> Assets);

/// <summary>A month of a plan: what it writes off, all until then, and whether it is in the books.</summary>
public sealed record PlannedMonthAnswer(string Month, decimal Amount, decimal Accumulated, bool Posted);

/// <summary>An asset with its plan, month by month.</summary>
public sealed record AssetPlanAnswer(AssetAnswer Asset, IReadOnlyList<PlannedMonthAnswer> Plan);

/// <summary>The register of fixed assets; months are posted by themselves.</summary>
internal static class AssetEndpoints
{
    private const string NotThere = "Ce bien n’est pas au registre.";

    public static void Map(RouteGroupBuilder api)
    {
        var assets = api.MapGroup("/assets").WithTags("Comptabilité");
        assets.MapGet("", ListAsync).Needs(SaleEndpoints.Seeing).WithName("listAssets")
            .WithSummary("Les immobilisations, de toutes les activités que ce jeton peut voir ou d’une seule");
        assets.MapGet("/waiting", WaitingAsync).Needs(Capability.KeepBooks).WithName("listWaitingAssets")
            .WithSummary("Les achats aux comptes 20 et 21 qui attendent d’être mis en service");
        assets.MapGet("/{id:long}", ReadAsync).Needs(SaleEndpoints.Seeing).WithName("readAsset")
            .WithSummary("Une immobilisation et son plan, mois par mois");
        assets.MapPost("", EnterAsync).Needs(Capability.KeepBooks).WithName("enterAsset")
            .WithSummary("Mettre en service un achat, ou reprendre un bien d’autres livres")
            .Produces<EnteredAssetsAnswer>(StatusCodes.Status201Created);
        assets.MapPost("/{id:long}/disposal", DisposeAsync).Needs(Capability.KeepBooks).WithName("disposeAsset")
            .WithSummary("Sortir une immobilisation\u00a0: rebut, vente déjà facturée, vol, dépôt rendu")
            .Produces<AssetAnswer>(StatusCodes.Status201Created);
    }

    private static async Task<List<AssetAnswer>> ListAsync(string? activity, long? after, int? limit, ApiCall call)
    {
        var db = await call.ReadAsync();
        var one = activity is null ? null : await call.ActivityAsync(activity);
        var owners = await VisibleActivity.Of(db, call.Me).Where(a => one == null || a.Id == one.Id)
            .ToDictionaryAsync(a => a.Id, a => a.Code);
        var ids = owners.Keys.ToList();
        return [.. (await AssetRegister.ReadAsync(db, db.FixedAssets
            .Where(a => a.Id > (after ?? 0) && ids.Contains(a.ActivityId)).OrderBy(a => a.Id)
            .Take(ApiPage.Size(limit)))).Select(a => AssetAnswer.Of(a, owners[a.Asset.ActivityId]))];
    }

    private static async Task<List<WaitingLineAnswer>> WaitingAsync(ApiCall call)
    {
        var db = await call.ReadAsync();
        var codes = await db.Activities.ToDictionaryAsync(a => a.Id, a => a.Code);
        return [.. (await AssetRegister.WaitingAsync(db)).Select(l => new WaitingLineAnswer(l.Key, l.Date, l.Label,
            l.Account.Digits, codes[l.Activity], l.Value.ToDecimal(), l.Purchase))];
    }

    private static async Task<AssetPlanAnswer> ReadAsync(long id, ApiCall call)
    {
        var db = await call.ReadAsync();
        var asset = await AssetRegister.FindAsync(db, id);
        var owner = await call.OwnerAsync(asset?.Asset.ActivityId, NotThere);
        var posted = (await db.AssetCharges.Where(c => c.AssetId == id).Select(c => c.Month).ToListAsync()).ToHashSet();
        return new AssetPlanAnswer(AssetAnswer.Of(asset!, owner.Code), [.. asset!.Plan.Charges().Select(c =>
            new PlannedMonthAnswer(c.Month.ToIso(), c.Amount.ToDecimal(), c.Accumulated.ToDecimal(),
                posted.Contains(c.Month)))]);
    }

    private static async Task<IResult> EnterAsync(NewAssetRequest asked, ApiCall call)
    {
        var line = await LineAsync(asked, await call.ReadAsync());
        var activity = line is null ? (await call.ActivityAsync(asked.Activity ?? "")).Id : line.Activity;
        var terms = new DepreciationTerms(line?.Account ?? new AccountNumber(asked.Account ?? ""),
            line?.Value ?? NewLine.Amount(asked.Value ?? 0), NewLine.Amount(asked.Residual), asked.InService,
            asked.Months, asked.TakenThrough is null ? null
                : new TakenDepreciation(Month.Parse(asked.TakenThrough), NewLine.Amount(asked.Taken)));
        return await call.OnceAsync(asked, async w =>
        {
            var made = await EnterAsset.EnterAsync(w, new NewAsset(activity, asked.Label, terms, line?.Entry,
                line?.Line, asked.Articles), Author.Current.Name);
            var ids = made.Select(a => a.Id).ToList();
            var code = await w.Db.Activities.Where(a => a.Id == activity).Select(a => a.Code).SingleAsync();
            return new EnteredAssetsAnswer((await AssetRegister.ReadAsync(w.Db,
                w.Db.FixedAssets.Where(a => ids.Contains(a.Id)))).ConvertAll(a => AssetAnswer.Of(a, code)));
        });
    }

    private static async Task<IResult> DisposeAsync(long id, NewDisposalRequest asked, ApiCall call)
    {
        var asset = await AssetRegister.FindAsync(await call.ReadAsync(), id);
        var owner = await call.OwnerAsync(asset?.Asset.ActivityId, NotThere);
        if (!Enum.TryParse<DisposalKind>(asked.Kind, ignoreCase: true, out var kind) || int.TryParse(asked.Kind, out _))
            throw new BrokenRuleException($"« {asked.Kind} » n’est pas une sortie. Choisissez\u00a0: scrapped, sold, "
                + "stolen ou returned.");
        return await call.OnceAsync(asked, async w =>
        {
            await DisposeAsset.DisposeAsync(w, call.Law, new NewDisposal(id, kind, asked.LeftOn, asked.Reason,
                asked.Invoice ?? "", asked.Price is { } price ? NewLine.Amount(price) : null), Author.Current.Name);
            return AssetAnswer.Of((await AssetRegister.FindAsync(w.Db, id))!, owner.Code);
        });
    }

    private static async Task<WaitingLine?> LineAsync(NewAssetRequest asked, CoopDb db)
    {
        if (asked.Line is null)
            return null;
        var found = WaitingLine.Read(asked.Line) is var (entry, no)
            ? await AssetRegister.LineAsync(db, entry, no) : null;
        return found ?? throw new BrokenRuleException($"« {asked.Line} » n’est pas une ligne d’achat qui attend. "
            + "Prenez-en une de /assets/waiting.");
    }
}
