using Essaim.App.Data;
using Essaim.App.Data.Funding;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Funding;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Funding;

/// <summary>One instalment as typed: empty ones are left out.</summary>
public sealed class InstalmentFields
{
    public string Due { get; set; } = "";
    public string Amount { get; set; } = "";
}

/// <summary>Grants announced by a convention: what came, what is late, and what the co-op carries meanwhile.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class GrantsModel : ListPage
{
    private const int Rows = 4;

    [BindProperty]
    public string Whose { get; set; } = "0";

    [BindProperty]
    public string Funder { get; set; } = "";

    [BindProperty]
    public string Purpose { get; set; } = "";

    [BindProperty]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string SignedOn { get; set; } = "";

    [BindProperty]
    public List<InstalmentFields> Parts { get; set; } = [];

    [BindProperty]
    public long GrantId { get; set; }

    public IReadOnlyList<GrantState> Grants { get; private set; } = [];
    public IReadOnlyDictionary<ActivityId, string> Names { get; private set; } = new Dictionary<ActivityId, string>();
    public IReadOnlyList<SelectListItem> Options { get; private set; } = [];

    /// <summary>Late, and the co-op's own: what the cash of all carries.</summary>
    public Money Carried { get; private set; }
    public Money Late { get; private set; }

    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        var activity = Read(nameof(Whose), () => int.TryParse(Whose, out var id) ? new ActivityId(id)
            : throw new BrokenRuleException("Choisissez à qui revient la subvention."));
        var signed = Read(nameof(SignedOn), () => FrenchText.ParseDate(SignedOn));
        var parts = Parts.Where(p => (p.Due + p.Amount).Trim().Length > 0).Select(p =>
            new GrantInstalment(FrenchText.ParseDate(p.Due), FrenchText.ParseMoney(p.Amount))).ToList();
        await WriteOnceAsync(async w => (await AnnounceGrant.AnnounceAsync(w,
            new NewGrant(activity, Funder, Purpose, Reference, signed, parts), Me.Name)).Id.ToString());
        Tell("Subvention notée.", "Chaque versement attendu sera pointé à la banque le jour venu.");
        return RedirectToPage();
    }, nameof(Funder));

    public Task<IActionResult> OnPostBridgeAsync() => TryAsync(async () =>
    {
        var advance = await WriteOnceAsync(async w =>
            (await AnnounceGrant.BridgeAsync(w, GrantId, Me.Name)).Id.ToString());
        Tell("Avance demandée.", "Le conseil en décide ; elle sera rendue sur ce que l’activité encaisse.");
        return Redirect("/avances/" + advance);
    });

    protected override Sheet Sheet() => new("subventions",
        ["Financeur", "Pour quoi", "À qui", "Convention", "Signée le", "Montant", "Reçu", "Attendu", "En retard"],
        Grants.Select(g => new object?[]
        {
            g.Grant.Funder, g.Grant.Purpose, Names[g.Grant.ActivityId], g.Grant.Reference, g.Grant.SignedOn,
            g.Grant.Amount, g.Received, g.Left, g.Late(Today),
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Names = await db.Activities.ToDictionaryAsync(
            a => a.Id, a => a.Id.IsStructure ? "La coopérative" : a.TradeName);
        Options = [.. Names.OrderBy(n => n.Key.IsStructure ? 0 : 1).ThenBy(n => n.Value, StringComparer.CurrentCulture)
            .Select(n => new SelectListItem(n.Value, n.Key.Value.ToString()))];
        var all = await AnnounceGrant.ListAsync(db);
        Late = all.Sum(g => g.Late(Today));
        Carried = all.Where(g => g.Grant.ActivityId.IsStructure).Sum(g => g.Late(Today));
        Grants = List.Of(all);
        while (Parts.Count < Rows)
            Parts.Add(new InstalmentFields());
        if (SignedOn.Length == 0)
            SignedOn = FrenchText.Short(Today);
    }
}
