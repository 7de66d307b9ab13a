using Essaim.App.Data.People;
using Essaim.App.Documents;
using Essaim.App.Mail;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales.Kinds;

/// <summary>A customer of home services in one year: what the books say now, and what was given.</summary>
public sealed record CertificateRow(Customer Customer, TaxCertificateContent Now, TaxCertificate? Given)
{
    public bool IsDue => Given is null && !Now.Sums.IsNothing;

    /// <summary>Something came after the certificate was given, such as a credit note: another must replace it.
    /// </summary>
    public bool IsWrong => Given is not null && Given.Content.Sums != Now.Sums;
}

/// <summary>Counts, gives and sends the yearly certificates; what is given is kept as it was.</summary>
public static class TaxCertificates
{
    public static async Task<List<CertificateRow>> OfYearAsync(CoopDb db, int year, IReadOnlySet<ActivityId>? only)
    {
        var jobs = (await db.Engagements.AsNoTracking().Where(e => e.Kind == EngagementKind.HomeServices)
            .ToListAsync()).Where(e => only is null || only.Contains(e.ActivityId)).ToLookup(e => e.CustomerId);
        var ids = jobs.Select(j => j.Key).ToList();
        var customers = await db.Customers.AsNoTracking().Where(c => ids.Contains(c.Id)).OrderBy(c => c.Name)
            .ToListAsync();
        var given = (await db.TaxCertificates.AsNoTracking().Where(c => c.Year == year).ToListAsync())
            .ToLookup(c => c.CustomerId);
        var rows = new List<CertificateRow>();
        if (await TradeSettings.HomeServicesAsync(db, new DateOnly(year, 12, 31)) is not { } declaration)
            return rows;
        foreach (var customer in customers)
        {
            var now = await CountAsync(db, customer, [.. jobs[customer.Id].Select(e => e.Id)], year, declaration);
            var last = given[customer.Id].MaxBy(c => c.Edition);
            if (last is not null || !now.Sums.IsNothing)
                rows.Add(new CertificateRow(customer, now, last));
        }
        return rows;
    }

    /// <summary>Gives the certificate of a year that is over; a corrected one replaces it.</summary>
    public static async Task<TaxCertificate> GiveAsync(
        WriteSession w, long customerId, int year, string by, DateOnly? on = null)
    {
        var day = on ?? w.Today;
        if (year >= day.Year)
            throw new BrokenRuleException($"L’année {year} n’est pas finie : un paiement peut encore arriver. "
                + "L’attestation se remet à partir du 1er janvier.");
        var customer = await w.Db.Customers.AsNoTracking().SingleAsync(c => c.Id == customerId);
        var row = (await OfYearAsync(w.Db, year, new HashSet<ActivityId> { customer.ActivityId }))
            .SingleOrDefault(r => r.Customer.Id == customerId);
        if (row is not { IsDue: true } and not { IsWrong: true })
            throw new BrokenRuleException(row is null
                ? $"{customer.Name} n’a rien payé en {year} qui aille sur une attestation."
                : $"L’attestation {row.Given!.Number} est remise et toujours juste.");
        var series = $"SAP{year}";
        var certificate = new TaxCertificate
        {
            Number = $"{series}-{await w.Ledger.NextNumberAsync(series):0000}", ActivityId = customer.ActivityId,
            CustomerId = customerId, Year = year, Edition = (row.Given?.Edition ?? 0) + 1,
            Amount = row.Now.Sums.Declared, Content = row.Now, MadeOn = day, MadeAt = w.Now, MadeBy = by,
        };
        w.Db.TaxCertificates.Add(certificate);
        await w.SaveAsync();
        return certificate;
    }

    public static async Task<byte[]> DrawAsync(CoopDb db, TaxCertificate certificate)
    {
        var (coop, content) = (await db.Cooperatives.AsNoTracking().SingleAsync(), certificate.Content);
        var sums = new List<(string, Money)>();
        if (content.Sums.Cesu.IsPositive)
            sums.AddRange([("Payé par virement, prélèvement, carte ou chèque", content.Sums.Ordinary),
                ("Payé en chèques emploi-service universels (CESU)", content.Sums.Cesu)]);
        sums.Add(("Montant acquitté par le client", content.Sums.Declared));
        List<string> words = [.. content.Paragraphs()];
        if (certificate.Edition > 1)
            words.Insert(0, "Cette attestation annule et remplace la précédente de la même année.");
        return LetterPdf.Draw(new LetterPage("Attestation fiscale annuelle",
            $"Services à la personne, année {content.Year}, n° {certificate.Number}",
            [.. ContractPrint.CoopLines(coop)], [content.CustomerName, .. content.CustomerLines],
            [("Déclaration", content.Declaration.Number),
                ("Enregistrée le", FrenchText.Long(content.Declaration.DeclaredOn)),
                ("Heures", FrenchText.Decimal(content.Hours, 2))], sums, words,
            $"Fait à {coop.City}, le {FrenchText.Long(certificate.MadeOn)}",
            [("Pour " + coop.Name, "Nom, qualité, signature")],
            new DateTimeOffset(certificate.MadeOn.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero))
        {
            Parties = ("Organisme", "Client"),
        });
    }

    public static async Task<EmailAddress> MailAsync(WriteSession w, long id)
    {
        var certificate = await w.Db.TaxCertificates.AsNoTracking().SingleAsync(c => c.Id == id);
        var customer = await w.Db.Customers.AsNoTracking().SingleAsync(c => c.Id == certificate.CustomerId);
        if (customer.Email is not { } address)
            throw new BrokenRuleException(
                "Ce client n’a pas d’adresse de courriel. Ajoutez-la à sa fiche, puis recommencez.");
        var coop = await w.Db.Cooperatives.AsNoTracking().SingleAsync();
        var letter = (await MailTemplate.ReadAsync(w.Db, CertificateMails.Given)).Write(address, customer.Name, new()
        {
            ["client"] = customer.Name, ["année"] = certificate.Year.ToString(),
            ["montant"] = certificate.Amount.ToString(), ["coopérative"] = coop.Name,
        });
        await Outbox.PutAsync(w, letter with
        {
            ReplyTo = await MailInvoice.AnswersAsync(w, certificate.ActivityId, coop),
            Enclosed = new Enclosure($"{certificate.Number}.pdf", await DrawAsync(w.Db, certificate)),
        });
        return address;
    }

    private static async Task<TaxCertificateContent> CountAsync(CoopDb db, Customer customer,
        IReadOnlyCollection<long> jobs, int year, HomeServicesDeclaration declaration)
    {
        var all = await db.Invoices.AsNoTracking().Where(i => i.EngagementId != null
            && jobs.Contains(i.EngagementId.Value)).OrderBy(i => i.Id).ToListAsync();
        var ids = all.Select(i => i.Id).ToList();
        var receipts = (await db.Receipts.AsNoTracking().Where(r => r.InvoiceId != null
            && ids.Contains(r.InvoiceId.Value)).ToListAsync())
            .ToLookup(r => r.InvoiceId!.Value);
        var (sums, numbers, paid) = (CertifiedYear.Nothing, new List<string>(), new List<long>());
        foreach (var invoice in all.Where(i => i.CreditsInvoiceId is null))
        {
            var part = TaxCertificateCount.Of(year,
                [.. all.Where(i => i == invoice || i.CreditsInvoiceId == invoice.Id).Select(PartOf)],
                [.. receipts[invoice.Id].Select(r =>
                    new CertifiedPayment(r.Date, r.Amount, CertifiedPayment.ChannelOf(r.Method)))]);
            if (part.IsNothing)
                continue;
            sums += part;
            numbers.Add(invoice.Number);
            paid.Add(invoice.Id);
        }
        var visits = await db.HomeVisits.AsNoTracking().Where(v => v.InvoiceId != null
            && paid.Contains(v.InvoiceId.Value)).ToListAsync();
        return new TaxCertificateContent(year, declaration, customer.Name,
            [customer.Street, $"{customer.PostalCode} {customer.City}"], sums, numbers,
            TaxCertificateContent.Listed(visits));
    }

    /// <summary>Goods sold beside the service give no credit; travel that is part of it does.</summary>
    private static CertifiedPart PartOf(Invoice invoice)
    {
        var groups = invoice.Content.Content.Totals.Groups;
        var services = groups.Where(g => g.Kind == SupplyKind.Services).Sum(g => g.Total);
        var part = invoice.Total.Prorata(services, groups.Sum(g => g.Total));
        return invoice.Kind == SaleDocumentKind.CreditNote ? new CertifiedPart(invoice.Date, -invoice.Total, -part)
            : new CertifiedPart(invoice.Date, invoice.Total, part);
    }
}
