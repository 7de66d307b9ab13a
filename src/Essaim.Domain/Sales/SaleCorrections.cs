using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>
/// Takes sales back: credit notes (avoirs, row 7) and bad debts (row 8). What a customer paid too much is left open in
/// their credit and refunded as any item that is to be paid (row 30).
/// </summary>
public static class SaleCorrections
{
    /// <summary>
    /// The mirror of what is taken back. What the invoice still has open is reduced first; the rest leaves the customer
    /// in credit, to be refunded, and the VAT already due comes back from the structure.
    /// </summary>
    public static IReadOnlyList<DraftEntry> CreditNote(
        SaleDocument note, IReadOnlyList<OpenItem> invoiceItems, Func<ActivityId, ContributionRule> ruleOf)
    {
        note.Check();
        var entry = SalePosting.Sale(note, "Avoir");
        foreach (var groups in note.Totals.Groups.GroupBy(g => g.Activity))
            WriteActivity(entry, note, [.. groups], invoiceItems.FirstOrDefault(i => i.Activity == groups.Key),
                ruleOf(groups.Key));
        return [entry.Build(), .. SalePosting.Contributions(note, ruleOf, backwards: true)];
    }

    /// <summary>
    /// An invoice that deposits had paid in full has no item: all of the credit note is to be refunded.
    /// </summary>
    private static void WriteActivity(EntryBuilder entry, SaleDocument note, IReadOnlyList<SaleGroup> groups,
        OpenItem? item, ContributionRule rule)
    {
        var activity = groups[0].Activity;
        foreach (var group in groups)
            entry.Debit(SalePosting.IncomeAccount(note, group.Kind), activity, group.Net);
        foreach (var group in groups)
            if (note.VatWaits(group.Kind))
                entry.Debit(Accounts.VatAwaitingReceipt, activity, group.Vat);
            else
                entry.Debit(Accounts.VatCollected, ActivityId.Structure, group.Vat);
        var total = groups.Sum(g => g.Total);
        var customer = ThirdParty.Customer(note.CustomerId);
        var back = TakenBack(note, activity, groups, rule);
        var taken = item?.TakeCredit(total, back);
        if (taken is not null)
            entry.Credit(Accounts.Customers, activity, taken.Amount, customer, settles: taken.Settlement);
        entry.Credit(Accounts.Customers, activity, total - (taken?.Amount ?? Money.Zero), customer,
            opens: new OpenItemTerms(note.Date)).Bridge();
        foreach (var (posting, amount) in taken?.PostNow ?? [.. back.Select(b => (b, -b.Amount))])
            posting.Write(entry, amount);
    }

    private static List<DeferredPosting> TakenBack(
        SaleDocument note, ActivityId activity, IReadOnlyList<SaleGroup> groups, ContributionRule rule)
    {
        var back = groups.Where(g => note.VatWaits(g.Kind)).GroupBy(g => g.Treatment.Code)
            .Select(g => DeferredPosting.VatOnReceipt(activity, g.Key, g.Sum(x => x.Vat))).ToList();
        if (rule.Base == ContributionBase.Received && !activity.IsStructure)
            back.Add(DeferredPosting.ContributionOnReceipt(activity, rule.AtOnce(groups.Sum(g => g.Net))));
        return back;
    }

    /// <summary>
    /// What remains of the invoice will not be paid. The pending VAT goes, the rest is a loss of the activity; VAT
    /// already due stays a cost until a corrected invoice gives it back (CGI art. 272). The contribution on the loss
    /// comes back unless the rule says otherwise: it had been counted without VAT, on <paramref name="netInvoiced"/>,
    /// which may be left out only where all of the VAT was waiting.
    /// </summary>
    public static IReadOnlyList<DraftEntry> BadDebt(OpenItem item, DateOnly date, string invoiceNumber,
        ContributionRule rule, DocumentRef? document, Money? netInvoiced = null)
    {
        if (!item.Remaining.IsPositive)
            throw new BrokenRuleException("Cette facture est réglée : il n’y a pas de perte à constater.");
        var pending = item.Deferred.Where(d => d.IsVat).Sum(d => d.Left);
        var loss = item.Remaining - pending;
        var entry = new EntryBuilder(Journal.General, date, $"Créance perdue, facture {invoiceNumber}")
        {
            PieceRef = invoiceNumber, Document = document,
        };
        entry.Debit(Accounts.BadDebts, item.Activity, loss)
            .Debit(Accounts.VatAwaitingReceipt, item.Activity, pending)
            .Credit(item.Account, item.Activity, item.Remaining, item.ThirdParty, settles: new ItemSettlement(
                item.Id, Money.Zero, item.Remaining,
                [.. item.Deferred.Where(d => !d.Left.IsZero)
                    .Select(d => new DeferredChange(d.Kind, Money.Zero, -d.Left))]));
        var entries = new List<DraftEntry> { entry.Build() };
        var contribution = rule.BackOnLoss(netInvoiced?.Prorata(item.Remaining, item.Amount) ?? loss);
        if (!contribution.IsZero && !item.Activity.IsStructure)
            entries.Add(ContributionPosting.Entry(item.Activity, -contribution, date,
                $"Contribution rendue, facture {invoiceNumber}", invoiceNumber, document));
        return entries;
    }
}

/// <summary>Money in (encaissement): rows 4, 5, 29 and 30 of the postings.</summary>
public static class ReceiptPosting
{
    /// <summary>
    /// Settles the open items of an invoice with the amount received, in proportion to what each activity still has
    /// open; more than remains stays in the customer's credit, to be refunded.
    /// </summary>
    public static DraftEntry Entry(IReadOnlyList<OpenItem> items, Money amount, DateOnly date, string label,
        string piece, DocumentRef? document, MoneySide? side = null)
    {
        if (!amount.IsPositive)
            throw new BrokenRuleException(
                "Le montant reçu est positif. Pour rendre de l’argent, faites un remboursement.");
        var open = items.Where(i => i.Remaining.IsPositive).OrderBy(i => i.Account == Accounts.Retentions).ToList();
        if (open.Count == 0)
            throw new BrokenRuleException("Cette facture est déjà réglée. Vérifiez le numéro de la facture.");
        var applied = Money.Min(amount, open.Sum(i => i.Remaining));
        side ??= MoneySide.Bank;
        var entry = new EntryBuilder(side.Journal, date, label) { PieceRef = piece, Document = document };
        side.Write(entry, amount);
        var parts = Parts(open, applied);
        var excess = amount - applied;
        if (!excess.IsZero)
            entry.Credit(open[0].Account, open[0].Activity, excess, open[0].ThirdParty,
                opens: new OpenItemTerms(date), lineLabel: "Trop-perçu à rembourser");
        for (var i = 0; i < open.Count; i++)
            if (!parts[i].IsZero)
                open[i].Clear(entry, parts[i]);
        return entry.Build();
    }

    /// <summary>What is kept back in guarantee is paid last: it is not due before.</summary>
    private static List<Money> Parts(List<OpenItem> open, Money applied)
    {
        var parts = new List<Money>();
        foreach (var group in open.GroupBy(i => i.Account == Accounts.Retentions))
        {
            var remaining = group.Sum(i => i.Remaining);
            var part = Money.Min(applied - parts.Sum(), remaining);
            parts.AddRange(part == remaining ? [.. group.Select(i => i.Remaining)]
                : part.IsZero ? [.. group.Select(_ => Money.Zero)]
                : part.Share([.. group.Select(i => i.Remaining.Cents)]));
        }
        return parts;
    }
}
