using Essaim.App.Data.Activities;
using Essaim.App.Data.Sales;
using Essaim.App.Data.Sales.Kinds;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Drafts;

/// <summary>Says what issuing will do, then does it: once, however often the button is pressed.</summary>
public sealed class CheckModel : ActivityPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    /// <summary>The amount that the button repeated, so that nothing else than what was read is issued.</summary>
    [BindProperty]
    public string Shown { get; set; } = "";

    /// <summary>How the customer has paid already; empty when they have not.</summary>
    [BindProperty]
    public string PaidBy { get; set; } = "";

    public IEnumerable<SelectListItem> PaidOptions { get; } =
    [
        new("Pas encore", ""), new("En espèces", "espèces"), new("Par carte", "carte"), new("Par chèque", "chèque"),
        new("Par virement", "virement"),
    ];

    public bool MayBePaid => IssueDraft.MayBePaid(Order);
    public SaleDraft Draft { get; private set; } = null!;
    public IssueInvoice.Order Order { get; private set; } = null!;
    public SaleTotals Totals { get; private set; } = null!;
    public Money Asked { get; private set; }
    public Money Contribution { get; private set; }
    public ContributionRule? Rule { get; private set; }
    public string? LastNumber { get; private set; }
    public bool VatOnReceipt { get; private set; }

    /// <summary>What the e-invoice lacks, the reasons that stop it first.</summary>
    public IReadOnlyList<EInvoiceLack> Lacks { get; private set; } = [];

    /// <summary>What the kind of its job lacks, and whether the contract allows an invoice today.</summary>
    public IReadOnlyList<EngagementLack> KindLacks { get; private set; } = [];

    public MayInvoice? Right { get; private set; }
    public bool IsRatified { get; private set; }

    public EInvoiceDuty Duty { get; private set; } = null!;

    public Money DepositsNet => (Order.Deposits ?? []).Sum(d => d.Net);
    public Money DepositsTotal => (Order.Deposits ?? []).Sum(d => d.Net + d.Vat);
    public bool IsCredit => Draft.Kind == SaleDocumentKind.CreditNote;
    public string Word => Draft.Kind switch
    {
        SaleDocumentKind.CreditNote => "l’avoir",
        SaleDocumentKind.DepositInvoice => "la facture d’acompte",
        SaleDocumentKind.ProgressInvoice => "la facture d’avancement",
        _ => "la facture",
    };

    protected override async Task<Activity?> FindAsync()
    {
        if (await (await ReadAsync()).SaleDrafts.SingleOrDefaultAsync(d => d.Id == Id) is { } draft)
        {
            Draft = draft;
            return await OwnerAsync(draft.ActivityId);
        }
        // Issued already: the second sending of the same form must find the same answer, and who comes back by the
        // browser's button must read what became of it.
        return await ActivityAsync(Code);
    }

    public Task OnGetAsync()
    {
        if (Draft is null)
            Response.StatusCode = StatusCodes.Status404NotFound;
        return LoadAsync();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var shown = new Money(Read(nameof(Shown), () => long.TryParse(Shown, out var cents) ? cents
            : throw new BrokenRuleException("Le montant manque. Rechargez la page.")));
        return await TryAsync(async () =>
        {
            var id = long.Parse(await WriteOnceAsync(async w =>
                (await IssueDraft.IssueAsync(w, Id, shown, Law, Today,
                    PaidOptions.Any(o => o.Value == PaidBy && PaidBy.Length > 0) ? PaidBy : null)).Id.ToString()));
            var invoice = await (await ReadAsync()).Invoices.SingleAsync(i => i.Id == id);
            await KeepIssuedFile.KeepAsync(await Installation.StoreAsync(Me.CoopId), invoice);
            var word = invoice.Kind == SaleDocumentKind.CreditNote ? "Avoir" : "Facture";
            Tell($"{word} {invoice.Number} {(word == "Avoir" ? "émis" : "émise")}.",
                "Votre compte est à jour. Téléchargez le PDF et envoyez-le au client.");
            return Redirect($"/ventes/factures/{id}");
        });
    }

    protected override async Task LoadAsync()
    {
        if (Draft is null)
            return;
        var db = await ReadAsync();
        Order = await IssueDraft.OrderAsync(db, Draft, Today);
        Totals = new SaleTotals(Draft.Content.Lines, Draft.Content.Discount);
        Asked = IssueDraft.Asked(Order);
        var rules = await Rules.ReadAsync(db, Activity.Id);
        Rule = rules.Any && !Activity.Id.IsStructure ? rules.Of(Activity.Id, Today) : null;
        Contribution = Rule?.AtOnce(Totals.Net - DepositsNet) ?? Money.Zero;
        LastNumber = await db.Invoices.Where(i => IsCredit == (i.Kind == SaleDocumentKind.CreditNote))
            .OrderByDescending(i => i.Id).Select(i => i.Number).FirstOrDefaultAsync();
        var seller = await SellerData.ReadAsync(db, Activity.Id, Law, Today);
        Duty = await SendingDuty.ReadAsync(db, Law, Today);
        KindLacks = Order.Facts is { } facts ? EngagementCheck.Of(facts, Law) : [];
        Right = await InvoicingRight.OfAsync(db, Activity.Id, Today);
        IsRatified = !Right.IsAllowed && await InvoicingRight.RatifiedAsync(db, Activity.Id, Today) is not null;
        Lacks = await IssueDraft.LacksAsync(db, Order, seller,
            await seller.SendsAsync(await db.OpenAsync(), db.Transaction, Today));
        VatOnReceipt = Draft.Kind == SaleDocumentKind.DepositInvoice
            || (!(await db.Cooperatives.SingleAsync()).VatOnDebits
                && Draft.Content.Lines.Any(l => l.Kind == SupplyKind.Services));
    }
}
