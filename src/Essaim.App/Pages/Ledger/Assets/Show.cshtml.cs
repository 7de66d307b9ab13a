using Essaim.App.Data.Activities;
using Essaim.App.Data.Ledger.Assets;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Ledger.Assets;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Ledger.Assets;

/// <summary>A year of a plan, and its months.</summary>
public sealed record PlanYear(int Year, Money Charge, Money Accumulated, IReadOnlyList<PlannedCharge> Months);

/// <summary>
/// One asset: its plan year by year, what is posted of it, and for the accountant the ways to correct the plan forward,
/// to take it out, or to withdraw a mistake.
/// </summary>
public sealed class ShowModel : EssaimPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string Kind { get; set; } = nameof(DisposalKind.Scrapped);

    [BindProperty]
    public string LeftOn { get; set; } = "";

    [BindProperty]
    public string Reason { get; set; } = "";

    [BindProperty]
    public string Invoice { get; set; } = "";

    [BindProperty]
    public string Price { get; set; } = "";

    [BindProperty]
    public string From { get; set; } = "";

    [BindProperty]
    public string MonthsLeft { get; set; } = "";

    [BindProperty]
    public string WhyRevised { get; set; } = "";

    [BindProperty]
    public string WhyWithdrawn { get; set; } = "";

    public RegisteredAsset Asset { get; private set; } = null!;
    public string Activity { get; private set; } = "";
    public IReadOnlyList<PlanYear> Years { get; private set; } = [];
    public IReadOnlyDictionary<Month, AssetCharge> Posted { get; private set; } = new Dictionary<Month, AssetCharge>();
    public IReadOnlyList<AssetRevision> Revisions { get; private set; } = [];
    public AssetSale? Sale { get; private set; }
    public string SaleNumber { get; private set; } = "";

    /// <summary>The purchase that bought it.</summary>
    public long? PurchaseId { get; private set; }
    public bool MayOweVat { get; private set; }

    public bool KeepsBooks => Me.Can(Capability.KeepBooks);
    public bool IsHeld => !AssetAccounts.IsProposed(Asset.Asset.Account);

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (HttpMethods.IsPost(Request.Method) && !KeepsBooks)
            context.Result = Forbid();
        else if (!await FindAsync())
            context.Result = NotFound();
        else
            await next();
    }

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        var on = Read(nameof(LeftOn), () => FrenchText.ParseDate(LeftOn));
        var kind = Enum.TryParse<DisposalKind>(Kind, out var known) ? known : DisposalKind.Scrapped;
        var price = Price.Trim().Length == 0 ? null : Read(nameof(Price), () => (Money?)FrenchText.ParseMoney(Price));
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w => (await DisposeAsset.DisposeAsync(w, Law,
                new NewDisposal(Id, kind, on, Reason, Invoice, price), Me.Name)).AssetId.ToString());
            Tell("Bien sorti du registre.", MayOweVat ? "Vérifiez la TVA\u00a0: il a moins de cinq ans." : "");
            return Redirect("/immobilisations/" + Id);
        });
    }

    public async Task<IActionResult> OnPostReviseAsync()
    {
        var from = Read(nameof(From), () => Month.Parse(From));
        var months = Read(nameof(MonthsLeft), () => AssetWords.ReadMonths(MonthsLeft));
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
            {
                await EnterAsset.ReviseAsync(w, Id, new PlanRevision(from, months), WhyRevised, Me.Name);
                return Id.ToString();
            });
            Tell("Plan corrigé.", $"Ce qui reste se répartit à partir {from.AfterDe()}. Le passé n’a pas changé.");
            return Redirect("/immobilisations/" + Id);
        });
    }

    public Task<IActionResult> OnPostWithdrawAsync() => TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            await EnterAsset.WithdrawAsync(w, Id, WhyWithdrawn);
            return Id.ToString();
        });
        Tell("Bien retiré du registre.", "Ses amortissements sont annulés, écriture par écriture.");
        return Redirect("/immobilisations");
    });

    /// <summary>With what is likely meant, where nothing was typed.</summary>
    protected override async Task LoadAsync()
    {
        await FindAsync();
        if (LeftOn.Length == 0)
            LeftOn = FrenchText.Short(Today);
        if (From.Length == 0)
            From = FrenchText.Short((Asset.Through ?? Month.Of(Today).Add(-1)).Next());
    }

    private async Task<bool> FindAsync()
    {
        var db = await ReadAsync();
        if (await AssetRegister.FindAsync(db, Id) is not { } asset
            || await VisibleActivity.Of(db, Me).SingleOrDefaultAsync(a => a.Id == asset.Asset.ActivityId)
                is not { } owner)
            return false;
        (Asset, Activity) = (asset, owner.TradeName);
        Posted = await db.AssetCharges.Where(c => c.AssetId == Id).ToDictionaryAsync(c => c.Month);
        Revisions = await db.AssetRevisions.Where(r => r.AssetId == Id).OrderBy(r => r.FromMonth).ToListAsync();
        Years = [.. asset.Plan.Charges().GroupBy(c => c.Month.Year).Select(y =>
            new PlanYear(y.Key, y.Sum(c => c.Amount), y.Last().Accumulated, [.. y]))];
        MayOweVat = DisposeAsset.MayOweVat(Law, asset.Asset, asset.Disposal?.LeftOn ?? Today);
        Sale = await db.AssetSales.SingleOrDefaultAsync(s => s.AssetId == Id);
        if (Sale is { } sale)
            SaleNumber = await db.Invoices.Where(i => i.Id == sale.InvoiceId).Select(i => i.Number).SingleAsync();
        if (asset.Asset is { SourceEntryId: { } entry, SourceLineNo: { } line })
            PurchaseId = (await AssetRegister.LineAsync(db, entry, line))?.Purchase;
        return true;
    }
}
