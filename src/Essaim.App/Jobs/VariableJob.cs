using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.Domain.Values;

namespace Essaim.App.Jobs;

/// <summary>Enters what a year still owes; the argument is the fiscal year. Run again it adds nothing.</summary>
public static class VariableJob
{
    private const int AtOnce = 20;

    public static readonly JobKind Kind = new("variable-due", Capability.CloseMonth,
        argument => $"Part variable {argument}", RunAsync);

    private static async Task<JobResult> RunAsync(JobRun run)
    {
        await using var db = run.Store.Read();
        var year = (await db.FiscalYearsAsync()).Find(y => y.Year.ToString() == run.Argument)
            ?? throw new BrokenRuleException($"L’exercice {run.Argument} n’existe pas.");
        var calculator = run.Installation.Calculator;
        if (await SettleVariable.RefusalAsync(db, calculator, year, CivilToday(run)) is { } refusal)
            throw new BrokenRuleException(refusal);
        var due = (await VariableList.ReadAsync(db, calculator, year)).Where(p => p.IsToPost).ToList();
        var (entries, done) = (0, 0);
        foreach (var some in due.Chunk(AtOnce))
        {
            run.Stop.ThrowIfCancellationRequested();
            entries += await run.Store.WriteAsync(async w =>
            {
                var written = 0;
                foreach (var person in some)
                    written += await SettleVariable.PostAsync(w, year, person, run.AskedBy);
                return written;
            });
            run.Progress.Report(new JobProgress("Part variable", done += some.Length, due.Count));
        }
        return new JobResult(entries == 0 ? "Rien à inscrire : tout l’était déjà."
            : entries == 1 ? "Une écriture passée." : $"{entries} écritures passées.");
    }

    private static DateOnly CivilToday(JobRun run) => Web.CivilDay.Today(run.Store.Time);
}
