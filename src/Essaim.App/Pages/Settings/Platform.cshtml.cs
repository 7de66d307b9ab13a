using Essaim.App.Data.Purchases;
using Essaim.App.Data.Sales;
using Essaim.App.Identity;
using Essaim.App.Platforms;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Settings;

/// <summary>How the co-op's approved platform is reached, whether it works, and what came and went last.</summary>
[Authorize(Policy = nameof(Capability.ManageCoop))]
public sealed class PlatformModel(FlowPlatform network, PlatformRounds rounds) : EssaimPage
{
    private const int Shown = 30;

    [BindProperty]
    public string Address { get; set; } = "";

    [BindProperty]
    public string TokenAddress { get; set; } = "";

    [BindProperty]
    public string ClientId { get; set; } = "";

    [BindProperty]
    public string Secret { get; set; } = "";

    [BindProperty]
    public string Organization { get; set; } = "";

    [BindProperty]
    public DateOnly? FromDay { get; set; }

    /// <summary>From when what is issued leaves through it by choice.</summary>
    [BindProperty]
    public DateOnly? SendFrom { get; set; }

    [BindProperty]
    public VatRegime Regime { get; set; }

    [BindProperty]
    public string PlatformNumber { get; set; } = "";

    public IEnumerable<SelectListItem> Regimes { get; } =
    [
        new("Chaque mois", nameof(VatRegime.Monthly)), new("Chaque trimestre", nameof(VatRegime.Quarterly)),
        new("Franchise en base", nameof(VatRegime.Exempt)),
    ];

    public EInvoiceDuty? Duty { get; private set; }
    public PlatformLink? Link { get; private set; }
    public PlatformState State { get; private set; } = PlatformState.Fresh;
    public IReadOnlyList<PlatformFlow> Flows { get; private set; } = [];
    public int Waiting { get; private set; }
    public int GivenUp { get; private set; }

    public async Task OnGetAsync()
    {
        await LoadAsync();
        FromDay = Link?.FromDay ?? Today;
        var coop = await (await ReadAsync()).Cooperatives.SingleAsync();
        (SendFrom, Regime, PlatformNumber) = (coop.SendFrom, coop.VatRegime, coop.PlatformNumber);
        if (Link is not null)
            (Address, TokenAddress, ClientId, Organization) =
                (Link.Address, Link.TokenAddress, Link.ClientId, Link.Organization);
    }

    public Task<IActionResult> OnPostKeepAsync() => TryAsync(async () =>
    {
        var day = FromDay ?? throw new BrokenRuleException("Dites à partir de quel jour lire la plateforme.");
        await WriteOnceAsync(async w =>
        {
            await KeepPlatformLink.KeepAsync(w, Installation.Keys(Me.CoopId),
                new TypedLink(Address, TokenAddress, ClientId, Secret, Organization, day));
            return "";
        });
        rounds.Call();
        Tell("Raccordement enregistré.", "Essayez-le pour savoir si la plateforme répond.");
        return RedirectToPage();
    }, nameof(Address));

    /// <summary>What was issued before the day stays as it is; it may still leave by hand.</summary>
    public Task<IActionResult> OnPostSendAsync() => TryAsync(async () =>
    {
        if (SendFrom < Today && SendFrom != (await (await ReadAsync()).Cooperatives.SingleAsync()).SendFrom)
            throw new BrokenRuleException("Cette date est passée. Choisissez aujourd’hui ou plus tard : ce qui est "
                + "déjà émis s’envoie depuis la page de la facture.");
        var number = PlatformNumber.Trim().ToUpperInvariant();
        if (number.Length > 0 && (number.Length != 4 || !number.All(char.IsAsciiLetterOrDigit)))
            throw new BrokenRuleException("Le matricule d’une plateforme a quatre chiffres ou lettres. Recopiez-le.");
        await WriteOnceAsync(async w =>
        {
            var coop = await w.Db.Cooperatives.SingleAsync();
            (coop.SendFrom, coop.VatRegime, coop.PlatformNumber) = (SendFrom, Regime, number);
            return "";
        });
        Tell("Réglages enregistrés.", SendFrom is { } day
            ? $"Ce qui sera émis à partir du {FrenchText.Long(day)} partira par la plateforme."
            : "Les factures partiront quand la loi l’exigera.");
        return RedirectToPage();
    }, nameof(SendFrom));

    /// <summary>Changes nothing here or there: asks whether the platform lets us in.</summary>
    public Task<IActionResult> OnPostTryAsync() => TryAsync(async () =>
    {
        await NeedLinkAsync();
        try
        {
            await network.TryAsync(Me.CoopId, HttpContext.RequestAborted);
        }
        catch (PlatformTroubleException trouble)
        {
            throw new BrokenRuleException(trouble.Message + " Vérifiez les adresses, l’identifiant et le secret.");
        }
        Tell("La plateforme répond.", "L’identifiant et le secret sont bons.");
        return RedirectToPage();
    });

    public Task<IActionResult> OnPostForgetAsync() => TryAsync(async () =>
    {
        await NeedLinkAsync();
        await WriteOnceAsync(async w =>
        {
            await KeepPlatformLink.ForgetAsync(w);
            return "";
        });
        Tell("Raccordement retiré.", "Les fichiers passent de nouveau par le dossier du serveur.");
        return RedirectToPage();
    });

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Duty = await SendingDuty.ReadAsync(db, Law, Today);
        Link = await db.PlatformLinks.AsNoTracking().SingleOrDefaultAsync();
        State = await PlatformState.ReadAsync(db);
        Flows = await PlatformFlow.LastAsync(db, Shown);
        Waiting = await db.ReceivedStatuses.CountAsync(s => s.State == TellingState.Waiting);
        GivenUp = await db.ReceivedStatuses.CountAsync(s => s.State == TellingState.GivenUp);
    }

    public static (string Word, Tone Tone) StateOf(PlatformFlow flow) => flow.Outcome switch
    {
        FlowOutcome.Taken => ("Reçu", Tone.Ok),
        FlowOutcome.Sent => ("Remis", Tone.Ok),
        FlowOutcome.Unread => ("Illisible", Tone.Bad),
        _ => ("Refusé", Tone.Bad),
    };

    private async Task NeedLinkAsync()
    {
        if (!await (await ReadAsync()).PlatformLinks.AnyAsync())
            throw new BrokenRuleException("Aucun raccordement n’est enregistré. Remplissez d’abord le formulaire.");
    }
}
