using Essaim.Domain.EInvoices;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>What an e-invoice about to be issued lacks, told to whoever issues it.</summary>
/// <param name="Fault">The rule that it breaks, its sentence turned to the seller.</param>
/// <param name="Stops">True when the document must not be issued so.</param>
public sealed record EInvoiceLack(EInvoiceFault Fault, bool Stops);

/// <summary>
/// Judges a sale before it is issued by the rules that judge what is received (contrôle avant émission). What breaks
/// the European norm is never issued; what only France asks stops it from the day the co-op has to send e-invoices, and
/// is told before. A person who is no company needs no electronic address.
/// </summary>
public static class SaleEInvoiceCheck
{
    /// <summary>A customer in France that is a company and has no SIREN: no platform could deliver to it.</summary>
    public const string NoSiren = "ESSAIM-07";

    private const string FrenchRules = "BR-FR-";
    private const string Address = "BR-FR-12";
    private const string Outside = "BR-O-";

    public static IReadOnlyList<EInvoiceLack> Lacks(EInvoice invoice, bool customerIsCompany, bool mustSend)
    {
        var lacks = EInvoiceRules.Judge(invoice, EInvoiceSide.Issued)
            .Where(f => customerIsCompany || !f.Rule.StartsWith(Address, StringComparison.Ordinal))
            // What stands alone explains what else is wrong beside it.
            .OrderByDescending(f => f.Rule.StartsWith(Outside, StringComparison.Ordinal))
            .Select(f => new EInvoiceLack(f with { Sentence = Turned(f) },
                mustSend || !f.Rule.StartsWith(FrenchRules, StringComparison.Ordinal))).ToList();
        if (customerIsCompany && invoice.Buyer is { LegalId: null, IsFrench: true })
            lacks.Insert(0, new EInvoiceLack(new EInvoiceFault(NoSiren, "BT-47",
                "Ce client est une entreprise en France, et son SIREN manque : sans lui, aucune plateforme ne peut lui "
                + "remettre la facture. Complétez la fiche du client.", false), mustSend));
        return lacks;
    }

    /// <summary>The rules speak to a buyer; here the seller reads, who can mend it.</summary>
    private static string Turned(EInvoiceFault fault)
    {
        var sentence = fault.Sentence.Replace(EInvoiceRules.Ask, "", StringComparison.Ordinal).TrimEnd();
        return $"{sentence} {Mending(fault)}";
    }

    private static string Mending(EInvoiceFault fault) => fault switch
    {
        { Rule: "BR-AE-02" or "BR-IC-02" } => "Complétez la fiche du client.",
        { Rule: ['B', 'R', '-', 'O', '-', ..] } => "Faites deux documents : l’un hors champ, l’autre pour le reste.",
        { Term: "BT-44" or "BT-46" or "BT-47" or "BT-48" or "BT-49" or "BG-8" or "BT-55" or "BT-80" } =>
            "Complétez la fiche du client.",
        { Term: "BT-27" or "BT-29" or "BT-30" or "BT-31" or "BT-34" or "BG-5" or "BT-40" or "BT-84" } =>
            "Complétez les réglages de la coopérative.",
        _ => "Corrigez les lignes du document.",
    };
}
