using Essaim.App.Data.Sales.Kinds;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Settings;

/// <summary>What the co-op is declared for and who may invoice, each from a day on.</summary>
[Authorize(Policy = nameof(Capability.ManageCoop))]
public sealed class TradesModel : EssaimPage
{
    [BindProperty]
    public bool SupportAgreement { get; set; }

    [BindProperty]
    public bool ContractNeeded { get; set; }

    [BindProperty]
    public string InvoicingFrom { get; set; } = "";

    [BindProperty]
    public string HomeNumber { get; set; } = "";

    [BindProperty]
    public string HomeBody { get; set; } = "";

    [BindProperty]
    public string HomeDeclared { get; set; } = "";

    [BindProperty]
    public string HomeFrom { get; set; } = "";

    [BindProperty]
    public bool HomeExclusive { get; set; }

    [BindProperty]
    public string TrainingNumber { get; set; } = "";

    [BindProperty]
    public string TrainingRegion { get; set; } = "";

    [BindProperty]
    public string TrainingExempt { get; set; } = "";

    [BindProperty]
    public string TrainingFrom { get; set; } = "";

    [BindProperty]
    public bool Qualiopi { get; set; }

    public IReadOnlyList<TradeSetting> Rows { get; private set; } = [];

    public async Task OnGetAsync()
    {
        await LoadAsync();
        var rule = await TradeSettings.InvoicingAsync(await ReadAsync(), Today);
        (SupportAgreement, ContractNeeded) = (rule.SupportAgreement, rule.ContractNeeded);
        InvoicingFrom = HomeFrom = TrainingFrom = FrenchText.Short(Today);
    }

    public async Task<IActionResult> OnPostInvoicingAsync()
    {
        var from = Read(nameof(InvoicingFrom), () => FrenchText.ParseDate(InvoicingFrom));
        return await KeepAsync(TradeTopic.Invoicing, from, () => new InvoicingRule(SupportAgreement, ContractNeeded),
            nameof(InvoicingFrom));
    }

    public async Task<IActionResult> OnPostHomeAsync()
    {
        var from = Read(nameof(HomeFrom), () => FrenchText.ParseDate(HomeFrom));
        var declared = Read(nameof(HomeDeclared), () => FrenchText.ParseDate(HomeDeclared));
        return await KeepAsync(TradeTopic.HomeServices, from, () =>
        {
            if (!HomeExclusive)
                throw new BrokenRuleException("La déclaration demande une entreprise qui ne fait que des services à "
                    + "la personne. Cochez-le si c’est le cas ; sinon, déclarez une coopérative sœur.");
            var declaration = new HomeServicesDeclaration(HomeNumber.Trim(), HomeBody.Trim(), declared);
            declaration.Check();
            return declaration;
        }, nameof(HomeNumber));
    }

    public async Task<IActionResult> OnPostTrainingAsync()
    {
        var from = Read(nameof(TrainingFrom), () => FrenchText.ParseDate(TrainingFrom));
        DateOnly? exempt = TrainingExempt.Trim().Length == 0 ? null
            : Read(nameof(TrainingExempt), () => FrenchText.ParseDate(TrainingExempt));
        return await KeepAsync(TradeTopic.Training, from, () =>
        {
            var declaration = new TrainingDeclaration(string.Concat(TrainingNumber.Where(c => !char.IsWhiteSpace(c))),
                TrainingRegion.Trim(), Qualiopi, exempt);
            declaration.Check();
            return declaration;
        }, nameof(TrainingNumber));
    }

    /// <summary>What a row says, in one line.</summary>
    public static string WordsOf(TradeSetting row) => row.Topic switch
    {
        TradeTopic.HomeServices when row.Read<HomeServicesDeclaration>() is { } home =>
            $"Services à la personne\u00a0: déclaration {home.Number} du {FrenchText.Short(home.DeclaredOn)}, "
                + home.Body,
        TradeTopic.Training when row.Read<TrainingDeclaration>() is { } training =>
            $"Formation\u00a0: {training.Number}, {training.Region}"
                + (training.IsQualiopi ? ", Qualiopi" : "")
                + (training.ExemptFrom is { } day ? $", exonérée de TVA depuis le {FrenchText.Short(day)}" : ""),
        TradeTopic.Invoicing when row.Read<InvoicingRule>() is { } rule => "Facturation\u00a0: "
            + (rule.SupportAgreement ? "permise en convention d’accompagnement" : "après la convention "
                + "d’accompagnement") + (rule.ContractNeeded ? ", jamais sans contrat" : ""),
        _ => "Fin du réglage",
    };

    protected override async Task LoadAsync() => Rows = await TradeSettings.AllAsync(await ReadAsync());

    private Task<IActionResult> KeepAsync<T>(TradeTopic topic, DateOnly from, Func<T> content, string field)
        where T : class => TryAsync(async () =>
    {
        var kept = content();
        await WriteOnceAsync(async w => (await TradeSettings.KeepAsync(w, topic, from, kept, Me.Name)).ToString());
        Tell("Réglage gardé.", $"Il vaut à partir du {FrenchText.Long(from)}.");
        return Redirect("/reglages/metiers");
    }, field);
}
