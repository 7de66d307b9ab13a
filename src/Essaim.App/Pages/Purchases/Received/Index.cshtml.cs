using Essaim.App.Data.Documents;
using Essaim.App.Data.Purchases;
using Essaim.App.Documents;
using Essaim.App.Identity;
using Essaim.App.Jobs;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;
using Sheet = Essaim.App.Web.Sheet;

namespace Essaim.App.Pages.Purchases.Received;

/// <summary>A file that was not taken: its name, why, and where the invoice is already.</summary>
public sealed record RefusedFile(string Name, string Sentence, string? Address);

/// <summary>The inbox of e-invoices: what came, what is to do of it, and the place where more is handed in.</summary>
[RequestSizeLimit(ReceiveDocument.LargestRequest)]
[RequestFormLimits(MultipartBodyLengthLimit = ReceiveDocument.LargestRequest)]
public sealed class IndexModel(VirusScan scan) : ListPage
{
    private const int ShownUnread = 5;
    private const int DaysUnread = 30;

    private Dictionary<ActivityId, string> _activities = [];

    [BindProperty]
    public List<IFormFile> Files { get; set; } = [];

    [BindProperty(SupportsGet = true, Name = "etat")]
    public string State { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "fournisseur")]
    public string Supplier { get; set; } = "";

    public IReadOnlyList<ReceivedInvoiceRow> Rows { get; private set; } = [];
    public List<RefusedFile> Refused { get; } = [];

    /// <summary>How many of the files that were sent together are in the inbox.</summary>
    public int Taken { get; private set; }

    public IReadOnlyList<UnreadDelivery> Unread { get; private set; } = [];
    public IReadOnlyList<SelectListItem> SupplierOptions { get; private set; } = [];
    public IReadOnlyList<SelectListItem> StateOptions { get; } =
        [.. ReceivedWords.States.Select(s => new SelectListItem(s.Label, s.Word))];

    public bool MayTake => Me.Can(Capability.KeepBooks);

    public string Lede => MayTake ? "Chaque facture reçue attend ici d’être comptabilisée, contestée ou refusée."
        : "Les factures de fournisseurs reçues pour votre activité. La comptabilité s’en charge.";

    public string ActivityOf(ReceivedInvoiceRow row) =>
        row.ActivityId is { } id ? _activities.GetValueOrDefault(id, "") : "";

    public DateOnly DayOf(ReceivedInvoiceRow row) =>
        DateOnly.FromDateTime(CivilDay.Local(DateTimeOffset.Parse(row.MadeAt,
            System.Globalization.CultureInfo.InvariantCulture)));

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!VisibleReceived.MayLook(Me) || (HttpMethods.IsPost(Request.Method) && !MayTake))
            context.Result = Forbid();
        else
            await next();
    }

    /// <summary>Each file on its own: one that is refused holds up no other.</summary>
    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        if (Files.Where(f => f.Length > 0).ToList() is not { Count: > 0 } files)
            throw new BrokenRuleException("Choisissez la facture, telle que le fournisseur l’a envoyée.");
        var taken = new List<TakenInvoice>();
        foreach (var file in files)
            if (await TakeAsync(file) is { } one)
                taken.Add(one);
        Taken = taken.Count(t => t.Arrival != Arrival.OtherFile);
        if (Refused.Count > 0)
            return await RefusedAsync();
        Tell(taken is [var only] ? only.Sentence : $"{taken.Count(t => t.Arrival == Arrival.New)} factures reçues.",
            taken is [{ Arrival: Arrival.New }] ? "Vérifiez-la, puis comptabilisez-la." : "");
        return Redirect(taken is [var first] ? $"/achats/recues/{first.Row.Id}" : "/achats/recues");
    }, nameof(Files));

    protected override Sheet Sheet() => new("factures-recues",
        ["Reçue le", "Vendeur", "Numéro", "Date", "Échéance", "Activité", "HT", "TVA", "TTC", "Devise", "État"],
        Rows.Select(r => new object?[]
        {
            DayOf(r), r.Seller, r.Number, r.Date, r.Due, ActivityOf(r), r.Net, r.Vat, r.Total, r.Currency,
            ReceivedWords.StateOf(r).Label,
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var words = List.Words.ToLowerInvariant();
        var supplier = long.TryParse(Supplier, out var id) ? id : 0;
        var found = ReceivedWords.In(VisibleReceived.Of(db, Me), State).Where(r =>
            (supplier == 0 || r.SupplierId == supplier)
            && (words == "" || r.Number.ToLower().Contains(words) || r.Seller.ToLower().Contains(words)));
        Rows = await List.OfAsync(found.OrderByDescending(r => r.Id));
        _activities = (await db.Activities.ToListAsync()).ToDictionary(a => a.Id, a => a.TradeName);
        if (!MayTake)
            return;
        SupplierOptions = [new("Tous", ""), .. (await db.Suppliers.Where(s => db.ReceivedInvoices
            .Any(r => r.SupplierId == s.Id)).OrderBy(s => s.Name).ToListAsync())
            .Select(s => new SelectListItem(s.Name, s.Id.ToString()))];
        var since = EntryChain.Instant(Time.GetUtcNow().UtcDateTime.AddDays(-DaysUnread));
        Unread = await db.UnreadDeliveries.Where(u => string.Compare(u.MadeAt, since) > 0)
            .OrderByDescending(u => u.Id).Take(ShownUnread).ToListAsync();
    }

    private async Task<TakenInvoice?> TakeAsync(IFormFile file)
    {
        var name = Path.GetFileName(file.FileName);
        try
        {
            var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, HttpContext.RequestAborted);
            var read = await ReceivedFile.ReadAsync(scan, name, bytes.ToArray(), HttpContext.RequestAborted);
            var taken = await (await Installation.StoreAsync(Me.CoopId)).WriteAsync(w => TakeReceivedInvoice.TakeAsync(
                w, read, InvoiceOrigin.Page, new Asker(Me.Name, Me.UserId)));
            if (taken.Arrival == Arrival.OtherFile)
                Refused.Add(new RefusedFile(name, taken.Sentence, $"/achats/recues/{taken.Row.Id}"));
            return taken;
        }
        catch (BrokenRuleException rule)
        {
            Refused.Add(new RefusedFile(name, rule.Message, null));
            return null;
        }
    }
}
