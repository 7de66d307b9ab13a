using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Funding;

/// <summary>
/// A grant (subvention) announced by its convention, then received: row 22. Receiving settles the open items, one for
/// each instalment. A grant to one activity is its income and, once received, its cash.
/// </summary>
public static class GrantPosting
{
    public static DraftEntry Announced(string funder, Money amount, DateOnly date, DateOnly due) =>
        Announced(ActivityId.Structure, funder, [new GrantInstalment(due, amount)], date, null);

    public static DraftEntry Announced(ActivityId activity, string funder, IReadOnlyList<GrantInstalment> instalments,
        DateOnly date, DocumentRef? document)
    {
        var entry = new EntryBuilder(Journal.General, date, $"Subvention {funder}") { Document = document };
        foreach (var instalment in instalments)
            entry.Debit(Accounts.GrantsReceivable, activity, instalment.Amount,
                opens: new OpenItemTerms(instalment.Due));
        return entry.Credit(Accounts.Grants, activity, instalments.Sum(i => i.Amount)).Build();
    }
}

/// <summary>A part of a grant and the day on which it should come (échéance de subvention).</summary>
public sealed record GrantInstalment(DateOnly Due, Money Amount)
{
    public Money Amount { get; init; } = Amount.IsPositive ? Amount : throw new BrokenRuleException(
        "Le montant d’une subvention est positif.");

    /// <summary>How many days late it is on a day; none before it is due.</summary>
    public static int DaysLate(DateOnly due, DateOnly day) => Math.Max(0, day.DayNumber - due.DayNumber);
}
