using Essaim.App.Data.Purchases;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases;

/// <summary>The check of a claim, line by line or several lines at once; the person reads what was changed and why.
/// </summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class CheckModel : EssaimPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public List<CheckForm> Forms { get; set; } = [];

    /// <summary>The version of the claim that was on the page.</summary>
    [BindProperty]
    public int Version { get; set; }

    /// <summary>For all the lines that are ticked.</summary>
    [BindProperty]
    public string Reason { get; set; } = "";

    [BindProperty]
    public string Act { get; set; } = "";

    public ExpenseClaim Claim { get; private set; } = null!;
    public string Person { get; private set; } = "";
    public IReadOnlyList<ClaimLine> Lines { get; private set; } = [];
    public int Left => Lines.Count(l => l.Decided is null);

    public static IEnumerable<SelectListItem> Outcomes { get; } =
    [
        new("à décider", ""), new("accepter", nameof(LineOutcome.Accepted)),
        new("corriger", nameof(LineOutcome.Corrected)), new("refuser", nameof(LineOutcome.Refused)),
    ];

    public static IEnumerable<SelectListItem> ReceiptOptions { get; } =
    [
        new("pas regardé", nameof(ReceiptSeen.No)), new("reçu vu", nameof(ReceiptSeen.Yes)),
        new("reçu absent", nameof(ReceiptSeen.Missing)),
    ];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is false)
            return NotFound();
        await LoadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is false)
            return NotFound();
        var trips = Claim.Content.Numbered().Trips.Select(t => t.No).ToHashSet();
        var decided = Forms.Index().Select(f => (Decision: Decision(f.Item, f.Index, trips), f.Item.Version))
            .Where(d => d.Decision is not null).Select(d => new DecidedLine(d.Decision!, d.Version)).ToList();
        return await TryAsync(async () =>
        {
            if (Act is "accepter" or "refuser" && !Forms.Any(f => f.Chosen))
                throw new BrokenRuleException("Cochez les lignes dont vous décidez ensemble.");
            await WriteOnceAsync(async w =>
            {
                await CheckClaim.DecideAsync(w, Id, decided, Law, Me.Name);
                if (Act != "finir")
                    return "";
                // Decisions are read back by the act that ends the check.
                await w.SaveAsync();
                return (await BookExpenseClaim.AcceptAsync(w, Id, Law, Today, Me.Name, acceptRest: false,
                    Version + 1)).Id.ToString();
            });
            if (Act != "finir")
            {
                Tell("Décisions gardées.", "La personne ne les verra qu’à la fin du contrôle.");
                return Redirect($"/depenses/{Id}/controle");
            }
            Tell("Note contrôlée.", "Si une ligne a changé, la personne le lit par courriel.");
            return Redirect($"/depenses/{Id}");
        });
    }

    protected override async Task LoadAsync()
    {
        Lines = await ClaimLines.ReadAsync(await ReadAsync(), Claim, Law);
        Version = Claim.Version;
        if (Forms.Count == 0)
            Forms = [.. Lines.Select(CheckForm.Of)];
        // What was typed stays; the next press is about what is on the page now.
        foreach (var form in Forms)
            form.Version = Lines.FirstOrDefault(l => l.No == form.No)?.Decided?.Version ?? 0;
    }

    /// <summary>A claim that nobody sent, or that is decided, has nothing to check.</summary>
    private async Task<bool> FindAsync()
    {
        var db = await ReadAsync();
        if (await db.ExpenseClaims.SingleOrDefaultAsync(c => c.Id == Id) is not { } claim || claim.IsDraft)
            return false;
        Claim = claim;
        Person = (await db.People.SingleAsync(p => p.Id == claim.PersonId)).FullName;
        return true;
    }

    /// <summary>A line that is ticked gets the act of all, the others what they say themselves.</summary>
    private LineDecision? Decision(CheckForm form, int at, HashSet<int> trips) => (Act, form.Chosen) switch
    {
        ("accepter", true) => new LineDecision(form.No, LineOutcome.Accepted, ReceiptSeen.Yes,
            Reason.Trim().Length > 0 ? Reason.Trim() : form.Reason.Trim()),
        ("refuser", true) => new LineDecision(form.No, LineOutcome.Refused, ReceiptSeen.No,
            Reason.Trim().Length > 0 ? Reason.Trim() : form.Reason.Trim()),
        _ => form.Read((field, parse) => Read($"Forms[{at}].{field}", parse), trips.Contains(form.No)),
    };
}
