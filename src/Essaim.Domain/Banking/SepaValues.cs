using Essaim.Domain.Values;

namespace Essaim.Domain.Banking;

/// <summary>A bank's code (BIC, ISO 9362): eight or eleven signs, checked for its shape only.</summary>
public readonly record struct Bic
{
    public string Text { get; }

    public Bic(string text)
    {
        var value = new string([.. text.Where(c => !char.IsWhiteSpace(c))]).ToUpperInvariant();
        var shaped = value.Length is 8 or 11 && value.All(char.IsAsciiLetterOrDigit)
            && char.IsAsciiLetter(value[4]) && char.IsAsciiLetter(value[5]);
        if (!shaped)
            throw new BrokenRuleException(
                $"« {text.Trim()} » n’est pas un BIC. Il compte 8 ou 11 signes, par exemple CRLYFRPP.");
        Text = value;
    }

    public override string ToString() => Text;
}

/// <summary>
/// A reference that a creditor asks to be paid under (référence structurée, ISO 11649): RF, a key of two digits and up
/// to twenty-one letters and digits.
/// </summary>
public readonly record struct CreditorReference
{
    public string Text { get; }

    public CreditorReference(string text)
    {
        var value = new string([.. text.Where(c => !char.IsWhiteSpace(c))]).ToUpperInvariant();
        var shaped = value.Length is >= 5 and <= 25 && value.StartsWith("RF", StringComparison.Ordinal)
            && char.IsAsciiDigit(value[2]) && char.IsAsciiDigit(value[3]) && value.All(char.IsAsciiLetterOrDigit);
        if (!shaped || Iban.Remainder(value[4..] + value[..4]) != 1)
            throw new BrokenRuleException($"« {text.Trim()} » n’est pas une référence structurée (RF…) juste. "
                + "Recopiez-la de la facture, ou écrivez-la comme libellé.");
        Text = value;
    }

    public override string ToString() => Text;
}

/// <summary>
/// The countries of the SEPA schemes with the length of their IBAN (EPC409-09; registry of ISO 13616). French overseas
/// departments have French IBANs, Jersey, Guernsey and the Isle of Man have British ones.
/// </summary>
internal static class SepaCountries
{
    private static readonly Dictionary<string, int> Lengths = new[]
    {
        "AD24", "AL28", "AT20", "BE16", "BG22", "CH21", "CY28", "CZ24", "DE22", "DK18", "EE20", "ES24", "FI18", "FR27",
        "GB22", "GI23", "GR27", "HR21", "HU28", "IE22", "IS26", "IT27", "LI21", "LT20", "LU20", "LV21", "MC27", "MD24",
        "ME22", "MK19", "MT31", "NL18", "NO15", "PL28", "PT25", "RO24", "RS22", "SE24", "SI19", "SK24", "SM27", "VA22",
    }.ToDictionary(c => c[..2], c => int.Parse(c[2..]));

    /// <summary>Refuses an account that no SEPA transfer reaches; says whose it is.</summary>
    public static Iban Reachable(Iban iban, string whose)
    {
        if (iban.Text is null)
            throw new BrokenRuleException($"Il manque l’IBAN de {whose}. Complétez-le, puis préparez l’ordre.");
        if (!Lengths.TryGetValue(iban.Text[..2], out var length))
            throw new BrokenRuleException($"L’IBAN de {whose} est d’un pays ({iban.Text[..2]}) hors de la zone SEPA. "
                + "Faites ce virement depuis le site de la banque.");
        return iban.Text.Length == length ? iban : throw new BrokenRuleException(
            $"L’IBAN de {whose} a {iban.Text.Length} signes ; ceux de {iban.Text[..2]} en ont {length}. Recopiez-le.");
    }
}
