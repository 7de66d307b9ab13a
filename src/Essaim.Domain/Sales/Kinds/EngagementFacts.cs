using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales.Kinds;

/// <summary>That the co-op is declared for home services (déclaration SAP): its number, who gave it, from when.
/// </summary>
public sealed record HomeServicesDeclaration(string Number, string Body, DateOnly DeclaredOn)
{
    public void Check()
    {
        if (!Number.StartsWith("SAP", StringComparison.Ordinal) || Number.Length is < 5 or > 30)
            throw new BrokenRuleException("Le numéro de déclaration commence par SAP : recopiez-le du récépissé.");
        if (Body.Trim().Length == 0)
            throw new BrokenRuleException("Dites quel service de l’État a donné le récépissé.");
    }
}

/// <summary>That the co-op is declared as a training body (déclaration d’activité, NDA).</summary>
/// <param name="Region">The prefecture of region with which it is registered.</param>
/// <param name="ExemptFrom">The day of the attestation that frees training of VAT (CGI 261-4-4° a); null without.
/// </param>
public sealed record TrainingDeclaration(string Number, string Region, bool IsQualiopi, DateOnly? ExemptFrom)
{
    public void Check()
    {
        if (Number.Length != 11 || !Number.All(char.IsAsciiDigit))
            throw new BrokenRuleException("Le numéro de déclaration d’activité a onze chiffres.");
        if (Region.Trim().Length == 0)
            throw new BrokenRuleException("Dites auprès de quel préfet de région il est enregistré.");
    }
}

/// <summary>A ten-year insurance that covers works of an activity for a time (attestation d’assurance décennale).
/// </summary>
public sealed record TenYearInsurance(
    string Insurer, string Contact, string Policy, string Area, string Trades, DateOnly FirstDay, DateOnly LastDay)
{
    public bool Covers(DateOnly day) => day >= FirstDay && day <= LastDay;

    public void Check()
    {
        if (Insurer.Trim().Length == 0 || Contact.Trim().Length == 0 || Area.Trim().Length == 0)
            throw new BrokenRuleException("Nommez l’assureur, ses coordonnées et le territoire couvert : la loi les "
                + "demande sur chaque devis et chaque facture.");
        if (Trades.Trim().Length == 0)
            throw new BrokenRuleException("Recopiez les travaux que l’attestation couvre.");
        if (LastDay < FirstDay)
            throw new BrokenRuleException("L’attestation finit avant de commencer. Vérifiez les deux dates.");
    }
}

/// <summary>All that decides what the kind of an engagement prints and asks, on one day.</summary>
public sealed record EngagementFacts
{
    public required EngagementKind Kind { get; init; }

    /// <summary>Null for a quote.</summary>
    public required SaleDocumentKind? Document { get; init; }

    public required DateOnly Day { get; init; }
    public required bool CustomerIsCompany { get; init; }
    public required SaleContent Content { get; init; }
    public EngagementDetails? Details { get; init; }
    public HomeServicesDeclaration? HomeServices { get; init; }
    public TrainingDeclaration? Training { get; init; }

    /// <summary>The certificates of the activity, whatever their days.</summary>
    public IReadOnlyList<TenYearInsurance> Insurances { get; init; } = [];

    /// <summary>The numbers of the required papers that are there.</summary>
    public IReadOnlySet<int> Papers { get; init; } = new HashSet<int>();

    public TenYearInsurance? Insurance =>
        Insurances.Where(i => i.Covers(Day)).OrderByDescending(i => i.LastDay).FirstOrDefault();

    public bool IsPlain => Kind == EngagementKind.Plain;
    public bool IsCreditNote => Document == SaleDocumentKind.CreditNote;
}

/// <summary>Something that the kind of an engagement asks and that is not there.</summary>
/// <param name="Stops">Nothing may be sent or issued so; otherwise it is only told.</param>
public sealed record EngagementLack(string Sentence, bool Stops);

/// <summary>
/// What each kind wants before a quote is sent or an invoice is issued (contrôles d’une affaire). A credit note is
/// never stopped: it takes back what should not be.
/// </summary>
public static class EngagementCheck
{
    public static IReadOnlyList<EngagementLack> Of(EngagementFacts facts, LawBook law) =>
        facts.IsPlain || facts.IsCreditNote ? []
        : [.. OfKind(facts, law).OrderByDescending(l => l.Stops)];

    /// <summary>Refuses with the first thing that stops.</summary>
    public static void Require(EngagementFacts facts, LawBook law)
    {
        if (Of(facts, law).FirstOrDefault(l => l.Stops) is { } lack)
            throw new BrokenRuleException(lack.Sentence);
    }

    private static IEnumerable<EngagementLack> OfKind(EngagementFacts facts, LawBook law) =>
    [
        .. facts.Kind switch
        {
            EngagementKind.HomeServices => OfHome(facts),
            EngagementKind.Training => OfTraining(facts, law),
            EngagementKind.BuildingSite => OfSite(facts),
            _ => [],
        },
        .. OfPapers(facts),
    ];

    private static IEnumerable<EngagementLack> OfPapers(EngagementFacts facts) =>
        facts.Document is null ? [] : RequiredPaper.Of(facts.Kind).Where(p => !facts.Papers.Contains(p.Number))
            .Select(p => new EngagementLack($"Il manque la pièce « {p.Title} ». {p.Why} Joignez-la à l’affaire.",
                p.Moment == PaperMoment.BeforeInvoice && facts.Document == SaleDocumentKind.Invoice));

    private static IEnumerable<EngagementLack> OfHome(EngagementFacts facts)
    {
        if (facts.HomeServices is null)
            yield return new EngagementLack("Les services à la personne demandent une coopérative déclarée, qui ne "
                + "fait que cela (Code du travail L. 7232-1-1). Cette coopérative ne l’est pas : faites cette vente "
                + "dans la coopérative sœur qui l’est, ou notez sa déclaration dans les réglages.", Stops: true);
        if (facts.CustomerIsCompany)
            yield return new EngagementLack("Les services à la personne se vendent à un particulier, chez lui. Ce "
                + "client est une entreprise : faites une affaire simple.", Stops: true);
        if (facts.Document is not null && facts.Content.Lines.All(l => l.VisitId is null))
            yield return new EngagementLack("Aucune ligne ne vient d’une intervention : sans date, durée ni nom, rien "
                + "n’ira sur l’attestation fiscale. Notez les interventions, puis facturez-les.",
                Stops: facts.Document == SaleDocumentKind.Invoice);
    }

    private static IEnumerable<EngagementLack> OfTraining(EngagementFacts facts, LawBook law)
    {
        if (facts.Training is null)
            yield return new EngagementLack("La coopérative n’a pas noté de déclaration d’activité de formation. Elle "
                + "se demande dans les trois mois de la première convention (L. 6351-1) ; notez-la dans les réglages.",
                Stops: facts.Document == SaleDocumentKind.Invoice);
        foreach (var missing in (facts.Details?.Training ?? new TrainingTerms()).Missing())
            yield return new EngagementLack(missing + " Complétez la convention de l’affaire.", Stops: true);
        if (facts.Content.Lines.Any(l => l.Vat.Code == "formation")
            && (facts.Training?.ExemptFrom is not { } from || from > facts.Day))
            yield return new EngagementLack("La TVA n’est pas due sur une formation seulement si la coopérative a "
                + "l’attestation du formulaire 3511 (CGI 261-4-4° a). Elle n’est pas notée : mettez le taux de 20 %, "
                + "ou faites noter l’attestation dans les réglages.", Stops: true);
        if (facts is { Document: SaleDocumentKind.DepositInvoice, CustomerIsCompany: false })
            yield return new EngagementLack("Un particulier ne paie rien pendant les "
                + $"{law.Number("formation-retractation-jours", facts.Day):0} jours où il peut se rétracter, puis "
                + $"{law.Rate("formation-acompte-particulier", facts.Day)} du prix au plus avant de commencer "
                + "(L. 6353-5, L. 6353-6).", Stops: false);
    }

    private static IEnumerable<EngagementLack> OfSite(EngagementFacts facts)
    {
        if (facts.Insurance is null)
        {
            var ended = facts.Insurances.Where(i => i.LastDay < facts.Day).OrderBy(i => i.LastDay).LastOrDefault();
            yield return new EngagementLack((ended is null
                    ? "Aucune assurance décennale n’est notée pour cette activité."
                    : $"L’assurance décennale de {ended.Insurer} a pris fin le {FrenchText.Long(ended.LastDay)}.")
                + " Sans elle, un chantier ne se vend pas (Code des assurances L. 243-2). Joignez l’attestation en "
                + "cours à la page des assurances.", Stops: true);
        }
        if (facts.Details?.Site is not { } site)
            yield return new EngagementLack("Dites où est le chantier et quels travaux sont faits, sur la page de "
                + "l’affaire.", Stops: true);
        else if (facts.Document is null && site.Waste.Trim().Length == 0)
            yield return new EngagementLack("Un devis de travaux dit ce que deviennent les déchets : quantité, qui les "
                + "enlève, où ils vont, à quel coût (Code de l’environnement D. 541-45-1). Complétez l’affaire.",
                Stops: true);
    }
}
