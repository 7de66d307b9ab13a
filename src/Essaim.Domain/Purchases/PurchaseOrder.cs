using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Purchases;

/// <summary>
/// Where a purchase order stands (état d’une commande). What is invoiced of it is counted from the invoices.
/// </summary>
public enum OrderStatus
{
    Draft,

    /// <summary>Above what the person may order alone (à approuver): it has its number and waits.</summary>
    ToApprove,

    /// <summary>Approved and not sent yet (approuvée).</summary>
    Approved,
    Sent,

    /// <summary>What was not invoiced will not come (close).</summary>
    Closed,

    /// <summary>Taken back, with a reason (annulée); its number stays used.</summary>
    Cancelled,
}

/// <summary>
/// One line of a purchase order: what, how much, at which price, for which activity. A negative price is a rebate.
/// </summary>
/// <param name="Account">Where it will be booked; null while nobody knows.</param>
public sealed record OrderLine(ActivityId Activity, string Description, Quantity Quantity, string Unit, UnitPrice Price,
    Rate Vat, AccountNumber? Account = null)
{
    /// <summary>Quantity × price, rounded to the cent as an invoice's line is (EN 16931, BT-131).</summary>
    public Money Net { get; } = Money.Round(Quantity.Value * Price.Euros);

    /// <summary>The price as the line names it, to the cent at least.</summary>
    public string PriceText => decimal.Round(Price.Euros, 2) == Price.Euros
        ? FrenchText.Amount(Money.Round(Price.Euros)) : Price.ToString();

    public void Check()
    {
        if (string.IsNullOrWhiteSpace(Description))
            throw new BrokenRuleException("Décrivez ce que vous commandez : chaque ligne a une désignation.");
        if (Quantity.Value == 0)
            throw new BrokenRuleException($"« {Description} » : indiquez la quantité commandée.");
        if (Vat.Fraction is < 0m or >= 1m)
            throw new BrokenRuleException($"« {Description} » : le taux de TVA va de 0 à 100 %.");
    }
}

/// <summary>What an order asks for (contenu d’une commande): its lines, where and when to deliver, on which terms.
/// </summary>
/// <param name="DeliverTo">Several lines of an address; empty when nothing is delivered.</param>
public sealed record OrderContent(
    IReadOnlyList<OrderLine> Lines, string DeliverTo, DateOnly? DeliverOn, string Conditions)
{
    private const int MostLines = 200;

    public Money Net => Lines.Sum(l => l.Net);

    /// <summary>Rounded once for each rate (EN 16931, BR-CO-17), as the invoice will be.</summary>
    public Money Vat => Lines.GroupBy(l => l.Vat).Sum(g => Money.Round(g.Key.Of(g.Sum(l => l.Net))));

    public Money Total => Net + Vat;

    /// <summary>The activity of all lines; the structure when they are of several.</summary>
    public ActivityId Activity => Lines.Select(l => l.Activity).Distinct().Take(2).ToList() is [var one]
        ? one : ActivityId.Structure;

    /// <summary>Refuses what no supplier could be asked for.</summary>
    public void Check()
    {
        if (Lines.Count is 0 or > MostLines)
            throw new BrokenRuleException($"Une commande a de 1 à {MostLines} lignes. Ajoutez ou retirez-en.");
        foreach (var line in Lines)
            line.Check();
        if (!Total.IsPositive)
            throw new BrokenRuleException($"Le total est de {Total}. Une commande a un total positif.");
    }
}

/// <summary>
/// What a co-op's people may order alone, from a day on (plafond de commande), VAT included. Above it, the team
/// approves first; while none is decided, it approves every order.
/// </summary>
public sealed record OrderCeiling(Money Alone)
{
    public static readonly OrderCeiling None = new(Money.Zero);

    public Money Alone { get; init; } = !Alone.IsNegative ? Alone
        : throw new BrokenRuleException("Le plafond d’une commande est positif, ou zéro si tout s’approuve.");

    public bool NeedsApproval(Money total) => total > Alone;
}

/// <summary>
/// A purchase order (bon de commande) to a supplier, in the name of the co-op. It writes nothing in the books. Its
/// number is given when it leaves the draft and is never used again; from then on its lines do not change.
/// </summary>
public sealed class PurchaseOrder
{
    public long Id { get; init; }

    /// <summary>"BC-2026-0001"; null of a draft.</summary>
    public string? Number { get; private set; }
    public required long SupplierId { get; set; }
    public ActivityId ActivityId { get; private set; } = ActivityId.Structure;

    /// <summary>The day of its number; of a draft, the day it was begun.</summary>
    public required DateOnly Date { get; set; }
    public OrderStatus Status { get; private set; }
    public OrderContent Content { get; private set; } = new([], "", null, "");
    public Money Net { get; private set; }
    public Money Total { get; private set; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }

    /// <summary>Who approved it, where an approval was needed.</summary>
    public string ApprovedBy { get; private set; } = "";
    public DateOnly? SentOn { get; private set; }

    /// <summary>Why it was cancelled or closed.</summary>
    public string Reason { get; private set; } = "";
    public int Version { get; init; }

    public bool IsDraft => Status == OrderStatus.Draft;

    /// <summary>Money may still be asked for it.</summary>
    public bool IsOpen => Status == OrderStatus.Sent;

    public void Revise(OrderContent content)
    {
        if (!IsDraft)
            throw new BrokenRuleException("Cette commande n’est plus un brouillon. Dupliquez-la pour la changer.");
        (Content, Net, Total, ActivityId) = (content, content.Net, content.Total, content.Activity);
    }

    /// <summary>Leaves the draft: approved by who may, or within the ceiling, it can be sent; else it waits.</summary>
    public void Ask(string number, DateOnly day, OrderCeiling ceiling, string? approver)
    {
        if (!IsDraft)
            throw new BrokenRuleException("Cette commande a déjà son numéro. Rechargez la page.");
        Content.Check();
        (Number, Date) = (number, day);
        Status = ceiling.NeedsApproval(Total) ? OrderStatus.ToApprove : OrderStatus.Approved;
        if (Status == OrderStatus.ToApprove && approver is not null)
            Approve(approver);
    }

    public void Approve(string by)
    {
        if (Status != OrderStatus.ToApprove)
            throw new BrokenRuleException("Cette commande n’attend pas d’approbation. Rechargez la page.");
        (Status, ApprovedBy) = (OrderStatus.Approved, by);
    }

    public void Send(DateOnly day)
    {
        if (Status != OrderStatus.Approved)
            throw new BrokenRuleException(Status == OrderStatus.ToApprove
                ? "Cette commande dépasse le plafond. L’équipe doit l’approuver avant l’envoi."
                : "Cette commande est déjà envoyée, ou ne peut plus l’être. Rechargez la page.");
        (Status, SentOn) = (OrderStatus.Sent, day);
    }

    /// <summary>Only what nothing was invoiced of; what is left of another is closed.</summary>
    public void Cancel(string reason, bool isInvoiced)
    {
        if (Status is OrderStatus.Draft or OrderStatus.Cancelled or OrderStatus.Closed)
            throw new BrokenRuleException("Seule une commande numérotée et en cours s’annule. Rechargez la page.");
        if (isInvoiced)
            throw new BrokenRuleException(
                "Une partie est déjà facturée. Clôturez la commande : le reste ne viendra pas.");
        End(OrderStatus.Cancelled, reason, "Dites pourquoi vous annulez la commande : le motif y reste écrit.");
    }

    public void Close(string reason)
    {
        if (!IsOpen)
            throw new BrokenRuleException("Seule une commande envoyée se clôture. Rechargez la page.");
        End(OrderStatus.Closed, reason, "Dites pourquoi le reste ne viendra pas : le motif reste écrit.");
    }

    private void End(OrderStatus status, string reason, string missing)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new BrokenRuleException(missing);
        (Status, Reason) = (status, reason.Trim());
    }

    public const string DocumentKind = "purchase-order";
}
