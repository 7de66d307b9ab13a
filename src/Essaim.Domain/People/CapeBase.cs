using Essaim.Domain.Values;

namespace Essaim.Domain.People;

/// <summary>
/// What the contributions of a Cape are counted on over a quarter (assiette, Code du travail R. 5142-3): receipts
/// without VAT and pay, less what the activity cost and the fee of the co-op. Never below zero. The contributions
/// themselves are not computed: their rates on such a base are not known for sure.
/// </summary>
/// <param name="Receipts">What customers paid, without VAT, and what other activities of the co-op bought.</param>
/// <param name="Pay">Gross pay, where the Cape provides for some.</param>
/// <param name="Costs">Purchases and other costs of the activity, without pay and without bad debts.</param>
/// <param name="Fee">The contribution to the co-op (frais de la structure).</param>
public sealed record CapeBase(Money Receipts, Money Pay, Money Costs, Money Fee)
{
    public static readonly CapeBase None = new(Money.Zero, Money.Zero, Money.Zero, Money.Zero);

    public Money Amount => Money.Max(Money.Zero, Receipts + Pay - Costs - Fee);

    public CapeBase Plus(CapeBase other) => new(Receipts + other.Receipts, Pay + other.Pay, Costs + other.Costs,
        Fee + other.Fee);
}
