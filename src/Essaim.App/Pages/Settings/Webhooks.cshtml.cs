using System.Globalization;
using Essaim.App.Api;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Settings;

/// <summary>Programs to tell of what happens: who, of what, and what became of each telling.</summary>
[Authorize(Policy = nameof(Capability.ManageCoop))]
public sealed class WebhooksModel : EssaimPage
{
    private const int Shown = 50;

    [BindProperty]
    public string Address { get; set; } = "";

    [BindProperty]
    public List<string> Events { get; set; } = [];

    [BindProperty]
    public long WebhookId { get; set; }

    public IReadOnlyList<Webhook> Webhooks { get; private set; } = [];
    public IReadOnlyList<WebhookDelivery> Deliveries { get; private set; } = [];

    /// <summary>The secret just made: in this one answer and nowhere else.</summary>
    public string? Secret { get; private set; }

    public Task OnGetAsync() => LoadAsync();

    public Task<IActionResult> OnPostMakeAsync() => TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            var made = await Webhook.MakeAsync(w, Installation.Keys(Me.CoopId), Address, Events, Me.Name);
            Secret = made.Secret;
            return made.Id.ToString(CultureInfo.InvariantCulture);
        });
        if (Secret is null)
            throw new BrokenRuleException("Ce secret ne se montre qu’une fois. S’il est perdu, retirez l’adresse et "
                + "remettez-la.");
        ModelState.Clear();
        (Address, Events) = ("", []);
        await LoadAsync();
        return Page();
    }, nameof(Address));

    public Task<IActionResult> OnPostTryAsync() => DoAsync(Webhook.TryAsync, "Essai parti.");

    public Task<IActionResult> OnPostCloseAsync() => DoAsync(Webhook.CloseAsync, "Adresse retirée.");

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Webhooks = await Webhook.ListAsync(db);
        Deliveries = await WebhookDelivery.LastAsync(db, Shown);
    }

    public static string Label(string happened) => happened switch
    {
        Webhook.QuoteAnswered => "Réponse à un devis",
        Webhook.InvoiceIssued => "Facture émise",
        Webhook.ReceiptRecorded => "Encaissement noté",
        Webhook.MonthClosed => "Mois clos",
        _ => "Essai",
    };

    public static (string Word, Tone Tone) State(WebhookDelivery delivery) => delivery.State switch
    {
        "sent" => ("Reçu", Tone.Ok),
        "waiting" => (delivery.Attempts == 0 ? "À envoyer" : "Réessayé", Tone.Wait),
        _ => ("Abandonné", Tone.Bad),
    };

    private Task<IActionResult> DoAsync(Func<Data.WriteSession, long, Task> act, string done) => TryAsync(async () =>
    {
        if ((await Webhook.ListAsync(await ReadAsync())).All(h => h.Id != WebhookId))
            throw new BrokenRuleException("Cette adresse est déjà retirée. Rechargez la page.");
        await WriteOnceAsync(async w =>
        {
            await act(w, WebhookId);
            return "";
        });
        Tell(done);
        return RedirectToPage();
    });
}
