using Essaim.App.Data.Backups;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Values;

namespace Essaim.App.Pages.Home;

public sealed class IndexModel : EssaimPage
{
    public HomeModel Home { get; private set; } = null!;

    /// <summary>Entrepreneurs come for one answer; the team for a list of what is left.</summary>
    public string View => Me.Role == Role.Entrepreneur ? "_Entrepreneur" : "_Team";

    public Task OnGetAsync() => LoadAsync();

    protected override async Task LoadAsync()
    {
        var greeting = $"Bonjour {Me.Name.Split(' ')[0]}";
        var day = CivilDay.NameOf(Today);
        var lede = $"{char.ToUpperInvariant(day[0])}{day[1..]} {FrenchText.Long(Today)}.";
        Home = HomeModel.Before(Me.Role, greeting, lede);
        if (Me.Role != Role.Entrepreneur)
            Home = WithBackup(await TeamTasks.ReadAsync(await ReadAsync(), Me, Law, Today, Home));
        else if (await ActivityAsync(null) is { } activity)
            Home = await EntrepreneurHome.ReadAsync(await ReadAsync(), Installation, activity, Today, Home);
    }

    /// <summary>Who hands out access is told when this co-op’s backup is late, before anything else.</summary>
    private HomeModel WithBackup(HomeModel home)
    {
        if (!Me.Can(Capability.ManageUsers)
            || BackupAge.Of(Installation.Catalogue, Time.GetUtcNow()).FirstOrDefault(b => b.Coop == Me.CoopId)
                is not { IsLate: true } late)
            return home;
        var why = late.At is { } at ? $"La dernière date du {CivilDay.Moment(at)}." : "Il n’y en a encore aucune.";
        var task = new HomeTask("Faire une sauvegarde", "/aide/sauvegardes", why, Tone.Bad, "En retard");
        return home with { Tasks = [task, .. home.Tasks] };
    }
}
