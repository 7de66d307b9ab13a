using static Essaim.Domain.EInvoices.EInvoiceRules;

namespace Essaim.Domain.EInvoices;

/// <summary>What an invoice must say of itself and of the companies on it.</summary>
internal static class PresenceRules
{
    public static readonly EInvoiceRule[] Table =
    [
        Needs("BR-01", "BT-24", false, i => i.Specification, "l’identifiant du profil suivi"),
        Needs("BR-02", "BT-1", true, i => i.Number, "le numéro de la facture"),
        Needs("BR-03", "BT-2", true, i => i.IssueDate, "la date de la facture"),
        Needs("BR-04", "BT-3", true, i => i.TypeCode, "le type de document (facture, avoir…)"),
        Needs("BR-05", "BT-5", true, i => i.Currency, "la devise"),
        Needs("BR-06", "BT-27", true, i => i.Seller?.Name, "le nom du vendeur"),
        Needs("BR-07", "BT-44", false, i => i.Buyer?.Name, "le nom de l’acheteur"),
        Needs("BR-08", "BG-5", false, i => i.Seller?.Address, "l’adresse du vendeur"),
        new("BR-09", "BT-40", false, i => Missing([i.Seller?.Address], a => a is { Country: null },
            _ => "le pays du vendeur")),
        Needs("BR-10", "BG-8", false, i => i.Buyer?.Address, "l’adresse de l’acheteur")
            with { AsksWithoutLines = false },
        new("BR-11", "BT-55", false, i => Missing([i.Buyer?.Address], a => a is { Country: null },
            _ => "le pays de l’acheteur")) { AsksWithoutLines = false },
        Needs("BR-12", "BT-106", false, i => i.Totals.Lines, "la somme des lignes")
            with { AsksWithoutLines = false },
        Needs("BR-13", "BT-109", true, i => i.Totals.Net, "le total hors taxe"),
        Needs("BR-14", "BT-112", true, i => i.Totals.Gross, "le total TTC"),
        Needs("BR-15", "BT-115", false, i => i.Totals.Due, "le montant à payer"),
        new("BR-16", "BG-25", false, i => When(i.Lines.Count == 0, "La facture n’a aucune ligne."))
            { AsksWithoutLines = false },
        new("BR-17", "BT-59", false, i => Missing([i.Payee], p => p is { Name: null },
            _ => "le nom de celui qu’il faut payer à la place du vendeur")),
        new("BR-18", "BT-62", false, i => Missing([i.TaxRepresentative], p => p is { Name: null },
            _ => "le nom du représentant fiscal")),
        new("BR-19", "BG-12", false, i => Missing([i.TaxRepresentative], p => p is { Address: null },
            _ => "l’adresse du représentant fiscal")),
        new("BR-20", "BT-69", false, i => Missing([i.TaxRepresentative?.Address], a => a is { Country: null },
            _ => "le pays du représentant fiscal")),
        new("BR-56", "BT-63", false, i => Missing([i.TaxRepresentative], p => p is { VatNumber: null },
            _ => "le numéro de TVA du représentant fiscal")),
        new("BR-29", "BT-74", false, i => When(i.Period is { } p && p.Last < p.First,
            "La période facturée finit avant de commencer.")),
        new("BR-CO-19", "BT-73", false, i => Missing([i.Period], p => p is { First: null, Last: null },
            _ => "le début ou la fin de la période facturée")),
        new("BR-49", "BT-81", false, i => Missing(i.PaymentAccounts, a => a.Means is null,
            _ => "le moyen de paiement")),
        new("BR-61", "BT-84", false, i => Missing(i.PaymentAccounts,
            a => a is { Means: "30" or "58", Written: null }, _ => "le compte où virer"), "BR-50"),
        new("BR-52", "BT-122", false, i => Missing(i.Attachments, a => a.Reference is null,
            a => $"la référence de la pièce jointe {a.FileName ?? a.Description}".TrimEnd())),
        new("BR-53", "BT-111", false, i => Missing([i], x => x is { VatCurrency: not null }
            && x.VatCurrency != x.Currency && x.Totals.VatInVatCurrency is null, x => $"la TVA en {x.VatCurrency}")),
        new("BR-55", "BT-25", false, i => Missing(i.Preceding, p => p.Number is null,
            _ => "le numéro d’une facture antérieure citée")),
        new("BR-62", "BT-34", false, i => Missing([i.Seller?.ElectronicAddress], a => a is { Scheme: null },
            _ => "le schéma de l’adresse électronique du vendeur")),
        new("BR-63", "BT-49", false, i => Missing([i.Buyer?.ElectronicAddress], a => a is { Scheme: null },
            _ => "le schéma de l’adresse électronique de l’acheteur")),
        new("BR-CL-04", "BT-5", true, i => When(i.Currency is { } c && !IsCurrency(c),
            $"La devise « {i.Currency} » n’en est pas une : trois capitales, par exemple EUR.")),
        new("BR-CL-05", "BT-6", false, i => When(i.VatCurrency is { } c && !IsCurrency(c),
            $"La devise de la TVA « {i.VatCurrency} » n’en est pas une : trois capitales, par exemple EUR.")),
        new("BR-CL-14", "BT-40", false, i => Parties(i).Select(p => p.Address?.Country)
            .Where(c => c is not null && !IsCountry(c))
            .Select(c => $"Le pays « {c} » n’en est pas un : deux capitales, par exemple FR.{Ask}")),
        new("BR-CO-03", "BT-8", false, i => When(i.TaxPointDate is not null && i.VatDue is not null,
            "La facture dit deux fois quand la TVA est exigible, par une date et par un code.")),
        new("BR-CL-06", "BT-8", false, i => When(i.VatDue is VatDueEvent.Unknown,
            "Le code qui dit quand la TVA est exigible n’existe pas.")),
        new("BR-CO-09", "BT-31", false, i => Parties(i).Select(p => p.VatNumber)
            .Where(v => v is { } number && !HasCountry(number))
            .Select(v => $"Le numéro de TVA « {v} » ne commence pas par un pays.{Ask}")),
        new("BR-CO-26", "BT-30", false, i => When(
            i.Seller is not { LegalId: not null } and not { VatNumber: not null } and not { Ids.Count: > 0 },
            "Rien n’identifie le vendeur : ni SIREN, ni numéro de TVA, ni autre identifiant.")),
    ];

    private static EInvoiceRule Needs(
        string id, string term, bool stops, Func<EInvoice, object?> value, string what) =>
        new(id, term, stops, i => Missing([i], x => value(x) is null, _ => $"{what} ({term})"));

    private static IEnumerable<InvoiceParty> Parties(EInvoice invoice) =>
        new[] { invoice.Seller, invoice.Buyer, invoice.TaxRepresentative }.OfType<InvoiceParty>();

    private static bool IsCurrency(string code) => code.Length == 3 && code.All(char.IsAsciiLetterUpper);

    private static bool IsCountry(string code) =>
        code == "1A" || code.Length == 2 && code.All(char.IsAsciiLetterUpper);

    private static bool HasCountry(string number) => number.Length > 2 && IsCountry(number[..2]);
}
