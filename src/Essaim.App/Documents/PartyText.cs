using System.Text.RegularExpressions;
using Essaim.Domain.Sales;

namespace Essaim.App.Documents;

/// <summary>How the parties of a sale are written: addresses by line, numbers in groups one can read aloud.</summary>
internal static partial class PartyText
{
    /// <summary>"123 456 782"; what is not nine digits stays as it is.</summary>
    public static string Siren(string siren)
    {
        var digits = Spaces().Replace(siren, "");
        return digits.Length == 9 ? $"{digits[..3]}\u00a0{digits[3..6]}\u00a0{digits[6..]}" : siren;
    }

    /// <summary>"FR76 3000 …", in fours.</summary>
    public static string Iban(string iban) =>
        string.Join('\u00a0', Spaces().Replace(iban, "").Chunk(4).Select(c => new string(c)));

    /// <summary>Street, then town, then the country when it is not France.</summary>
    public static IEnumerable<string> Address(SaleParty party)
    {
        foreach (var line in party.Street.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            yield return line.Trim();
        yield return $"{party.PostalCode} {party.City}".Trim();
        if (party.Country.Length > 0 && party.Country != "FR")
            yield return Country(party.Country);
    }

    /// <summary>In capitals, as the post asks for the last line of an address abroad.</summary>
    private static string Country(string code) => code switch
    {
        "AT" => "AUTRICHE", "BE" => "BELGIQUE", "BG" => "BULGARIE", "CA" => "CANADA", "CH" => "SUISSE",
        "CY" => "CHYPRE", "CZ" => "TCHÉQUIE", "DE" => "ALLEMAGNE", "DK" => "DANEMARK", "EE" => "ESTONIE",
        "ES" => "ESPAGNE", "FI" => "FINLANDE", "GB" => "ROYAUME-UNI", "GR" => "GRÈCE", "HR" => "CROATIE",
        "HU" => "HONGRIE", "IE" => "IRLANDE", "IT" => "ITALIE", "LT" => "LITUANIE", "LU" => "LUXEMBOURG",
        "LV" => "LETTONIE", "MA" => "MAROC", "MC" => "MONACO", "MT" => "MALTE", "NL" => "PAYS-BAS",
        "NO" => "NORVÈGE", "PL" => "POLOGNE", "PT" => "PORTUGAL", "RO" => "ROUMANIE", "SE" => "SUÈDE",
        "SI" => "SLOVÉNIE", "SK" => "SLOVAQUIE", "TN" => "TUNISIE", "US" => "ÉTATS-UNIS",
        _ => code,
    };

    [GeneratedRegex(@"\s")]
    private static partial Regex Spaces();
}
