using Essaim.Domain.Sales;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Essaim.App.Pages.Sales.Catalogue;

/// <summary>How the kinds of the catalogue are said.</summary>
public static class OfferWords
{
    public static IEnumerable<SelectListItem> Shown { get; } = [new("Le catalogue", ""), new("Les archives", "true")];

    public static IEnumerable<SelectListItem> Kinds { get; } =
        Enum.GetValues<OfferKind>().Select(k => new SelectListItem(Of(k), k.ToString()));

    public static string Of(OfferKind kind) => kind switch
    {
        OfferKind.Product => "Produit",
        OfferKind.Hour => "Taux horaire",
        OfferKind.Work => "Ouvrage",
        _ => "Prestation",
    };
}
