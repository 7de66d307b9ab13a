using System.CommandLine;
using Essaim.App.Bench;
using Essaim.App.Data;
using Essaim.Domain.Values;

namespace Essaim.App.Commands;

/// <summary>
/// `essaim bench generate | post | close | fec | balance | page | reconcile | vault | pay | pdf`: measured work, the
/// bare work beside it in the same run.
/// </summary>
public static class BenchCommand
{
    private static readonly Option<int> Entrepreneurs = new("--entrepreneurs")
    {
        Description = "combien d’entrepreneurs, si le dossier est vide", DefaultValueFactory = _ => 1000,
    };

    private static readonly Option<int> Years =
        new("--years") { Description = "années d’écritures", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Count =
        new("--count") { Description = "combien de factures", DefaultValueFactory = _ => 20_000 };
    private static readonly Option<string?> StoreText =
        new("--store") { Description = "postgres:… pour mesurer sur PostgreSQL" };

    public static Command Make() => new("bench", "mesure le travail, le travail nu à côté")
    {
        Verb("generate", "remplit les livres : des factures encaissées, mois après mois", GenerateAsync),
        Verb("post", "émet et enregistre des factures, une transaction durable chacune",
            (run, coop) => new BenchWork(coop, run.DataFolder).PostAsync(run.Get(Count))),
        Verb("close", "clôt un mois de paie de tous", (run, coop) => new BenchWork(coop, run.DataFolder)
            .CloseAsync(run.Installation.Calculator, run.Installation.Law.LastPayMonth!.Value)),
        Verb("fec", "écrit le FEC d’un exercice", async (run, coop) => await new BenchWork(coop, run.DataFolder)
            .FecAsync(await YearAsync(coop))),
        Verb("balance", "lit les balances", async (run, coop) => await new BenchWork(coop, run.DataFolder)
            .BalanceAsync(await YearAsync(coop))),
        Verb("page", "sert une page de cinquante lignes à cinquante visiteurs", (run, coop) =>
            new BenchPages(run.Installation, run.Installation.Choose(run.CoopIdGiven), coop).RunAsync(run.Get(Count))),
        Verb("reconcile", "propose pour les mouvements d’un relevé contre des postes ouverts", (run, coop) =>
            new BenchBank(coop, run.Installation.Keys(run.Installation.Choose(run.CoopIdGiven)))
                .RunAsync(run.Get(Count))),
        Verb("vault", "lit le coffre de toutes les activités", (_, coop) => new BenchVault(coop).RunAsync()),
        Verb("pay", "calcule une année de paie de mille personnes, puis passe et dessine un mois", (run, coop) =>
            new BenchPay(coop, run.Installation.Calculator, run.Installation.Law.LastPayMonth!.Value).RunAsync()),
        Verb("pdf", "dessine des factures en Factur-X, contrôle compris", (run, coop) =>
            new BenchPaper(coop, run.DataFolder).RunAsync(run.Get(Count))),
    };

    private static Command Verb(string name, string description, Func<CommandRun, BenchCoop, Task<BenchResult>> work)
    {
        var command = new Command(name, description) { Entrepreneurs, Years, Count, StoreText };
        command.Does(async run =>
        {
            if (run.Get(Entrepreneurs) < 1 || run.Get(Years) < 1 || run.Get(Count) < 1)
                throw new BrokenRuleException("Donnez au moins un entrepreneur, une année et une facture.");
            var coop = await BenchCoop.OpenAsync(run.Installation, run.CoopIdGiven, run.Get(StoreText),
                run.Get(Entrepreneurs));
            var result = await work(run, coop);
            return run.Answer(new
            {
                work = result.Work, items = result.Items, cpuSeconds = Math.Round(result.CpuSeconds, 4),
                perCpuSecond = Math.Round(result.PerCpuSecond, 1), bareCpuSeconds =
                    Math.Round(result.BareCpuSeconds, 4),
                ratio = Math.Round(result.Ratio, 2), peakMegabytes = Math.Round(result.PeakMegabytes, 1),
                note = result.Note,
            }, $"{result.Work} : {result.Items} en {result.CpuSeconds:0.00} s de processeur, nu "
                + $"{result.BareCpuSeconds:0.00} s, "
                + $"rapport {result.Ratio:0.00}. {result.Note}");
        });
        return command;
    }

    private static Task<BenchResult> GenerateAsync(CommandRun run, BenchCoop coop) =>
        new BenchBooks(coop).FillAsync(run.Get(Years), run.Say);

    /// <summary>The year with the most to read: the last one that has entries.</summary>
    private static async Task<int> YearAsync(BenchCoop coop)
    {
        await using var connection = await coop.Store.Engine.OpenAsync();
        return Convert.ToInt32(await connection.ScalarAsync(
            "SELECT coalesce((SELECT fiscal_year FROM posted_entry GROUP BY fiscal_year ORDER BY count(*) DESC LIMIT "
            + "1), 2026)"));
    }
}
