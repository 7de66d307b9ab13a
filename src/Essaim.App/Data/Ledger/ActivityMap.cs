using Essaim.Domain.Ledger;
using Essaim.Domain.Ledger.Fec;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>
/// Which activity the lines of imported books concern. A text of lines "CODE=activity", where CODE is a third party, an
/// account or a journal of the file, looked for in this order; what it does not name is the structure's.
/// </summary>
public sealed class ActivityMap
{
    public static readonly ActivityMap Empty = new([]);

    private readonly Dictionary<string, ActivityId> _activities;

    private ActivityMap(Dictionary<string, ActivityId> activities) => _activities = activities;

    /// <summary>
    /// Reads the text; <paramref name="activities"/> are the co-op's, by their codes. Empty lines and # lines say
    /// nothing.
    /// </summary>
    public static ActivityMap Parse(string text, IReadOnlyDictionary<string, ActivityId> activities)
    {
        var map = new Dictionary<string, ActivityId>(StringComparer.OrdinalIgnoreCase);
        foreach (var (line, number) in text.Split('\n').Select((l, i) => (l.Trim(), i + 1)))
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var at = line.LastIndexOf('=');
            if (at <= 0)
                throw new BrokenRuleException(
                    $"Ligne {number} de la correspondance : écrivez CODE=activité, par exemple 706100=jeanne.");
            if (!activities.TryGetValue(line[(at + 1)..].Trim(), out var activity))
                throw new BrokenRuleException(
                    $"Ligne {number} de la correspondance : l’activité « {line[(at + 1)..].Trim()} » n’existe pas. "
                    + $"Ouvrez-la d’abord.");
            map[KeyOf(line[..at].Trim())] = activity;
        }
        return new ActivityMap(map);
    }

    /// <summary>Reads a file against the activities of the store.</summary>
    public static async Task<ActivityMap> LoadAsync(Store store, string path)
    {
        await using var connection = await store.Engine.OpenAsync();
        var activities = await connection.ListAsync(r => (Id: new ActivityId(r.GetInt32(0)), Code: r.GetString(1)),
            "SELECT id, code FROM activity");
        return Parse(await File.ReadAllTextAsync(path), activities.ToDictionary(a => a.Code, a => a.Id));
    }

    public ActivityId Of(string journal, FecLine line)
    {
        if (_activities.Count == 0)
            return ActivityId.Structure;
        if (line.ThirdParty is not null && _activities.TryGetValue(line.ThirdParty, out var activity))
            return activity;
        return _activities.TryGetValue(line.Account.Digits, out activity)
            || _activities.TryGetValue(journal, out activity)
            ? activity : ActivityId.Structure;
    }

    /// <summary>An account may be written as in the file: 70610000 is 706100.</summary>
    private static string KeyOf(string code) => code.Length is >= 3 and <= 10 && code.All(char.IsAsciiDigit)
        && code[0] is >= '1' and <= '8'
        ? new AccountNumber(code).Digits : code;
}
