using Essaim.Domain.Values;
using static Essaim.Domain.EInvoices.EInvoiceRules;

namespace Essaim.Domain.EInvoices;

/// <summary>
/// The rules of each VAT category: its group is there (01), the numbers that it asks of the parties (02 to 04), its
/// rates (05 to 07), its base (08), its tax (09), why there is none (10).
/// </summary>
internal static class VatRules
{
    /// <summary>Letters in the ids of rules, code on the invoice, and how people call it.</summary>
    private static readonly (string Letters, string Code, string Name)[] Categories =
    [
        ("S", "S", "taxée"), ("Z", "Z", "taux zéro"), ("E", "E", "exonérée"), ("AE", "AE", "autoliquidation"),
        ("IC", "K", "livraison intracommunautaire"), ("G", "G", "exportation"), ("O", "O", "hors champ"),
        ("AF", "L", "Canaries"), ("AG", "M", "Ceuta et Melilla"),
    ];

    public static readonly EInvoiceRule[] Table =
    [
        new("BR-45", "BT-116", true, i => Missing(i.VatGroups, g => g.Base is null, g => $"la base de TVA{Of(g)}")),
        new("BR-46", "BT-117", true, i => Missing(i.VatGroups, g => g.Tax is null, g => $"le montant de TVA{Of(g)}")),
        new("BR-47", "BT-118", false, i => Missing(i.VatGroups, g => g.Category is null,
            g => $"la catégorie de TVA{Of(g)}")),
        new("BR-48", "BT-119", false, i => Missing(i.VatGroups, g => g is { Rate: null, Category: not "O" },
            g => $"le taux de TVA{Of(g)}")),
        new("BR-CL-17", "BT-118", false, i => i.VatGroups.Select(g => g.Category)
            .Concat(i.Adjustments.Select(a => a.VatCategory)).SelectMany(Unknown)),
        new("BR-CL-18", "BT-151", false, i => i.Lines.SelectMany(l => Unknown(l.VatCategory))),
        new("BR-CO-17", "BT-117", false, i => Taxes(i, g => g.Category is null or "B")),
        .. Categories.SelectMany(Rules),
        new("BR-IC-11", "BT-72", false, i => When(Has(i, "K") && i.DeliveryDate is null
            && i.Period is null or { First: null, Last: null },
            "Une livraison intracommunautaire dit quand elle a eu lieu ; cette facture ne le dit pas.")),
        new("BR-IC-12", "BT-80", false, i => When(Has(i, "K") && i.DeliveryCountry is null,
            "Une livraison intracommunautaire dit vers quel pays ; cette facture ne le dit pas.")),
        new("BR-O-11", "BT-118", false, i => When(
            Has(i, "O") && i.VatGroups.Any(g => g.Category is not null and not "O"),
            "Une facture hors champ de la TVA ne peut pas contenir d’autre catégorie de TVA.")),
    ];

    private static IEnumerable<EInvoiceRule> Rules((string Letters, string Code, string Name) category)
    {
        var (letters, code, name) = category;
        var id = $"BR-{letters}-";
        yield return new EInvoiceRule(id + "01", "BT-118", false, i => When(Uses(i, code) && !IsGrouped(i, code),
            $"La catégorie de TVA {code} ({name}) n’a pas son total, ou en a deux."))
            { AsksWithoutLines = false };
        yield return new EInvoiceRule(id + "02", "BT-31", false, i => When(
            Uses(i, code) && !IsNumbered(i, code), $"La catégorie de TVA {code} ({name}) {Numbers(code)}."),
            id + "03", id + "04") { AsksExtended = code != "O" };
        foreach (var rule in RateRules(id, code, name))
            yield return rule;
        yield return new EInvoiceRule(id + "08", "BT-116", false, i => Bases(i, code)) { AsksWithoutLines = false };
        yield return new EInvoiceRule(id + "09", "BT-117", false,
            i => Taxes(i, g => g.Category == code), "BR-CO-17");
        var taxed = code is "S" or "Z" or "L" or "M";
        yield return new EInvoiceRule(id + "10", "BT-120", false, i => When(
            i.VatGroups.Any(g => g.Category == code && g is { Reason: null, ReasonCode: null } != taxed), taxed
                ? $"La catégorie de TVA {code} ({name}) porte un motif d’exonération alors qu’elle est taxée."
                : $"La catégorie de TVA {code} ({name}) n’a pas de motif.")) { AsksExtended = !taxed };
    }

    private static IEnumerable<EInvoiceRule> RateRules(string id, string code, string name)
    {
        var (wanted, holds) = code switch
        {
            "S" => ("un taux au-dessus de zéro", (Func<decimal?, bool>)(r => r > 0)),
            "O" => ("aucun taux", r => r is null),
            "L" or "M" => ("un taux", r => r >= 0),
            _ => ("un taux de zéro", r => r == 0),
        };
        var sentence = $"La catégorie de TVA {code} ({name}) veut {wanted}";
        yield return new EInvoiceRule(id + "05", "BT-152", false, i => i.Lines
            .Where(l => l.VatCategory == code && !holds(l.VatRate))
            .Select(l => $"{sentence}, à la ligne {l.Id}.{Ask}"));
        yield return new EInvoiceRule(id + "06", "BT-96", false, i => i.Adjustments
            .Where(a => !a.IsCharge && a.VatCategory == code && !holds(a.VatRate))
            .Select(_ => $"{sentence}, sur une remise.{Ask}"));
        yield return new EInvoiceRule(id + "07", "BT-103", false, i => i.Adjustments
            .Where(a => a.IsCharge && a.VatCategory == code && !holds(a.VatRate))
            .Select(_ => $"{sentence}, sur des frais.{Ask}"));
    }

    /// <summary>
    /// Lines less allowances plus charges of the category, at the rate of the group where the category has several.
    /// </summary>
    private static IEnumerable<string> Bases(EInvoice invoice, string code)
    {
        var byRate = code is "S" or "L" or "M";
        var parts = invoice.CountedLines.Where(l => l.VatCategory == code)
            .Select(l => (Rate: l.VatRate, Net: l.Net ?? 0))
            .Concat(invoice.Adjustments.Where(a => a.VatCategory == code)
                .Select(a => (Rate: a.VatRate, Net: a.IsCharge ? a.Amount ?? 0 : -a.Amount ?? 0)))
            .GroupBy(p => byRate ? p.Rate ?? 0 : 0)
            .ToDictionary(g => g.Key, g => (Sum: g.Sum(p => p.Net), Count: g.Count()));
        foreach (var group in invoice.VatGroups.Where(g => g.Category == code && g.Base is not null)
            .GroupBy(g => byRate ? g.Rate ?? 0 : 0))
        {
            var (exact, count) = parts.GetValueOrDefault(group.Key);
            var sum = decimal.Round(exact, 2, MidpointRounding.AwayFromZero);
            // The extended profiles may split a category by reason of exemption: the parts add up.
            var written = group.Sum(g => g.Base ?? 0);
            if (Math.Abs(written - sum) > TotalRules.Forgiven(invoice, count))
                yield return $"La base de TVA{Of(group.First())} est écrite {Show(written, invoice)} "
                    + $"mais ses lignes font {Show(sum, invoice)}.{Ask}";
        }
    }

    /// <summary>
    /// Base times rate. A seller who rounds line by line is off by a cent a line at most, which the extended profiles
    /// forgive in words (BR-FXEXT-S-09) and so do we in all; the norm's own programs forgive a whole euro.
    /// </summary>
    private static IEnumerable<string> Taxes(EInvoice invoice, Func<VatGroup, bool> of)
    {
        var amounts = invoice.CountedLines.Select(l => (l.VatCategory, l.VatRate))
            .Concat(invoice.Adjustments.Select(a => (a.VatCategory, a.VatRate))).CountBy(key => key).ToDictionary();
        return invoice.VatGroups.Where(of)
            .SelectMany(g => Tax(invoice, g, amounts.GetValueOrDefault((g.Category, g.Rate))));
    }

    private static IEnumerable<string> Tax(EInvoice invoice, VatGroup group, int amounts)
    {
        if (group.Tax is not { } tax || group.Base is null && group.Rate is > 0)
            return [];
        var @base = group.Base ?? 0;
        var exact = decimal.Round(@base * (group.Rate ?? 0) / 100m, 2, MidpointRounding.AwayFromZero);
        var forgiven = group.Rate is > 0 ? 0.01m * amounts : 0m;
        return When(Math.Abs(tax - exact) > forgiven,
            $"La TVA{Of(group)} est écrite {Show(tax, invoice)} mais {Show(@base, invoice)} au taux de "
            + $"{FrenchText.Percent((group.Rate ?? 0) / 100m)} donne {Show(exact, invoice)}.");
    }

    private static bool IsGrouped(EInvoice invoice, string code)
    {
        var groups = invoice.VatGroups.Count(g => g.Category == code);
        return groups == 1 || groups > 1 && (invoice.IsExtended || code is "S" or "L" or "M");
    }

    private static bool IsNumbered(EInvoice invoice, string code)
    {
        var (seller, buyer) = (invoice.Seller, invoice.Buyer);
        var vat = seller?.VatNumber is not null || invoice.TaxRepresentative?.VatNumber is not null;
        return code switch
        {
            "O" => !vat && buyer?.VatNumber is null,
            "K" => vat && buyer?.VatNumber is not null,
            "G" => vat,
            "AE" => (vat || seller?.TaxNumber is not null)
                && buyer is { VatNumber: not null } or { LegalId: not null },
            _ => vat || seller?.TaxNumber is not null,
        };
    }

    private static string Numbers(string code) => code switch
    {
        "O" => "ne va pas avec un numéro de TVA du vendeur ou de l’acheteur",
        "K" => "demande les numéros de TVA du vendeur et de l’acheteur",
        "AE" => "demande le numéro de TVA du vendeur, et celui de l’acheteur ou son SIREN",
        _ => "demande le numéro de TVA du vendeur",
    };

    private static bool Uses(EInvoice invoice, string code) =>
        invoice.CountedLines.Any(l => l.VatCategory == code) || invoice.Adjustments.Any(a => a.VatCategory == code);

    private static bool Has(EInvoice invoice, string code) => invoice.VatGroups.Any(g => g.Category == code);

    private static IEnumerable<string> Unknown(string? code) =>
        code is null or "B" || Categories.Any(c => c.Code == code)
            ? [] : [$"La catégorie de TVA « {code} » n’existe pas.{Ask}"];

    private static string Of(VatGroup group) => group switch
    {
        { Rate: { } rate } => $" au taux de {FrenchText.Percent(rate / 100m)}",
        { Category: { } code } => $" de la catégorie {code}",
        _ => "",
    };
}
