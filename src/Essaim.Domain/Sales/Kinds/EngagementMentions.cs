using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales.Kinds;

/// <summary>
/// The sentences that the kind of an engagement adds to its quotes and invoices (mentions propres à une affaire). They
/// are kept with the document as they were on its day.
/// </summary>
public static class EngagementMentions
{
    private static readonly string[] ReducedRates = ["10", "5.5"];

    public static IReadOnlyList<string> Of(EngagementFacts facts, LawBook law) => facts.Kind switch
    {
        EngagementKind.HomeServices => [.. Home(facts)],
        EngagementKind.Training => [.. Training(facts)],
        EngagementKind.BuildingSite => [.. Site(facts, law)],
        EngagementKind.ShortJob => ["Ce prix comprend le salaire, les cotisations et la contribution à la "
            + "coopérative, qui est l’employeur."],
        _ => [],
    };

    private static IEnumerable<string> Home(EngagementFacts facts)
    {
        if (facts.HomeServices is not { } declared)
            yield break;
        yield return $"Services à la personne\u00a0: déclaration {declared.Number} du "
            + $"{FrenchText.Long(declared.DeclaredOn)}, {declared.Body}. Prix tout compris.";
        yield return "Un paiement en espèces n’ouvre pas droit au crédit d’impôt (Code du travail, "
            + "art. D.\u00a07233-3).";
    }

    private static IEnumerable<string> Training(EngagementFacts facts)
    {
        if (facts.Training is { } declared)
            yield return $"Déclaration d’activité enregistrée sous le numéro {declared.Number} auprès du préfet de "
                + $"région {declared.Region}. Cet enregistrement ne vaut pas agrément de l’État (Code du travail, "
                + "art. L.\u00a06352-12).";
        if (facts.Details?.Training is { FirstDay: { } first, LastDay: { } last } terms && !facts.IsCreditNote)
            yield return $"Formation du {FrenchText.Long(first)} au {FrenchText.Long(last)}, "
                + $"{FrenchText.Decimal(terms.Hours, 2)}\u00a0heures par stagiaire"
                + (terms.Place.Length > 0 ? $", {terms.Place}." : ".");
    }

    private static IEnumerable<string> Site(EngagementFacts facts, LawBook law)
    {
        if (facts.Insurance is { } insurance)
            yield return $"Assurance décennale\u00a0: {insurance.Insurer}, {insurance.Contact}"
                + (insurance.Policy.Length > 0 ? $", contrat {insurance.Policy}" : "")
                + $", couverture\u00a0: {insurance.Area}.";
        if (facts.Details?.Site is not { } site || facts.IsCreditNote)
            yield break;
        yield return $"Chantier\u00a0: {site.Place}. Travaux\u00a0: {site.Trades}.";
        if (facts.Document is null)
        {
            if (site.Waste.Length > 0)
                yield return $"Déchets\u00a0: {site.Waste.TrimEnd('.')}.";
            if (site.Kept.Fraction > 0)
                yield return $"Retenue de garantie\u00a0: {site.Kept} du prix TTC de chaque facture, rendus un an "
                    + "après la réception sauf opposition motivée (loi 71-584). La somme est consignée chez un tiers.";
        }
        else if (facts.Document is SaleDocumentKind.Invoice or SaleDocumentKind.ProgressInvoice
            && site.Kept.Fraction > 0)
            yield return $"Retenue de garantie de {site.Kept} (loi 71-584)\u00a0: consignée chez un tiers, rendue un "
                + "an après la réception sauf opposition motivée.";
        if (facts.Content.Lines.Any(l => l.Kind == SupplyKind.Services && ReducedRates.Contains(l.Vat.Code)))
            yield return law.Text("chantier-tva-reduite-mention", facts.Day);
    }
}
