using System.Text;
using Essaim.App.Data.Activities;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Commands;

public sealed class CoverProofCommandTests
{
    [Fact]
    public async Task A_proof_is_verified_without_the_coop_and_what_was_touched_is_refused()
    {
        using var terminal = new Terminal();
        var text = Encoding.UTF8.GetString(Proof().ToBytes());
        var said = await VerifyAsync(terminal, text);
        Assert.Equal((0, "jeanne", 800.00m, 1000.00m), (said.Status, said.Json.GetProperty("activity").GetString(),
            said.Json.GetProperty("owed").GetDecimal(), said.Json.GetProperty("total").GetDecimal()));
        Assert.Equal(Proof().Fingerprint, said.Json.GetProperty("fingerprint").GetString());
        foreach (var (was, becomes, why) in new[]
        {
            ("\"cents\": 80000", "\"cents\": 80001", "total"), ("\"cents\": 20000", "\"cents\": -20000", "négative"),
            ("2026-10-31", "2026-10-30", "empreinte"), ("essaim-coffre-1", "essaim-coffre-2", "version"),
            ("\"side\": \"", "\"side\": \"x", "côté"), ("\"siren\"", "\"sirene\"", "n’est pas une preuve"),
            ("{", "[", "n’est pas une preuve"),
        })
        {
            var wrong = await VerifyAsync(terminal, text.Replace(was, becomes, StringComparison.Ordinal));
            Assert.Equal((1, ""), (wrong.Status, wrong.Output));
            Assert.Contains(why, wrong.Complaint);
        }
        Assert.Equal(2, (await terminal.RunAsync("report", "cover")).Status);
        Assert.Equal(2, (await terminal.RunAsync("report", "cover", "--to", "2026-10-31", "--verify", "x")).Status);
        Assert.Equal(1, (await terminal.RunAsync("report", "cover", "--verify", "absent.json")).Status);
        Assert.False(Directory.Exists(terminal.Data));
    }

    private static async Task<Said> VerifyAsync(Terminal terminal, string text)
    {
        await File.WriteAllTextAsync(Path.Combine(terminal.Folder, "preuve.json"), text);
        return await terminal.JsonAsync("report cover --verify preuve.json");
    }

    private static CoverProofFile Proof()
    {
        var tree = new CoverTree([new CoverLeaf("jeanne", $"{1:d64}", Money.Euros(800)),
            new CoverLeaf("paul", $"{2:d64}", Money.Euros(200))]);
        var head = new CoverHead(new Siren("303265045"), new DateOnly(2026, 10, 31), tree.Root, null);
        return CoverProofFile.Of(CoverProof.Prove(tree, head, "jeanne")!);
    }
}
