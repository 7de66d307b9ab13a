using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>What something of the catalogue is.</summary>
public enum OfferKind
{
    Service,
    Product,

    /// <summary>Taux horaire.</summary>
    Hour,

    /// <summary>Ouvrage: made of items and hours, with a price study.</summary>
    Work,
}

/// <summary>
/// What is sold again and again (article du catalogue): what a line takes from it. The line is a copy: a price that
/// changes later changes no quote.
/// </summary>
public sealed record CatalogueOffer(
    OfferKind Kind, string Name, string Description, string Unit, UnitPrice Price, string VatCode)
{
    public SupplyKind Supplies => Kind == OfferKind.Product ? SupplyKind.Goods : SupplyKind.Services;

    public void Check()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > 200)
            throw new BrokenRuleException("Donnez un nom à ce que vous vendez, en deux cents caractères au plus.");
        if (Unit.Length is 0 or > 40)
            throw new BrokenRuleException("Indiquez l’unité de vente, par exemple heure, pièce ou m².");
        if (Price.Euros < 0)
            throw new BrokenRuleException(
                "Un prix du catalogue n’est pas négatif. Pour une remise, notez-la au devis.");
    }
}
