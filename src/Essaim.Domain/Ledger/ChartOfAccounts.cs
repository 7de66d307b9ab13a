namespace Essaim.Domain.Ledger;

/// <summary>
/// The chart of accounts that a new co-op starts with (plan de comptes): the numbers of the general chart that a
/// co-operative of activities uses, from the text file beside this class. A co-op adds its own; imported books bring
/// theirs.
/// </summary>
public static class ChartOfAccounts
{
    public static IReadOnlyList<(AccountNumber Number, string Label)> Default { get; } = [.. Read()];

    private static IEnumerable<(AccountNumber, string)> Read()
    {
        var type = typeof(ChartOfAccounts);
        using var stream = type.Assembly.GetManifestResourceStream(type, "plan-comptable.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var at = line.IndexOf(' ');
            yield return (new AccountNumber(line[..at]), line[(at + 1)..]);
        }
    }
}
