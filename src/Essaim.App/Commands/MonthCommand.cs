using System.CommandLine;
using Essaim.App.Data.Payroll;

namespace Essaim.App.Commands;

/// <summary>
/// `essaim month close`: contributions, pay, advances and the lock of a month; may be killed and run again.
/// </summary>
public static class MonthCommand
{
    public static Command Make()
    {
        var month = Amounts.Month("--month", "mois à clore, par exemple 2026-10");
        var close = new Command("close", "clôt un mois") { month };
        close.Does(async run =>
        {
            var closing =
                new CloseMonth(await run.StoreAsync(), run.Installation.Calculator, run.Installation.Law.LastPayMonth);
            var progress = new Progress<ClosingProgress>(p => run.Say($"{p.Step} : {p.Done} sur {p.Total}"));
            var done = await closing.RunAsync(run.Get(month), "ligne de commande", progress, run.Cancel);
            return run.Answer(
                new { activities = done.Activities, entries = done.Entries, lines = done.Lines,
                    seconds = Math.Round(done.Seconds, 3) },
                $"Le mois {run.Get(month).AfterDe()} est clos : {done.Entries} écritures pour {done.Activities} "
                + $"activités.");
        });
        return new Command("month", "le mois comptable") { close };
    }
}
