namespace Essaim.App.Tests.Commands;

public sealed class ImportCsvCommandTests
{
    [Fact, Trait("Length", "Slow")]
    public async Task People_then_their_customers_come_in_from_a_terminal_once()
    {
        using var terminal = new Terminal();
        var made = await terminal.JsonAsync("coop create --coop atelier --name Atelier --siren 303265045");
        Assert.True(made.Status == 0, made.Complaint);
        await WriteAsync("gens.csv", "Prénom;Nom;Courriel;Code de l’activité;Enseigne;Ouverte le\n"
            + "Élise;Roux;elise@exemple.fr;fil-dor;Fil d’or;23/01/2026");
        var people = await terminal.JsonAsync("import csv people gens.csv");
        Assert.Equal(1, people.Json.GetProperty("written").GetInt32());

        await WriteAsync("clients.csv", "Qui;Rue;Code postal;Ville;SIREN\nA;1 rue;69001;Lyon;\nB;1 rue;69001;Lyon;12");
        await WriteAsync("titres.txt", "Qui=Nom\nRue=Rue\nCode postal=Code postal\nVille=Ville\nSIREN=SIREN ou SIRET");
        const string verb = "import csv customers clients.csv --map titres.txt --activity fil-dor";
        var dry = await terminal.JsonAsync(verb + " --dry-run");
        Assert.Equal((0, 2, 0), (dry.Status, dry.Json.GetProperty("read").GetInt32(),
            dry.Json.GetProperty("written").GetInt32()));
        var rejected = Assert.Single(dry.Json.GetProperty("rejected").EnumerateArray());
        Assert.Equal((3, "SIREN ou SIRET"), (rejected.GetProperty("line").GetInt32(),
            rejected.GetProperty("column").GetString()));
        Assert.Equal(1, (await terminal.JsonAsync(verb)).Json.GetProperty("written").GetInt32());
        Assert.Equal(0, (await terminal.JsonAsync(verb)).Json.GetProperty("written").GetInt32());
        Assert.Equal(1, (await terminal.JsonAsync("import csv maisons clients.csv")).Status);

        Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(terminal.Folder, name), text);
    }
}
