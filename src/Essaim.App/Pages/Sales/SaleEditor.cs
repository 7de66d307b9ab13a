using Essaim.App.Data.Sales;
using Essaim.App.Web;
using Essaim.Domain.Law;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Essaim.App.Pages.Sales;

/// <summary>
/// The editor of lines that quotes and draft invoices share. Every button sends the whole form: the server adds or
/// removes a line, counts again, keeps, or goes on; so it works without JavaScript, and the totals are always its own.
/// </summary>
public abstract class SaleEditor : ActivityPage
{
    private const string AddLine = "ajouter";
    private const string Recount = "recalculer";
    private const string RemoveLine = "retirer-";
    private const string AddChapter = "chapitre";
    private const string AddUnder = "ajouter-";
    private const string AddInstalment = "echeance";
    private const string RemoveInstalment = "sans-echeance-";
    private const string Pick = "catalogue";
    private static readonly string[] UsualUnits = ["heure", "jour", "pièce", "forfait", "mètre", "kilomètre"];

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string Subject { get; set; } = "";

    [BindProperty]
    public List<LineForm> Lines { get; set; } = [];

    [BindProperty]
    public List<InstalmentForm> Plan { get; set; } = [];

    /// <summary>What is taken from the catalogue, by its name.</summary>
    [BindProperty]
    public string Picked { get; set; } = "";

    [BindProperty]
    public string OrderNumber { get; set; } = "";

    [BindProperty]
    public string Discount { get; set; } = "";

    [BindProperty]
    public string Notes { get; set; } = "";

    [BindProperty]
    public string Version { get; set; } = "0";

    [BindProperty]
    public string Act { get; set; } = "";

    public InvoiceLaw LawOfToday => InvoiceLaw.Of(Law, Today);

    /// <summary>Of the lines as typed; null while one of them cannot be read.</summary>
    public SaleTotals? Totals { get; private set; }

    public IReadOnlyList<DepositTaken> Deposits { get; protected set; } = [];

    /// <summary>The net of each line, null where it cannot be read.</summary>
    public IReadOnlyList<Money?> Nets { get; private set; } = [];

    /// <summary>What each payment of the plan asks; empty while the plan cannot be read.</summary>
    public IReadOnlyList<InstalmentAmount> Amounts { get; private set; } = [];

    /// <summary>The names of the catalogue, to choose from.</summary>
    public IReadOnlyList<string> Offers { get; private set; } = [];

    public Money? Asked => Totals is null ? null : Totals.Total - Deposits.Sum(d => d.Net + d.Vat);

    public Customer Customer { get; protected set; } = null!;

    public abstract bool IsQuote { get; }

    public IEnumerable<SelectListItem> Rates =>
        VatTreatments.Of(LawOfToday).Select(t => new SelectListItem(t.Label, t.Code));

    public IEnumerable<string> UnitsFor(LineForm line) => UsualUnits.Append(line.Unit).Distinct();

    /// <summary>Only the totals, for the page that is already shown.</summary>
    public async Task<IActionResult> OnPostTotalsAsync()
    {
        _ = ReadContent();
        ModelState.Clear();
        await LoadAsync();
        return Partial("/Pages/Sales/_Totals.cshtml", this);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Act == Pick)
            await PickAsync();
        else if (!ChangesRows() && Act != Recount)
            return await KeepAsync();
        return await ShowAsTypedAsync();
    }

    /// <summary>The buttons that add and remove rows; false for any other.</summary>
    private bool ChangesRows()
    {
        if (Act == AddLine)
            Lines.Add(Next(Lines.LastOrDefault(l => !l.IsChapter)));
        else if (Act == AddChapter)
            Lines.AddRange([new LineForm { IsChapter = true }, Next(Lines.LastOrDefault(l => !l.IsChapter))]);
        else if (RowOf(AddUnder, Lines.Count) is { } chapter)
            Lines.Insert(EndOf(chapter), Next(Lines[EndOf(chapter) - 1]));
        else if (RowOf(RemoveLine, Lines.Count) is { } line)
            Lines.RemoveAt(line);
        else if (Act == AddInstalment)
            AddToPlan();
        else if (RowOf(RemoveInstalment, Plan.Count) is { } part)
            Plan.RemoveAt(part);
        else
            return false;
        return true;
    }

    private static LineForm Next(LineForm? like) => new() { Vat = like?.Vat ?? "20", Unit = like?.Unit ?? "heure" };

    /// <summary>Before the balance, which stays the last.</summary>
    private void AddToPlan()
    {
        if (Plan.Count == 0)
            Plan.AddRange(InstalmentForm.Usual());
        else
            Plan.Insert(Plan.Count - 1, new InstalmentForm());
    }

    private int? RowOf(string verb, int count) => Act.StartsWith(verb, StringComparison.Ordinal)
        && int.TryParse(Act[verb.Length..], out var at) && at >= 0 && at < count ? at : null;

    /// <summary>Where the lines of a chapter end: at the next title.</summary>
    private int EndOf(int chapter)
    {
        var next = Lines.FindIndex(chapter + 1, l => l.IsChapter);
        return next < 0 ? Lines.Count : next;
    }

    private async Task PickAsync()
    {
        var item = await SaleCatalogue.FindAsync(await ReadAsync(), Activity.Id, Picked);
        if (item is null)
        {
            ModelState.AddModelError(nameof(Picked), "Rien ne porte ce nom dans votre catalogue. Choisissez dans la "
                + "liste, ou ajoutez d’abord ce que vous vendez.");
            return;
        }
        Lines.RemoveAll(l => l.IsBlank);
        Lines.Add(LineForm.Of(item.Content));
        Picked = "";
        ModelState.Remove(nameof(Picked));
    }

    /// <summary>Keeps what was typed and goes where the button says.</summary>
    protected abstract Task<IActionResult> SaveAsync(SaleContent content, int version, string act);

    protected void Fill(SaleContent content, int version)
    {
        Lines = [.. LineForm.Of(content.Lines)];
        Plan = [.. (content.Plan ?? []).Select(InstalmentForm.Of)];
        OrderNumber = content.OrderNumber ?? "";
        if (Lines.Count == 0)
            Lines.Add(new LineForm());
        Discount = content.Discount == Rate.Zero ? "" : FrenchText.Decimal(content.Discount.ToPercent(), 4);
        (Notes, Version) = (content.Notes, version.ToString());
        _ = ReadContent();
        ModelState.Clear();
    }

    private async Task<IActionResult> KeepAsync()
    {
        var content = ReadContent();
        var version = Read(nameof(Version), () => int.TryParse(Version, out var number) ? number
            : throw new BrokenRuleException("Rechargez la page : elle est incomplète."));
        return await TryAsync(() => SaveAsync(content!, version, Act));
    }

    /// <summary>Nothing is kept and nothing is blamed: the page comes back with one line more or less.</summary>
    private async Task<IActionResult> ShowAsTypedAsync()
    {
        var picked = ModelState.GetValueOrDefault(nameof(Picked))?.Errors.FirstOrDefault()?.ErrorMessage;
        _ = ReadContent();
        if (Act != Recount)
            ModelState.Clear();
        if (picked is not null)
            ModelState.AddModelError(nameof(Picked), picked);
        await LoadAsync();
        if (Lines.Count == 0)
            Lines.Add(new LineForm());
        return Page();
    }

    protected async Task LoadOffersAsync() => Offers = await SaleCatalogue.NamesAsync(await ReadAsync(), Activity.Id);

    /// <summary>What was typed, and its totals; what is wrong is told at its line.</summary>
    private SaleContent? ReadContent()
    {
        var read = ReadLines();
        Nets = [.. read.Select(l => l?.Net)];
        var discount = Read(nameof(Discount), () => LineForm.ReadDiscount(Discount));
        var plan = ReadPlan();
        var order = Read(nameof(OrderNumber), () => OrderNumber.Trim() is { Length: <= 100 } text ? text
            : throw new BrokenRuleException("Ce numéro a cent caractères au plus."));
        if (!ModelState.IsValid)
            return null;
        var lines = read.OfType<SaleLine>().ToList();
        var content = new SaleContent(lines, discount, Notes.Trim())
        {
            Plan = plan.Count > 0 ? plan : null, OrderNumber = order.Length > 0 ? order : null,
        };
        Totals = content.Totals;
        Amounts = Read("Plan", () => InstalmentPlan.Amounts(Checked(content))) ?? [];
        return ModelState.IsValid ? content : null;
    }

    private static SaleContent Checked(SaleContent content)
    {
        SaleChapters.Check(content.Lines);
        InstalmentPlan.Check(content);
        return content;
    }

    private List<SaleLine?> ReadLines()
    {
        var law = LawOfToday;
        var lines = new List<SaleLine?>();
        string? chapter = null;
        for (var i = 0; i < Lines.Count; i++)
        {
            var (line, at) = (Lines[i], i);
            if (line.IsChapter)
                chapter = Read($"Lines[{at}].Description", () => TitleOf(at));
            lines.Add(line.IsChapter || line.IsBlank ? null : line.Read(Activity.Id, c => VatTreatments.Find(law, c),
                (field, message) => ModelState.AddModelError($"Lines[{at}].{field}",
                    $"{LineForm.NameOf(at)}, {message}")) is { } sold ? sold with { Chapter = chapter } : null);
        }
        return lines;
    }

    private string TitleOf(int at)
    {
        var title = Lines[at].Description.Trim();
        if (title.Length == 0)
            throw new BrokenRuleException($"{LineForm.NameOf(at)}, titre : nommez le chapitre ou retirez-le.");
        return Lines.Take(at).Any(l => l.IsChapter && l.Description.Trim() == title)
            ? throw new BrokenRuleException(
                $"Deux chapitres s’appellent « {title} ». Donnez-leur deux titres différents.")
            : title;
    }

    private List<Instalment> ReadPlan()
    {
        var plan = new List<Instalment>();
        for (var i = 0; i < Plan.Count; i++)
            if (!Plan[i].IsBlank && Read($"Plan[{i}].Part", Plan[i].Read) is { } part)
                plan.Add(part);
        return plan;
    }
}
