using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Payroll;

/// <summary>One month of pay as the State's open model answers it; amounts in cents, totals in hundredths.</summary>
internal sealed record StateModelCase(
    string Name, PayTerms Terms, Money Gross, long Reduction, decimal Coefficient, decimal Cost, decimal Net,
    decimal Taxable, decimal Social, IReadOnlyDictionary<string, (long Employee, long Employer)> Lines);

/// <summary>
/// The answers of the State's open model (npm modele-social): those kept beside these tests, and fresh ones where Node
/// and the model are installed in tests/oracles/pay.
/// </summary>
internal sealed class StateModel
{
    private const int FirstAnswer = 8;
    private const int FirstLine = 14;

    private static readonly string Root = Path.GetDirectoryName(Law.LawFiles.Folder)!;
    private static readonly string Oracle = Path.Combine(Root, "tests", "oracles", "pay");

    public static readonly StateModel Stored = ReadStored();

    private StateModel(TextReader text)
    {
        Provenance = text.ReadLine()!;
        NeutralRates =
        [
            .. text.ReadLine()!["# neutral rates ".Length..].Split(' ').Select(b => b.Split(':')).Select(b =>
                (b[0].Length == 0 ? (Money?)null : Money.Euros(long.Parse(b[0])), Rate.Percent(Number(b[1])))),
        ];
        var names = text.ReadLine()!.Split(';')[FirstLine..];
        var cases = new List<StateModelCase>();
        while (text.ReadLine() is { } row)
            cases.Add(Read(row.Split(';'), names));
        Cases = cases;
    }

    public string Provenance { get; }
    public IReadOnlyList<(Money? Below, Rate Rate)> NeutralRates { get; }
    public IReadOnlyList<StateModelCase> Cases { get; }

    /// <summary>Whether the long evidence was asked for and the model is there to be asked.</summary>
    public static bool CanBeAsked => Environment.GetEnvironmentVariable("ESSAIM_PROVE") is not null
        && Directory.Exists(Path.Combine(Oracle, "node_modules", "modele-social"));

    /// <summary>Asks the model cases that nobody has seen.</summary>
    public static StateModel Ask(int seed, int count)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["state-model.mjs", "fresh", $"{seed}", $"{count}"])
        {
            WorkingDirectory = Oracle, RedirectStandardOutput = true,
        })!;
        var model = new StateModel(node.StandardOutput);
        node.WaitForExit();
        Assert.Equal(0, node.ExitCode);
        return model;
    }

    private static StateModel ReadStored()
    {
        var path = Path.Combine(Root, "tests", "Essaim.Domain.Tests", "Payroll", "state-model.csv.gz");
        using var text = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        return new StateModel(text);
    }

    private static StateModelCase Read(string[] cells, string[] names)
    {
        var terms = new PayTerms(DateOnly.Parse(cells[0], CultureInfo.InvariantCulture))
        {
            Headcount = int.Parse(cells[1], CultureInfo.InvariantCulture),
            HoursPerMonth = cells[3].Length == 0 ? null : Number(cells[3]) * 52 / 12,
            Executive = cells[4] == "1",
            MutualEmployer = Money.Round(Number(cells[5])),
            WorkAccidentRate = Rate.Percent(Number(cells[6])),
            MobilityRate = Rate.Percent(Number(cells[7])),
        };
        var lines = new Dictionary<string, (long, long)>();
        for (var i = 0; i < names.Length; i++)
        {
            var (employee, employer) = (Cents(cells[FirstLine + 2 * i]), Cents(cells[FirstLine + 2 * i + 1]));
            if (employee != 0 || employer != 0)
                lines[names[i]] = (employee, employer);
        }
        var totals = cells[FirstAnswer..FirstLine].Select(Number).ToArray();
        return new StateModelCase(string.Join(' ', cells[..FirstAnswer]), terms, Money.Round(Number(cells[2])),
            Cents(cells[FirstAnswer]), totals[1] / 10_000, totals[2] / 10_000, totals[3] / 10_000, totals[4] / 10_000,
            totals[5] / 10_000, lines);
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static long Cents(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
