using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>What an issued document writes: rows 1, 2, 3, 6 and 20 of the postings.</summary>
public static class SalePosting
{
    /// <summary>The entries of an invoice or a deposit invoice, the contribution of each activity included.</summary>
    public static IReadOnlyList<DraftEntry> Entries(SaleDocument document, Func<ActivityId, ContributionRule> ruleOf)
    {
        document.Check();
        var entry = Sale(document, document.Kind == SaleDocumentKind.DepositInvoice ? "Acompte" : "Facture");
        foreach (var groups in document.Totals.Groups.GroupBy(g => g.Activity))
            WriteActivity(entry, document, groups.Key, [.. groups], ruleOf(groups.Key));
        var entries = new List<DraftEntry> { entry.Build() };
        entries.AddRange(Contributions(document, ruleOf, backwards: false));
        return entries;
    }

    internal static EntryBuilder Sale(SaleDocument document, string word) =>
        new(Journal.Sales, document.Date, $"{word} {document.Number} {document.CustomerName}")
        {
            PieceRef = document.Number,
            Document = document.Reference,
            DocumentHash = document.Hash,
        };

    /// <summary>The account of income, or of deposits, that a group goes to.</summary>
    internal static AccountNumber IncomeAccount(SaleDocument document, SupplyKind kind) =>
        document.IsDeposit ? Accounts.CustomerDeposits
        : kind == SupplyKind.Goods ? Accounts.GoodsSold : Accounts.ServicesSold;

    /// <summary>
    /// The contribution that goes with the document, when it is counted on what is invoiced: one entry an activity.
    /// A balance invoice counts only what its deposits had not.
    /// </summary>
    internal static IEnumerable<DraftEntry> Contributions(
        SaleDocument document, Func<ActivityId, ContributionRule> ruleOf, bool backwards)
    {
        foreach (var groups in document.Totals.Groups.GroupBy(g => g.Activity).Where(g => !g.Key.IsStructure))
        {
            var rule = ruleOf(groups.Key);
            var amount = rule.AtOnce(NetOf(document, groups.Key));
            if (rule.Base != ContributionBase.Invoiced || amount.IsZero)
                continue;
            yield return ContributionPosting.Entry(groups.Key, backwards ? -amount : amount, document.Date,
                $"Contribution sur {document.Number}", document.Number, document.Reference);
        }
    }

    /// <summary>What the activity invoices with this document, deposits taken off.</summary>
    internal static Money NetOf(SaleDocument document, ActivityId activity) =>
        document.Totals.Groups.Where(g => g.Activity == activity).Sum(g => g.Net)
        - document.Deposits.Where(d => d.Activity == activity).Sum(d => d.Net);

    private static void WriteActivity(EntryBuilder entry, SaleDocument document, ActivityId activity,
        IReadOnlyList<SaleGroup> groups, ContributionRule rule)
    {
        var deposits = document.Deposits.Where(d => d.Activity == activity).ToList();
        var asked = groups.Sum(g => g.Total) - deposits.Sum(d => d.Net + d.Vat);
        var vat = VatByMoment(document, groups, deposits);
        if (asked.IsZero) // nothing is left to receive, so nothing can wait for a receipt
            vat = [.. vat.Select(v => (v.Code, Money.Zero, v.Waiting + v.Due))];
        entry.Debit(Accounts.Customers, activity, asked, ThirdParty.Customer(document.CustomerId),
            opens: new OpenItemTerms(document.Due, Deferred(document, activity, vat, rule)));
        foreach (var group in groups)
            entry.Credit(IncomeAccount(document, group.Kind), activity, group.Net - deposits.Where(d =>
                (d.Sold, d.Treatment) == (group.Kind, group.Treatment)).Sum(d => d.Net));
        foreach (var progress in deposits.Where(d => d.Sold is { } kind
            && !groups.Any(g => (g.Kind, g.Treatment) == (kind, d.Treatment))))
            entry.Debit(IncomeAccount(document, progress.Sold!.Value), activity, progress.Net);
        foreach (var deposit in deposits.Where(d => d.Sold is null))
            entry.Debit(Accounts.CustomerDeposits, activity, deposit.Net,
                lineLabel: $"Reprise de l’acompte {deposit.Number}");
        entry.Credit(Accounts.VatAwaitingReceipt, activity, vat.Sum(v => v.Waiting))
            .Credit(Accounts.VatCollected, ActivityId.Structure, vat.Sum(v => v.Due)).Bridge();
    }

    /// <summary>
    /// The VAT that this document adds, by treatment: what waits for the receipt and what is due now. The VAT of what
    /// was invoiced before was posted then, so it comes off: that of progress where its kind put it, that of a deposit
    /// off what waits first, or VAT already due would wait again.
    /// </summary>
    private static List<(string Code, Money Waiting, Money Due)> VatByMoment(
        SaleDocument document, IReadOnlyList<SaleGroup> groups, List<DepositTaken> before)
    {
        var codes = groups.Select(g => g.Treatment.Code).Concat(before.Select(d => d.Treatment.Code)).Distinct();
        return [.. codes.Select(code =>
        {
            var ofCode = groups.Where(g => g.Treatment.Code == code).ToList();
            var taken = before.Where(d => d.Treatment.Code == code).ToList();
            var (waiting, due) = Settled(
                ofCode.Where(g => document.VatWaits(g.Kind)).Sum(g => g.Vat)
                    - taken.Where(d => d.Sold is { } kind && document.VatWaits(kind)).Sum(d => d.Vat),
                ofCode.Where(g => !document.VatWaits(g.Kind)).Sum(g => g.Vat)
                    - taken.Where(d => d.Sold is { } kind && !document.VatWaits(kind)).Sum(d => d.Vat),
                taken.Any(d => d.Sold is not null));
            var posted = taken.Where(d => d.Sold is null).Sum(d => d.Vat);
            var offWaiting = Money.Min(posted, Money.Max(waiting, Money.Zero));
            return (code, waiting - offWaiting, due - (posted - offWaiting));
        })];
    }

    /// <summary>
    /// The cents by which the kinds of one rate share its VAT differ between a part and the whole: one kind never gives
    /// back what the other asks.
    /// </summary>
    private static (Money Waiting, Money Due) Settled(Money waiting, Money due, bool afterProgress) =>
        !afterProgress || waiting.IsNegative == due.IsNegative ? (waiting, due)
        : waiting.IsNegative ? (Money.Zero, waiting + due)
        : due.IsNegative && waiting + due is var rest ? (Money.Max(rest, Money.Zero), Money.Min(rest, Money.Zero))
        : (waiting, due);

    private static List<DeferredPosting> Deferred(SaleDocument document, ActivityId activity,
        List<(string Code, Money Waiting, Money Due)> vat, ContributionRule rule)
    {
        var deferred = vat.Where(v => !v.Waiting.IsZero)
            .Select(v => DeferredPosting.VatOnReceipt(activity, v.Code, v.Waiting)).ToList();
        var contribution = rule.AtOnce(NetOf(document, activity));
        if (rule.Base == ContributionBase.Received && !activity.IsStructure && !contribution.IsZero)
            deferred.Add(DeferredPosting.ContributionOnReceipt(activity, contribution));
        return deferred;
    }
}
