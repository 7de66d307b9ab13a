using System.Text.Json;
using Essaim.Domain.Values;

namespace Essaim.Domain.Law;

/// <summary>
/// The numbers set by law (paramètres légaux), read from dated and sourced files. Whoever asks says which day governs;
/// a day that the files do not know is refused, never guessed. Read once, then never changed: safe to share.
/// </summary>
public sealed class LawBook
{
    private readonly Dictionary<string, LawParameter> parameters = [];

    public LawBook(IEnumerable<(string Name, string Json)> files)
    {
        foreach (var (name, json) in files)
            foreach (var parameter in LawFileReader.Read(name, json))
                if (!parameters.TryAdd(parameter.Name, parameter))
                    throw new BrokenRuleException(
                        $"Le paramètre légal « {parameter.Name} » est écrit deux fois. "
                        + $"Gardez-en un seul dans « {name} ».");
        SocialContributions = [.. Parameters.Where(SocialContribution.IsOne)];
        (FirstPayMonth, LastPayMonth) = PayMonths();
    }

    /// <summary>Reads every JSON file of the folder.</summary>
    public static LawBook Load(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [];
        if (files.Length == 0)
            throw new BrokenRuleException(
                $"Le dossier « {folder} » ne contient pas les paramètres légaux. "
                + "Indiquez le dossier « law » du logiciel.");
        // Ordered, so that what is listed does not depend on the machine.
        return new LawBook(files.Order(StringComparer.Ordinal).Select(f => (Path.GetFileName(f), File.ReadAllText(f))));
    }

    /// <summary>Every parameter, in the order of the files: what a page about the law shows.</summary>
    public IReadOnlyCollection<LawParameter> Parameters => parameters.Values;

    /// <summary>The first month whose pay can be computed; null when the files hold nothing about pay.</summary>
    public Month? FirstPayMonth { get; }

    /// <summary>The last month whose pay can be computed; null when the files hold nothing about pay.</summary>
    public Month? LastPayMonth { get; }

    private IReadOnlyList<LawParameter> SocialContributions { get; }

    /// <summary>The dated value, with its source; refuses a day or a name that the files do not know.</summary>
    public LawValue At(string name, DateOnly day)
    {
        if (!parameters.TryGetValue(name, out var parameter))
            throw new BrokenRuleException(
                $"Le paramètre légal « {name} » manque. Complétez le dossier « law » du logiciel.");
        return parameter.At(day) ?? throw new BrokenRuleException(
            $"« {parameter.Label} » n’est pas connu au {FrenchText.Long(day)}. "
            + "Choisissez une autre date ou complétez le dossier « law » du logiciel.");
    }

    public decimal Number(string name, DateOnly day) => At(name, day).Number;

    /// <summary>A parameter written in percent, as a rate.</summary>
    public Rate Rate(string name, DateOnly day) => Values.Rate.Percent(Number(name, day));

    /// <summary>A parameter written in euros and whole cents; other decimals would be a fault of the file.</summary>
    public Money Euros(string name, DateOnly day)
    {
        var euros = Number(name, day);
        var amount = Money.Round(euros);
        return amount.ToDecimal() == euros
            ? amount
            : throw new BrokenRuleException($"Le paramètre légal « {name} » n’est pas un montant en centimes entiers.");
    }

    public string Text(string name, DateOnly day) => At(name, day).Text;

    /// <summary>The parameters whose name starts so and that hold that day; those that do not are left out.</summary>
    public IEnumerable<LawValue> AllAt(string prefix, DateOnly day) => parameters.Values
        .Where(p => p.Name.StartsWith(prefix, StringComparison.Ordinal))
        .Select(p => p.At(day)).OfType<LawValue>();

    /// <summary>What a parameter is called in French.</summary>
    public string Label(string name) => parameters[name].Label;

    /// <summary>What a parameter is for; null for a name that the files do not explain or do not have.</summary>
    public string? Explanation(string name) => parameters.GetValueOrDefault(name)?.Explanation;

    /// <summary>
    /// Refuses a day whose pay cannot be computed. Each month of pay has its own rates, so a month outside of the files
    /// has no payslip rather than a wrong one.
    /// </summary>
    public void EnsurePayIsKnown(DateOnly day)
    {
        if (FirstPayMonth is not { } first || LastPayMonth is not { } last)
            throw new BrokenRuleException(
                "Les paramètres légaux de la paie manquent. Complétez le dossier « law » du logiciel.");
        var month = Month.Of(day);
        if (month < first || month > last)
            throw new BrokenRuleException(
                $"La paie de {month} ne peut pas être calculée : les taux connus vont de {first} à {last}. "
                + "Choisissez un mois de cette période ou complétez le dossier « law » du logiciel.");
    }

    /// <summary>The social contributions of that day, in the order of a payslip.</summary>
    public IEnumerable<SocialContribution> SocialContributionsOf(DateOnly day)
    {
        EnsurePayIsKnown(day);
        return SocialContributions.Select(p => SocialContribution.Read(p.Label, At(p.Name, day)));
    }

    private (Month? First, Month? Last) PayMonths()
    {
        var pay = parameters.Values.Where(p => p.ForPay).ToList();
        if (pay.Count == 0)
            return (null, null);
        // Only whole months count: the files must know a month's first and its last day.
        var first = Month.Of(pay.Max(p => p.Values[0].From).AddDays(-1)).Next();
        var ends = pay.Select(LastKnownDay).OfType<DateOnly>().ToList();
        // Without any end the pay is known for ever, which no file of ours says.
        var last = ends.Count == 0 ? new Month(2999, 12) : Month.Of(ends.Min().AddDays(1)).Add(-1);
        return last < first ? (null, null) : (first, last);
    }

    /// <summary>The end of the unbroken run of values from the first one; null when it has no end.</summary>
    private static DateOnly? LastKnownDay(LawParameter parameter)
    {
        var end = parameter.Values[0].To;
        foreach (var value in parameter.Values.Skip(1))
        {
            if (end is null || value.From > end.Value.AddDays(1))
                return end;
            end = value.To;
        }
        return end;
    }
}
