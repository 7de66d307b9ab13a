using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Activities;

/// <summary>What the co-op took for one activity (financement): a loan (emprunt), or a lease (crédit-bail).</summary>
public enum FinancingKind
{
    Loan,
    Lease,
}

/// <summary>
/// One instalment (échéance): what it pays back, what it costs (interest, or the rent excluding VAT), and its VAT.
/// </summary>
public readonly record struct FinancingInstalment(int No, DateOnly Due, Money Principal, Money Charge, Money Vat)
{
    public Money Total => Principal + Charge + Vat;
}

/// <summary>
/// The terms of a loan or a lease taken for one activity. A loan is paid back by a constant monthly instalment
/// (annuité constante): interest is the twelfth of the yearly rate on what is left, to the cent, and the last
/// instalment takes what rounding left, so that what is paid back adds up to the loan. A lease has the same rent each
/// month.
/// </summary>
/// <param name="Amount">The loan, or the rent of a month excluding VAT.</param>
/// <param name="YearlyRate">Of the loan (taux nominal); zero for a lease.</param>
/// <param name="Vat">Of a month's rent; zero for a loan.</param>
public sealed record FinancingTerms(
    FinancingKind Kind, Money Amount, Rate YearlyRate, Money Vat, int Months, DateOnly FirstDue)
{
    private const int MostMonths = 360;

    public Money Amount { get; init; } = Amount.IsPositive ? Amount
        : throw new BrokenRuleException("Le montant est positif.");

    public Rate YearlyRate { get; init; } = YearlyRate.Fraction is >= 0m and <= 0.5m ? YearlyRate
        : throw new BrokenRuleException("Le taux va de 0 à 50 % par an.");

    public Money Vat { get; init; } = !Vat.IsNegative ? Vat
        : throw new BrokenRuleException("La TVA n’est pas négative.");

    public int Months { get; init; } = Months is >= 1 and <= MostMonths ? Months
        : throw new BrokenRuleException($"La durée va de 1 à {MostMonths} mois.");

    public IReadOnlyList<FinancingInstalment> Instalments() => Kind == FinancingKind.Lease
        ? [.. Enumerable.Range(0, Months)
            .Select(i => new FinancingInstalment(i + 1, DueOf(i), Money.Zero, Amount, Vat))]
        : Loan();

    private DateOnly DueOf(int at) => FirstDue.AddMonths(at);

    private List<FinancingInstalment> Loan()
    {
        var rate = YearlyRate.Fraction / 12m;
        var monthly = Monthly(rate);
        var left = Amount;
        var all = new List<FinancingInstalment>(Months);
        for (var i = 0; i < Months; i++)
        {
            // To the cent, halves up: as lenders' schedules do; the contract's own schedule decides.
            var interest = Money.Round(left.ToDecimal() * rate);
            var principal = i == Months - 1 ? left : Money.Max(Money.Zero, Money.Min(left, monthly - interest));
            all.Add(new FinancingInstalment(i + 1, DueOf(i), principal, interest, Money.Zero));
            left -= principal;
        }
        return all;
    }

    /// <summary>Amount × r ÷ (1 − (1 + r)⁻ⁿ), to the cent.</summary>
    private Money Monthly(decimal rate)
    {
        if (rate == 0m)
            return Money.Round(Amount.ToDecimal() / Months);
        var growth = 1m;
        for (var i = 0; i < Months; i++)
            growth *= 1m + rate;
        return Money.Round(Amount.ToDecimal() * rate * growth / (growth - 1m));
    }
}

/// <summary>
/// What a loan for one activity writes: its money into the activity's cash, and each instalment as a debt to the
/// lender, which is then paid like any supplier. The activity bears all of it; the bank is the co-op's.
/// </summary>
public static class FinancingPosting
{
    public static DraftEntry Receive(
        ActivityId activity, Money amount, DateOnly date, string label, DocumentRef document) =>
        new EntryBuilder(Journal.Bank, date, label) { Document = document }
            .Debit(Accounts.Bank, ActivityId.Structure, amount)
            .Credit(Accounts.Loans, activity, amount)
            .Build();

    public static DraftEntry Instalment(ActivityId activity, long lender, FinancingInstalment instalment,
        DateOnly date, string label, DocumentRef document) =>
        new EntryBuilder(Journal.General, date, label) { Document = document }
            .Debit(Accounts.Loans, activity, instalment.Principal)
            .Debit(Accounts.Interest, activity, instalment.Charge)
            .Credit(Accounts.Suppliers, activity, instalment.Total, ThirdParty.Supplier(lender),
                new OpenItemTerms(instalment.Due))
            .Build();
}
