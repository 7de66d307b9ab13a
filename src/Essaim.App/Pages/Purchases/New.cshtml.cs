using System.Globalization;
using Essaim.App.Data.Documents;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Purchases.Mailed;
using Essaim.App.Documents;
using Essaim.App.Identity;
using Essaim.App.Jobs;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases;

/// <summary>Books a supplier's invoice, of a supplier known or new.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
[RequestSizeLimit(ReceiveDocument.LargestRequest)]
[RequestFormLimits(MultipartBodyLengthLimit = ReceiveDocument.LargestRequest)]
public sealed class NewModel(VirusScan scan) : EssaimPage
{
    private const int UsualDays = 30;

    [BindProperty]
    public string SupplierId { get; set; } = "";

    [BindProperty]
    public string SupplierName { get; set; } = "";

    [BindProperty]
    public string SupplierSiren { get; set; } = "";

    [BindProperty]
    public string Number { get; set; } = "";

    [BindProperty]
    public string On { get; set; } = "";

    [BindProperty]
    public string Due { get; set; } = "";

    [BindProperty]
    public List<TypedPurchaseLine> Lines { get; set; } = [];

    [BindProperty(Name = nameof(Tie))]
    public OrderTie Tie { get; set; } = new();

    [BindProperty(Name = nameof(Share))]
    public ShareForm Share { get; set; } = new();

    [BindProperty]
    public IFormFile? Paper { get; set; }

    /// <summary>The order that the form proposed.</summary>
    [BindProperty]
    public string Proposal { get; set; } = "";

    public PurchaseLineFields Fields { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> SupplierOptions { get; private set; } = [];

    /// <summary>The purchase whose supplier and lines to begin with.</summary>
    [BindProperty(SupportsGet = true, Name = "copie")]
    public long? Copied { get; set; }

    /// <summary>The paper of a mail of which the purchase is made.</summary>
    [BindProperty]
    public long? Mailed { get; set; }

    [BindProperty(SupportsGet = true, Name = "courriel")]
    public long? FromMail { get; set; }

    public MailedPaper? Mail { get; private set; }

    /// <summary>The order whose supplier and lines to begin with.</summary>
    [BindProperty(SupportsGet = true, Name = "commande")]
    public long? Ordered { get; set; }

    public async Task OnGetAsync()
    {
        Tie.OrderId = Ordered?.ToString(CultureInfo.InvariantCulture) ?? "";
        Mailed = FromMail;
        await LoadAsync();
        if (Mail is not null)
            await BeginWithMailAsync();
        if (Tie.Order is { } order)
        {
            (SupplierId, On) = (order.SupplierId.ToString(CultureInfo.InvariantCulture), FrenchText.Short(Today));
            Lines = [.. Tie.Rest.Where(r => !r.Net.IsZero)
                .Select(r => TypedPurchaseLine.Of(r, Fields.CodeOf(r.Ordered.Activity)))];
            Fields = Fields with { Lines = Lines };
            return;
        }
        var copied = await (await ReadAsync()).Purchases.SingleOrDefaultAsync(p => p.Id == Copied);
        if (copied is null)
            return;
        (SupplierId, On) = (copied.SupplierId.ToString(), FrenchText.Short(Today));
        Lines = [.. copied.Content.Select(l => TypedPurchaseLine.Of(l, Fields.CodeOf(l.Activity)))];
        Fields = Fields with { Lines = Lines };
    }

    public async Task<IActionResult> OnPostAsync(string act)
    {
        if (act is "more" or "detach" or "order")
            return await AgainAsync(act);
        var on = Read(nameof(On), () => FrenchText.ParseDate(On));
        var due = Due.Trim().Length == 0 ? on.AddDays(UsualDays) : Read(nameof(Due), () => FrenchText.ParseDate(Due));
        var siren = SupplierSiren.Trim().Length == 0
            ? (Siren?)null : Read(nameof(SupplierSiren), () => new Siren(SupplierSiren));
        return await TryAsync(() => BookAsync(on, due, siren, mayBeOrdered: act != "alone"));
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        SupplierOptions = await PurchaseLineFields.SuppliersAsync(db);
        if (Lines.Count == 0)
            AddLines();
        await Tie.LoadAsync(db);
        await Share.LoadAsync(db);
        Mail = await db.MailedPapers.SingleOrDefaultAsync(p => p.Id == Mailed && p.PurchaseId == null);
        Fields = await PurchaseLineFields.OfAsync(db, Lines) with { Ordered = Tie.Order is null ? null : Tie.Rest };
    }

    /// <summary>Who wrote, and for which activity, as far as the mail says.</summary>
    private async Task BeginWithMailAsync()
    {
        var db = await ReadAsync();
        var message = await db.MailedMessages.Where(m => m.Id == Mail!.MessageId)
            .Select(m => new { m.SupplierId, m.ActivityId }).SingleAsync();
        SupplierId = message.SupplierId?.ToString(CultureInfo.InvariantCulture) ?? "";
        if (message.ActivityId is { } activity)
            foreach (var line in Lines)
                line.Activity = Fields.CodeOf(activity);
    }

    /// <summary>The form once more, with what one of its lesser buttons asked for.</summary>
    private async Task<IActionResult> AgainAsync(string act)
    {
        if (act == "more")
            AddLines();
        Tie.OrderId = act switch { "order" => Proposal, "detach" => "", _ => Tie.OrderId };
        if (act == "detach")
            foreach (var line in Lines)
                line.OrderLine = "";
        ModelState.Clear();
        await LoadAsync();
        if (act == "order")
            Tie.Match(Lines, l => Fields.CodeOf(l.Activity));
        return Page();
    }

    private async Task<IActionResult> BookAsync(DateOnly on, DateOnly due, Siren? siren, bool mayBeOrdered)
    {
        var db = await ReadAsync();
        var lines = await TypedPurchaseLine.ReadAsync(db, Lines);
        var match = await Tie.ReadAsync(db, Lines, lines);
        var share = Share.Read(on);
        if (mayBeOrdered && await Tie.ProposeAsync(db, long.TryParse(SupplierId, out var of) ? of : null,
            lines.Sum(l => l.Net), [.. lines.Select(l => l.Description)]))
        {
            await LoadAsync();
            return Page();
        }
        var made = await WriteOnceAsync(async w =>
        {
            var known = long.TryParse(SupplierId, out var id) ? id : 0;
            var supplier = await w.Db.Suppliers.SingleOrDefaultAsync(s => s.Id == known)
                ?? new Supplier { Name = SupplierName.Trim(), Siren = siren };
            var booked = await BookPurchase.BookAsync(w, supplier, Number.Trim(), on, due, lines,
                ties: new PurchaseTies(Me.Name, match, share));
            if (Mailed is { } mailed)
                await TakeMailed.AttachAsync(w, mailed, booked, new Asker(Me.Name, Me.UserId));
            return booked.Id.ToString();
        });
        Tell($"Facture {Number.Trim()} enregistrée.", "Elle est à payer.", "Voir ce qui est à payer",
            "/achats/a-payer");
        if (Paper is { Length: > 0 } paper)
            await KeepAsync(paper, long.Parse(made, CultureInfo.InvariantCulture));
        return Redirect("/achats/" + made);
    }

    /// <summary>After the purchase, which stays whatever becomes of its paper.</summary>
    private async Task KeepAsync(IFormFile paper, long purchase)
    {
        try
        {
            await using var content = paper.OpenReadStream();
            var owner = (await DocumentOwner.FindAsync(await ReadAsync(), Purchase.DocumentKind, purchase))!;
            await ReceiveDocument.TakeAsync(await Installation.StoreAsync(Me.CoopId), scan, owner,
                new Asker(Me.Name, Me.UserId), paper.FileName, content, paper.Length, null, HttpContext.RequestAborted);
        }
        catch (BrokenRuleException rule)
        {
            Tell($"Facture {Number.Trim()} enregistrée, sans sa preuve.", rule.Message);
        }
    }

    private void AddLines()
    {
        for (var i = 0; i < TypedPurchaseLine.More; i++)
            Lines.Add(new TypedPurchaseLine { Activity = Lines.LastOrDefault()?.Activity ?? Activity.StructureCode });
    }
}
