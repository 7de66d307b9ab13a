using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Data.Payroll;
using Essaim.Domain.Law;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Essaim.Victim;

// A process made to be killed. It says on standard output, at once, what the books have acknowledged:
//   post STORE SEED            trades without end
//   close STORE MONTH          closes a month
//   issue STORE WRITERS EACH SEED   many writers issue invoices, some of them failing on purpose
//   mail STORE FOLDER SMTP    carries the mails of an installation
//   check STORE                starts as the product does: refuses lossy storage
//   lossy STORE PRAGMA         the same on a SQLite connection spoilt first
var engine = Engine.Of(args[1], "");
var law = LawBook.Load(Path.Combine(AppContext.BaseDirectory, "law"));
try
{
    await Migrator.MigrateAsync(engine);
    await using var store = new Store(engine, TimeProvider.System);
    Say("ready");
    switch (args[0])
    {
        case "post":
            var trade = new Trade(store, law, new Random(Number(2)));
            while (true)
                if (await trade.SomethingAsync() is { } done)
                    Say(done);
        case "close":
            var closing = new CloseMonth(store, new PayCalculator(law), law.LastPayMonth);
            await closing.RunAsync(Month.FromNumber(Number(2)), "essai", new Aloud());
            Say("closed");
            break;
        case "mail":
            await Carrying.RoundAsync(args[2], new Uri(args[3]));
            Say("carried");
            break;
        case "lossy":
            await using (var spoilt = await engine.OpenAsync())
            {
                await spoilt.ExecuteAsync(args[2]);
                await engine.RefuseLossyStorageAsync(spoilt);
            }
            break;
        case "issue":
            var latencies = await Writers.IssueAsync(store, law, Number(2), Number(3), Number(4));
            Say($"issued {latencies.Count} p95 {Writers.Percentile(latencies, 95):0.0} ms");
            break;
    }
    return 0;
}
catch (BrokenRuleException rule)
{
    Console.Error.WriteLine(rule.Message);
    return 1;
}

int Number(int at) => int.Parse(args[at], CultureInfo.InvariantCulture);

static void Say(string text)
{
    Console.Out.WriteLine(text);
    Console.Out.Flush();
}

/// <summary>Says each batch of a closing, on the thread that did it.</summary>
internal sealed class Aloud : IProgress<ClosingProgress>
{
    public void Report(ClosingProgress value)
    {
        Console.Out.WriteLine($"{value.Step} {value.Done}/{value.Total}");
        Console.Out.Flush();
    }
}
