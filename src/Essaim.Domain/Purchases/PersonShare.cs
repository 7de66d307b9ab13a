using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Purchases;

/// <summary>
/// What a person has paid of a supplier's invoice from their own pocket (part payée par la personne). The supplier is
/// settled for as much, the person is owed it, and what a payment frees is freed: row 40 of the postings.
/// </summary>
/// <param name="Amount">VAT included.</param>
/// <param name="On">The day the person paid.</param>
/// <param name="Means">In the person's words: "carte personnelle", "espèces".</param>
public sealed record PersonShare(long PersonId, Money Amount, DateOnly On, string Means)
{
    public const string DocumentKind = "person-share";

    private const int DaysToReimburse = 30;

    /// <summary>
    /// Over several activities, the amount goes to each in proportion of what is left of it, so that parts add up.
    /// </summary>
    /// <param name="items">What the invoice opened; only what is owed to the supplier counts.</param>
    public static DraftEntry Entry(PersonShare share, string personName, IReadOnlyList<OpenItem> items, string number,
        DateOnly? date = null, DocumentRef? document = null)
    {
        var open = items.Where(i => i.Account == Accounts.Suppliers && i.Remaining.IsNegative).ToList();
        var left = -open.Sum(i => i.Remaining);
        if (!share.Amount.IsPositive)
            throw new BrokenRuleException("Le montant payé par la personne est positif.");
        if (share.Amount > left)
            throw new BrokenRuleException(
                $"Il ne reste que {left} à payer de cette facture. Notez ce montant au plus.");
        if (string.IsNullOrWhiteSpace(share.Means))
            throw new BrokenRuleException("Dites comment la personne a payé : carte personnelle, espèces…");
        var day = date ?? share.On;
        var entry = new EntryBuilder(Journal.Expenses, day, $"Payé par {personName}, facture {number}")
        {
            PieceRef = number, PieceDate = share.On, Document = document,
        };
        var parts = share.Amount.Share([.. open.Select(i => -i.Remaining.Cents)]);
        foreach (var (item, part) in open.Zip(parts).Where(p => p.Second.IsPositive))
        {
            entry.Credit(Accounts.PeopleToReimburse, item.Activity, part, ThirdParty.Person(share.PersonId),
                opens: new OpenItemTerms(day.AddDays(DaysToReimburse)));
            item.Clear(entry, -part);
        }
        return entry.Build();
    }
}
