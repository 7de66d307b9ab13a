using System.CommandLine;
using Essaim.App.Identity;
using Essaim.Domain.Values;

namespace Essaim.App.Commands;

/// <summary>
/// `essaim user add | keeper`: the first sign-in of a co-op, which no page can make because nobody may open one yet,
/// and who keeps the installation, which no page gives.
/// </summary>
public static class UserCommand
{
    public static Command Make() => new("user", "qui peut se connecter") { Add(), Keeper() };

    private static Command Add()
    {
        var login = new Option<string>("--login") { Description = "identifiant, souvent un courriel", Required = true };
        var name = new Option<string>("--name") { Description = "prénom et nom", Required = true };
        var role = new Option<string>("--role")
        {
            Description = string.Join(", ", Enum.GetValues<Role>().Select(r => r.Stored())),
            DefaultValueFactory = _ => Role.Manager.Stored(),
        };
        var person = new Option<string?>("--person") { Description = "son numéro dans la coopérative, s’il en a un" };
        var command = new Command("add", "ouvre un identifiant et dit son mot de passe, une fois")
            { login, name, role, person };
        command.Does(run =>
        {
            var catalogue = run.Installation.Catalogue;
            var coop = run.Installation.Choose(run.CoopIdGiven);
            if (catalogue.Find(coop) is null)
                throw new BrokenRuleException(
                    $"Il n’y a pas de coopérative « {coop} » ici. Créez-la avec essaim coop create.");
            var given = RoleNames.FromStored(run.Get(role)) ?? throw new BrokenRuleException(
                $"« {run.Get(role)} » n’est pas un rôle. Choisissez parmi : {role.Description}.");
            if (given == Role.Entrepreneur && run.Get(person) is null)
                throw new BrokenRuleException(
                    "Un entrepreneur voit sa propre activité : dites laquelle avec --person.");
            var password = Passwords.Make();
            catalogue.Grant(catalogue.AddUser(run.Get(login), run.Get(name), password, run.Time), coop, given,
                run.Get(person));
            return Task.FromResult(run.Answer(new { coop, user = run.Get(login), role = given.Stored(), password },
                $"{run.Get(login)} peut se connecter à « {coop} » avec le mot de passe {password}\n"
                + "Il ne sera plus montré. Changez-le dans le profil."));
        });
        return command;
    }

    private static Command Keeper()
    {
        var login = new Option<string>("--login") { Description = "identifiant", Required = true };
        var withdraw = new Option<bool>("--withdraw") { Description = "retirer ce droit" };
        var command = new Command("keeper", "donne le droit de tenir l’installation : y créer des coopératives")
            { login, withdraw };
        command.Does(run =>
        {
            var keeps = !run.Get(withdraw);
            run.Installation.Catalogue.NameKeeper(run.Get(login), keeps);
            return Task.FromResult(run.Answer(new { user = run.Get(login), keeper = keeps },
                run.Get(login) + (keeps ? " tient l’installation." : " ne tient plus l’installation.")));
        });
        return command;
    }
}
