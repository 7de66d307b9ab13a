using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Backups;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Cooperatives;

/// <summary>A co-op as who keeps the installation sees it: no figure of its books, only how it is kept.</summary>
public sealed record KeptCoop(string Id, string Name, string Engine, string? Step, BackupAge Backup);

/// <summary>
/// The co-ops of the installation, and a new one. In a file of the data folder: the address of a PostgreSQL database
/// holds a password and reaches into the network, so it is given at the server and never on a page.
/// </summary>
[Authorize(Policy = SignInSetup.Keeper)]
public sealed class IndexModel(Catalogue catalogue, FirstPasswords passwords) : EssaimPage
{
    private const int ActsShown = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Id { get; set; } = "";

    [BindProperty]
    public string Siren { get; set; } = "";

    [BindProperty]
    public string FirstDay { get; set; } = "";

    [BindProperty]
    public string Login { get; set; } = "";

    [BindProperty]
    public string UserName { get; set; } = "";

    [BindProperty]
    public string FirstPassword { get; set; } = "";

    /// <summary>After how many hours without a backup people are told.</summary>
    [BindProperty]
    public string Hours { get; set; } = "";

    public IReadOnlyList<KeptCoop> Coops { get; private set; } = [];
    public IReadOnlyList<InstallationAct> Acts { get; private set; } = [];
    public IReadOnlyList<string> Keepers { get; private set; } = [];

    /// <summary>
    /// The co-op just made, with the password of its first user: in this one answer and nowhere else.
    /// </summary>
    public (string Name, string Login, string? Password)? Made { get; private set; }

    public static string Words(InstallationAct act) => act.Verb switch
    {
        InstallationAct.CoopAdded => $"Coopérative créée : {act.About}",
        InstallationAct.CoopRemoved => $"Coopérative retirée : {act.About}",
        InstallationAct.KeeperNamed => $"Tient l’installation : {act.About}",
        InstallationAct.BackupHoursChanged => $"Sauvegarde en retard après : {act.About}",
        _ => $"Ne tient plus l’installation : {act.About}",
    };

    public Task OnGetAsync()
    {
        FirstDay = FrenchText.Short(new DateOnly(Today.Year, 1, 1));
        return LoadAsync();
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostAsync()
    {
        var number = Read(nameof(Siren), () => new Siren(Siren));
        var year = Read(nameof(FirstDay), () => CoopCreation.FirstYear(FrenchText.ParseDate(FirstDay), Today));
        _ = Read(nameof(Id), () => Checked(Id.Trim()));
        return await TryAsync(async () =>
        {
            var first = new FirstUser(Login, UserName, passwords.Open(FirstPassword));
            var password = await CoopCreation.WithFirstUserAsync(
                Installation, Id.Trim(), CoopCreation.Blank(Name, number), Today, year, first);
            Made = (Name.Trim(), Login.Trim(), password);
            ModelState.Clear();
            (Name, Id, Siren, Login, UserName, FirstPassword) = ("", "", "", "", "", "");
            await LoadAsync();
            return Page();
        });
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostAlarmAsync()
    {
        var hours = Read(nameof(Hours), () => FrenchText.ParseNumber(Hours));
        return await TryAsync(() =>
        {
            catalogue.ChangeBackupHours(hours == decimal.Truncate(hours) && hours is > 0 and < 10_000 ? (int)hours : 0);
            Tell("Délai changé.", $"Une sauvegarde est en retard après {hours:0} heures.");
            return Task.FromResult<IActionResult>(RedirectToPage());
        }, nameof(Hours));
    }

    protected override async Task LoadAsync()
    {
        FirstPassword = FirstPassword.Length > 0 ? FirstPassword : passwords.Seal();
        var backups = BackupAge.Of(catalogue, Time.GetUtcNow()).ToDictionary(b => b.Coop);
        if (Hours.Length == 0)
            Hours = catalogue.BackupHours().ToString(CultureInfo.InvariantCulture);
        Coops = await Task.WhenAll(catalogue.Coops().Select(async c => new KeptCoop(c.Id, c.Name,
            c.Store.StartsWith("postgres:", StringComparison.Ordinal) ? "PostgreSQL" : "SQLite",
            await StepAsync(c), backups[c.Id])));
        Acts = catalogue.InstallationActs(ActsShown);
        Keepers = catalogue.Keepers();
    }

    /// <summary>The newest step of its schema; null when its database does not answer.</summary>
    private async Task<string?> StepAsync(Coop coop)
    {
        try
        {
            return await Task.Run(async () =>
            {
                await using var db = (await Installation.StoreAsync(coop.Id)).Read();
                return ((string?)await db.ScalarAsync("SELECT max(name) FROM schema_step"))?.Split('_')[0];
            }).WaitAsync(Patience);
        }
        // Whatever it is, the database did not answer; the others are shown.
        catch (Exception)
        {
            return null;
        }
    }

    private static string Checked(string id)
    {
        Catalogue.CheckId(id);
        return id;
    }
}
