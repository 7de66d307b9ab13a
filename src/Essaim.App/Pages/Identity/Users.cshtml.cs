using Essaim.App.Data;
using Essaim.App.Data.Acts;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Identity;

/// <summary>
/// Who may sign in to this co-op: give and take away. A new password is shown once, never stored as typed.
/// </summary>
[Authorize(Policy = nameof(Capability.ManageUsers))]
public sealed class UsersModel(Catalogue catalogue, Sessions sessions, FirstPasswords first)
    : EssaimPage
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Login { get; set; } = "";

    [BindProperty]
    public string NewRole { get; set; } = nameof(Role.Entrepreneur);

    [BindProperty]
    public string PersonId { get; set; } = "";

    [BindProperty]
    public long UserId { get; set; }

    [BindProperty]
    public string RevokedRole { get; set; } = "";

    [BindProperty]
    public string FirstPassword { get; set; } = "";

    [BindProperty]
    public bool StaffNeedPasskey { get; set; }

    public bool StaffNeedPasskeyNow { get; private set; }
    public IReadOnlyList<CoopUser> Users { get; private set; } = [];
    public IReadOnlyList<SelectListItem> PersonOptions { get; private set; } = [];

    /// <summary>The login just made, with its password: in this one answer and nowhere else.</summary>
    public (string Login, string Password)? Shown { get; private set; }

    public IEnumerable<SelectListItem> RoleOptions => Enum.GetValues<Role>().Where(MayGive)
        .Select(r => new SelectListItem(r.Label(), r.ToString()));

    public Task OnGetAsync() => LoadAsync();

    [FreshSignIn]
    public async Task<IActionResult> OnPostAddAsync()
    {
        await LoadAsync();
        var role = Read(nameof(NewRole), () => ReadRole(NewRole));
        if (role == Role.Entrepreneur && PersonId.Length == 0)
            ModelState.AddModelError(nameof(PersonId), "Choisissez la personne : elle verra son activité.");
        if (PersonId.Length > 0 && PersonOptions.All(p => p.Value != PersonId))
            ModelState.AddModelError(nameof(PersonId), "Cette personne n’est pas dans la coopérative.");
        return await TryAsync(async () =>
        {
            var password = first.Open(FirstPassword);
            await ToldAsync(ActVerbs.Added, Login.Trim(), $"{Name.Trim()}, {role.Label()}", () => catalogue.Grant(
                catalogue.AddUser(Login, Name, password, Time), Me.CoopId, role,
                PersonId.Length > 0 ? PersonId : null), unless: () => catalogue.WasMadeWith(Login, password));
            Shown = (Login.Trim(), password);
            ModelState.Clear();
            (Name, Login, PersonId, FirstPassword) = ("", "", "", "");
            await LoadAsync();
            return Page();
        }, nameof(Login));
    }

    [FreshSignIn]
    public Task<IActionResult> OnPostRevokeAsync() => TryAsync(async () =>
    {
        if (UserId == Me.UserId)
            throw new BrokenRuleException(
                "Vous ne pouvez pas retirer votre propre accès. Demandez à quelqu’un d’autre.");
        var role = ReadRole(RevokedRole);
        await ToldAsync(ActVerbs.Removed, LoginOf(UserId), role.Label(),
            () => catalogue.Revoke(UserId, Me.CoopId, role));
        return Done("Accès retiré.", "Une session ouverte se ferme.");
    });

    [FreshSignIn]
    public Task<IActionResult> OnPostDisableAsync() => TryAsync(async () =>
    {
        var user = ReadUser();
        if (user.Id == Me.UserId)
            throw new BrokenRuleException(
                "Vous ne pouvez pas fermer votre propre identifiant. Demandez à quelqu’un d’autre.");
        await ToldAsync(ActVerbs.Changed, user.Login, "Identifiant fermé", () => catalogue.Disable(user.Id));
        return Done($"Identifiant {user.Login} fermé.", "Une session ouverte se ferme.");
    });

    [FreshSignIn]
    public Task<IActionResult> OnPostEnableAsync() => TryAsync(async () =>
    {
        var user = ReadUser();
        await ToldAsync(ActVerbs.Changed, user.Login, "Identifiant rouvert", () => catalogue.Enable(user.Id));
        return Done($"Identifiant {user.Login} rouvert.", "Son mot de passe n’a pas changé.");
    });

    /// <summary>For whoever lost their telephone and their codes, and said so in person.</summary>
    [FreshSignIn]
    public Task<IActionResult> OnPostForgetFactorsAsync() => TryAsync(async () =>
    {
        if (UserId == Me.UserId)
            throw new BrokenRuleException("Vos propres preuves se changent dans votre profil, page Sécurité.");
        await ToldAsync(ActVerbs.Changed, LoginOf(UserId), "Secondes preuves oubliées",
            () => catalogue.ForgetFactors(UserId, Me.CoopId, Time.GetUtcNow()));
        return Done("Secondes preuves oubliées.", "Il faudra en choisir une à la prochaine connexion.");
    });

    [FreshSignIn]
    public Task<IActionResult> OnPostStaffAsync() => TryAsync(async () =>
    {
        var done = StaffNeedPasskey ? "Clé d’accès demandée à l’équipe." : "Clé d’accès laissée au choix.";
        await ToldAsync(ActVerbs.Changed, "Équipe", done,
            () => catalogue.NeedStaffPasskey(Me.CoopId, StaffNeedPasskey));
        Tell(done, StaffNeedPasskey ? "Qui n’en a pas la fera avant de continuer." : "");
        return RedirectToPage();
    });

    protected override async Task LoadAsync()
    {
        FirstPassword = FirstPassword.Length > 0 ? FirstPassword : first.Seal();
        StaffNeedPasskeyNow = catalogue.Find(Me.CoopId) is { StaffNeedPasskey: true };
        Users = catalogue.UsersOf(Me.CoopId);
        var people = await (await ReadAsync()).People.OrderBy(p => p.LastName).ThenBy(p => p.FirstName).ToListAsync();
        PersonOptions =
        [
            new("personne en particulier", ""),
            .. people.Select(p => new SelectListItem($"{p.LastName} {p.FirstName}", p.Id.ToString())),
        ];
    }

    /// <summary>
    /// The user whose sign-in is closed or opened. A sign-in is one for all co-ops of the installation: who also enters
    /// another one is not shut out of it from here.
    /// </summary>
    private CoopUser ReadUser()
    {
        var roles = catalogue.UsersOf(Me.CoopId).Where(u => u.Id == UserId).ToList();
        if (roles.Count == 0)
            throw new BrokenRuleException("Cette personne n’entre pas dans la coopérative. Rechargez la page.");
        if (!roles.All(u => MayGive(u.Role)))
            throw new BrokenRuleException("Seule la gérance ferme ou rouvre l’identifiant de la gérance.");
        if (catalogue.EntersElsewhere(UserId, Me.CoopId))
            throw new BrokenRuleException(
                "Cette personne entre aussi dans une autre coopérative. Retirez-lui plutôt son accès à celle-ci.");
        return roles[0];
    }

    /// <summary>
    /// Changes the catalogue while its line waits in the log: what is refused leaves none, and nothing is done untold,
    /// or twice.
    /// </summary>
    private async Task ToldAsync(string verb, string login, string what, Action change, Func<bool>? unless = null)
    {
        var store = await Installation.StoreAsync(Me.CoopId);
        await store.WriteAsync(async w =>
        {
            if (unless?.Invoke() == true)
                return;
            await w.TellAsync(new NewAct(verb, RecordKinds.User, login, login, what));
            change();
        });
    }

    private string LoginOf(long user) => catalogue.UsersOf(Me.CoopId).FirstOrDefault(u => u.Id == user)?.Login
        ?? throw new BrokenRuleException("Cette personne n’entre pas dans la coopérative. Rechargez la page.");

    private IActionResult Done(string done, string meaning)
    {
        sessions.Forget(UserId);
        Tell(done, meaning);
        return RedirectToPage();
    }

    /// <summary>
    /// Nobody gives more than they have: who cannot manage the co-op does not name its managers. Only the first one of
    /// a new co-op is named by its administrator, as there is nobody else yet.
    /// </summary>
    private bool MayGive(Role role) => role != Role.Manager || Me.Can(Capability.ManageCoop)
        || catalogue.UsersOf(Me.CoopId).All(u => u.Role != Role.Manager);

    private Role ReadRole(string text) =>
        Enum.TryParse<Role>(text, out var role) && Enum.IsDefined(role) && MayGive(role)
            ? role
            : throw new BrokenRuleException("Choisissez un rôle.");
}
