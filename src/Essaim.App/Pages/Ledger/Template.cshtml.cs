using Essaim.App.Data;
using Essaim.App.Data.Ledger;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Ledger;

/// <summary>One template: new, made of an entry or of a draft, changed, retired, or used now.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class TemplateModel : EssaimPage
{
    private const int MoreLines = 3;

    [BindProperty(SupportsGet = true)]
    public long? Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "ecriture")]
    public long? OfEntry { get; set; }

    [BindProperty(SupportsGet = true, Name = "brouillon")]
    public long? OfDraft { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Label { get; set; } = "";

    [BindProperty]
    public string Piece { get; set; } = "";

    [BindProperty]
    public bool Reverse { get; set; }

    [BindProperty]
    public string Every { get; set; } = nameof(Recurrence.None);

    [BindProperty]
    public string First { get; set; } = "";

    [BindProperty]
    public string Until { get; set; } = "";

    [BindProperty]
    public List<TemplateLineForm> Lines { get; set; } = [];

    /// <summary>What to share out, and the day of the draft.</summary>
    [BindProperty]
    public string Amount { get; set; } = "";

    [BindProperty]
    public string On { get; set; } = "";

    public EntryTemplateRow? Kept { get; private set; }
    public IReadOnlyList<Activity> Activities { get; private set; } = [];
    public IReadOnlyList<(string Number, string Label)> Accounts { get; private set; } = [];

    public static IEnumerable<SelectListItem> Recurrences { get; } =
        [.. Enum.GetValues<Recurrence>().Select(r => new SelectListItem(TemplateWords.Of(r), r.ToString()))];

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        if (Id is not null && Kept is null)
            return NotFound();
        On = FrenchText.Short(await OpenDay.FromAsync(await ReadAsync(), Today));
        if (Kept is { } row)
            Show(row);
        else
            await BeginAsync();
        AddLines();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string act)
    {
        await LoadAsync();
        if (Id is not null && Kept is null)
            return NotFound();
        if (act == "add")
        {
            AddLines();
            ModelState.Clear();
            return Page();
        }
        var content = Read("", Content);
        var days = Read(nameof(First), Days);
        return await TryAsync(async () =>
        {
            var id = await WriteOnceAsync(async w => (await EntryTemplates.KeepAsync(w, Id, Name, content, days,
                Me.Name, Version)).Id.ToString());
            Tell($"Modèle « {Name.Trim()} » gardé.", days.Every == Recurrence.None ? ""
                : "Un brouillon sera préparé à chaque échéance.");
            return Redirect("/journaux/modele/" + id);
        });
    }

    /// <summary>A draft now, from the template as it is kept.</summary>
    public async Task<IActionResult> OnPostUseAsync()
    {
        await LoadAsync();
        if (Kept is not { } row)
            return NotFound();
        Show(row);
        var day = Read(nameof(On), () => FrenchText.ParseDate(On));
        var amount = Amount.Trim().Length == 0 && !row.Content.AsksAmount ? null
            : Read<Money?>(nameof(Amount), () => FrenchText.ParseMoney(Amount, "Le montant à répartir"));
        return await TryAsync(async () => Redirect("/journaux/nouvelle?brouillon=" + await WriteOnceAsync(async w =>
            (await EntryDrafts.KeepAsync(w, null, EntryTemplates.Typed(row.Content, day, amount))).ToString())));
    }

    public async Task<IActionResult> OnPostRetireAsync(bool retired)
    {
        await LoadAsync();
        if (Kept is null)
            return NotFound();
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w => (await EntryTemplates.RetireAsync(w, Kept.Id, retired)).Id.ToString());
            Tell(retired ? "Modèle retiré." : "Modèle de nouveau utilisé.");
            return Redirect("/journaux/modele/" + Kept.Id);
        });
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Activities = await db.Activities.Where(a => a.ClosedOn == null).OrderBy(a => a.Id).ToListAsync();
        Accounts =
            [.. (await db.Accounts.ToListAsync()).Select(a => (a.Number.Digits, a.Label)).OrderBy(a => a.Digits)];
        Kept = Id is { } id ? await db.EntryTemplates.SingleOrDefaultAsync(t => t.Id == id) : null;
    }

    private void Show(EntryTemplateRow row)
    {
        (Version, Name, Label, Piece) = (row.Version, row.Name, row.Content.Label, row.Content.Piece);
        (Reverse, Every) = (row.Content.ReverseNextMonth, row.Recurrence.ToString());
        First = row.FirstDay is { } first ? FrenchText.Short(first) : "";
        Until = row.LastDay is { } last ? FrenchText.Short(last) : "";
        Lines = [.. row.Content.Lines.Select(TemplateLineForm.Of)];
    }

    private async Task BeginAsync()
    {
        var db = await ReadAsync();
        if (OfDraft is { } draft && await EntryDrafts.FindAsync(db, draft) is { } typed)
            (Name, Label, Piece, Reverse, Lines) = (typed.Label, typed.Label, typed.Piece, typed.Reverse,
                [.. typed.Lines.Select(l => TemplateLineForm.Of(l.Account, l.Activity, l.ThirdParty, l.Label,
                    WeighedEntry.Amount(l.Debit) - WeighedEntry.Amount(l.Credit)))]);
        else if (OfEntry is { } entry && await EntryReader.HeadAsync(db, new EntryId(entry)) is { } head)
        {
            var codes = await db.Activities.ToDictionaryAsync(a => a.Id, a => a.Code);
            var lines = await db.SqlAsync(r => TemplateLineForm.Of(r.GetString(0),
                    codes[new ActivityId(r.GetInt32(1))], r.TextOrNull(2) ?? "", r.TextOrNull(3) ?? "",
                    new Money(r.GetInt64(4) - r.GetInt64(5))),
                "SELECT account, activity_id, third_party, label, debit, credit FROM posted_line "
                + "WHERE entry_id = @p0 ORDER BY line_no", entry);
            (Name, Label, Piece, Lines) = (head.Label, head.Label, head.PieceRef, lines);
        }
    }

    private EntryTemplate Content()
    {
        var accounts = Accounts.Select(a => a.Number).ToHashSet();
        var codes = Activities.Select(a => a.Code).ToHashSet();
        return new EntryTemplate(Label.Trim(), Piece.Trim(),
            [.. Lines.Where(l => !l.IsEmpty).Select((l, i) => l.Read(i + 1, accounts, codes))], Reverse).Checked();
    }

    private Recurring Days()
    {
        var every = Enum.TryParse<Recurrence>(Every, out var known) ? known : Recurrence.None;
        return every == Recurrence.None ? new Recurring(every, Today, null)
            : new Recurring(every, FrenchText.ParseDate(First),
                Until.Trim().Length == 0 ? null : FrenchText.ParseDate(Until));
    }

    private void AddLines()
    {
        for (var i = 0; i < MoreLines; i++)
            Lines.Add(new TemplateLineForm { Activity = Lines.LastOrDefault()?.Activity ?? Activity.StructureCode });
    }
}
