using Essaim.App.Data.Calendars;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Identity;

/// <summary>The link that puts one's dates into the calendar of a phone: made, made anew, taken away.</summary>
public sealed class CalendarModel(WebServerOptions server) : EssaimPage
{
    public CalendarLink? Link { get; private set; }
    public IReadOnlyList<CalendarDate> Dates { get; private set; } = [];

    /// <summary>The address just made: in this one answer and nowhere else.</summary>
    public string? Shown { get; private set; }

    public Task OnGetAsync() => LoadAsync();

    public Task<IActionResult> OnPostMakeAsync() => TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            Shown = CalendarFeed.Address(Request, server, await CalendarLink.MakeAsync(w, Me));
            return "";
        });
        if (Shown is null)
            throw new BrokenRuleException(
                "Ce lien est déjà fait et ne se montre qu’une fois. S’il est perdu, faites-en un nouveau.");
        await LoadAsync();
        return Page();
    });

    public Task<IActionResult> OnPostRemoveAsync() => TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            await CalendarLink.RemoveAsync(w, Me);
            return "";
        });
        Tell("Lien supprimé.", "Les agendas qui s’en servaient ne reçoivent plus rien.");
        return RedirectToPage();
    });

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Link = await CalendarLink.OfAsync(db, Me);
        Dates = await CalendarDates.ReadAsync(db, Me, Today);
    }
}
