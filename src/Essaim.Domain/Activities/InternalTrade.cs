using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Activities;

/// <summary>
/// A sale from one activity to another inside the same company (facturation interne): no VAT, no external number.
/// Both books show it; the company's statements do not, since 1872 and 1862 cancel out.
/// </summary>
public static class InternalTrade
{
    public static DraftEntry Entry(ActivityId seller, ActivityId buyer, Money amount, DateOnly date, string label,
        DocumentRef? document = null)
    {
        if (seller == buyer)
            throw new BrokenRuleException("Une activité ne peut pas se vendre à elle-même. Choisissez deux activités.");
        if (!amount.IsPositive)
            throw new BrokenRuleException("Le montant d’une vente interne est positif.");
        return new EntryBuilder(Journal.Internal, date, label) { Document = document }
            .Credit(Accounts.InternalSale, seller, amount)
            .Debit(Accounts.InternalPurchase, buyer, amount)
            .Build();
    }
}

/// <summary>
/// Cash lent to an activity from the common pool (avance de trésorerie): decided by the board, or opened by law when
/// fixed pay is due and cash is missing, and then to be ratified.
/// </summary>
public static class CashAdvancePosting
{
    public static DraftEntry Grant(
        ActivityId activity, Money amount, DateOnly date, string label, DocumentRef? document) =>
        Write(activity, amount, date, label, document);

    public static DraftEntry Repay(
        ActivityId activity, Money amount, DateOnly date, string label, DocumentRef? document) =>
        Write(activity, -amount, date, label, document);

    private static DraftEntry Write(
        ActivityId activity, Money amount, DateOnly date, string label, DocumentRef? document)
    {
        if (activity.IsStructure)
            throw new BrokenRuleException("La structure ne se prête pas à elle-même.");
        var mirror = ThirdParty.Activity(activity);
        return new EntryBuilder(Journal.General, date, label) { Document = document }
            .Debit(Accounts.Liaison, activity, amount)
            .Credit(Accounts.Advance, activity, amount)
            .Debit(Accounts.Advance, ActivityId.Structure, amount, mirror)
            .Credit(Accounts.Liaison, ActivityId.Structure, amount, mirror)
            .Build();
    }
}
