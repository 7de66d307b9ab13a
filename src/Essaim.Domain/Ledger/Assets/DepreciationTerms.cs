using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger.Assets;

/// <summary>
/// What books taken over had already written off (amortissement repris), up to the end of a month: those entries came
/// with the books, and the plan goes on from there.
/// </summary>
public readonly record struct TakenDepreciation(Month Through, Money Amount);

/// <summary>
/// How a fixed asset is written off (plan d’amortissement): its value, what it will still be worth (valeur résiduelle),
/// the day it was put in service and for how many months. Months of zero say that it is not written off. Linear only;
/// a declining balance (amortissement dégressif, CGI art. 39 A) is a tax option that is not offered.
/// </summary>
public sealed record DepreciationTerms
{
    private const int MostMonths = 600;

    public AccountNumber Account { get; }
    public Money Value { get; }
    public Money Residual { get; }
    public DateOnly InService { get; }
    public int Months { get; }
    public TakenDepreciation? Taken { get; }

    public DepreciationTerms(AccountNumber account, Money value, Money residual, DateOnly inService, int months,
        TakenDepreciation? taken = null)
    {
        AssetAccounts.Refuse(account);
        if (!value.IsPositive)
            throw new BrokenRuleException("La valeur d’un bien est positive.");
        if (residual.IsNegative || residual >= value)
            throw new BrokenRuleException("La valeur résiduelle va de zéro à moins que la valeur du bien.");
        if (months is < 0 or > MostMonths)
            throw new BrokenRuleException($"La durée va de 1 à {MostMonths} mois, ou zéro pour un bien qui ne "
                + "s’amortit pas.");
        if (months > 0 && !AssetAccounts.WearsOut(account))
            throw new BrokenRuleException($"Un bien au compte {account} ne s’amortit pas\u00a0: terrains, titres et "
                + "dépôts ne s’usent pas. Mettez zéro mois.");
        (Account, Value, Residual, InService, Months) = (account, value, residual, inService, months);
        Taken = Checked(taken);
    }

    public bool IsDepreciated => Months > 0;

    /// <summary>What is written off in all.</summary>
    public Money Base => IsDepreciated ? Value - Residual : Money.Zero;

    private TakenDepreciation? Checked(TakenDepreciation? taken)
    {
        if (taken is not { } known)
            return null;
        if (known.Amount.IsNegative || known.Amount > Base)
            throw new BrokenRuleException($"L’amortissement repris va de zéro à ce qui s’amortit, {Base}.");
        if (known.Through.LastDay < InService)
            throw new BrokenRuleException($"Rien n’a pu s’amortir {known.Through.AfterDe()} avant la mise en service, "
                + $"le {FrenchText.Short(InService)}.");
        if (known.Amount < Base
            && Thirty.Days(InService, known.Through.LastDay) >= Months * Thirty.PerMonth)
            throw new BrokenRuleException($"La durée est finie avant {known.Through}, et {Base - known.Amount} restent "
                + "à amortir. Donnez une durée plus longue.");
        return known;
    }
}

/// <summary>
/// Days as depreciation counts them: twelve months of thirty days (base 360). The last day of a month is its 30th.
/// </summary>
internal static class Thirty
{
    public const int PerMonth = 30;

    /// <summary>From a day to another, both included; zero or less when the second comes first.</summary>
    public static int Days(DateOnly first, DateOnly last) =>
        Place(last, first: false) - Place(first, first: true) + 1;

    /// <summary>The 28th of February ends a month, but a use that begins there has three days of it.</summary>
    private static int Place(DateOnly day, bool first) => (day.Year * 12 + day.Month) * PerMonth
        + (!first && day.Day == DateTime.DaysInMonth(day.Year, day.Month) ? PerMonth : Math.Min(day.Day, PerMonth));
}
