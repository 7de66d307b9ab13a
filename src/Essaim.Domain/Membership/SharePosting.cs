using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Membership;

/// <summary>
/// Movements of capital shares (parts sociales): subscribed, paid by bank or from pay (row 23), refunded at nominal
/// value on leaving (row 24). Capital belongs to the structure; shares are never sold between people.
/// </summary>
public static class SharePosting
{
    public static DraftEntry Subscribed(long memberId, Money amount, DateOnly date, string name) =>
        General(date, $"Souscription de parts, {name}")
            .Debit(Accounts.MemberSubscriptions, ActivityId.Structure, amount, ThirdParty.Member(memberId),
                opens: new OpenItemTerms(date))
            .Credit(Accounts.Capital, ActivityId.Structure, amount)
            .Build();

    public static DraftEntry Paid(OpenItem subscription, Money amount, DateOnly date, string name)
    {
        var entry = new EntryBuilder(Journal.Bank, date, $"Libération de parts, {name}");
        subscription.Settle(entry, amount, MoneySide.Bank);
        return entry.Build();
    }

    /// <summary>
    /// Paid from the net pay that the co-op owes: the pay item (421) settles the subscription (4561).
    /// </summary>
    public static DraftEntry DeductedFromPay(
        OpenItem pay, OpenItem subscription, Money amount, DateOnly date, string name)
    {
        var entry = General(date, $"Parts retenues sur le salaire, {name}");
        pay.Clear(entry, -amount);
        subscription.Clear(entry, amount);
        return entry.Build();
    }

    public static DraftEntry Refunded(long memberId, Money amount, DateOnly date, DateOnly due, string name) =>
        General(date, $"Parts à rembourser, {name}")
            .Debit(Accounts.Capital, ActivityId.Structure, amount)
            .Credit(Accounts.MemberRefunds, ActivityId.Structure, amount, ThirdParty.Member(memberId),
                opens: new OpenItemTerms(due))
            .Build();

    private static EntryBuilder General(DateOnly date, string label) => new(Journal.General, date, label);
}
