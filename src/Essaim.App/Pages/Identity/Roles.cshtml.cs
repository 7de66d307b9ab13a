using Essaim.App.Data;
using Essaim.App.Data.Acts;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Identity;

/// <summary>What each role of the team may do in this co-op.</summary>
[Authorize(Policy = nameof(Capability.ManageCoop))]
public sealed class RolesModel(Catalogue catalogue, Sessions sessions) : EssaimPage
{
    [BindProperty]
    public string Chosen { get; set; } = "";

    [BindProperty]
    public List<string> Allowed { get; set; } = [];

    public IReadOnlyDictionary<Role, IReadOnlySet<Capability>> Now { get; private set; } =
        new Dictionary<Role, IReadOnlySet<Capability>>();

    public static IEnumerable<Role> Editable => Enum.GetValues<Role>().Where(Rights.IsEditable);

    /// <summary>Ticked as they were sent in the form of that role, and as they are in the others.</summary>
    public bool Has(Role role, Capability capability) => Chosen == role.ToString()
        ? Allowed.Contains(capability.ToString()) : Now[role].Contains(capability);

    public bool IsUsual(Role role) => Now[role].SetEquals(Rights.Of(role));

    public Task OnGetAsync() => LoadAsync();

    [FreshSignIn]
    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        var role = Enum.TryParse<Role>(Chosen, out var known) && Rights.IsEditable(known) ? known
            : throw new BrokenRuleException("Les droits de ce rôle ne se changent pas.");
        var asked = Allowed.Select(a => Enum.TryParse<Capability>(a, out var c) && Rights.EditableWords.ContainsKey(c)
            ? c : throw new BrokenRuleException("Ce droit ne se donne pas ici. Rechargez la page.")).ToHashSet();
        var before = catalogue.RightsOf(Me.CoopId)[role];
        var changes = Rights.EditableWords.Where(w => before.Contains(w.Key) != asked.Contains(w.Key))
            .Select(w => $"{w.Value} : {(asked.Contains(w.Key) ? "donné" : "retiré")}").ToList();
        // Told first: a right that somebody was given is never without its line in the log.
        await WriteOnceAsync(async w =>
        {
            await w.TellAsync(new NewAct(ActVerbs.Changed, RecordKinds.Roles, role.Stored(), role.Label(),
                string.Join('\n', changes)));
            return "";
        });
        catalogue.ChangeRights(Me.CoopId, role, asked);
        foreach (var user in catalogue.UsersOf(Me.CoopId))
            sessions.Forget(user.Id);
        Tell($"{role.Label()} : enregistré.", changes.Count == 0 ? "Rien n’a changé." : "Vaut dès la prochaine page.");
        return RedirectToPage();
    });

    protected override Task LoadAsync()
    {
        Now = catalogue.RightsOf(Me.CoopId);
        return Task.CompletedTask;
    }
}
