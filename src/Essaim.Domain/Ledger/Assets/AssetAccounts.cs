using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger.Assets;

/// <summary>
/// The accounts of a fixed asset (immobilisation): 20x and 21x for what is used, 26x and 27x for what is held, each
/// with its depreciation (28x) and the account of its charge. Refuses what is under construction (23x), since it is
/// not in service, and the accounts of depreciation themselves (28x, 29x). Source: plan comptable général, classe 2.
/// </summary>
public static class AssetAccounts
{
    private static readonly AccountNumber OfIntangible = new("68111");
    private static readonly AccountNumber OfTangible = new("68112");

    /// <summary>Land (211) never wears out, nor do shares held (26) and deposits paid (27).</summary>
    private static readonly string[] NeverDepreciated = ["211", "26", "27"];

    public static bool IsAsset(AccountNumber account) =>
        account.StartsWith("20") || account.StartsWith("21") || account.StartsWith("26") || account.StartsWith("27");

    /// <summary>What a purchase puts there is proposed to the register: bought to be used.</summary>
    public static bool IsProposed(AccountNumber account) => account.StartsWith("20") || account.StartsWith("21");

    public static bool WearsOut(AccountNumber account) => !NeverDepreciated.Any(account.StartsWith);

    /// <summary>"28" and the digits after the first: 2183 is depreciated on 28183.</summary>
    public static AccountNumber Depreciation(AccountNumber account)
    {
        Refuse(account);
        var digits = account.Digits.TrimEnd('0');
        return digits.Length <= 9 ? new AccountNumber("28" + digits[1..])
            : throw new BrokenRuleException($"Le compte {account} est trop long pour avoir un compte "
                + "d’amortissement. Prenez un compte de neuf chiffres au plus.");
    }

    /// <summary>6811, parted as the chart parts it: intangible (68111) and tangible (68112).</summary>
    public static AccountNumber Charge(AccountNumber account) => account.StartsWith("20") ? OfIntangible : OfTangible;

    /// <summary>The account that a depreciation belongs to has this name in the chart.</summary>
    public static string DepreciationLabel(string label) => $"Amortissements, {label}";

    public static void Refuse(AccountNumber account)
    {
        if (account.StartsWith("23"))
            throw new BrokenRuleException("Un bien en cours (23) n’est pas encore en service. Passez-le d’abord au "
                + "compte 20 ou 21 par une écriture.");
        if (!IsAsset(account))
            throw new BrokenRuleException(
                $"Le compte {account} n’est pas un compte d’immobilisation. Choisissez-en un en 20, 21, 26 ou 27.");
    }
}

/// <summary>
/// A kind of thing with the time it is usually used (durée d’usage): a proposal to begin with, never a rule, since the
/// plan follows the real use (PCG, art. 214-13).
/// </summary>
public sealed record AssetKind(string Name, AccountNumber Account, int Months)
{
    public static IReadOnlyList<AssetKind> Usual { get; } =
    [
        new("Ordinateur, téléphone", new AccountNumber("2183"), 36),
        new("Mobilier", new AccountNumber("2184"), 120),
        new("Véhicule", new AccountNumber("2182"), 60),
        new("Outillage, machine", new AccountNumber("2154"), 60),
        new("Agencement, installation", new AccountNumber("2181"), 120),
        new("Logiciel", new AccountNumber("205"), 36),
    ];

    /// <summary>What is usual for an account: the kind whose number is the nearest; null when none begins so.</summary>
    public static AssetKind? Of(AccountNumber account) => Usual.FirstOrDefault(k => k.Account == account)
        ?? Usual.FirstOrDefault(k => account.StartsWith(k.Account.Digits.TrimEnd('0')));
}
