using Essaim.App.Documents;
using Essaim.Domain.Law;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.People;

/// <summary>
/// The paper of a contract as it is drawn: what is typed, with what the program knows filled in. Its moment is noon of
/// the day it was sent, so that bytes never differ.
/// </summary>
public static class ContractPrint
{
    public static string FileName(ContractPaper paper) =>
        paper.Amends ? $"avenant-{paper.Amendment}-{paper.Id}.pdf" : $"contrat-{paper.Id}.pdf";

    /// <summary>"Contrat d’entrepreneur salarié associé", "Avenant n° 2".</summary>
    public static string TitleOf(ContractPaper paper) =>
        paper.Amends ? $"Avenant n°\u00a0{paper.Amendment}" : paper.Kind.LongLabel();

    public static async Task<ContractPage> PageOfAsync(CoopDb db, LawBook law, ContractPaper paper)
    {
        var coop = await db.Cooperatives.AsNoTracking().SingleAsync();
        var person = await db.People.AsNoTracking().SingleAsync(p => p.Id == paper.PersonId);
        var day = paper.SentOn ?? paper.FirstDayOrMade;
        var values = await ContractFields.OfAsync(db, law, paper, day);
        var articles = new List<(string, string)>();
        foreach (var clause in ContractTerms.ClausesOf(paper.Kind, paper.Amends))
            articles.Add((clause.Title, ContractClause.Filled(paper.Content.TextOf(clause), values) is { Length: > 0 } t
                ? t : "[à écrire]"));
        if (paper.Amends)
            articles.Add(("Le reste du contrat", "Les autres articles du contrat et de ses avenants ne changent pas."));
        return new ContractPage(TitleOf(paper), await SubtitleAsync(db, paper), [.. CoopLines(coop)],
            [person.FullName, .. await HiringRecord.LinesAsync(db, person.Id)], [.. Facts(paper)], articles, coop.City,
            paper.State == PaperState.Draft ? "Projet" : null,
            new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero));
    }

    internal static IEnumerable<string> CoopLines(Cooperative coop)
    {
        yield return coop.Name;
        yield return coop.LegalForm;
        yield return $"{coop.Street}, {coop.PostalCode} {coop.City}";
        yield return $"SIREN {coop.Siren}";
    }

    private static async Task<string> SubtitleAsync(CoopDb db, ContractPaper paper)
    {
        if (paper.AmendsId is not { } id)
            return paper.Kind switch
            {
                ContractKind.Cesa => "Code du travail, articles L. 7331-1 et suivants",
                ContractKind.Cape => "Code de commerce, articles L. 127-1 et suivants",
                _ => "Code du travail",
            };
        var first = await db.Contracts.AsNoTracking().SingleAsync(c => c.Id == id);
        return $"{paper.Kind.LongLabel()} du {FrenchText.Long(first.SignedOn ?? first.FirstDay)}";
    }

    private static IEnumerable<(string, string)> Facts(ContractPaper paper)
    {
        var terms = paper.Content;
        if (terms.FirstDay is { } first)
            yield return (paper.Amends ? "À partir du" : "Premier jour", FrenchText.Long(first));
        if (terms.LastDay is { } last)
            yield return ("Dernier jour", FrenchText.Long(last));
        if (terms.FixedPay is { IsPositive: true } pay && paper.Kind != ContractKind.Cape)
            yield return (paper.Kind == ContractKind.Cesa ? "Part fixe, brut par mois" : "Brut par mois",
                pay.ToString());
        if (terms.MonthlyHours is { } hours)
            yield return ("Heures par mois", FrenchText.Decimal(hours, 2));
        if (terms.Ceiling is { } ceiling && paper.Kind == ContractKind.Cape)
            yield return ("Engagements envers les tiers, au plus", ceiling.ToString());
        if (terms.Reason is { } reason && paper.Kind == ContractKind.FixedTermStaff)
            yield return ("Motif", reason.Label());
    }
}
