using Essaim.App.Data.Drafts;
using Essaim.App.Data.Purchases;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases;

/// <summary>One month's claim: expenses and trips, with what the year's scale gives for them so far.</summary>
public sealed class ClaimModel : ActivityPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public List<ExpenseForm> Expenses { get; set; } = [];

    [BindProperty]
    public List<TripForm> Trips { get; set; } = [];

    [BindProperty]
    public string Version { get; set; } = "0";

    [BindProperty]
    public string Act { get; set; } = "";

    public ExpenseClaim Claim { get; private set; } = null!;
    public IReadOnlyList<ExpenseLine> Allowances { get; private set; } = [];

    /// <summary>Null while something typed cannot be read.</summary>
    public Money? Total { get; private set; }

    public bool IsOpen => Claim.SentAt is null && Claim.EntryId is null && MayWrite;
    public bool MayAccept => Me.Can(Capability.KeepBooks) && Claim is { SentAt: not null, EntryId: null };

    protected override async Task<Activity?> FindAsync()
    {
        if (await (await ReadAsync()).ExpenseClaims.SingleOrDefaultAsync(c => c.Id == Id) is not { } claim)
            return null;
        Claim = claim;
        return await OwnerAsync(claim.ActivityId);
    }

    public async Task OnGetAsync()
    {
        Expenses = [.. Claim.Content.Expenses.Select(ExpenseForm.Of)];
        Trips = [.. Claim.Content.Trips.Select(TripForm.Of)];
        Version = Claim.Version.ToString();
        await CountAsync(Claim.Content);
        if (IsOpen && Expenses.Count == 0)
            Expenses.Add(new ExpenseForm { Date = FirstDate });
    }

    /// <summary>Only the totals, for the page that is already shown.</summary>
    public async Task<IActionResult> OnPostTotalsAsync()
    {
        var content = ReadContent();
        if (ModelState.IsValid)
            await CountAsync(content);
        ModelState.Clear();
        return Partial("/Pages/Purchases/_ClaimTotals.cshtml", this);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Act == "depense")
            Expenses.Add(new ExpenseForm { Date = Expenses.LastOrDefault()?.Date ?? FirstDate });
        else if (Act == "trajet")
            Trips.Add(new TripForm
            {
                Date = Trips.LastOrDefault()?.Date ?? FirstDate, HorsePower = Trips.LastOrDefault()?.HorsePower ?? "5",
                Electric = Trips.LastOrDefault()?.Electric ?? false,
            });
        else if (Removed("retirer-depense-", Expenses.Count) is { } expense)
            Expenses.RemoveAt(expense);
        else if (Removed("retirer-trajet-", Trips.Count) is { } trip)
            Trips.RemoveAt(trip);
        else
            return await KeepAsync();
        var content = ReadContent();
        if (ModelState.IsValid)
            await CountAsync(content);
        ModelState.Clear();
        return Page();
    }

    /// <summary>The same expenses and trips again, dated today, in this month's claim.</summary>
    public Task<IActionResult> OnPostCopyAsync() => TryAsync(async () =>
    {
        var id = await WriteOnceAsync(async w =>
            (await KeepExpenseClaim.CopyAsync(w, Claim, Today, Law)).Id.ToString());
        Tell("Note dupliquée.", "Corrigez les dates et les montants.");
        return Redirect("/depenses/" + id);
    });

    public Task<IActionResult> OnPostDropAsync() => TryAsync(async () =>
    {
        TellDiscarded(await WriteOnceAsync(async w => (await DraftBin.DiscardClaimAsync(w, Id)).Id.ToString()));
        return Redirect(At("/depenses"));
    });

    /// <summary>The accountant accepts: booked, and then to be reimbursed.</summary>
    public async Task<IActionResult> OnPostAcceptAsync()
    {
        if (!Me.Can(Capability.KeepBooks))
            return Forbid();
        return await TryAsync(async () =>
        {
            var total = await WriteOnceAsync(async w =>
                (await BookExpenseClaim.AcceptAsync(w, Id, Law, Today)).Total.ToString());
            Tell($"Note de {total} acceptée.", "Elle est à rembourser sous trente jours.");
            return Redirect($"/depenses/{Id}");
        });
    }

    protected override async Task LoadAsync()
    {
        if (Expenses.Count + Trips.Count == 0)
            await OnGetAsync();
    }

    private string FirstDate => FrenchText.Short(Claim.Month.Contains(Today) ? Today : Claim.Month.LastDay);

    private int? Removed(string act, int count) => Act.StartsWith(act, StringComparison.Ordinal)
        && int.TryParse(Act[act.Length..], out var at) && at >= 0 && at < count ? at : null;

    private async Task<IActionResult> KeepAsync()
    {
        var content = ReadContent();
        var version = int.TryParse(Version, out var number) ? number : -1;
        return await TryAsync(async () =>
        {
            var send = Act == "envoyer";
            await WriteOnceAsync(async w =>
            {
                await KeepExpenseClaim.ReviseAsync(w, Id, version, content, Law);
                return send ? (await KeepExpenseClaim.SendAsync(w, Id)).Id.ToString() : Id.ToString();
            });
            Tell(send ? "Note de frais envoyée." : "Note de frais gardée.",
                send ? "La comptable la relit, puis la coopérative vous rembourse." : "");
            return Redirect($"/depenses/{Id}");
        });
    }

    private ExpenseClaimContent ReadContent()
    {
        Func<string, Func<object>, object?> At(string list, int i) =>
            (field, parse) => Read($"{list}[{i}].{field}", parse);
        return new ExpenseClaimContent(
            [.. Expenses.Index().Where(e => !e.Item.IsBlank)
                .Select(e => e.Item.Read(At(nameof(Expenses), e.Index), Claim.Month))],
            [.. Trips.Index().Where(t => !t.Item.IsBlank)
                .Select(t => t.Item.Read(At(nameof(Trips), t.Index), Claim.Month))]);
    }

    private async Task CountAsync(ExpenseClaimContent content)
    {
        var typed = new ExpenseClaim
        {
            Id = Claim.Id, PersonId = Claim.PersonId, ActivityId = Claim.ActivityId, Month = Claim.Month,
            Content = content,
        };
        var db = await ReadAsync();
        Allowances = await BookExpenseClaim.TripLinesAsync(db, typed, Law);
        Total = content.Expenses.Sum(e => e.Total) + Allowances.Sum(a => a.Total);
    }
}
