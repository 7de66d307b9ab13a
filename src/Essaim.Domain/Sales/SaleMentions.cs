using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>
/// What late payment costs a professional (C. com. L.441-10, D.441-5). The numbers come from the law of the day:
/// <paramref name="AnnualRate"/> is read after "au taux", such as "annuel de la BCE majoré de 10 points".
/// </summary>
public sealed record LatePaymentTerms(string AnnualRate, Money Indemnity);

/// <summary>The Cape of the entrepreneur: papers name the contract, the co-op and the end (C. com. L.127-1).</summary>
public sealed record CapeMention(string CoopName, DateOnly End);

/// <summary>All that decides which sentences the law asks on the paper of a sale.</summary>
public sealed record SaleTerms
{
    /// <summary>Null for a quote (devis).</summary>
    public required SaleDocumentKind? Kind { get; init; }

    public required bool CustomerIsCompany { get; init; }
    public Siren? CustomerSiren { get; init; }
    public required DateOnly Date { get; init; }

    /// <summary>When an invoice is due, or until when a quote holds.</summary>
    public required DateOnly Until { get; init; }

    public required IReadOnlyList<SaleLine> Lines { get; init; }
    public required bool VatOnDebits { get; init; }
    public required LatePaymentTerms LatePayment { get; init; }

    /// <summary>The sentence on paying early: "Pas d’escompte pour paiement anticipé."</summary>
    public required string EarlyPayment { get; init; }

    public IReadOnlyList<DepositTaken> Deposits { get; init; } = [];
    public string? CreditedNumber { get; init; }
    public DateOnly? CreditedDate { get; init; }
    public CapeMention? Cape { get; init; }
}

/// <summary>
/// The sentences that the law asks on a quote, an invoice or a credit note (mentions légales): CGI ann. II art. 242
/// nonies A and C. com. L.441-9. They are kept with the document as they were on its day.
/// </summary>
public static class SaleMentions
{
    /// <summary>Subjects of UNTDID 4451 under which France wants three of the mentions in an e-invoice.</summary>
    public const string RecoverySubject = "PMT";

    /// <inheritdoc cref="RecoverySubject"/>
    public const string PenaltySubject = "PMD";

    /// <inheritdoc cref="RecoverySubject"/>
    public const string EarlyPaymentSubject = "AAB";

    private const string Late = "En cas de retard, des pénalités au taux ";

    /// <summary>What a mention of a document speaks of; empty for those that have no subject of their own.</summary>
    public static IEnumerable<string> SubjectsOf(string mention) =>
        mention.StartsWith(Late, StringComparison.Ordinal) ? [RecoverySubject, PenaltySubject]
        : mention.Contains("escompte", StringComparison.OrdinalIgnoreCase) ? [EarlyPaymentSubject] : [];

    /// <summary>Whether a mention tells what late payment costs.</summary>
    public static bool IsOnLatePayment(string mention) => mention.StartsWith(Late, StringComparison.Ordinal);

    public static IReadOnlyList<string> Of(SaleTerms terms) =>
    [
        .. References(terms),
        .. Supply(terms),
        .. Taxes(terms),
        .. Payment(terms),
        .. Support(terms),
    ];

    private static IEnumerable<string> References(SaleTerms terms)
    {
        if (terms.Kind == SaleDocumentKind.CreditNote)
            yield return terms is { CreditedNumber: { } number, CreditedDate: { } date }
                ? $"Cet avoir reprend la facture {number} du {FrenchText.Long(date)}."
                : throw new BrokenRuleException(
                    "Un avoir nomme la facture qu’il reprend. Partez de la facture pour le faire.");
        if (terms.Kind == SaleDocumentKind.DepositInvoice)
            yield return "Cet acompte sera déduit de la facture finale.";
        foreach (var before in terms.Deposits.GroupBy(d => (d.Number, d.Date, IsDeposit: d.Sold is null)))
            yield return (before.Key.IsDeposit ? "Acompte déduit" : "Avancement déjà facturé")
                + $"\u00a0: facture {before.Key.Number} du {FrenchText.Long(before.Key.Date)}, "
                + $"{before.Sum(d => d.Net + d.Vat)} TTC.";
    }

    private static IEnumerable<string> Supply(SaleTerms terms)
    {
        var goods = terms.Lines.Any(l => l.Kind == SupplyKind.Goods);
        var services = terms.Lines.Any(l => l.Kind == SupplyKind.Services);
        if (goods || services)
            yield return "Nature de l’opération\u00a0: " + (goods, services) switch
            {
                (true, true) => "livraison de biens et prestation de services.",
                (true, false) => "livraison de biens.",
                _ => "prestation de services.",
            };
        if (terms is { CustomerIsCompany: true, CustomerSiren: { } siren })
            yield return $"SIREN du client\u00a0: {siren}.";
    }

    private static IEnumerable<string> Taxes(SaleTerms terms)
    {
        // With several treatments the reader must know which lines a mention speaks of.
        var several = terms.Lines.Select(l => l.Vat).Distinct().Count() > 1;
        foreach (var vat in terms.Lines.Select(l => l.Vat).Distinct().Where(v => !string.IsNullOrWhiteSpace(v.Mention)))
            yield return several ? $"{vat.Label}\u00a0: {Sentence(vat.Mention!)}" : Sentence(vat.Mention!);
        // The option only moves the VAT of services: for goods it falls due with the delivery anyway (CGI 269, 2).
        if (terms is { VatOnDebits: true, Kind: not null }
            && terms.Lines.Any(l => l is { Kind: SupplyKind.Services, Vat.Rate.Fraction: > 0 }))
            yield return "Option pour le paiement de la taxe d’après les débits.";
    }

    private static IEnumerable<string> Payment(SaleTerms terms)
    {
        if (terms.Kind == null)
            yield return $"Ce devis est valable jusqu’au {FrenchText.Long(terms.Until)}.";
        if (terms.Kind is null or SaleDocumentKind.CreditNote)
            yield break;
        yield return terms.Until == terms.Date
            ? $"Paiement à réception, le {FrenchText.Long(terms.Until)}."
            : $"Paiement au plus tard le {FrenchText.Long(terms.Until)}.";
        if (!terms.CustomerIsCompany)
            yield break;
        yield return Sentence(terms.EarlyPayment);
        yield return $"{Late}{terms.LatePayment.AnnualRate} et une indemnité "
            + $"forfaitaire de {terms.LatePayment.Indemnity} pour frais de recouvrement sont dues sans rappel "
            + "(code de commerce, art. L.\u00a0441-10 et D.\u00a0441-5).";
    }

    private static IEnumerable<string> Support(SaleTerms terms)
    {
        if (terms.Cape is { } cape)
            yield return $"Activité exercée en contrat d’appui au projet d’entreprise (CAPE) avec {cape.CoopName}, "
                + $"jusqu’au {FrenchText.Long(cape.End)}.";
    }

    private static string Sentence(string text) => text.Trim().TrimEnd('.') + ".";
}
