using System.Globalization;
using Essaim.App.Data.Banking.Runs;
using Essaim.App.Data.Documents;
using Essaim.App.Data.Purchases;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Purchases;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases.Received;

/// <summary>
/// One received invoice in plain words: what it says, what is wrong with it, whose it is, and what is answered.
/// </summary>
public sealed class ShowModel : EssaimPage
{
    private const int ShownLines = 200;

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string Reason { get; set; } = "";

    [BindProperty]
    public string Words { get; set; } = "";

    /// <summary>The status whose form was sent, to be shown open again.</summary>
    [BindProperty]
    public int Code { get; set; }

    public ReceivedInvoiceRow Row { get; private set; } = null!;

    /// <summary>Null once a virus was found in the file.</summary>
    public EInvoice? Invoice { get; private set; }

    public KeptDocument Original { get; private set; } = null!;
    public Supplier? Supplier { get; private set; }

    /// <summary>Where the supplier is paid; null while nobody has said it.</summary>
    public Payee? Payee { get; private set; }
    public Purchase? Typed { get; private set; }
    public string ActivityName { get; private set; } = "";
    public IReadOnlyList<ReceivedStatusRow> Statuses { get; private set; } = [];
    public IReadOnlyList<ReceivedInvoiceStatus> Next { get; private set; } = [];

    public bool MayAct => Me.Can(Capability.KeepBooks);
    public bool MayBook => MayAct && Row.PurchaseId is null && !Row.Status.IsFinal && !Row.Stops && CannotBook is null;

    /// <summary>Why it cannot be booked although nothing in it is wrong.</summary>
    public string? CannotBook { get; private set; }

    public IEnumerable<EInvoiceLine> Lines => Invoice?.Lines.Take(ShownLines) ?? [];
    public int MoreLines => Math.Max(0, (Invoice?.Lines.Count ?? 0) - ShownLines);

    /// <summary>The accounts that the invoice asks to be paid on, each once.</summary>
    public IReadOnlyList<PaymentAccount> Ibans =>
        [.. (Invoice?.PaymentAccounts ?? []).Where(a => a.Written is not null).DistinctBy(a => a.Written).Take(5)];

    /// <summary>The invoice asks to be paid on an account that is not the supplier's.</summary>
    public bool HasOtherIban =>
        Payees.Differs(Payee, Installation.Keys(Me.CoopId), Ibans.Select(a => a.Iban));

    public string Title => $"{(Invoice?.TakesBackMoney == true ? "Avoir" : "Facture")} {Row.Number}".Trim();

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var row = VisibleReceived.MayLook(Me) ? await VisibleReceived.FindAsync(await ReadAsync(), Me, Id) : null;
        if (row is null)
            context.Result = NotFound();
        else if (HttpMethods.IsPost(Request.Method) && !MayAct)
            context.Result = Forbid();
        else
        {
            Row = row;
            await next();
        }
    }

    public Task OnGetAsync() => LoadAsync();

    public Task<IActionResult> OnPostStatusAsync() => TryAsync(async () =>
    {
        var status = ReceivedInvoiceStatus.Of(Code);
        var reason = Reason.Length == 0 ? null : status.Reasons.FirstOrDefault(r => r.Code == Reason)
            ?? throw new BrokenRuleException("Ce motif ne va pas avec ce statut. Choisissez-en un de la liste.");
        await WriteOnceAsync(async w => (await SetReceivedStatus.SetAsync(w, Id, status, reason, Words, Me.Name)).Id
            .ToString(CultureInfo.InvariantCulture));
        Tell($"Statut « {status.Name} » noté.", Row.Origin == InvoiceOrigin.Platform
            ? "La plateforme le dira au vendeur."
            : "La facture n’est pas venue par la plateforme : dites-le vous-même au vendeur.");
        return Redirect($"/achats/recues/{Id}");
    });

    public Task<IActionResult> OnPostJoinAsync() => TryAsync(async () =>
    {
        var joined = await WriteOnceAsync(async w =>
            (await BookReceived.JoinAsync(w, Id)).Id.ToString(CultureInfo.InvariantCulture));
        Tell("Facture rattachée à l’achat déjà saisi.", "Rien de plus n’est écrit dans les livres.",
            "Voir l’achat", "/achats/" + joined);
        return Redirect($"/achats/recues/{Id}");
    });

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Original = await ReceivedFile.DocumentAsync(db, Id);
        var reading = await ReceivedFile.ReadingAsync(db, Id);
        Invoice = reading?.Invoice;
        Statuses = await db.ReceivedStatuses.Where(s => s.ReceivedInvoiceId == Id).OrderBy(s => s.Id).ToListAsync();
        ActivityName = Row.ActivityId is { } activity
            ? await db.Activities.Where(a => a.Id == activity).Select(a => a.TradeName).SingleAsync() : "";
        if (!MayAct)
            return;
        Supplier = await db.Suppliers.SingleOrDefaultAsync(s => s.Id == Row.SupplierId);
        Payee = await Payees.OfSupplierAsync(db, Row.SupplierId);
        Typed = Row.PurchaseId is null ? await MatchReceived.TypedAsync(db, Row) : null;
        Next = [.. (await SetReceivedStatus.LifeAsync(db, Id)).OursNext];
        CannotBook = Row.Stops ? null : WhyNot(reading);
    }

    private static string? WhyNot(EInvoiceReading? reading)
    {
        try
        {
            BookReceived.ToPost(reading);
            return null;
        }
        catch (BrokenRuleException rule)
        {
            return rule.Message;
        }
    }
}
