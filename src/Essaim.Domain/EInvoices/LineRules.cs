using static Essaim.Domain.EInvoices.EInvoiceRules;

namespace Essaim.Domain.EInvoices;

/// <summary>
/// What each line, allowance and charge must say. None of it stops an entry, which is made of the VAT groups.
/// </summary>
internal static class LineRules
{
    public static readonly EInvoiceRule[] Table =
    [
        new("BR-21", "BT-126", false, i => Missing(i.Lines, l => l.Id is null,
            l => $"le numéro de la ligne « {l.Name} »")),
        Line("BR-22", "BT-129", l => l.Quantity is null, "la quantité"),
        Line("BR-23", "BT-130", l => l.Unit is null, "l’unité"),
        Line("BR-24", "BT-131", l => l.Net is null, "le montant hors taxe"),
        new("BR-25", "BT-153", false, i => Missing(i.Lines, l => l.Name is null, l => $"la désignation{Of(l)}")),
        Line("BR-26", "BT-146", l => l.NetPrice is null, "le prix unitaire"),
        new("BR-27", "BT-146", false, i => i.CountedLines.Where(l => l.NetPrice < 0).Select(l =>
            $"Le prix unitaire{Of(l)} est négatif ; pour reprendre, c’est la quantité qui l’est.{Ask}")),
        new("BR-28", "BT-148", false, i => i.CountedLines.Where(l => l.GrossPrice < 0).Select(l =>
            $"Le prix unitaire brut{Of(l)} est négatif.{Ask}")),
        new("BR-30", "BT-135", false, i => i.Lines.Where(l => l.Period is { } p && p.Last < p.First).Select(l =>
            $"La période{Of(l)} finit avant de commencer.{Ask}")),
        new("BR-CO-20", "BT-134", false, i => Missing(i.Lines, l => l.Period is { First: null, Last: null },
            l => $"le début ou la fin de la période{Of(l)}")),
        Line("BR-CO-04", "BT-151", l => l.VatCategory is null, "la catégorie de TVA"),
        OnLines("BR-41", "BT-136", charge: false, a => a.Amount is null, "le montant d’une remise"),
        OnLines("BR-42", "BT-139", charge: false, HasNoReason, "le motif d’une remise", "BR-CO-23"),
        OnLines("BR-43", "BT-141", charge: true, a => a.Amount is null, "le montant de frais"),
        OnLines("BR-44", "BT-144", charge: true, HasNoReason, "le motif de frais", "BR-CO-24")
            with { AsksExtended = false },
        OnInvoice("BR-31", "BT-92", charge: false, a => a.Amount is null, "le montant d’une remise"),
        OnInvoice("BR-32", "BT-95", charge: false, a => a.VatCategory is null, "la catégorie de TVA d’une remise"),
        OnInvoice("BR-33", "BT-97", charge: false, HasNoReason, "le motif d’une remise", "BR-CO-21"),
        OnInvoice("BR-36", "BT-99", charge: true, a => a.Amount is null, "le montant de frais"),
        OnInvoice("BR-37", "BT-102", charge: true, a => a.VatCategory is null, "la catégorie de TVA de frais"),
        OnInvoice("BR-38", "BT-104", charge: true, HasNoReason, "le motif de frais", "BR-CO-22")
            with { AsksExtended = false },
    ];

    private static EInvoiceRule Line(string id, string term, Func<EInvoiceLine, bool> missing, string what) =>
        new(id, term, false, i => Missing(i.CountedLines, missing, l => what + Of(l)));

    private static EInvoiceRule OnLines(string id, string term, bool charge, Func<InvoiceAdjustment, bool> missing,
        string what, params string[] same) =>
        new(id, term, false, i => Missing(i.Lines,
            l => l.Adjustments.Any(a => a.IsCharge == charge && missing(a)), l => what + Of(l)), same);

    private static EInvoiceRule OnInvoice(string id, string term, bool charge, Func<InvoiceAdjustment, bool> missing,
        string what, params string[] same) =>
        new(id, term, false, i => Missing(i.Adjustments, a => a.IsCharge == charge && missing(a),
            _ => $"{what} sur la facture entière"), same);

    private static bool HasNoReason(InvoiceAdjustment adjustment) =>
        adjustment is { Reason: null, ReasonCode: null };

    private static string Of(EInvoiceLine line) => line.Id is { } id ? $" de la ligne {id}" : " d’une ligne";
}
