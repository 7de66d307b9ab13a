using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Essaim.App.Pages.Sales.Recurring;

/// <summary>The fields of a recurring invoice, new or known.</summary>
public abstract class RecurringForm : ActivityPage
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Rhythm { get; set; } = nameof(Recurrence.Monthly);

    [BindProperty]
    public string First { get; set; } = "";

    [BindProperty]
    public string Until { get; set; } = "";

    [BindProperty]
    public bool AsksQuantities { get; set; }

    public Customer Customer { get; protected set; } = null!;
    public SaleContent Offer { get; protected set; } = SaleContent.Empty;
    public bool MaySell => MayWrite;

    public static IEnumerable<SelectListItem> Rhythms { get; } =
        [.. Enum.GetValues<Recurrence>().Where(r => r != Recurrence.None)
            .Select(r => new SelectListItem(Every(r), r.ToString()))];

    public static string Every(Recurrence recurrence) => recurrence switch
    {
        Recurrence.Quarterly => "Chaque trimestre",
        Recurrence.Yearly => "Chaque année",
        _ => "Chaque mois",
    };

    protected Domain.Ledger.Recurring ReadDays()
    {
        var every = Enum.TryParse<Recurrence>(Rhythm, out var known) ? known : Recurrence.None;
        var first = Read(nameof(First), () => FrenchText.ParseDate(First));
        var until = Until.Trim().Length == 0 ? null
            : Read<DateOnly?>(nameof(Until), () => FrenchText.ParseDate(Until));
        return new Domain.Ledger.Recurring(every, first, until);
    }
}
