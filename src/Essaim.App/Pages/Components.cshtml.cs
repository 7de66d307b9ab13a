using Essaim.App.Pages.Home;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Essaim.App.Pages;

/// <summary>Every component in its states: the guide to follow when writing a page. Not there in production.</summary>
public sealed class ComponentsModel(WebServerOptions server) : EssaimPage
{
    [BindProperty]
    public string Amount { get; set; } = "";

    [BindProperty]
    public string Due { get; set; } = "";

    [BindProperty]
    public string Unit { get; set; } = "heure";

    [BindProperty]
    public string Rhythm { get; set; } = "mois";

    [BindProperty]
    public bool Reminder { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int? PageNumber { get; set; }

    public Pager Pager { get; private set; } = new(1, 0);

    public IEnumerable<SelectListItem> Units { get; } =
        [new("heure", "heure"), new("jour", "jour"), new("pièce", "pièce")];

    public IReadOnlyList<HomeTask> Tasks { get; } =
    [
        new("Vérifier et envoyer la facture du Théâtre des Tisserands", "#k6", "Il reste à la relire.",
            Tone.Wait, "Brouillon"),
        new("Photographier le billet de train", "#k6", "Sans justificatif, la TVA n’est pas récupérée.",
            Amount: new Money(4870)),
    ];

    public Falls Falls { get; } = new Falls("Vous avez facturé", Money.Euros(1200),
        "Le prix de votre travail, sans la TVA.",
        [
            new(new DateOnly(2026, 9, 4), "F2026-0118", "Théâtre des Tisserands, costumes", null, Money.Euros(480)),
            new(new DateOnly(2026, 10, 6), "F2026-0131", "Mme Ferrand, robe de mariée", null, Money.Euros(420)),
            new(new DateOnly(2026, 11, 10), "F2026-0142", "Boutique Lin et Laine, ourlets", null, Money.Euros(300)),
        ])
        .Take("Contribution à la coopérative", Money.Euros(120), "10 % de ce que vous facturez.", BarKind.Common)
        .Take("Vos frais", Money.Euros(280), "Ce que l’activité a acheté pour travailler.", BarKind.Costs)
        .Rest("Reste pour votre salaire", "Cotisations comprises.")
        .Take("Cotisations sociales, estimées", new Money(18835), "Maladie, retraite, chômage.", BarKind.Protection)
        .Rest("Dans votre poche, avant impôt", "À peu près la moitié de ce que vous facturez.", end: true);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!server.Development)
            return NotFound();
        await LoadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!server.Development)
            return NotFound();
        var amount = Read(nameof(Amount), () => FrenchText.ParseMoney(Amount, "Le montant payé"));
        var due = Read(nameof(Due), () => FrenchText.ParseDate(Due));
        return await TryAsync(() =>
        {
            if (amount > Money.Euros(1000))
                throw new BrokenRuleException(
                    "Le client a déjà payé 1\u202f000,00\u00a0€. Faites un avoir pour la différence.");
            Tell($"Paiement de {amount} noté.", $"Il reste à encaisser avant le {FrenchText.Long(due)}.",
                "Voir la facture", "/composants");
            return Task.FromResult<IActionResult>(RedirectToPage());
        });
    }

    protected override Task LoadAsync()
    {
        Pager = new Pager(PageNumber, 1234);
        return Task.CompletedTask;
    }
}
