using System.CommandLine;
using Essaim.App.Data;
using Essaim.App.Data.Acts;
using Essaim.Domain.Values;

namespace Essaim.App.Commands;

/// <summary>
/// The command line: `essaim VERB …`. Exit status 0 done, 1 refused by a rule, 2 bad usage, 3 a check failed. With
/// --json exactly one JSON document goes to standard output, everything else to standard error.
/// </summary>
public static class CommandLine
{
    public const int Done = 0;
    public const int Refused = 1;
    public const int BadUsage = 2;
    public const int CheckFailed = 3;

    public static readonly Option<string> DataFolder = new("--data")
    {
        Description = "dossier des données", DefaultValueFactory = _ => "data", Recursive = true,
    };

    public static readonly Option<string?> Coop = new("--coop")
    {
        Description = "coopérative, si le dossier en contient plusieurs", Recursive = true,
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "un document JSON sur la sortie standard", Recursive = true,
    };

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Essaim, le système d’information des coopératives d’activités et d’emploi.")
        {
            DemoCommand.Make(), ServeCommand.Make(), CoopCommand.Make(), UserCommand.Make(), ReportCommand.Make(),
            SimulateCommand.Make(), MonthCommand.Make(), CheckCommand.Make(), ExportCommand.Make(),
            ImportCommand.Make(), BackupCommand.Make(), BackupCommand.MakeRestore(), MailCommand.Make(),
            JobsCommand.Make(), BenchCommand.Make(),
        };
        root.Options.Add(DataFolder);
        root.Options.Add(Coop);
        root.Options.Add(Json);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("Voyez « essaim --help ».");
            return BadUsage;
        }
        Author.Current = Author.CommandLine;
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    /// <summary>
    /// Runs a verb on the data folder; a refusal is one French sentence on standard error and status 1.
    /// </summary>
    public static void Does(this Command command, Func<CommandRun, Task<int>> act) =>
        command.SetAction(async (parsed, cancel) =>
    {
        try
        {
            await using var run = new CommandRun(parsed, cancel);
            return await act(run);
        }
        catch (BrokenRuleException rule)
        {
            await Console.Error.WriteLineAsync(rule.Message);
            return Refused;
        }
        catch (IOException io)
        {
            await Console.Error.WriteLineAsync($"Le fichier n’a pas pu être lu ou écrit : {io.Message}");
            return Refused;
        }
    });
}

/// <summary>One run of a verb: its options, the installation, and where its answer goes.</summary>
public sealed class CommandRun(ParseResult parsed, CancellationToken cancel) : IAsyncDisposable
{
    private Installation? _installation;

    public CancellationToken Cancel { get; } = cancel;
    public TimeProvider Time { get; } = TimeProvider.System;
    public bool AsJson { get; } = parsed.GetValue(CommandLine.Json);
    public string DataFolder { get; } = Path.GetFullPath(parsed.GetValue(CommandLine.DataFolder)!);

    public Installation Installation => _installation ??= Installation.Open(DataFolder, Time);
    public string? CoopIdGiven { get; } = parsed.GetValue(CommandLine.Coop);
    public string CoopId => Installation.Choose(CoopIdGiven);

    public T Get<T>(Option<T> option) => parsed.GetValue(option)!;
    public T Get<T>(Argument<T> argument) => parsed.GetValue(argument)!;
    public bool Has(Option option) => parsed.GetResult(option) is { Implicit: false };

    public Task<Store> StoreAsync() => Installation.StoreAsync(CoopId);

    /// <summary>The civil day in France, which governs what "today" means for a co-op.</summary>
    public DateOnly Today => Web.CivilDay.Today(Time);

    /// <summary>Answers with one JSON document, or with the same in words for people.</summary>
    public int Answer(object json, string words, int status = CommandLine.Done)
    {
        Console.Out.WriteLine(AsJson ? JsonAnswer.Write(json) : words);
        return status;
    }

    /// <summary>Says something that is not the answer.</summary>
    public void Say(string text) => Console.Error.WriteLine(text);

    public async ValueTask DisposeAsync()
    {
        if (_installation is not null)
            await _installation.DisposeAsync();
    }
}
