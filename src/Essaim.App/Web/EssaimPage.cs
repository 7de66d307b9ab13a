using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Data.Acts;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Approvals;
using Essaim.App.Data.Documents;
using Essaim.App.Data.Views;
using Essaim.App.Identity;
using Essaim.Domain.Activities;
using Essaim.Domain.Law;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Essaim.App.Web;

/// <summary>
/// What all pages share: who asks, how a broken rule comes back to the form with what was typed, the message for the
/// next page, and the key that makes sending the same form twice harmless.
/// </summary>
public abstract class EssaimPage : PageModel
{
    private CoopDb? _db;

    /// <summary>Name of the hidden field that every form carries.</summary>
    public const string RequestField = "request";

    public CurrentUser Me => HttpContext.RequestServices.GetRequiredService<CurrentUser>();

    protected TimeProvider Time => HttpContext.RequestServices.GetRequiredService<TimeProvider>();

    /// <summary>The civil day in France.</summary>
    public DateOnly Today => CivilDay.Today(Time);

    /// <summary>
    /// The same for every sending of one rendered form; <see cref="Guid.Empty"/> when the sender gave none. Whoever
    /// does the work keeps it beside its result and answers a second sending with the first result.
    /// </summary>
    public Guid RequestKey =>
        Request.HasFormContentType && Guid.TryParse(Request.Form[RequestField], out var key) ? key : Guid.Empty;

    protected Installation Installation => HttpContext.RequestServices.GetRequiredService<Installation>();

    /// <summary>The law that came with the program.</summary>
    protected LawBook Law => Installation.Law;

    /// <summary>Rows of the co-op the visitor is signed in to, for reading; open until the answer is sent.</summary>
    protected async Task<CoopDb> ReadAsync()
    {
        if (_db is not null)
            return _db;
        _db = (await Installation.StoreAsync(Me.CoopId)).Read();
        HttpContext.Response.RegisterForDisposeAsync(_db);
        // Opened once: left closed, each query would open and give back its own.
        await _db.OpenAsync();
        return _db;
    }

    /// <summary>What the visitor has kept of this list, for the menu beside its filters.</summary>
    public async Task<List<SavedView>> ViewsAsync() => await (await ReadAsync()).SqlAsync(
        r => new SavedView
        {
            Id = r.GetInt64(0), UserId = Me.UserId, Name = r.GetString(1), Path = Request.Path, Query = r.GetString(2),
        }, "SELECT id, name, query FROM saved_view WHERE user_id = @p0 AND path = @p1 ORDER BY name", Me.UserId,
        Request.Path.Value);

    /// <summary>What happened to a record that the visitor may see: its page asks.</summary>
    public async Task<List<Act>> HistoryAsync(string kind, long about) => await ActLog.OfAsync(
        await ReadAsync(), kind, about.ToString(CultureInfo.InvariantCulture));

    /// <summary>The documents of a record that the page shows, for the place where it shows them.</summary>
    public async Task<DocumentList?> DocumentsAsync(string kind, long id)
    {
        var db = await ReadAsync();
        return await DocumentOwner.SeenAsync(db, Me, kind, id) is { } owner
            ? await DocumentList.ReadAsync(db, Me, owner) : null;
    }

    /// <summary>
    /// Does the work once for this form, however often it is sent; a second sending gets the first result, which is a
    /// short text such as the number of what was made.
    /// </summary>
    protected async Task<string> WriteOnceAsync(Func<WriteSession, Task<string>> work)
    {
        var store = await Installation.StoreAsync(Me.CoopId);
        return await store.WriteOnceAsync(RequestKey == Guid.Empty ? Guid.NewGuid() : RequestKey, work);
    }

    /// <summary>
    /// Writes in the log that somebody else's private page was looked at, before it is shown: no line, no page.
    /// </summary>
    protected async Task TellSeenAsync(Person person, string what)
    {
        var id = person.Id.ToString(CultureInfo.InvariantCulture);
        if (Me.PersonId == id)
            return;
        await (await Installation.StoreAsync(Me.CoopId)).WriteAsync(
            w => w.TellAsync(new NewAct(ActVerbs.Seen, RecordKinds.Person, id, person.FullName, what)));
    }

    /// <summary>The activity that the address names, if the visitor may see it.</summary>
    protected async Task<Activity?> ActivityAsync(string? code) =>
        await VisibleActivity.FindAsync(await ReadAsync(), Me, code);

    /// <summary>
    /// Loads what the page shows besides the form. Runs again before a refused form is shown once more.
    /// </summary>
    protected virtual Task LoadAsync() => Task.CompletedTask;

    /// <summary>
    /// Does what was asked. A <see cref="BrokenRuleException"/>, and nothing else, puts its sentence at the head of the
    /// page (and at <paramref name="field"/>, if named) and shows the form again as it was typed.
    /// </summary>
    protected async Task<IActionResult> TryAsync(Func<Task<IActionResult>> act, string field = "")
    {
        if (!ModelState.IsValid)
            return await RefusedAsync();
        try
        {
            return await act();
        }
        catch (BrokenRuleException rule)
        {
            ModelState.AddModelError(field, rule.Message);
            return await RefusedAsync();
        }
    }

    /// <summary>
    /// Reads one field; a sentence about it stays with it and the others are still read. Ask
    /// <c>ModelState.IsValid</c>, or call <see cref="TryAsync"/>, once all are read.
    /// </summary>
    protected T Read<T>(string field, Func<T> parse)
    {
        try
        {
            return parse();
        }
        catch (BrokenRuleException rule)
        {
            ModelState.AddModelError(field, rule.Message);
            return default!;
        }
    }

    /// <summary>A day that may be left out.</summary>
    protected DateOnly ReadDay(string field, string text, DateOnly otherwise) =>
        text.Trim().Length == 0 ? otherwise : Read(field, () => FrenchText.ParseDate(text));

    /// <summary>A sum that may be left out; nothing typed is zero.</summary>
    protected Money ReadSum(string field, string text) =>
        text.Trim().Length == 0 ? Money.Zero : Read(field, () => FrenchText.ParseMoney(text));

    /// <summary>The same page again, with its errors. The status tells programs; people see the page.</summary>
    protected async Task<IActionResult> RefusedAsync(int status = StatusCodes.Status422UnprocessableEntity)
    {
        await LoadAsync();
        return new PageResult { StatusCode = status };
    }

    /// <summary>
    /// Says on the next page what has been done: a short sentence in the past, then what it means, then an address
    /// where to look at it.
    /// </summary>
    protected void Tell(string done, string meaning = "", string? link = null, string? address = null) =>
        Message.Leave(TempData, new Message("ok", done, meaning, link, address));

    /// <summary>Says what came of an act that takes two people: done, or waiting for the other one.</summary>
    protected void TellOutcome(string outcome, string done, string meaning = "")
    {
        if (outcome == FourEyes.Done)
            Tell(done, meaning);
        else
            Tell("Demande envoyée.", "Une autre personne doit donner son accord.", "Voir les accords", "/accords");
    }

    /// <summary>Says that a draft is in the bin, with the button that takes it out again.</summary>
    protected void TellDiscarded(string discarded) => Message.Leave(TempData, new Message("ok", "Brouillon supprimé.",
        "Il reste trente jours dans la corbeille.", "Ouvrir la corbeille", "/corbeille",
        "/corbeille?handler=restore&id=" + discarded));
}
