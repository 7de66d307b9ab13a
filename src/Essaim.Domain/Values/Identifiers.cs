namespace Essaim.Domain.Values;

/// <summary>
/// A company's number in France (SIREN): nine digits with a Luhn key. Written "123 456 782". La Poste is the known
/// exception of the establishment number, see <see cref="Siret"/>.
/// </summary>
public readonly record struct Siren
{
    public string Digits { get; }

    public Siren(string text)
    {
        var digits = Digit.Only(text);
        if (digits.Length != 9)
            throw new BrokenRuleException($"Le SIREN a 9 chiffres ; « {text.Trim()} » en a {digits.Length}.");
        if (!Luhn.Holds(digits))
            throw new BrokenRuleException(
                $"Le SIREN « {text.Trim()} » contient une faute de frappe : sa clé est fausse.");
        Digits = digits;
    }

    /// <summary>Whether nine digits hold their key.</summary>
    public static bool IsValid(string digits) =>
        digits.Length == 9 && digits.All(char.IsAsciiDigit) && Luhn.Holds(digits);

    /// <summary>Key of the intra-community VAT number: (12 + 3 × (SIREN mod 97)) mod 97.</summary>
    public VatNumber VatNumber =>
        new($"FR{(12 + 3 * (int.Parse(Digits) % 97)) % 97:00}{Digits}");

    public override string ToString() => $"{Digits[..3]}\u00a0{Digits[3..6]}\u00a0{Digits[6..]}";
}

/// <summary>
/// An establishment's number in France (SIRET): the SIREN and five digits, fourteen in all, with a Luhn key. The
/// establishments of La Poste (356 000 000) have instead a sum of digits that is a multiple of five.
/// </summary>
public readonly record struct Siret
{
    private const string LaPoste = "356000000";

    public string Digits { get; }

    public Siret(string text)
    {
        var digits = Digit.Only(text);
        if (digits.Length != 14)
            throw new BrokenRuleException($"Le SIRET a 14 chiffres ; « {text.Trim()} » en a {digits.Length}.");
        var holds = Luhn.Holds(digits)
            || digits.StartsWith(LaPoste, StringComparison.Ordinal) && digits.Sum(c => c - '0') % 5 == 0;
        if (!holds)
            throw new BrokenRuleException(
                $"Le SIRET « {text.Trim()} » contient une faute de frappe : sa clé est fausse.");
        _ = new Siren(digits[..9]);
        Digits = digits;
    }

    public Siren Siren => new(Digits[..9]);

    public override string ToString() => $"{Siren}\u00a0{Digits[9..]}";
}

/// <summary>
/// A VAT number of the European Union (numéro de TVA intracommunautaire): country and up to twelve signs. A French one
/// is checked against its key; those of other countries only for their shape.
/// </summary>
public readonly record struct VatNumber
{
    public string Text { get; }

    public VatNumber(string text)
    {
        var signs = text.Where(c => !char.IsWhiteSpace(c) && c is not '.' and not '-');
        var value = new string([.. signs]).ToUpperInvariant();
        var shaped = value.Length is >= 4 and <= 14 && char.IsAsciiLetter(value[0]) && char.IsAsciiLetter(value[1])
            && value[2..].All(char.IsAsciiLetterOrDigit);
        if (!shaped)
            throw new BrokenRuleException(
                $"« {text.Trim()} » n’est pas un numéro de TVA. Il commence par le pays, par exemple FR40303265045.");
        if (value.StartsWith("FR", StringComparison.Ordinal) && !FrenchKeyHolds(value))
            throw new BrokenRuleException(
                $"Le numéro de TVA « {text.Trim()} » contient une faute de frappe : sa clé est fausse.");
        Text = value;
    }

    private static bool FrenchKeyHolds(string value)
    {
        if (value.Length != 13 || !value[4..].All(char.IsAsciiDigit))
            return false;
        // Keys with letters exist for companies without a SIREN key of two digits; their check is not published.
        if (!value[2..4].All(char.IsAsciiDigit))
            return true;
        return int.Parse(value[2..4]) == (12 + 3 * (int.Parse(value[4..]) % 97)) % 97;
    }

    public override string ToString() => Text;
}

/// <summary>A bank account's international number (IBAN), checked by its key modulo 97 (ISO 13616).</summary>
public readonly record struct Iban
{
    public string Text { get; }

    public Iban(string text)
    {
        var value = new string([.. text.Where(c => !char.IsWhiteSpace(c))]).ToUpperInvariant();
        var shaped = value.Length is >= 15 and <= 34 && value.All(char.IsAsciiLetterOrDigit)
            && char.IsAsciiLetter(value[0]) && char.IsAsciiLetter(value[1]);
        if (!shaped)
            throw new BrokenRuleException(
                $"« {text.Trim()} » n’est pas un IBAN. Un IBAN français commence par FR et compte 27 signes.");
        if (value.StartsWith("FR", StringComparison.Ordinal) && value.Length != 27)
            throw new BrokenRuleException($"Un IBAN français compte 27 signes ; celui-ci en a {value.Length}.");
        if (Remainder(value[4..] + value[..4]) != 1)
            throw new BrokenRuleException("Cet IBAN contient une faute de frappe : sa clé est fausse.");
        Text = value;
    }

    /// <summary>
    /// The IBAN of a French account given as a RIB without its key: bank and branch of five digits, account of eleven
    /// signs. Null when these are not of that shape. A letter counts as a digit in the key of the RIB: A and J are 1,
    /// S is 2, and so on.
    /// </summary>
    public static Iban? OfRib(string bank, string branch, string account)
    {
        var shaped = bank.Length == 5 && branch.Length == 5 && account.Length == 11
            && (bank + branch).All(char.IsAsciiDigit) && account.All(char.IsAsciiLetterOrDigit);
        if (!shaped)
            return null;
        account = account.ToUpperInvariant();
        var digits = string.Concat(account.Select(c => char.IsAsciiDigit(c) ? c
            : (char)('1' + (c < 'S' ? (c - 'A') % 9 : c - 'S' + 1))));
        var key = 97 - (89 * long.Parse(bank) + 15 * long.Parse(branch) + 3 * long.Parse(digits)) % 97;
        var national = $"{bank}{branch}{account}{key:00}";
        return new Iban($"FR{98 - Remainder(national + "FR00"):00}{national}");
    }

    /// <summary>What is left of a text modulo 97, letters counting from 10: ISO 7064, for every key made so.</summary>
    internal static int Remainder(string text) => text.Aggregate(0, (rest, c) =>
        char.IsAsciiDigit(c) ? (rest * 10 + (c - '0')) % 97 : (rest * 100 + (c - 'A' + 10)) % 97);

    public override string ToString() => string.Join('\u00a0', Text.Chunk(4).Select(c => new string(c)));

    /// <summary>Enough to recognise an account, not to use it.</summary>
    public string Masked => $"{Text[..4]}\u00a0••••\u00a0••••\u00a0••{Text[^2..]}";
}

/// <summary>
/// A person's number for social security (NIR, « numéro de sécurité sociale »): thirteen signs and a key of two. In
/// Corsica the department is 2A or 2B, which the key counts as 19 or 18.
/// </summary>
public readonly record struct Nir
{
    public string Text { get; }

    public Nir(string text)
    {
        var value = new string([.. text.Where(c => !char.IsWhiteSpace(c))]).ToUpperInvariant();
        var digits = value.Length == 15 && value[5] == '2' && value[6] is 'A' or 'B'
            ? value[..5] + (value[6] == 'A' ? "19" : "18") + value[7..] : value;
        if (digits.Length != 15 || !digits.All(char.IsAsciiDigit) || digits[0] is '0' or '9')
            throw new BrokenRuleException(
                "Un numéro de sécurité sociale compte quinze chiffres, clé comprise. Recopiez-le de la carte Vitale.");
        if (97 - (int)(long.Parse(digits[..13]) % 97) != int.Parse(digits[13..]))
            throw new BrokenRuleException(
                "Ce numéro de sécurité sociale contient une faute de frappe : sa clé est fausse. Relisez-le.");
        Text = value;
    }

    /// <summary>What everybody may guess: sex and year of birth.</summary>
    public string Masked => $"{Text[0]}\u00a0{Text[1..3]}\u00a0••\u00a0••\u00a0•••\u00a0•••\u00a0••";

    public override string ToString() => Masked;
}

/// <summary>
/// An e-mail address: one @, a domain with a dot, no space nor control sign (so no header can be injected).
/// </summary>
public readonly record struct EmailAddress
{
    public string Text { get; }

    public EmailAddress(string text)
    {
        var value = text.Trim();
        var at = value.IndexOf('@');
        var shaped = at > 0 && at == value.LastIndexOf('@') && value.Length <= 254
            && value.LastIndexOf('.') > at + 1 && !value.EndsWith('.')
            && !value.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ',' or ';' or '<' or '>');
        if (!shaped)
            throw new BrokenRuleException(
                $"« {value} » n’est pas une adresse de courriel. Exemple : jeanne@exemple.fr.");
        Text = value;
    }

    public override string ToString() => Text;
}

internal static class Digit
{
    public static string Only(string text)
    {
        var value = new string([.. text.Where(c => !char.IsWhiteSpace(c) && c != '.')]);
        return value.All(char.IsAsciiDigit)
            ? value
            : throw new BrokenRuleException($"« {text.Trim()} » doit ne contenir que des chiffres.");
    }
}

internal static class Luhn
{
    public static bool Holds(string digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var d = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? d : d > 4 ? d * 2 - 9 : d * 2;
        }
        return sum % 10 == 0;
    }
}
