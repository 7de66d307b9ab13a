using Essaim.App.Data.Ledger;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Ledger;

/// <summary>The journals: a month's entries, of all or of one.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class JournalsModel : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "journal")]
    public string Code { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "mois")]
    public string MonthText { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "q")]
    public string Search { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "p")]
    public int? PageNumber { get; set; }

    [BindProperty(SupportsGet = true, Name = "format")]
    public string Format { get; set; } = "";

    public Month Month { get; private set; }
    public IReadOnlyList<JournalCount> Journals { get; private set; } = [];
    public IReadOnlyList<JournalEntry> Entries { get; private set; } = [];
    public IReadOnlyList<(long Id, string Label)> Drafts { get; private set; } = [];
    public Pager Pager { get; private set; } = new(1, 0);
    public Money Total { get; private set; }

    public string Title => Journals.FirstOrDefault(j => j.Code == Code) is { } one ? $"Journal : {one.Label}"
        : "Journaux";
    public string Lede => $"{Month}, {(Pager.Total == 1 ? "une écriture" : $"{Pager.Total} écritures")}.";
    public string FileAddress => Request.Path + Request.QueryString.Add("format", CsvAnswer.Format).ToString();

    public string Address(string journal, Month? month = null) =>
        $"/journaux?mois={(month ?? Month).ToIso()}" + (journal.Length > 0 ? "&journal=" + journal : "");

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        if (Format != CsvAnswer.Format)
            return Page();
        var all = await JournalReader.PageAsync(await ReadAsync(), Month, Code, Search.Trim(), 0, int.MaxValue);
        return CsvAnswer.Of($"journal-{Month.ToIso()}", ["Date", "Journal", "Numéro", "Pièce", "Libellé", "Montant"],
            all.Select(e => new object?[] { e.Date, e.Journal, e.Number, e.PieceRef, e.Label, e.Amount }));
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var asked = MonthText.Trim().Length > 0 ? Read("mois", () => Month.Parse(MonthText)) : default;
        Month = asked == default ? await JournalReader.LastMonthAsync(db) ?? Month.Of(Today) : asked;
        MonthText = ModelState.IsValid ? Month.ToIso() : MonthText;
        Journals = await JournalReader.CountsAsync(db, Month);
        var shown = Journals.Where(j => Code.Length == 0 || j.Code == Code).ToList();
        (var count, Total) = Search.Trim().Length == 0 ? (shown.Sum(j => j.Count), shown.Sum(j => j.Total))
            : await JournalReader.FoundAsync(db, Month, Code, Search.Trim());
        Pager = new Pager(PageNumber, count);
        Entries = await JournalReader.PageAsync(db, Month, Code, Search.Trim(), Pager.Skip, Pager.Take);
        Drafts = await EntryDrafts.ListAsync(db);
    }
}
