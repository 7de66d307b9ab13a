using System.Globalization;
using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>
/// The VAT treatments that a line may have on a day: the rates in force, then the reasons to bear none.
/// </summary>
public static class VatTreatments
{
    public static IReadOnlyList<VatTreatment> Of(InvoiceLaw law) =>
    [
        .. law.VatRates.OrderByDescending(r => r.Rate.Fraction).Select(r => new VatTreatment(
            r.Rate.ToPercent().ToString("0.##", CultureInfo.InvariantCulture), FrenchText.Percent(r.Rate.Fraction),
            r.Rate, "S", null, null)),
        .. law.VatExemptions.Select(e => new VatTreatment(
            e.Name["tva-sans-".Length..], e.Label, Rate.Zero, e.Category, e.Vatex, e.Mention)),
    ];

    /// <summary>The treatment that a form names; refuses one that is not in force.</summary>
    public static VatTreatment Find(InvoiceLaw law, string code) =>
        Of(law).FirstOrDefault(t => t.Code == code)
        ?? throw new BrokenRuleException($"Le taux de TVA « {code} » n’existe pas. Choisissez-en un dans la liste.");
}
