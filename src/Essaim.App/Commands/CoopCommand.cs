using System.CommandLine;
using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.Domain.Values;

namespace Essaim.App.Commands;

/// <summary>`essaim coop create | list | remove | move | export | import`: the co-ops of this data folder.</summary>
public static class CoopCommand
{
    public static Command Make() => new("coop", "les coopératives de ce dossier") 
    {
        Create(), List(), Remove(), CoopTravelCommand.Move(), CoopTravelCommand.Export(), CoopTravelCommand.Import(),
    };

    private static Command Create()
    {
        var name = new Option<string>("--name") { Description = "nom de la coopérative", Required = true };
        var siren = new Option<string>("--siren") { Description = "SIREN, neuf chiffres", Required = true };
        var store = new Option<string?>("--store")
        {
            Description = "postgres:… pour une base PostgreSQL ; sinon un fichier SQLite",
        };
        var yearStart = Amounts.OptionalDay("--year-start", "premier jour du premier exercice ; sinon le 1er janvier");
        var command = new Command("create", "crée une coopérative vide") { name, siren, store, yearStart };
        command.Does(async run =>
        {
            var id = run.CoopIdGiven
                ?? throw new BrokenRuleException("Nommez la coopérative avec --coop, par exemple --coop etabli.");
            await CoopCreation.CreateAsync(run.Installation, id, run.Get(store) ?? Coop.FileStore(id),
                CoopCreation.Blank(run.Get(name), new Siren(run.Get(siren))), run.Today,
                run.Get(yearStart) is { } first ? CoopCreation.FirstYear(first, run.Today) : null);
            return Answer(run);
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "les coopératives");
        command.Does(run => Task.FromResult(Answer(run)));
        return command;
    }

    private static Command Remove()
    {
        var command =
            new Command("remove", "retire une coopérative du catalogue ; ses données restent dans leur fichier");
        command.Does(run =>
        {
            run.Installation.Catalogue.Remove(run.CoopIdGiven
                ?? throw new BrokenRuleException("Nommez la coopérative à retirer avec --coop."));
            return Task.FromResult(Answer(run));
        });
        return command;
    }

    private static int Answer(CommandRun run)
    {
        var coops = run.Installation.Catalogue.Coops();
        return run.Answer(new { coops = coops.Select(c => new { coop = c.Id, c.Name, c.Siren, c.Store }) },
            coops.Count == 0 ? "Aucune coopérative."
                : string.Join('\n', coops.Select(c => $"{c.Id}  {c.Name}  {c.Siren}  {c.Store}")));
    }
}
