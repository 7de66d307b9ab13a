using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Purchases;

/// <summary>
/// One line of a purchase: what it is in the chart, for which activity, its net and its deductible VAT.
/// </summary>
/// <param name="Vat">As the supplier bills it, or as the co-op owes it itself.</param>
/// <param name="VatOnPayment">
/// True for services without the supplier's option for debits: deductible once paid (CGI art. 271).
/// </param>
/// <param name="DeductibleShare">
/// How much of the VAT that the co-op owes itself it may deduct (CGI annexe II art. 206); null is all of it.
/// </param>
public sealed record PurchaseLine(
    ActivityId Activity, AccountNumber Account, string Description, Money Net, Money Vat, bool VatOnPayment,
    PurchaseVat Regime = PurchaseVat.Deductible, Rate? DeductibleShare = null)
{
    /// <summary>Whether the co-op owes the VAT itself, and the supplier bills none.</summary>
    public bool IsSelfAssessed => Regime is PurchaseVat.SelfAssessed or PurchaseVat.SelfAssessedInUnion;

    /// <summary>What the supplier is paid.</summary>
    public Money Total => IsSelfAssessed ? Net : Net + Vat;

    /// <summary>What of the VAT that the co-op owes itself comes back to it, to the cent of the line.</summary>
    public Money SelfDeducted =>
        !IsSelfAssessed ? Money.Zero : DeductibleShare is { } share ? Money.Round(share.Of(Vat)) : Vat;

    /// <summary>What it costs the activity.</summary>
    public Money Cost =>
        Regime == PurchaseVat.InCost ? Net + Vat : IsSelfAssessed ? Net + Vat - SelfDeducted : Net;

    /// <summary>What the supplier bills and the co-op deducts.</summary>
    public Money Deducted => Regime == PurchaseVat.Deductible ? Vat : Money.Zero;

    /// <summary>Refuses a VAT that its regime cannot have.</summary>
    public void Check()
    {
        if (Regime == PurchaseVat.Margin && !Vat.IsZero)
            throw new BrokenRuleException("Une facture sur la marge ne porte pas de TVA. Effacez-la, ou changez de "
                + "régime.");
        if (DeductibleShare is { Fraction: < 0m or > 1m })
            throw new BrokenRuleException("La part de TVA déductible va de 0 à 100 %.");
        if (DeductibleShare is not null && !IsSelfAssessed)
            throw new BrokenRuleException("La part déductible est celle d’une TVA autoliquidée. Si le fournisseur a "
                + "facturé la TVA, faites deux lignes : l’une déduite, l’autre non déductible.");
        if (IsSelfAssessed && Vat.IsZero)
            throw new BrokenRuleException("En autoliquidation, la coopérative doit elle-même la TVA. Indiquez-la : "
                + $"à 20\u00a0%, ce serait {Money.Round(Rate.Percent(20).Of(Net))}.");
    }
}

/// <summary>A supplier's invoice about to be booked (facture d’achat).</summary>
/// <param name="Date">The day of the entry.</param>
/// <param name="PieceDate">The day of the invoice, where it came after its month was closed.</param>
public sealed record PurchaseInvoice(
    long SupplierId, string SupplierName, string Number, DateOnly Date, DateOnly Due, IReadOnlyList<PurchaseLine> Lines,
    DocumentRef? Reference = null, DateOnly? PieceDate = null)
{
    public Money Total => Lines.Sum(l => l.Total);
}

/// <summary>
/// What purchases write: rows 9, 10, 31 and 33 of the postings. Paying them (row 11) settles the open item.
/// </summary>
public static class PurchasePosting
{
    public static DraftEntry Entry(PurchaseInvoice purchase)
    {
        var entry = Begin(purchase, "");
        foreach (var lines in purchase.Lines.GroupBy(l => l.Activity))
            WriteActivity(entry, purchase, lines.Key, [.. lines]);
        return entry.Build();
    }

    /// <summary>
    /// A supplier's credit note (avoir de fournisseur): the mirror of a purchase, its amounts positive. What the
    /// invoice still has open is reduced first, its waiting VAT with it; the rest is to be received from the supplier.
    /// </summary>
    /// <param name="invoiceItems">What the invoice that is taken back opened; none when it is not in the books.</param>
    public static DraftEntry CreditNote(PurchaseInvoice note, IReadOnlyList<OpenItem> invoiceItems)
    {
        var entry = Begin(note, "Avoir ");
        foreach (var lines in note.Lines.GroupBy(l => l.Activity))
            TakeBack(entry, note, lines.Key, [.. lines], invoiceItems.FirstOrDefault(i => i.Activity == lines.Key
                && i.ThirdParty == ThirdParty.Supplier(note.SupplierId)));
        return entry.Build();
    }

    private static EntryBuilder Begin(PurchaseInvoice purchase, string kind)
    {
        foreach (var line in purchase.Lines)
            line.Check();
        if (purchase.Lines.Count == 0 || !purchase.Total.IsPositive)
            throw new BrokenRuleException(
                "Une facture d’achat a un total positif. Pour un avoir de fournisseur, indiquez-le comme tel.");
        if (string.IsNullOrWhiteSpace(purchase.Number))
            throw new BrokenRuleException(
                "Indiquez le numéro de la facture du fournisseur : il évite de la payer deux fois.");
        return new EntryBuilder(Journal.Purchases, purchase.Date, $"{kind}{purchase.SupplierName} {purchase.Number}")
        {
            PieceRef = purchase.Number, PieceDate = purchase.PieceDate, Document = purchase.Reference,
        };
    }

    private static void TakeBack(EntryBuilder entry, PurchaseInvoice note, ActivityId activity,
        List<PurchaseLine> lines, OpenItem? item)
    {
        WriteLines(entry, activity, [.. lines.Select(l => l with { Net = -l.Net, Vat = -l.Vat })]);
        var pending = Pending(lines);
        List<DeferredPosting> back = pending.IsZero ? [] : [DeferredPosting.VatOnPayment(activity, pending)];
        var (owed, supplier) = (-lines.Sum(l => l.Total), ThirdParty.Supplier(note.SupplierId));
        var taken = item?.TakeCredit(owed, back);
        if (taken is not null)
            entry.Credit(Accounts.Suppliers, activity, taken.Amount, supplier, settles: taken.Settlement);
        entry.Credit(Accounts.Suppliers, activity, owed - (taken?.Amount ?? Money.Zero), supplier,
            opens: new OpenItemTerms(note.Due)).Bridge();
        foreach (var (posting, amount) in taken?.PostNow ?? [.. back.Select(b => (b, -b.Amount))])
            posting.Write(entry, amount);
    }

    private static void WriteActivity(
        EntryBuilder entry, PurchaseInvoice purchase, ActivityId activity, List<PurchaseLine> lines)
    {
        WriteLines(entry, activity, lines);
        var pending = Pending(lines);
        entry.Credit(Accounts.Suppliers, activity, lines.Sum(l => l.Total), ThirdParty.Supplier(purchase.SupplierId),
            opens: new OpenItemTerms(purchase.Due,
                pending.IsZero ? [] : [DeferredPosting.VatOnPayment(activity, pending)])).Bridge();
    }

    /// <summary>
    /// Costs and VAT. What the co-op owes itself is declared and deducted at once, between accounts of the structure
    /// (CGI art. 271, II): it moves no money. What may not be deducted is a cost, which the activity owes the
    /// structure.
    /// </summary>
    private static void WriteLines(EntryBuilder entry, ActivityId activity, IEnumerable<PurchaseLine> lines)
    {
        foreach (var line in lines)
        {
            entry.Debit(line.Account, activity, line.Cost, lineLabel: line.Description);
            if (line.VatOnPayment)
                entry.Debit(Accounts.DeductibleVatPending, activity, line.Deducted);
            else
                entry.Debit(Accounts.DeductibleVat, ActivityId.Structure, line.Deducted);
            if (line.IsSelfAssessed)
                entry.Debit(Accounts.DeductibleVat, ActivityId.Structure, line.SelfDeducted)
                    .Credit(line.Regime == PurchaseVat.SelfAssessedInUnion ? Accounts.VatOnAcquisitions
                        : Accounts.VatCollected, ActivityId.Structure, line.Vat);
        }
    }

    private static Money Pending(IEnumerable<PurchaseLine> lines) =>
        lines.Where(l => l.VatOnPayment).Sum(l => l.Deducted);
}

/// <summary>
/// What an expense claim (note de frais) writes: rows 12, 13 and 34. Reimbursing (row 14) settles the open item.
/// </summary>
public static class ExpenseClaimPosting
{
    public static DraftEntry Entry(long personId, string personName, ActivityId activity, DateOnly date,
        IReadOnlyList<ExpenseLine> lines, DocumentRef? document = null)
    {
        var total = lines.Sum(l => l.Total);
        if (lines.Count == 0 || !total.IsPositive)
            throw new BrokenRuleException("La note de frais est vide. Ajoutez une dépense ou un trajet.");
        if (lines.Any(l => l.Net.IsNegative || l.Vat.IsNegative))
            throw new BrokenRuleException("Une dépense est positive. Retirez la ligne plutôt que de la compenser.");
        var entry = new EntryBuilder(Journal.Expenses, date, $"Note de frais {personName}") { Document = document };
        foreach (var line in lines)
        {
            entry.Debit(line.Account, activity, line.Net, lineLabel: line.Description);
            entry.Debit(Accounts.DeductibleVat, ActivityId.Structure, line.Vat, lineLabel: line.Description);
        }
        return entry.Credit(Accounts.PeopleToReimburse, activity, total, ThirdParty.Person(personId),
            opens: new OpenItemTerms(date.AddDays(30))).Build();
    }

    /// <summary>
    /// What a waiver (renoncement) writes: the person gives up being paid back <paramref name="amount"/>. The cost
    /// stays one, its VAT stays deducted: what the activity no longer owes is its income (row 34).
    /// </summary>
    public static DraftEntry Waiver(OpenItem item, Money amount, DateOnly date, string personName,
        DocumentRef? document = null)
    {
        if (!amount.IsPositive)
            throw new BrokenRuleException("Le montant auquel vous renoncez est positif.");
        if (amount > -item.Remaining)
            throw new BrokenRuleException(
                $"Il ne reste que {-item.Remaining} à vous rembourser. Renoncez à ce montant au plus.");
        var entry = new EntryBuilder(Journal.General, date, $"Renoncement à remboursement {personName}")
        {
            Document = document,
        };
        return entry.Debit(item.Account, item.Activity, amount, item.ThirdParty,
                settles: new ItemSettlement(item.Id, Money.Zero, -amount, []))
            .Credit(Accounts.SundryIncome, item.Activity, amount).Build();
    }
}

/// <summary>
/// Money out (règlement): rows 11, 14, 16 and 30. Pays open items of any area without knowing what made them.
/// </summary>
public static class PaymentPosting
{
    public static DraftEntry Entry(OpenItem item, Money amount, DateOnly date, string label, string piece,
        DocumentRef? document = null, MoneySide? side = null)
    {
        if (!amount.IsPositive)
            throw new BrokenRuleException("Le montant payé est positif.");
        side ??= MoneySide.Bank;
        var entry = new EntryBuilder(side.Journal, date, label) { PieceRef = piece, Document = document };
        item.Settle(entry, -amount, side);
        return entry.Build();
    }
}
