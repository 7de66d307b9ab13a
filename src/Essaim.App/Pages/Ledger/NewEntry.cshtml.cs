using Essaim.App.Data;
using Essaim.App.Data.Drafts;
using Essaim.App.Data.Ledger;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Ledger;

/// <summary>A manual entry: typed line by line, kept as a draft, posted once it balances.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class NewEntryModel : EssaimPage
{
    private const int MoreLines = 4;

    [BindProperty(SupportsGet = true, Name = "brouillon")]
    public long? Opened { get; set; }

    /// <summary>The posted entry whose lines to begin with.</summary>
    [BindProperty(SupportsGet = true, Name = "copie")]
    public long? Copied { get; set; }

    [BindProperty]
    public long Draft { get; set; }

    [BindProperty]
    public string On { get; set; } = "";

    [BindProperty]
    public string Label { get; set; } = "";

    [BindProperty]
    public string Piece { get; set; } = "";

    /// <summary>Posting it also posts its mirror on the first day of the next month.</summary>
    [BindProperty]
    public bool Reverse { get; set; }

    [BindProperty]
    public List<TypedLine> Lines { get; set; } = [];

    public IReadOnlyList<Activity> Activities { get; private set; } = [];
    public IReadOnlyList<(string Number, string Label)> Accounts { get; private set; } = [];
    public WeighedEntry Weighed => WeighedEntry.Of(Lines);

    private TypedEntry Typed => new(On, Label, Piece, [.. Lines.Where(l => !l.IsEmpty)], Reverse);

    public async Task<IActionResult> OnGetAsync()
    {
        if (Opened is { } id)
        {
            if (await EntryDrafts.FindAsync(await ReadAsync(), id) is not { } kept)
                return NotFound();
            (Draft, On, Label, Piece, Reverse, Lines) =
                (id, kept.Date, kept.Label, kept.Piece, kept.Reverse, [.. kept.Lines]);
        }
        else
        {
            On = FrenchText.Short(await OpenDay.FromAsync(await ReadAsync(), Today));
            await CopyAsync();
        }
        AddLines();
        await LoadAsync();
        return Page();
    }

    /// <summary>Only the scales, for whoever is typing.</summary>
    public IActionResult OnPostBalance() => Partial("_EntryBalance", Weighed);

    public Task<IActionResult> OnPostAsync(string act) => act switch
    {
        "post" => PostEntryAsync(),
        "drop" => DropAsync(),
        _ => KeepAsync(act),
    };

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Activities = await db.Activities.Where(a => a.ClosedOn == null).OrderBy(a => a.Id).ToListAsync();
        Accounts =
            [.. (await db.Accounts.ToListAsync()).Select(a => (a.Number.Digits, a.Label)).OrderBy(a => a.Digits)];
        if (Lines.Count == 0)
            AddLines();
    }

    private async Task CopyAsync()
    {
        var db = await ReadAsync();
        if (Copied is not { } id || await EntryReader.HeadAsync(db, new EntryId(id)) is not { } head)
            return;
        var codes = await db.Activities.ToDictionaryAsync(a => a.Id, a => a.Code);
        (Label, Lines) = (head.Label, [.. (await ActivityLines.OfEntryAsync(db, head.Id)).Select(l => new TypedLine
        {
            Account = l.Account.Digits, Activity = codes[l.Activity], ThirdParty = l.ThirdParty ?? "",
            Debit = l.Debit.IsZero ? "" : FrenchText.Amount(l.Debit),
            Credit = l.Credit.IsZero ? "" : FrenchText.Amount(l.Credit),
        })]);
    }

    private Task<IActionResult> PostEntryAsync() => TryAsync(async () =>
    {
        var db = await ReadAsync();
        var activities = await db.Activities.ToDictionaryAsync(a => a.Code, a => a.Id);
        var accounts = (await db.Accounts.ToListAsync()).Select(a => a.Number.Digits).ToHashSet();
        var parties = (await db.ThirdParties.Select(t => t.Code).ToListAsync()).ToHashSet();
        var entry = ManualEntry.Read(new TypedEntry(On, Label, Piece, Lines), activities, accounts, parties);
        var made = await WriteOnceAsync(async w =>
        {
            var posted = await w.Ledger.PostAsync(entry);
            if (Draft > 0)
                await EntryDrafts.DropAsync(w, Draft);
            if (!Reverse)
                return posted.Id.ToString();
            await w.SaveAsync();
            await ReverseEntry.ReverseAsync(w, posted.Id, Month.Of(entry.Date).Next().FirstDay, "extourne");
            return posted.Id.ToString();
        });
        Tell("Écriture enregistrée.", Reverse ? "Son extourne est passée au mois suivant." : "");
        return Redirect("/journaux/ecriture/" + made);
    });

    private async Task<IActionResult> KeepAsync(string act)
    {
        var id = await WriteOnceAsync(async w => (await EntryDrafts.KeepAsync(w, Draft > 0 ? Draft : null, Typed))
            .ToString());
        if (act == "model")
            return Redirect("/journaux/modele?brouillon=" + id);
        if (act != "add")
            Tell("Brouillon gardé.");
        return Redirect("/journaux/nouvelle?brouillon=" + id);
    }

    private Task<IActionResult> DropAsync() => TryAsync(async () =>
    {
        TellDiscarded(await WriteOnceAsync(async w => (await DraftBin.DiscardEntryAsync(w, Draft)).Id.ToString()));
        return Redirect("/journaux");
    });

    private void AddLines()
    {
        for (var i = 0; i < MoreLines; i++)
            Lines.Add(new TypedLine { Activity = Lines.LastOrDefault()?.Activity ?? Activity.StructureCode });
    }
}
