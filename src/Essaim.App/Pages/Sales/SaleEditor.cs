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
    private static readonly string[] UsualUnits = ["heure", "jour", "pièce", "forfait", "mètre", "kilomètre"];

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string Subject { get; set; } = "";

    [BindProperty]
    public List<LineForm> Lines { get; set; } = [];

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
        if (Act == AddLine)
            Lines.Add(new LineForm
            {
                Vat = Lines.LastOrDefault()?.Vat ?? "20", Unit = Lines.LastOrDefault()?.Unit ?? "heure",
            });
        else if (Act.StartsWith(RemoveLine, StringComparison.Ordinal)
            && int.TryParse(Act[RemoveLine.Length..], out var at) && at >= 0 && at < Lines.Count)
            Lines.RemoveAt(at);
        else if (Act != Recount)
            return await KeepAsync();
        return await ShowAsTypedAsync();
    }

    /// <summary>Keeps what was typed and goes where the button says.</summary>
    protected abstract Task<IActionResult> SaveAsync(SaleContent content, int version, string act);

    protected void Fill(SaleContent content, int version)
    {
        Lines = [.. content.Lines.Select(LineForm.Of)];
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
        _ = ReadContent();
        if (Act != Recount)
            ModelState.Clear();
        await LoadAsync();
        if (Lines.Count == 0)
            Lines.Add(new LineForm());
        return Page();
    }

    /// <summary>What was typed, and its totals; what is wrong is told at its line.</summary>
    private SaleContent? ReadContent()
    {
        var law = LawOfToday;
        var read = Lines.Select((line, i) => line.IsBlank ? null : line.Read(Activity.Id, c =>
            VatTreatments.Find(law, c),
            (field, message) => ModelState.AddModelError($"Lines[{i}].{field}", $"{LineForm.NameOf(i)}, {message}")))
                .ToList();
        Nets = [.. read.Select(l => l?.Net)];
        var discount = Read(nameof(Discount), () => LineForm.ReadDiscount(Discount));
        if (!ModelState.IsValid)
            return null;
        var lines = read.OfType<SaleLine>().ToList();
        Totals = new SaleTotals(lines, discount);
        return new SaleContent(lines, discount, Notes.Trim());
    }
}
