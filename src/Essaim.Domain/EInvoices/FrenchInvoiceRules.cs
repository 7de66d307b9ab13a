using System.Xml.Linq;
using static Essaim.Domain.EInvoices.CiiTree;

namespace Essaim.Domain.EInvoices;

/// <summary>
/// French rules (BR-FR 1.3.0, AFNOR XP Z12-012), each under the id of its list. They are asked of a CII: an invoice in
/// UBL or one about to be issued is written as CII first. Platforms check them before delivery; breaking one may be a
/// reason to refuse. Here: the document itself; see <see cref="FrenchPartyRules"/>, <see cref="FrenchNumberRules"/> and
/// <see cref="FrenchGroupRules"/>.
/// </summary>
internal static class FrenchInvoiceRules
{
    private const string Number = "ExchangedDocument/ID";
    private const string Type = "ExchangedDocument/TypeCode";
    private const string Process = "ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID";
    private const string Notes = "ExchangedDocument/IncludedNote";
    private const string Earlier = $"{Settlement}/InvoiceReferencedDocument";
    private const string OnLine = $"{LineItem}/SpecifiedLineTradeSettlement";
    private const string Supporting = $"{Agreement}/AdditionalReferencedDocument";

    private static readonly string[] Types =
    [
        "380", "389", "393", "501", "386", "500", "384", "471", "472", "473", "261", "262", "381", "396", "502", "503",
    ];

    private static readonly string[] Processes =
    [
        "B1", "S1", "M1", "B2", "S2", "M2", "S3", "B4", "S4", "M4", "S5", "S6", "B7", "S7", "B8", "S8", "M8",
    ];

    private static readonly string[] Treatments = ["B2B", "B2BINT", "B2C", "OUTOFSCOPE", "ARCHIVEONLY"];

    private static readonly string[] Files =
    [
        "RIB", "LISIBLE", "FEUILLE_DE_STYLE", "PJA", "BORDEREAU_SUIVI", "DOCUMENT_ANNEXE", "BON_LIVRAISON",
        "BON_COMMANDE", "BORDEREAU_SUIVI_VALIDATION", "ETAT_ACOMPTE", "FACTURE_PAIEMENT_DIRECT",
    ];

    private static readonly (string Subject, string What)[] Asked =
        [("PMT", "l’indemnité de 40 €"), ("PMD", "les pénalités de retard"), ("AAB", "l’escompte")];

    public static readonly IReadOnlyList<CiiRule> Table =
    [
        .. Numbers(), .. Codes(), .. Mentions(), .. Treatment(), .. Attached(), .. Objects(), .. Kinds(), .. Payment(),
        .. FrenchPartyRules.Table, .. FrenchNumberRules.Table, .. FrenchGroupRules.Table,
    ];

    internal static CiiRule Each(string id, string path, Func<XElement, bool> broken, Func<XElement,
        string> sentence) =>
        new(id, id.Contains("-MV-", StringComparison.Ordinal), t => t.At(path).Where(broken)
            .Select(sentence).Distinct());

    internal static CiiRule Whole(string id, Func<CiiTree, bool> broken, string sentence) =>
        new(id, id.Contains("-MV-", StringComparison.Ordinal), t => broken(t) ? [sentence] : []);

    internal static bool SelfBilled(string type) =>
        type is "389" or "501" or "500" or "471" or "473" or "261" or "502";

    private static IEnumerable<CiiRule> Numbers()
    {
        foreach (var (term, path, what) in new[]
            { ("BT-1", Number, "Le numéro de la facture"), ("BT-25", $"{Earlier}/IssuerAssignedID", "Un numéro cité"),
              ("EXT-FR-FE-136", $"{OnLine}/InvoiceReferencedDocument/IssuerAssignedID", "Un numéro cité en ligne") })
        {
            yield return Each($"BR-FR-01_{term}", path, e => e.Value.Length > 35, _ => $"{what} dépasse 35 signes.");
            yield return Each($"BR-FR-02_{term}", path, e => !IsNumber(e.Value),
                e => $"{what} « {Text(e)} » a d’autres signes que lettres, chiffres, + - _ et /.");
        }
    }

    private static IEnumerable<CiiRule> Codes() =>
    [
        Each("BR-FR-04_BT-3", Type, e => !Types.Contains(Text(e)),
            e => $"Le type de document {Text(e)} n’est pas admis en France."),
        Each("BR-FR-04_EXT-FR-FE-02", $"{Earlier}/TypeCode", e => !Types.Contains(Text(e)),
            e => $"Le type {Text(e)} d’une facture citée n’est pas admis en France."),
        Each("BR-FR-04_EXT-FR-FE-137", $"{OnLine}/InvoiceReferencedDocument/TypeCode", e => !Types.Contains(Text(e)),
            e => $"Le type {Text(e)} d’une facture citée en ligne n’est pas admis en France."),
        Whole("BR-FR-08_BT-23", t => !Processes.Contains(t.Text(Process)),
            "Le cadre de facturation n’existe pas, ou manque."),
    ];

    private static IEnumerable<CiiRule> Mentions()
    {
        foreach (var (subject, what) in Asked)
        {
            yield return Whole($"BR-FR-05_BT-22_{subject}", t => Noted(t, subject).Count == 0,
                $"Il manque la mention sur {what}.");
            yield return Whole($"BR-FR-06_BT-21_{subject}", t => Noted(t, subject).Count > 1,
                $"La mention sur {what} est donnée deux fois.");
        }
        yield return Whole("BR-FR-06_BT-21_TXD", t => Noted(t, "TXD").Count > 1,
            "La mention sur la taxe est donnée deux fois.");
    }

    private static IEnumerable<CiiRule> Treatment() =>
    [
        Whole("BR-FR-20_BT-21", t => Noted(t, "BAR").Any(n => !Treatments.Contains(n)),
            "Le traitement demandé aux plateformes (BAR) n’existe pas."),
        Whole("BR-FR-30_BT-21", t => Noted(t, "BAR").Count(n => Treatments.Contains(n)) > 1,
            "La facture demande deux traitements aux plateformes (BAR)."),
    ];

    private static IEnumerable<CiiRule> Attached() =>
    [
        Each("BR-FR-17_BT-123", Supporting, e => Of(e, "TypeCode") == "916" && Of(e, "Name") is { Length: > 0 } name
            && !Files.Contains(name), e => $"La pièce jointe « {Of(e, "Name")} » n’est d’aucune des sortes admises."),
        Whole("BR-FR-18_BT-123", t => t.At($"{Supporting}/Name").Count(n => Text(n) == "LISIBLE") > 1,
            "La facture a plusieurs versions lisibles (LISIBLE)."),
    ];

    private static IEnumerable<CiiRule> Objects()
    {
        foreach (var kind in new[] { "AFL", "AVV" })
        {
            yield return Whole($"BR-FR-29_{kind}", t => HasEmpty(t.At(Supporting), kind),
                $"Un objet facturé {kind} n’a pas de numéro.");
            yield return Whole($"BR-FR-30_{kind}", t => t.At(LineItem).Any(l => HasEmpty(OfLine(l), kind)),
                $"Un objet facturé {kind} d’une ligne n’a pas de numéro.");
        }
        yield return Whole("BR-FR-29_BT-18", t => IsDouble(t.At(Supporting)),
            "Un objet facturé AFL ou AVV est donné deux fois.");
        yield return Whole("BR-FR-30_BT-128", t => t.At(LineItem).Any(l => IsDouble(OfLine(l))),
            "Un objet facturé AFL ou AVV est donné deux fois sur une ligne.");
    }

    private static IEnumerable<CiiRule> Kinds() =>
    [
        Whole("BR-FR-CO-03_BT-3", t => t.Text(Type) == "262"
            && (t.Text($"{Agreement}/ContractReferencedDocument/IssuerAssignedID").Length == 0
                || t.Text($"{Settlement}/BillingSpecifiedPeriod/StartDateTime/DateTimeString").Length == 0
                || t.Text($"{Settlement}/BillingSpecifiedPeriod/EndDateTime/DateTimeString").Length == 0),
            "Un avoir de remise globale cite son contrat et sa période."),
        Whole("BR-FR-CO-04_BT-4", t => t.Text(Type) is "384" or "471" or "472" or "473" && t.At(Earlier).Count() != 1,
            "Une facture rectificative cite une seule facture antérieure, avec sa date."),
        Whole("BR-FR-CO-05_BT-3", t => t.Text(Type) is "261" or "381" or "396" or "502" or "503"
            && !t.At(Earlier).Any(IsWhole)
            && !t.At(OnLine).All(l => All(l, "InvoiceReferencedDocument").Any(IsWhole)),
            "Un avoir cite la facture qu’il reprend, avec sa date."),
        Whole("BR-FR-CO-08_BT-23", t => t.Text(Process) is "B4" or "S4" or "M4"
            && t.Text(Type) is "386" or "500" or "503",
            "Une facture définitive après acompte ne peut pas être une facture d’acompte."),
    ];

    private static IEnumerable<CiiRule> Payment()
    {
        const string issued = "ExchangedDocument/IssueDateTime/DateTimeString";
        const string due = $"{Settlement}/SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString";
        return
        [
            Whole("BR-FR-CO-07_BT-9", t => t.Text(due) is { Length: > 0 } day && !IsPaid(t)
                && t.Text(Type) is not ("386" or "500" or "503")
                && FrenchNumberRules.Day(day) < FrenchNumberRules.Day(t.Text(issued)),
                "L’échéance est avant la date de la facture."),
            Whole("BR-FR-CO-09_BT-23-1", t => IsPaid(t) && Number(t.At($"{Sums}/TotalPrepaidAmount").FirstOrDefault())
                != Number(t.At($"{Sums}/GrandTotalAmount").FirstOrDefault()),
                "La facture se dit déjà payée, mais ce qui est payé n’est pas son total."),
            Whole("BR-FR-CO-09_BT-23-2", t => IsPaid(t)
                && Number(t.At($"{Sums}/DuePayableAmount").FirstOrDefault()) != 0,
                "La facture se dit déjà payée, mais demande encore de l’argent."),
            Whole("BR-FR-CO-09_BT-23-3", t => IsPaid(t) && t.Text(due).Length == 0,
                "La facture se dit déjà payée, mais ne dit pas quand."),
            Whole("BR-FR-CO-12_BT-5", t => t.Text($"{Settlement}/InvoiceCurrencyCode") is { Length: > 0 } and not "EUR"
                && (t.Text($"{Settlement}/TaxCurrencyCode") != "EUR" || !t.At($"{Sums}/TaxTotalAmount")
                    .Any(e => Attribute(e, "currencyID") == "EUR" && Text(e).Length > 0)),
                "Une facture en devise donne aussi sa TVA en euros."),
        ];
    }

    private static bool IsNumber(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "+-_/".Contains(c));

    internal static List<string> Noted(CiiTree t, string subject) =>
        [.. t.At(Notes).Where(n => Of(n, "SubjectCode") == subject).Select(n => Of(n, "Content"))];

    private static bool IsPaid(CiiTree t) => t.Text(Process) is "B2" or "S2" or "M2";

    private static bool IsWhole(XElement earlier) => Has(earlier, "IssuerAssignedID")
        && Has(earlier, "FormattedIssueDateTime/DateTimeString");

    /// <summary>Under the line in the list, under its settlement in the schema.</summary>
    private static IEnumerable<XElement> OfLine(XElement line) => All(line, "AdditionalReferencedDocument")
        .Concat(All(line, "SpecifiedLineTradeSettlement/AdditionalReferencedDocument"));

    private static bool HasEmpty(IEnumerable<XElement> documents, string kind) => documents.Any(d =>
        Of(d, "ReferenceTypeCode") == kind && All(d, "IssuerAssignedID").Any(i => Text(i).Length == 0));

    private static bool IsDouble(IEnumerable<XElement> documents) => documents.Select(d => Of(d, "ReferenceTypeCode"))
        .Where(k => k is "AFL" or "AVV").GroupBy(k => k).Any(g => g.Count() > 1);
}
