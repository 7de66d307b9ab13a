using Essaim.App.Data.People;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Settings;

/// <summary>The co-op's own wording of the articles of each kind of contract.</summary>
[Authorize(Policy = nameof(Capability.ManageCoop))]
public sealed class ContractTextsModel : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "contrat")]
    public string KindName { get; set; } = nameof(ContractKind.Cesa);

    [BindProperty]
    public Dictionary<string, string?> Texts { get; set; } = [];

    public ContractKind Kind { get; private set; }
    public bool IsOwn { get; private set; }

    public static IEnumerable<ContractKind> Kinds =>
        Enum.GetValues<ContractKind>().Where(k => ContractClauses.Of(k).Count > 0);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Find())
            return NotFound();
        var own = await OwnAsync();
        IsOwn = own.Count > 0;
        Texts = ContractClauses.Of(Kind).ToDictionary(c => c.Key, c => (string?)ContractClauses.TextOf(c, own));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Find())
            return NotFound();
        return await TryAsync(async () =>
        {
            var texts = new Dictionary<string, string>();
            foreach (var clause in ContractClauses.Of(Kind))
            {
                var text = ContractClause.Checked(clause.Title, Texts.GetValueOrDefault(clause.Key) ?? "");
                if (text.Length > 0 && text != clause.Proposed)
                    texts[clause.Key] = text;
            }
            await WriteOnceAsync(async w =>
            {
                await ContractModels.KeepAsync(w, Kind, texts, Me.Name);
                return "";
            });
            Tell("Textes enregistrés.",
                "Les prochains contrats partiront d’eux ; ceux en préparation gardent le leur.");
            return Redirect("/reglages/contrats?contrat=" + Kind);
        });
    }

    protected override async Task LoadAsync() => IsOwn = (await OwnAsync()).Count > 0;

    private async Task<IReadOnlyDictionary<string, string>> OwnAsync() => (await (await ReadAsync()).ContractModels
        .SingleOrDefaultAsync(m => m.Kind == Kind))?.Content ?? new Dictionary<string, string>();

    private bool Find()
    {
        var known = Enum.TryParse<ContractKind>(KindName, out var kind) && Kinds.Contains(kind);
        Kind = kind;
        return known;
    }
}
