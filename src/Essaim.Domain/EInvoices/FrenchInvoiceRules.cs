using static Essaim.Domain.EInvoices.EInvoiceRules;

namespace Essaim.Domain.EInvoices;

/// <summary>
/// French rules (BR-FR 1.3.0, AFNOR XP Z12-012) between two companies in France. Platforms check them before delivery;
/// they are told here because invoices also come by mail, and breaking one may be a reason to refuse.
/// </summary>
internal static class FrenchInvoiceRules
{
    private static readonly string[] Types =
    [
        "380", "389", "393", "501", "386", "500", "384", "471", "472", "473", "261", "262", "381", "396", "502", "503",
    ];

    private static readonly string[] Processes =
    [
        "B1", "S1", "M1", "B2", "S2", "M2", "S3", "B4", "S4", "M4", "S5", "S6", "B7", "S7", "B8", "S8", "M8",
    ];

    private static readonly decimal[] Rates =
        [0, 20, 10, 5.5m, 2.1m, 8.5m, 13, 1.05m, 1.75m, 0.9m, 7, 19.6m, 20.6m, 9.2m, 9.6m];

    public static readonly EInvoiceRule[] Table =
    [
        Told("BR-FR-01", "BT-1", i => i.Number is { Length: > 35 }, _ => "Le numéro dépasse 35 signes."),
        Told("BR-FR-02", "BT-1",
            i => i.Number is { } n && !n.All(c => char.IsAsciiLetterOrDigit(c) || "+-_/".Contains(c)),
            i => $"Le numéro « {i.Number} » contient d’autres signes que lettres, chiffres, + - _ et /."),
        Told("BR-FR-04", "BT-3", i => i.TypeCode is { } t && !Types.Contains(t),
            i => $"Le type de document {i.TypeCode} n’est pas admis en France."),
        Told("BR-FR-05", "BT-22", i => Absent(i).Any(),
            i => $"Il manque une mention obligatoire : {string.Join(", ", Absent(i))}."),
        Told("BR-FR-06", "BT-21", i => Notes(i, "PMT") > 1 || Notes(i, "PMD") > 1 || Notes(i, "AAB") > 1,
            _ => "Une mention de paiement est donnée deux fois."),
        Told("BR-FR-08", "BT-23", i => !Processes.Contains(i.BusinessProcess),
            i => $"Le cadre de facturation « {i.BusinessProcess} » n’existe pas, ou manque."),
        Told("BR-FR-09", "BT-29", i => !Agree(i.Seller) || !Agree(i.Buyer),
            _ => "Un SIRET ne commence pas par le SIREN de la même entreprise."),
        Told("BR-FR-10", "BT-30", 
            i => i.Seller?.LegalId is not { Scheme: "0002", Value: { Length: 9 } n } || !n.All(char.IsAsciiDigit),
            _ => "Il manque le SIREN du vendeur, de neuf chiffres."),
        Told("BR-FR-12", "BT-49", i => i.Buyer?.ElectronicAddress is null,
            _ => "Il manque l’adresse électronique de l’acheteur."),
        Told("BR-FR-13", "BT-34", i => i.Seller?.ElectronicAddress is null,
            _ => "Il manque l’adresse électronique du vendeur."),
        Told("BR-FR-15", "BT-118", i => i.VatGroups.Any(g => g.Category is "L" or "M" or "B"),
            _ => "Une catégorie de TVA de cette facture n’a pas cours en France."),
        Told("BR-FR-16", "BT-119", i => i.VatGroups.Any(g => g.Rate is { } r && !Rates.Contains(r)),
            _ => "Un taux de TVA de cette facture n’existe pas en France."),
        Told("BR-FR-CO-03", "BT-12", i => i is { TypeCode: "262" }
            && (i.ContractReference is null || i.Period is not { First: not null, Last: not null }),
            _ => "Un avoir de remise globale cite son contrat et sa période."),
        Told("BR-FR-CO-04", "BT-25", i => i.Replaces && i.Preceding.Count(IsWhole) != 1,
            _ => "Une facture rectificative cite une seule facture antérieure, avec sa date."),
        Told("BR-FR-CO-05", "BT-25",
            i => i is { TakesBackMoney: true, TypeCode: not "262" } && !i.Preceding.Any(IsWhole),
            _ => "Un avoir cite la facture qu’il reprend, avec sa date."),
        Told("BR-FR-CO-07", "BT-9", i => i.DueDate < i.IssueDate && i.TypeCode is not ("386" or "500" or "503")
            && !IsPaid(i), _ => "L’échéance est avant la date de la facture."),
        Told("BR-FR-CO-08", "BT-23",
            i => i is { BusinessProcess: "B4" or "S4" or "M4", TypeCode: "386" or "500" or "503" },
            _ => "Une facture définitive après acompte ne peut pas être une facture d’acompte."),
        Told("BR-FR-CO-09", "BT-113", i => IsPaid(i) && (i.Totals.Prepaid != i.Totals.Gross || i.Totals.Due is not 0
            || i.DueDate is null),
            _ => "La facture se dit déjà payée, mais ses montants ou sa date de paiement ne le disent pas."),
    ];

    private static EInvoiceRule Told(
        string id, string term, Func<EInvoice, bool> broken, Func<EInvoice, string> sentence) =>
        new(id, term, false, i => IsFrench(i) && broken(i) ? [sentence(i) + Ask] : []) { AsksWithoutLines = false };

    private static bool IsFrench(EInvoice invoice) =>
        invoice is { Seller.IsFrench: true, Buyer.IsFrench: true } or { Side: EInvoiceSide.Issued };

    private static bool IsPaid(EInvoice invoice) => invoice.BusinessProcess is "B2" or "S2" or "M2";

    private static bool IsWhole(PrecedingInvoice preceding) => preceding is { Number: not null, Date: not null };

    private static bool Agree(InvoiceParty? party) =>
        party is not { Siret: { } siret, Siren: { } siren } || siret.Siren == siren;

    private static int Notes(EInvoice invoice, string subject) => invoice.Notes.Count(n => n.Subject == subject);

    private static IEnumerable<string> Absent(EInvoice invoice) =>
        from mention in new[] { ("PMT", "l’indemnité de 40 €"), ("PMD", "les pénalités"), ("AAB", "l’escompte") }
        where Notes(invoice, mention.Item1) == 0
        select mention.Item2;
}
