using Essaim.App.Data.People;
using Essaim.App.Documents;
using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales.Kinds;

/// <summary>
/// The papers of a training: the convention (a contract with a private person), the sheet to sign for each half-day,
/// and the certificate that each trainee takes home.
/// </summary>
public sealed class TrainingPapers(CoopDb db, Engagement job, DateOnly today)
{
    private TrainingTerms Terms => job.Details?.Training ?? new TrainingTerms();

    private DateTimeOffset At => new(today.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);

    /// <summary>Code du travail L. 6353-1 and D. 6353-1; L. 6353-3 to 6353-7 with a private person.</summary>
    public async Task<byte[]> ConventionAsync(Quote quote, string withdrawal)
    {
        if (Terms.Missing().FirstOrDefault() is { } missing)
            throw new BrokenRuleException(missing + " Complétez la convention d’abord.");
        var (coop, customer) = (await CoopAsync(), await db.Customers.SingleAsync(c => c.Id == job.CustomerId));
        var file = await TrainingFile.ReadAsync(db, job.Id);
        var articles = new List<(string, string)>
        {
            ("Objet", $"{job.Title}. {Terms.Aims}"), ("Programme", Terms.Programme),
            ("Durée et dates", $"{FrenchText.Decimal(Terms.Hours, 2)} heures par stagiaire, du "
                + $"{FrenchText.Long(Terms.FirstDay!.Value)} au {FrenchText.Long(Terms.LastDay!.Value)}"
                + (Terms.Place.Length > 0 ? $", {Terms.Place}." : ".")),
            ("Stagiaires", file.Trainees.Count == 0 ? "La liste est remise avant le premier jour."
                : string.Join(", ", file.Trainees.Select(t => t.Name)) + "."),
            ("Moyens", Terms.Means), ("Suivi et évaluation", Terms.Evaluation + " L’assiduité est suivie par une "
                + "feuille signée par demi-journée. Une attestation est remise à chaque stagiaire à la fin."),
            ("Prix", $"{quote.Net} hors taxes, {quote.Total} toutes taxes comprises, selon le devis {quote.Number}."),
        };
        if (!customer.IsCompany)
            articles.Add(("Rétractation et paiement", withdrawal));
        return ContractPdf.Draw(new ContractPage(
            customer.IsCompany ? "Convention de formation professionnelle" : "Contrat de formation professionnelle",
            customer.IsCompany ? "Code du travail, articles L. 6353-1 et D. 6353-1"
                : "Code du travail, articles L. 6353-3 à L. 6353-7", coop, Lines(customer), [], articles,
            (await db.Cooperatives.AsNoTracking().SingleAsync()).City, null, At));
    }

    public async Task<byte[]> SheetAsync()
    {
        var file = await TrainingFile.ReadAsync(db, job.Id);
        if (file.Sessions.Count == 0 || file.Trainees.Count == 0)
            throw new BrokenRuleException("Notez d’abord les stagiaires et les demi-journées.");
        return AttendancePdf.Draw(new AttendancePage(job.Title, await CoopAsync(),
            Lines(await db.Customers.SingleAsync(c => c.Id == job.CustomerId)), [],
            [.. file.Sessions.Select(s => ($"{s.Label}, {FrenchText.Decimal(s.Hours, 2)} h", s.Trainer))],
            [.. file.Trainees.Select(t => t.Name)], At));
    }

    /// <summary>Certificat de réalisation, for one trainee.</summary>
    public async Task<byte[]> CertificateAsync(long traineeId)
    {
        var file = await TrainingFile.ReadAsync(db, job.Id);
        var trainee = file.Trainees.Single(t => t.Id == traineeId);
        var hours = file.HoursOf(trainee);
        if (hours <= 0)
            throw new BrokenRuleException($"{trainee.Name} n’a été présent à aucune demi-journée notée.");
        var (coop, days) = (await CoopAsync(),
            file.Sessions.Where(s => file.Presences.Contains((s.Id, trainee.Id))).Select(s => s.Day).ToList());
        return LetterPdf.Draw(new LetterPage("Certificat de réalisation", "Code du travail, article L. 6353-1", coop,
            [trainee.Name], [("Heures suivies", FrenchText.Decimal(hours, 2))], [],
            [
                $"{coop[0]} atteste que {trainee.Name} a suivi « {job.Title} » du {FrenchText.Long(days.Min())} au "
                    + $"{FrenchText.Long(days.Max())}, pendant {FrenchText.Decimal(hours, 2)} heures sur "
                    + $"{FrenchText.Decimal(Terms.Hours, 2)} prévues.",
                "Objectifs : " + Terms.Aims,
                "Les feuilles d’émargement signées sont gardées par l’organisme.",
            ], $"Fait à {(await db.Cooperatives.AsNoTracking().SingleAsync()).City}, le {FrenchText.Long(today)}",
            [("Pour " + coop[0], "Nom, qualité, signature")], At)
        {
            Parties = ("Organisme de formation", "Stagiaire"),
        });
    }

    private async Task<List<string>> CoopAsync()
    {
        List<string> lines = [.. ContractPrint.CoopLines(await db.Cooperatives.AsNoTracking().SingleAsync())];
        if (await TradeSettings.TrainingAsync(db, today) is { } declared)
            lines.Add($"Déclaration d’activité {declared.Number}, préfet de région {declared.Region}. "
                + "Elle ne vaut pas agrément de l’État.");
        return lines;
    }

    private static List<string> Lines(Customer customer) =>
    [
        customer.Name, customer.Street, $"{customer.PostalCode} {customer.City}",
        .. customer.Siren is { } siren ? new[] { $"SIREN {siren}" } : [],
    ];
}
