using Essaim.Domain.Values;

namespace Essaim.Domain.Sales.Kinds;

/// <summary>One visit as the certificate lists it, or the visits of a month by one worker together.</summary>
public sealed record CertifiedVisit(
    DateOnly Day, int Visits, string Service, decimal Hours, string Worker, string WorkerNumber);

/// <summary>What the certificate of a year says (attestation fiscale annuelle, D. 7233-4), as it is given.</summary>
public sealed record TaxCertificateContent(int Year, HomeServicesDeclaration Declaration, string CustomerName,
    IReadOnlyList<string> CustomerLines, CertifiedYear Sums, IReadOnlyList<string> Invoices,
    IReadOnlyList<CertifiedVisit> Visits)
{
    private const int MostLines = 30;

    public decimal Hours => Visits.Sum(v => v.Hours);

    /// <summary>Visits that come often are put together by month, service and worker, as the State allows.</summary>
    public static IReadOnlyList<CertifiedVisit> Listed(IReadOnlyCollection<HomeVisit> visits)
    {
        var all = visits.OrderBy(v => v.Day).ThenBy(v => v.Id).ToList();
        return all.Count <= MostLines
            ? [.. all.Select(v => new CertifiedVisit(v.Day, 1, v.ServiceLabel, v.Hours, v.Worker, v.WorkerNumber))]
            : [.. all.GroupBy(v => (Month: Month.Of(v.Day), v.ServiceLabel, v.Worker, v.WorkerNumber))
                .Select(g => new CertifiedVisit(g.Key.Month.FirstDay, g.Count(), g.Key.ServiceLabel,
                    g.Sum(v => v.Hours), g.Key.Worker, g.Key.WorkerNumber))];
    }

    /// <summary>What the law wants said, after the sums: the visits, and what the customer must do.</summary>
    public IEnumerable<string> Paragraphs()
    {
        yield return $"{CustomerName} a payé en {Year} les services à la personne ci-dessus (Code général des impôts, "
            + $"art. 199 sexdecies). Factures\u00a0: {string.Join(", ", Invoices)}.";
        if (Sums.Cesu.IsPositive)
            yield return "Les chèques emploi-service universels sont comptés à part\u00a0: le client a l’obligation "
                + "d’indiquer clairement à l’administration, dans sa déclaration, le montant de ceux qu’il a "
                + "personnellement financés, seul à ouvrir droit à l’avantage fiscal.";
        if (Sums.Advance.IsPositive)
            yield return $"L’Urssaf a payé {Sums.Advance} au titre de l’avance immédiate\u00a0: ce montant est déjà "
                + "déduit, il ne s’ajoute pas à ce que le client déclare.";
        if (Sums.Cash.IsPositive)
            yield return $"{Sums.Cash} payés en espèces ne sont pas comptés\u00a0: ils n’ouvrent pas droit à "
                + "l’avantage fiscal (Code du travail, art. D. 7233-3).";
        yield return "Interventions\u00a0:";
        foreach (var visit in Visits)
            yield return (visit.Visits == 1 ? FrenchText.Long(visit.Day)
                    : $"{Month.Of(visit.Day)}, {visit.Visits} interventions")
                + $"\u00a0: {visit.Service}, {FrenchText.Decimal(visit.Hours, 2)}\u00a0h, par {visit.Worker} "
                + $"(n°\u00a0{visit.WorkerNumber}).";
    }
}
