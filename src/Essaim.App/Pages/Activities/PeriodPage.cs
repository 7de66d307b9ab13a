using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Activities;

/// <summary>
/// A page of the activity account over some days, which the address names; since the opening otherwise.
/// </summary>
public abstract class PeriodPage : ActivityPage
{
    [BindProperty(SupportsGet = true, Name = "")]
    public Listing List { get; set; } = new();

    public DateOnly First { get; private set; }
    public DateOnly Last { get; private set; }

    /// <summary>This page's address with the same days.</summary>
    public string During(string path) =>
        At(path + (path.Contains('?') ? "&" : "?") + $"du={First:yyyy-MM-dd}&au={Last:yyyy-MM-dd}");

    /// <summary>The document behind each entry, where this visitor may see it.</summary>
    protected async Task<Dictionary<EntryId, string>> AddressesAsync(CoopDb db, IEnumerable<EntryId> entries)
    {
        var pay = !ForTeam || Me.Can(Capability.SeePay);
        return (await FigureLines.AddressesAsync(db, entries)).Where(a => pay || !a.Value.StartsWith("/salaire"))
            .ToDictionary(a => a.Key, a => At(a.Value));
    }

    /// <summary>Reads the days; what cannot be read is said, and the usual ones are shown instead.</summary>
    protected void ReadPeriod()
    {
        (First, Last) = (Activity.OpenedOn, Today);
        var (from, to) = (ReadDay("du", List.From, First), ReadDay("au", List.To, Last));
        if (ModelState.IsValid)
            Read("au", () => new DateRange(from, to));
        if (ModelState.IsValid)
            (First, Last, List.From, List.To) = (from, to, FrenchText.Short(from), FrenchText.Short(to));
    }
}
