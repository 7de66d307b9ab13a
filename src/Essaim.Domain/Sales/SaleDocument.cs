using System.Text.Json.Serialization;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>What a sale document is.</summary>
public enum SaleDocumentKind
{
    /// <summary>Facture.</summary>
    Invoice,

    /// <summary>Facture d’acompte: money asked before the work.</summary>
    DepositInvoice,

    /// <summary>Avoir: takes an invoice back, in part or whole.</summary>
    CreditNote,

    /// <summary>Facture d’avancement: what is done of a quote since its last invoice.</summary>
    ProgressInvoice,
}

/// <summary>
/// An invoice that a balance invoice takes back: net and VAT by treatment, for one activity. A deposit, or what was
/// invoiced as work went on.
/// </summary>
public sealed record DepositTaken(
    string Number, DateOnly Date, ActivityId Activity, VatTreatment Treatment, Money Net, Money Vat)
{
    /// <summary>
    /// What an invoice of progress sold, already booked as income; null for a deposit, which is a debt until the
    /// balance.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public SupplyKind? Sold { get; init; }
}

/// <summary>
/// An invoice, a deposit invoice or a credit note about to be issued: it has its number and date, and never changes
/// after. Amounts are positive in all three; a credit note counts backwards.
/// </summary>
public sealed record SaleDocument
{
    public required SaleDocumentKind Kind { get; init; }
    public required string Number { get; init; }
    public required DateOnly Date { get; init; }
    public required DateOnly Due { get; init; }
    public required long CustomerId { get; init; }
    public required string CustomerName { get; init; }
    public required IReadOnlyList<SaleLine> Lines { get; init => (field, _totals) = (value, null); }
    public Rate Discount { get; init => (field, _totals) = (value, null); }

    /// <summary>
    /// True for a credit note that takes a deposit invoice back: it undoes a deposit (4191), not a sale.
    /// </summary>
    public bool OfDeposit { get; init; }

    /// <summary>True when the co-op opted for VAT on invoicing for services too (option pour les débits).</summary>
    public bool VatOnDebits { get; init; }

    public IReadOnlyList<DepositTaken> Deposits { get; init; } = [];
    public DocumentRef? Reference { get; init; }
    public byte[]? Hash { get; init; }

    private SaleTotals? _totals;

    public SaleTotals Totals => _totals ??= new SaleTotals(Lines, Discount);

    /// <summary>What the customer is asked: the total less deposits already invoiced.</summary>
    public Money ToPay => Totals.Total - Deposits.Sum(d => d.Net + d.Vat);

    /// <summary>Refuses a document that cannot be issued.</summary>
    public void Check()
    {
        CheckLines(Lines, Totals.Total);
        foreach (var deposits in Deposits.GroupBy(d => d.Activity))
            if (deposits.Sum(d => d.Net + d.Vat)
                > Totals.Groups.Where(g => g.Activity == deposits.Key).Sum(g => g.Total))
                throw new BrokenRuleException("Les acomptes dépassent le total de la facture. Faites plutôt un avoir.");
        if (Due < Date)
            throw new BrokenRuleException("L’échéance est avant la date de la facture.");
    }

    /// <summary>Refuses lines that nobody can be asked to pay.</summary>
    internal static void CheckLines(IReadOnlyList<SaleLine> lines, Money total)
    {
        if (lines.Count == 0)
            throw new BrokenRuleException("Le document est vide. Ajoutez au moins une ligne.");
        foreach (var line in lines)
            line.Check();
        if (!total.IsPositive)
            throw new BrokenRuleException(
                $"Le total est de {total}. Une facture a un total positif ; "
                + "pour reprendre une vente, faites un avoir.");
    }

    /// <summary>A deposit, or a credit note that takes one back.</summary>
    internal bool IsDeposit => Kind == SaleDocumentKind.DepositInvoice || OfDeposit;

    /// <summary>
    /// VAT falls due on receipt for services without the option, and for any deposit (CGI art. 269, 2).
    /// </summary>
    internal bool VatWaits(SupplyKind kind) => IsDeposit || (kind == SupplyKind.Services && !VatOnDebits);
}
