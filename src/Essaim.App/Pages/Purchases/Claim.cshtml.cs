using Essaim.App.Data.Drafts;
using Essaim.App.Data.Purchases;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
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

    /// <summary>The refused line to ask for again.</summary>
    [BindProperty]
    public int Line { get; set; }

    public ExpenseClaim Claim { get; private set; } = null!;
    public IReadOnlyList<ClaimLine> Lines { get; private set; } = [];
    public IReadOnlyList<Vehicle> Vehicles { get; private set; } = [];
    public IReadOnlyList<ClaimWaiverRow> Waivers { get; private set; } = [];

    /// <summary>What is still to be paid back; null until the claim is accepted.</summary>
    public Money? Owed { get; private set; }

    /// <summary>Null while something typed cannot be read.</summary>
    public Money? Total { get; private set; }

    public bool IsOpen => Claim.IsDraft && MayWrite;
    public bool MayAccept => Me.Can(Capability.KeepBooks) && Claim.Waits;

    /// <summary>Only the person gives up what they are owed.</summary>
    public bool MayWaive => Owed is { IsPositive: true } && long.TryParse(Me.PersonId, out var me)
        && me == Claim.PersonId;

    public IEnumerable<SelectListItem> VehicleOptions => Vehicles
        .Where(v => v.RetiredOn is null || Trips.Any(t => t.Vehicle == v.Id.ToString()))
        .Select(v => new SelectListItem($"{v.Name} ({v.Motor})", v.Id.ToString()));

    protected override async Task<Activity?> FindAsync()
    {
        if (await (await ReadAsync()).ExpenseClaims.SingleOrDefaultAsync(c => c.Id == Id) is not { } claim)
            return null;
        Claim = claim;
        return await OwnerAsync(claim.ActivityId);
    }

    public async Task OnGetAsync()
    {
        Expenses = [.. Claim.Content.Numbered().Expenses.Select(ExpenseForm.Of)];
        Trips = [.. Claim.Content.Numbered().Trips.Select(TripForm.Of)];
        Version = Claim.Version.ToString();
        await CountAsync(Claim.Content);
        if (IsOpen && Expenses.Count == 0)
            Expenses.Add(new ExpenseForm { Date = FirstDate });
    }

    /// <summary>Only the totals, for the page that is already shown.</summary>
    public async Task<IActionResult> OnPostTotalsAsync()
    {
        await CountTypedAsync();
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
                Electric = Trips.LastOrDefault()?.Electric ?? false, Vehicle = Trips.LastOrDefault()?.Vehicle ?? "",
            });
        else if (At("retirer-depense-", Expenses.Count) is { } expense)
            Expenses.RemoveAt(expense);
        else if (At("retirer-trajet-", Trips.Count) is { } trip)
            Trips.RemoveAt(trip);
        else
            return await KeepAsync();
        await CountTypedAsync();
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

    /// <summary>A line that was refused, asked for again.</summary>
    public Task<IActionResult> OnPostTakeUpAsync() => TryAsync(async () =>
    {
        var id = await WriteOnceAsync(async w =>
            (await CheckClaim.TakeUpAsync(w, Id, Line, Today, Law)).Id.ToString());
        Tell("Ligne reprise.", "Corrigez ce qui n’allait pas, puis envoyez cette note.");
        return Redirect("/depenses/" + id);
    });

    public Task<IActionResult> OnPostDropAsync() => TryAsync(async () =>
    {
        TellDiscarded(await WriteOnceAsync(async w => (await DraftBin.DiscardClaimAsync(w, Id)).Id.ToString()));
        return Redirect(At("/depenses"));
    });

    /// <summary>The accountant accepts all that is not decided yet: booked, and then to be reimbursed.</summary>
    public async Task<IActionResult> OnPostAcceptAsync()
    {
        if (!Me.Can(Capability.KeepBooks))
            return Forbid();
        return await TryAsync(async () =>
        {
            var total = await WriteOnceAsync(async w =>
                (await BookExpenseClaim.AcceptAsync(w, Id, Law, Today, Me.Name)).Total.ToString());
            Tell($"Note de {total} acceptée.", "Elle est à rembourser sous trente jours.");
            return Redirect($"/depenses/{Id}");
        });
    }

    protected override async Task LoadAsync()
    {
        if (Expenses.Count + Trips.Count == 0)
            await OnGetAsync();
        else
            Vehicles = await KeepVehicle.OfAsync(await ReadAsync(), Claim.PersonId);
    }

    private string FirstDate => FrenchText.Short(Claim.Month.Contains(Today) ? Today : Claim.Month.LastDay);

    private int? At(string act, int count) => Act.StartsWith(act, StringComparison.Ordinal)
        && int.TryParse(Act[act.Length..], out var at) && at >= 0 && at < count ? at : null;

    private async Task<IActionResult> KeepAsync()
    {
        var content = ReadContent();
        var version = int.TryParse(Version, out var number) ? number : -1;
        var photo = At("photo-", Expenses.Count);
        return await TryAsync(async () =>
        {
            var send = Act == "envoyer";
            var line = await WriteOnceAsync(async w =>
            {
                var kept = await KeepExpenseClaim.ReviseAsync(w, Id, version, content, Law);
                if (send)
                    await KeepExpenseClaim.SendAsync(w, Id);
                // Blank lines are not kept, so those before this one shift it.
                return photo is not { } at || Expenses[at].IsBlank ? ""
                    : kept.Content.Expenses[Expenses.Take(at).Count(e => !e.IsBlank)].No.ToString();
            });
            if (photo is not null && int.TryParse(line, out var no))
                return Redirect($"/documents/envoi?pour=depenses&numero={Id}&ligne={no}");
            Tell(send ? "Note de frais envoyée." : "Note de frais gardée.",
                send ? "La comptable la relit, puis la coopérative vous rembourse." : "");
            return Redirect($"/depenses/{Id}");
        });
    }

    private ExpenseClaimContent ReadContent()
    {
        Func<string, Func<object>, object?> Field(string list, int i) =>
            (field, parse) => Read($"{list}[{i}].{field}", parse);
        return new ExpenseClaimContent(
            [.. Expenses.Index().Where(e => !e.Item.IsBlank)
                .Select(e => e.Item.Read(Field(nameof(Expenses), e.Index), Claim.Month, Law))],
            [.. Trips.Index().Where(t => !t.Item.IsBlank)
                .Select(t => t.Item.Read(Field(nameof(Trips), t.Index), Claim.Month))]);
    }

    private async Task CountTypedAsync()
    {
        var content = ReadContent();
        Vehicles = await KeepVehicle.OfAsync(await ReadAsync(), Claim.PersonId);
        if (ModelState.IsValid)
            await CountAsync(content with
            {
                Trips = [.. content.Trips.Select(OfVehicle)], LastNo = Claim.Content.LastNo,
            });
        ModelState.Clear();
    }

    private MileageTrip OfVehicle(MileageTrip trip) => Vehicles.FirstOrDefault(v => v.Id == trip.Vehicle) is { } vehicle
        ? trip with { HorsePower = vehicle.HorsePower, Electric = vehicle.Electric } : trip;

    private async Task CountAsync(ExpenseClaimContent content)
    {
        var typed = new ExpenseClaim
        {
            Id = Claim.Id, PersonId = Claim.PersonId, ActivityId = Claim.ActivityId, Month = Claim.Month,
            Content = content, EntryId = Claim.EntryId, Granted = Claim.Granted,
        };
        var db = await ReadAsync();
        Vehicles = await KeepVehicle.OfAsync(db, Claim.PersonId);
        Lines = await ClaimLines.ReadAsync(db, typed, Law);
        Total = Lines.Sum(l => l.Asked);
        if (Claim.EntryId is not { } entry)
            return;
        Owed = -(await (await db.BooksAsync()).Items.OfEntryAsync(entry)).Sum(i => i.Remaining);
        Waivers = await db.ClaimWaivers.Where(x => x.ClaimId == Id).OrderBy(x => x.Id).ToListAsync();
    }
}
