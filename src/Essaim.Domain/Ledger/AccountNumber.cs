using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger;

/// <summary>
/// A number of the French chart of accounts (plan comptable général). Two to ten digits, kept in six: 181 is 181000 and
/// 41100000 is 411000. A number that says more than six digits keeps them, since cutting would merge two accounts.
/// </summary>
public readonly record struct AccountNumber : IComparable<AccountNumber>
{
    private readonly string? _digits;

    public string Digits => _digits ?? throw new InvalidOperationException("An account number was never given.");

    public AccountNumber(string digits)
    {
        if (digits.Length is < 2 or > 10 || !digits.All(char.IsAsciiDigit) || digits[0] is < '1' or > '8')
            throw new BrokenRuleException(
                $"« {digits} » n’est pas un numéro de compte. "
                + "Il a 2 à 10 chiffres et commence par sa classe, de 1 à 8.");
        _digits = digits.TrimEnd('0').PadRight(6, '0');
    }

    /// <summary>The class (classe): 1 capital, 2 assets, 3 stock, 4 third parties, 5 cash, 6 costs, 7 income.</summary>
    public int Class => Digits[0] - '0';

    /// <summary>
    /// Classes 6 and 7 make the result and start again at zero each year; the others are carried over.
    /// </summary>
    public bool IsProfitAndLoss => Class is 6 or 7;

    /// <summary>
    /// What goes into the result when the year closes: classes 6 and 7, and each activity's side of contribution and
    /// internal sales (186, 187), which cancel out over the company.
    /// </summary>
    public bool ClosesIntoResult => IsProfitAndLoss || StartsWith("186") || StartsWith("187");

    public bool StartsWith(string prefix) => Digits.StartsWith(prefix, StringComparison.Ordinal);

    public int CompareTo(AccountNumber other) => string.CompareOrdinal(Digits, other.Digits);

    public override string ToString() => Digits;
}
