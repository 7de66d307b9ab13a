using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Activities;

/// <summary>
/// What one customer of the co-op should have paid by now and has not (client en retard), over all activities: what
/// remains of the invoices past due, disputed ones too. The third party is null where the books name nobody.
/// </summary>
public sealed record LateCustomer(ThirdParty? Party, IReadOnlyList<OpenItem> Items)
{
    public Money Amount => Items.Sum(i => i.Remaining);
}

/// <summary>
/// The cover as one reading of the books gives it (perspective du coffre): now, at 90 days once everything undisputed
/// and due by then is settled on both sides, and what either would be if some invoices were never paid.
/// </summary>
public sealed class CoverOutlook(
    IReadOnlyList<AccountBalance> balances, IReadOnlyList<OpenItem> items, DateOnly day)
{
    public const int Horizon = 90;
    private static readonly string[] BankAccounts = ["512", "511", "53", "50"];

    private CoverRatio? _now;
    private CoverRatio? _later;

    public DateOnly Day => day;

    public CoverRatio Now => _now ??= Ratio(balances, items, day);

    public CoverRatio At90 => _later ??= Later();

    /// <summary>What the ratio is made of, activity by activity; who is owed most comes first.</summary>
    public IReadOnlyList<ActivityPosition> Positions =>
        [.. PositionsOf(balances, items).OrderByDescending(p => p.Net).ThenBy(p => p.Activity)];

    /// <summary>Who owes most since longer than the due date comes first.</summary>
    public IReadOnlyList<LateCustomer> LateCustomers =>
        [.. items.Where(i => i.Account == Accounts.Customers && i.Remaining.IsPositive && i.Due < day)
            .GroupBy(i => i.ThirdParty?.Code ?? i.Id.ToString())
            .Select(g => new LateCustomer(g.First().ThirdParty, [.. g]))
            .OrderByDescending(c => c.Amount).ThenBy(c => c.Items[0].Id.Entry)];

    /// <summary>
    /// The same books if these items were never paid. The loss is their activities' (row 8 of the postings): the VAT
    /// that waited goes with it, and the co-op gives back the contribution it had taken on it,
    /// <paramref name="contributionBack"/> by item.
    /// </summary>
    public CoverOutlook IfNeverPaid(IReadOnlyDictionary<OpenItemId, Money> contributionBack)
    {
        var back = items.Where(i => contributionBack.ContainsKey(i.Id)).SelectMany(i => GivenBack(i.Activity,
            contributionBack[i.Id]));
        return new CoverOutlook([.. balances, .. back],
            [.. items.Where(i => !contributionBack.ContainsKey(i.Id))], day);
    }

    private static AccountBalance[] GivenBack(ActivityId activity, Money contribution) =>
    [
        new(Accounts.Liaison, activity, null, contribution, Money.Zero),
        new(Accounts.Liaison, ActivityId.Structure, null, Money.Zero, contribution),
    ];

    private CoverRatio Later()
    {
        var horizon = day.AddDays(Horizon);
        var settled = items.Where(i => !i.Disputed && i.Due <= horizon).ToList();
        var after = balances.Concat(settled.SelectMany(Settlement)).GroupBy(b => (b.Account, b.Activity))
            .Select(g =>
                new AccountBalance(g.Key.Account, g.Key.Activity, null, g.Sum(b => b.Debit), g.Sum(b => b.Credit)))
            .ToList();
        return Ratio(after, [.. items.Except(settled)], horizon);
    }

    private static CoverRatio Ratio(
        IReadOnlyList<AccountBalance> balances, IReadOnlyList<OpenItem> items, DateOnly day) => CoverRatio.From(
        PositionsOf(balances, items), BankOf(balances), StructureDebts.Within(items, balances, day));

    /// <summary>What settling an item would post, as balances.</summary>
    private static IEnumerable<AccountBalance> Settlement(OpenItem item)
    {
        var entry = new EntryBuilder(Journal.Bank, item.Due, "90 jours");
        item.Settle(entry, item.Remaining, MoneySide.Bank);
        return entry.Build().Lines.Select(l => new AccountBalance(l.Account, l.Activity, null, l.Debit, l.Credit));
    }

    private static IEnumerable<ActivityPosition> PositionsOf(
        IReadOnlyList<AccountBalance> balances, IReadOnlyList<OpenItem> items)
    {
        var inCredit = items.Where(i => i.Account == Accounts.Customers && i.Remaining.IsNegative)
            .GroupBy(i => i.Activity).ToDictionary(g => g.Key, g => -g.Sum(i => i.Remaining));
        return balances.Where(b => !b.Activity.IsStructure).GroupBy(b => b.Activity)
            .Select(g => ActivityPosition.From(g.Key, g, inCredit.GetValueOrDefault(g.Key)));
    }

    /// <summary>What the co-op has at the bank and in its till: what all of this is held in.</summary>
    public static Money BankOf(IEnumerable<AccountBalance> balances) =>
        balances.Where(b => BankAccounts.Any(b.Account.StartsWith)).Sum(b => b.Balance);
}
