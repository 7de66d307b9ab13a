using Essaim.App.Data.Activities;
using Essaim.App.Data.Imports;
using Essaim.App.Imports;
using Essaim.App.Jobs;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Imports;

/// <summary>First step of an import: its model to fill in, and the file to hand in.</summary>
public sealed class NewModel : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "kind")]
    public string Key { get; set; } = "";

    /// <summary>The activity of all lines; none where each line names its own.</summary>
    [BindProperty]
    public string ActivityCode { get; set; } = "";

    [BindProperty]
    public IFormFile? Table { get; set; }

    public ImportKind Kind { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> ActivityOptions { get; private set; } = [];

    /// <summary>May leave the activity to a column of the file.</summary>
    public bool ForSeveral => Me.Can(Kind.Needs);

    public IReadOnlyList<ImportColumn> Columns =>
        ForSeveral ? Kind.Columns : [.. Kind.Columns.Where(c => c != Kind.ActivityColumn)];

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (ImportKinds.Find(Key) is not { IsFec: false } kind)
            context.Result = NotFound();
        else if (!kind.May(Me))
            context.Result = Forbid();
        else
        {
            Kind = kind;
            await next();
        }
    }

    public Task OnGetAsync() => LoadAsync();

    /// <summary>The heads and one example, as a file to fill in.</summary>
    public IActionResult OnGetModel(string format)
    {
        var sheet = new Sheet("modele-" + Kind.Key, [.. Columns.Select(c => c.Name)],
            [[.. Columns.Select(c => (object?)c.Example)]]);
        return format == ExcelAnswer.Format ? ExcelAnswer.Of(sheet) : CsvAnswer.Of(sheet);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var activity = await FindActivityAsync();
        if (Kind.OfActivity && activity is null && (!ForSeveral || ActivityCode.Length > 0))
            return NotFound();
        return await TryAsync(async () =>
        {
            var bytes = await BytesAsync();
            var table = TableFile.Read(bytes);
            var file = await new KeptFiles(Installation, Me.CoopId).KeepAsync(Table!.FileName, new MemoryStream(bytes),
                HttpContext.RequestAborted);
            var id = await WriteOnceAsync(async w => (await HandInImport.HandInAsync(w, Kind, file, table, activity?.Id,
                new Asker(Me.Name, Me.UserId))).Id.ToString());
            return Redirect(await NextAsync(id));
        }, nameof(Table));
    }

    protected override async Task LoadAsync()
    {
        if (!Kind.OfActivity)
            return;
        var own = await VisibleActivity.Of(await ReadAsync(), Me).Where(a => a.ClosedOn == null)
            .OrderBy(a => a.TradeName).ToListAsync();
        ActivityOptions =
        [
            .. ForSeveral ? [new SelectListItem("celle que dit la colonne «\u00a0Activité\u00a0»", "")]
                : Array.Empty<SelectListItem>(),
            .. own.Select(a => new SelectListItem(a.TradeName, a.Code)),
        ];
    }

    private async Task<Activity?> FindActivityAsync() => !Kind.OfActivity || ForSeveral && ActivityCode.Length == 0
        ? null : await ActivityAsync(ActivityCode.Length == 0 ? null : ActivityCode);

    private async Task<byte[]> BytesAsync()
    {
        if (Table is not { Length: > 0 } given)
            throw new BrokenRuleException("Choisissez le fichier qui contient vos lignes.");
        if (given.Length > TableFile.MostBytes)
            throw new BrokenRuleException("Ce fichier dépasse 15 Mo. Partagez-le en plusieurs.");
        var bytes = new MemoryStream();
        await given.CopyToAsync(bytes, HttpContext.RequestAborted);
        return bytes.ToArray();
    }

    private async Task<string> NextAsync(string id)
    {
        await using var db = (await Installation.StoreAsync(Me.CoopId)).Read();
        var batch = await db.ImportBatches.SingleAsync(b => b.Id == long.Parse(id));
        if (batch.State == ImportBatch.Waiting)
            return $"/imports/{id}/colonnes";
        Tell("Ce fichier a déjà été importé : rien n’a été ajouté.",
            "Voici ce qu’il a donné. Pour le refaire, annulez d’abord cet import.");
        return "/imports/" + id;
    }
}
