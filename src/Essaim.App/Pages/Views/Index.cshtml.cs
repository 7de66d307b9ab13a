using Essaim.App.Data.Views;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Views;

/// <summary>The views one has kept, to open, rename or forget; and the one about to be kept.</summary>
public sealed class IndexModel(Navigation navigation) : EssaimPage
{
    private const int LongestAddress = 500;

    /// <summary>The address of the list to keep.</summary>
    [BindProperty(SupportsGet = true, Name = "garder")]
    public string Address { get; set; } = "";

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public long Id { get; set; }

    public IReadOnlyList<SavedView> Views { get; private set; } = [];

    public string NameOf(string path) =>
        navigation.For(Me, path).FirstOrDefault(l => l.Current)?.Entry.Label ?? path;

    public Task OnGetAsync() => LoadAsync();

    public Task<IActionResult> OnPostKeepAsync() => TryAsync(async () =>
    {
        var (path, query) = Parts();
        await WriteOnceAsync(async w => (await KeepView.AddAsync(w, new SavedView
        {
            UserId = Me.UserId, Name = Name, Path = path, Query = query,
        })).Name);
        Tell("Vue gardée.", "Vous la retrouvez sous « Vues », à côté des filtres.");
        return Redirect(path + query);
    }, nameof(Name));

    public Task<IActionResult> OnPostRenameAsync() => TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            await KeepView.RenameAsync(w, Me.UserId, Id, Name);
            return "";
        });
        Tell("Vue renommée.");
        return Redirect("/vues");
    });

    public Task<IActionResult> OnPostForgetAsync() => TryAsync(async () =>
    {
        var address = await WriteOnceAsync(async w => (await KeepView.ForgetAsync(w, Me.UserId, Id)).Address);
        Tell("Vue supprimée.", "", "La garder de nouveau", "/vues?garder=" + Uri.EscapeDataString(address));
        return Redirect("/vues");
    });

    protected override async Task LoadAsync()
    {
        var views = await (await ReadAsync()).SavedViews.Where(v => v.UserId == Me.UserId).ToListAsync();
        Views = [.. views.OrderBy(v => NameOf(v.Path)).ThenBy(v => v.Name)];
    }

    /// <summary>The list and its filters; neither the page of it nor the file, and never another site.</summary>
    private (string Path, string Query) Parts()
    {
        if (!Url.IsLocalUrl(Address) || Address.Length > LongestAddress)
            throw new BrokenRuleException("Cette liste ne peut pas être gardée. Ouvrez-la, puis recommencez.");
        var parts = Address.Split('?', 2);
        var query = QueryHelpers.ParseQuery(parts.Length > 1 ? parts[1] : "")
            .Where(q => q.Key is not ("p" or "format" or "expire") && q.Value.ToString().Length > 0);
        return (parts[0], QueryString.Create(query).ToString());
    }
}
