using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Data.Drafts;
using Essaim.App.Data.Purchases.Orders;
using Essaim.App.Documents;
using Essaim.App.Identity;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases.Orders;

/// <summary>An invoice of an order, as its page shows it.</summary>
public sealed record OrderInvoiceShown(long PurchaseId, string Number, Money Net, string Told, bool Undone);

/// <summary>One purchase order: sent, approved, ended, and what was invoiced of it.</summary>
public sealed class ShowModel : OrderPage
{
    [BindProperty]
    public string Reason { get; set; } = "";

    [BindProperty]
    public bool ByMail { get; set; }

    [BindProperty]
    public int Version { get; set; }

    public PurchaseOrder Order => Found!;
    public Supplier Supplier { get; private set; } = null!;
    public IReadOnlyList<OrderRest> Rest { get; private set; } = [];
    public IReadOnlyList<OrderInvoiceShown> Invoices { get; private set; } = [];
    public Money Left => Rest.Sum(r => r.Net);
    public bool MayBook => Me.Can(Capability.KeepBooks);
    public bool NeedsApproval { get; private set; }

    /// <summary>Sending only asks, because somebody else approves first.</summary>
    public bool Waits => NeedsApproval && !MayApprove;

    private Dictionary<ActivityId, string> _activities = [];

    public string NameOf(ActivityId id) => _activities.GetValueOrDefault(id, "");

    /// <summary>The activity where the order is for several, and the account where one is known.</summary>
    public string WhereOf(OrderLine line) => string.Join(", ", new[]
    {
        Order.Content.Lines.Select(l => l.Activity).Distinct().Count() > 1 ? NameOf(line.Activity) : "",
        line.Account is { } account && ForTeam ? $"compte {account}" : "",
    }.Where(w => w.Length > 0));

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnGetPdfAsync()
    {
        var bytes = SalePdf.Draw(await OrderPaper.PageOfAsync(await ReadAsync(), Order, Law));
        return Order.Number is { } number ? File(bytes, "application/pdf", $"{number}.pdf")
            : File(bytes, "application/pdf");
    }

    public Task<IActionResult> OnPostSendAsync() => TryAsync(async () =>
    {
        var sent = false;
        var number = await WriteOnceAsync(async w =>
        {
            var order = await SendOrder.AskAsync(w, Id!.Value, Version, MayApprove ? Me.Name : null, Law, ByMail);
            sent = order.IsOpen;
            return order.Number!;
        });
        if (sent)
            Tell($"Commande {number} envoyée.", ByMail ? "Le courriel part avec le PDF." : "Transmettez son PDF.");
        else
            Tell($"Commande {number} enregistrée.", "Si elle dépasse le plafond, l’équipe l’approuve d’abord.");
        return Here();
    });

    public Task<IActionResult> OnPostApproveAsync() => MayApprove
        ? DoAsync(w => SendOrder.ApproveAsync(w, Id!.Value, Me.Name, Law, ByMail), "Commande approuvée et envoyée.")
        : Task.FromResult<IActionResult>(Forbid());

    public Task<IActionResult> OnPostMailAsync() => TryAsync(async () =>
    {
        var to = await WriteOnceAsync(async w => (await SendOrder.MailAsync(w, Id!.Value, Law)).Text);
        Tell("Courriel envoyé.", $"Il part pour {to}.");
        return Here();
    });

    public Task<IActionResult> OnPostCancelAsync() =>
        DoAsync(w => SendOrder.CancelAsync(w, Id!.Value, Reason), "Commande annulée.", nameof(Reason));

    public Task<IActionResult> OnPostCloseAsync() =>
        DoAsync(w => SendOrder.CloseAsync(w, Id!.Value, Reason), "Commande close.", nameof(Reason));

    public Task<IActionResult> OnPostDropAsync() => TryAsync(async () =>
    {
        TellDiscarded(await WriteOnceAsync(async w => (await DraftBin.DiscardOrderAsync(w, Id!.Value)).Id
            .ToString(CultureInfo.InvariantCulture)));
        return Redirect("/achats/commandes");
    });

    public Task<IActionResult> OnPostCopyAsync() => TryAsync(async () =>
    {
        var id = await WriteOnceAsync(async w => (await KeepOrder.CopyAsync(w, Order, Me.Name)).Id
            .ToString(CultureInfo.InvariantCulture));
        Tell("Commande dupliquée.");
        return Redirect("/achats/commandes/redaction/" + id);
    });

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Supplier = await db.Suppliers.SingleAsync(s => s.Id == Order.SupplierId);
        Rest = await MatchOrder.RestAsync(db, Order);
        NeedsApproval = (await OrderCeilings.OnAsync(db, Today)).NeedsApproval(Order.Total);
        _activities = (await db.Activities.ToListAsync()).ToDictionary(a => a.Id, a => a.TradeName);
        var ties = await db.OrderInvoices.Where(i => i.OrderId == Id).OrderBy(i => i.Id).ToListAsync();
        var ids = ties.Select(t => t.PurchaseId).ToList();
        var numbers = await db.Purchases.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Number);
        Invoices = [.. ties.Select(t => new OrderInvoiceShown(t.PurchaseId, numbers[t.PurchaseId],
            t.Content.Sum(l => l.Net), t.Told, t.UndoneAt is not null))];
    }

    private Task<IActionResult> DoAsync(
        Func<WriteSession, Task<PurchaseOrder>> act, string done, string field = "") => TryAsync(async () =>
    {
        await WriteOnceAsync(async w => (await act(w)).Number!);
        Tell(done);
        return Here();
    }, field);

    private RedirectResult Here() => Redirect($"/achats/commandes/{Id}");
}
