using System.CommandLine;
using Essaim.App.Demo;
using Essaim.App.Web;
using Essaim.Domain.Values;

namespace Essaim.App.Commands;

/// <summary>`essaim demo`: makes a demonstration co-op with a full story, prints its sign-ins, and serves it.</summary>
public static class DemoCommand
{
    public static Command Make()
    {
        var noServe = new Option<bool>("--no-serve") { Description = "s’arrêter une fois la démonstration faite" };
        var seed = new Option<int>("--seed") { Description = "graine du hasard", DefaultValueFactory = _ => 1 };
        var entrepreneurs = new Option<int>("--entrepreneurs") { Description = "combien", DefaultValueFactory = _ =>
            40 };
        var months = new Option<int>("--months") { Description = "combien de mois", DefaultValueFactory = _ => 14 };
        var store = new Option<string?>("--store") { Description = "postgres:… pour une base PostgreSQL" };
        var command = new Command("demo", "fait une coopérative de démonstration et la sert")
        {
            ServeCommand.Port, noServe, seed, entrepreneurs, months, store,
        };
        command.Does(async run =>
        {
            if (run.Get(entrepreneurs) is < 2 or > 100_000 || run.Get(months) is < 4 or > 120)
                throw new BrokenRuleException(
                    "La démonstration compte de 2 à 100 000 entrepreneurs et de 4 à 120 mois.");
            var known = run.Installation.Catalogue.Find(DemoMaker.CoopId);
            if (known is null)
            {
                run.Say("Essaim prépare la coopérative de démonstration…");
                var maker = new DemoMaker(run.Installation, run.Today, run.Get(seed), run.Get(entrepreneurs),
                    run.Get(months)) { Say = run.Say };
                var made = await maker.MakeAsync(run.Get(store) ?? $"sqlite:coops/{DemoMaker.CoopId}.db");
                await DemoFile.WriteAsync(run.DataFolder, made);
            }
            var demo = await DemoFile.ReadAsync(run.DataFolder)
                ?? throw new BrokenRuleException(
                    "Ce dossier contient déjà d’autres données. Donnez un dossier vide avec --data.");
            // A demonstration made before second factors existed does not know that it is one.
            run.Installation.Catalogue.MarkDemonstration(demo.Coop);
            run.Answer(demo, Words(demo));
            if (!run.Get(noServe))
                await ServeCommand.ServeAsync(run, new WebServerOptions
                {
                    DataFolder = run.DataFolder, Port = run.Get(ServeCommand.Port), Demonstration = true,
                    // Passkeys want a name: the same machine, by the one that browsers trust without HTTPS.
                    Address = new Uri($"http://localhost:{run.Get(ServeCommand.Port)}"),
                    Time = run.Time,
                });
            return CommandLine.Done;
        });
        return command;
    }

    private static string Words(DemoResult demo) => string.Join('\n',
    [
        $"L’Établi : {demo.Entrepreneurs} entrepreneurs, {demo.Invoices} factures, {demo.Entries} écritures, jusqu’à "
        + $"{demo.LastMonth}.",
        "Pour entrer :",
        .. demo.Logins.Select(l => $"  {l.User,-9} {l.Password,-44} ({l.Role})"),
    ]);
}
