using Essaim.App.Data.Imports;
using Essaim.App.Imports;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Essaim.App.Pages.Imports;

/// <summary>Second step of an import: what each column of the file is; guessed, shown, and changed by people.</summary>
public sealed class ColumnsModel : BatchPage
{
    private const int Shown = 3;

    [BindProperty]
    public List<string> Places { get; set; } = [];

    public TableFile Table { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> Options { get; private set; } = [];

    /// <summary>The first values that stand in a column, to recognise it by.</summary>
    public string ValuesOf(int at) => string.Join(" · ", Table.Rows.Where(r => at < r.Cells.Count)
        .Select(r => r.Cells[at].Trim()).Where(c => c.Length > 0).Distinct().Take(Shown));

    public string HeadOf(int at) => Table.Heads[at].Length > 0 ? Table.Heads[at] : $"Colonne {at + 1}, sans titre";

    public async Task<IActionResult> OnGetAsync()
    {
        if (Batch.State != ImportBatch.Waiting || Kind.IsFec)
            return Redirect(Here);
        await LoadAsync();
        Places = [.. Batch.Columns];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Batch.State != ImportBatch.Waiting || Kind.IsFec)
            return Redirect(Here);
        return await TryAsync(async () =>
        {
            var table = await TableAsync();
            await WriteOnceAsync(async w =>
            {
                await HandInImport.ChooseAsync(w, Id, Kind, table, Places);
                return "";
            });
            return Redirect(Here);
        });
    }

    protected override async Task LoadAsync()
    {
        Table = await TableAsync();
        Options =
        [
            new SelectListItem("Ne pas importer", ""),
            .. Kind.ColumnsFor(Batch.ActivityId)
                .Select(c => new SelectListItem(c.Required ? $"{c.Name} (obligatoire)" : c.Name, c.Key)),
        ];
        while (Places.Count < Table.Heads.Count)
            Places.Add("");
    }
}
