using System.Globalization;
using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger;

/// <summary>
/// The activity (activité) that a line concerns. The ledger knows activities by this number only; the permanent team,
/// called the structure, is an activity too and always the first.
/// </summary>
public readonly record struct ActivityId(int Value) : IComparable<ActivityId>
{
    public static readonly ActivityId Structure = new(1);

    public bool IsStructure => Value == Structure.Value;
    public int CompareTo(ActivityId other) => Value.CompareTo(other.Value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>
/// Who stands behind a line (compte auxiliaire, tiers): a customer, a supplier, a person, a social body, and on the
/// structure's current accounts an activity. Own codes are "cli-12"; those of imported books are kept as they came.
/// </summary>
public readonly record struct ThirdParty
{
    public string Code { get; }

    public ThirdParty(string code)
    {
        if (string.IsNullOrWhiteSpace(code) || code.Length > 60 || code.Any(char.IsControl))
            throw new BrokenRuleException("Un compte auxiliaire porte un code de 1 à 60 signes.");
        Code = code;
    }

    public static ThirdParty Customer(long id) => new($"cli-{id}");
    public static ThirdParty Supplier(long id) => new($"fou-{id}");
    public static ThirdParty Person(long id) => new($"per-{id}");
    public static ThirdParty Member(long id) => new($"per-{id}");

    /// <summary>Who is paid what a seizure keeps back from somebody's pay.</summary>
    public static ThirdParty Seizure(long id) => new($"sai-{id}");
    public static ThirdParty Activity(ActivityId id) => new($"act-{id.Value}");

    /// <summary>The body that collects social contributions (Urssaf).</summary>
    public static readonly ThirdParty Urssaf = new("org-urssaf");

    /// <summary>The complementary pension and health bodies (Agirc-Arrco, mutuelle).</summary>
    public static readonly ThirdParty Pension = new("org-retraite");

    /// <summary>The health insurance that pays daily indemnities to the employer (CPAM).</summary>
    public static readonly ThirdParty HealthInsurance = new("org-cpam");

    /// <summary>The tax office (DGFiP).</summary>
    public static readonly ThirdParty TaxOffice = new("org-dgfip");

    public override string ToString() => Code;
}

/// <summary>
/// A posted entry's identity: its fiscal year and its place in that year's chain, 1, 2, 3… without a gap. As one
/// number 2026000000042, so that entries sort as they were posted.
/// </summary>
public readonly record struct EntryId(long Value) : IComparable<EntryId>
{
    private const long PlacesPerYear = 1_000_000_000;

    public EntryId(int fiscalYear, long position) : this(fiscalYear * PlacesPerYear + position)
    {
    }

    public int FiscalYear => (int)(Value / PlacesPerYear);
    public long Position => Value % PlacesPerYear;
    public int CompareTo(EntryId other) => Value.CompareTo(other.Value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The document behind an entry: its kind and its number in the area that made it ("invoice", 12).</summary>
public readonly record struct DocumentRef(string Kind, long Id);

/// <summary>The journals (journaux) that Essaim writes; imported books bring their own codes.</summary>
public static class Journal
{
    public const string Sales = "VT";
    public const string Purchases = "AC";
    public const string Bank = "BQ";
    public const string Expenses = "NF";
    public const string Pay = "PA";
    public const string Internal = "CI";
    public const string General = "OD";
    public const string Opening = "AN";

    public static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string>
    {
        [Sales] = "Ventes",
        [Purchases] = "Achats",
        [Bank] = "Banque",
        [Expenses] = "Notes de frais",
        [Pay] = "Paie",
        [Internal] = "Contributions et ventes internes",
        [General] = "Opérations diverses",
        [Opening] = "À-nouveaux",
    };
}
