using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Activities;

/// <summary>
/// When open items and pay are expected to move money, at the bank of the co-op or in the cash of one activity
/// (échéancier). Disputed items are left out: nobody knows when they will be paid, if ever.
/// </summary>
/// <param name="today">The first day looked at.</param>
/// <param name="delays">By how many days each customer usually pays late; empty to believe due dates.</param>
public sealed class ExpectedMoney(DateOnly today, IReadOnlyDictionary<ThirdParty, int> delays)
{
    /// <summary>The last of the days on which VAT is paid (CGI ann. IV art. 39: from the 15th to the 24th).</summary>
    private const int VatDay = 24;

    /// <summary>The day on which pay leaves, and the one on which its charges do (DSN, CSS R.133-14).</summary>
    private const int PayDay = 5;
    private const int ChargesDay = 15;

    private static readonly AccountNumber[] Vat = [Accounts.VatCollected, Accounts.DeductibleVat, Accounts.VatCredit];

    /// <summary>
    /// When an item is counted on. A customer's delay is added to the due date; who is later than usual is given as
    /// long again from today. All else that is past due is expected now.
    /// </summary>
    public DateOnly ExpectedOn(OpenItem item)
    {
        var delay = item.Account == Accounts.Customers && item.Remaining.IsPositive && item.ThirdParty is { } party
            ? Math.Max(0, delays.GetValueOrDefault(party)) : 0;
        var usual = item.Due.AddDays(delay);
        return usual >= today ? usual : today.AddDays(delay);
    }

    /// <summary>
    /// What all items move at the bank, and the VAT that paying them makes due, paid with the VAT owed today: that on
    /// the next day of VAT, the rest the month after it falls due. A credit of VAT lowers what is paid after it.
    /// </summary>
    public IEnumerable<ForecastItem> AtTheBank(IEnumerable<OpenItem> items, Money vatOwed)
    {
        var due = new List<(DateOnly PaidOn, Money Amount)> { (VatDayFrom(today), vatOwed) };
        foreach (var item in items.Where(i => !i.Disputed))
        {
            var expected = ExpectedOn(item);
            yield return new ForecastItem(KindOf(item), item.Due, expected, item.Remaining, item.Activity)
            {
                Item = item,
            };
            due.Add((VatDayOf(Month.Of(expected).Next()), VatOf(item)));
        }
        foreach (var vat in VatPayments(due))
            yield return vat;
    }

    /// <summary>What one activity's items move in its own cash (181), with VAT and contribution on receipts.</summary>
    public IEnumerable<ForecastItem> InTheCashOf(ActivityId activity, IEnumerable<OpenItem> items) =>
        items.Where(i => !i.Disputed && i.Activity == activity).Select(i => new ForecastItem(KindOf(i), i.Due,
            ExpectedOn(i), Moved(i, [Accounts.Liaison], activity), activity) { Item = i });

    /// <summary>A month of pay at the bank: the net on the 5th after it, the charges on the 15th.</summary>
    public static IEnumerable<ForecastItem> PayAtTheBank(
        Month month, ActivityId activity, string name, Money net, Money charges)
    {
        var (payDay, chargesDay) = (month.Next().FirstDay.AddDays(PayDay - 1),
            month.Next().FirstDay.AddDays(ChargesDay - 1));
        if (!net.IsZero)
            yield return new ForecastItem(ForecastKind.Pay, payDay, payDay, -net, activity) { Label = name };
        if (!charges.IsZero)
            yield return new ForecastItem(ForecastKind.Charges, chargesDay, chargesDay, -charges, activity)
            {
                Label = name,
            };
    }

    /// <summary>A month of pay in the cash of its activity: all of it, when the payslip is posted.</summary>
    public static ForecastItem PayInTheCash(Month month, ActivityId activity, string name, Money cost) =>
        new(ForecastKind.Pay, month.LastDay, month.LastDay, -cost, activity) { Label = name };

    private static IEnumerable<ForecastItem> VatPayments(IEnumerable<(DateOnly PaidOn, Money Amount)> due)
    {
        var credit = Money.Zero;
        foreach (var period in due.GroupBy(r => r.PaidOn).OrderBy(g => g.Key))
        {
            var owed = period.Sum(r => r.Amount) + credit;
            credit = Money.Min(Money.Zero, owed);
            if (owed.IsPositive)
                yield return new ForecastItem(ForecastKind.Vat, period.Key, period.Key, -owed, ActivityId.Structure);
        }
    }

    private static DateOnly VatDayOf(Month month) => month.FirstDay.AddDays(VatDay - 1);

    private static DateOnly VatDayFrom(DateOnly day) =>
        VatDayOf(day.Day <= VatDay ? Month.Of(day) : Month.Of(day).Next());

    /// <summary>What settling an item would make due to the State, positive when owed.</summary>
    private static Money VatOf(OpenItem item) => -Moved(item, Vat, ActivityId.Structure);

    private static Money Moved(OpenItem item, AccountNumber[] accounts, ActivityId activity)
    {
        var entry = new EntryBuilder(Journal.Bank, item.Due, "Prévision");
        item.Settle(entry, item.Remaining, MoneySide.Bank);
        return entry.Build().Lines.Where(l => l.Activity == activity && accounts.Contains(l.Account))
            .Sum(l => l.Amount);
    }

    private static ForecastKind KindOf(OpenItem item) => item.Account switch
    {
        var a when a.StartsWith("41") => ForecastKind.Customers,
        var a when a.StartsWith("40") => ForecastKind.Suppliers,
        var a when a.StartsWith("421") => ForecastKind.Pay,
        var a when a.StartsWith("467") => ForecastKind.People,
        var a when a.StartsWith("43") || a.StartsWith("4421") => ForecastKind.Charges,
        var a when a.StartsWith("445") => ForecastKind.Vat,
        _ => ForecastKind.Other,
    };
}
