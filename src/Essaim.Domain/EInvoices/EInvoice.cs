using System.Globalization;
using System.Text;
using Essaim.Domain.Values;

namespace Essaim.Domain.EInvoices;

/// <summary>
/// An electronic invoice as its file says it (facture électronique), received or issued, whichever the syntax. What the
/// file does not say is null, be it mandatory or not: <see cref="EInvoiceRules"/> judges. Amounts are in
/// <see cref="Currency"/>, with the decimals that were written; on a credit note they are positive, as the norm wants.
/// Terms (BT-…) are those of EN 16931.
/// </summary>
public sealed record EInvoice
{
    /// <summary>Whose it is; the French rules hold for all that we issue, wherever the buyer is.</summary>
    public EInvoiceSide Side { get; init; }

    /// <summary>BT-24, which rules the sender followed; the profile of a Factur-X.</summary>
    public string? Specification { get; init; }

    /// <summary>BT-23; in France the « cadre de facturation », such as S1 or B2.</summary>
    public string? BusinessProcess { get; init; }

    /// <summary>BT-1.</summary>
    public string? Number { get; init; }

    /// <summary>BT-3, of UNTDID 1001: 380 invoice, 381 credit note, 384 corrected invoice, 386 deposit…</summary>
    public string? TypeCode { get; init; }

    /// <summary>BT-2.</summary>
    public DateOnly? IssueDate { get; init; }

    /// <summary>BT-9.</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary>BT-72.</summary>
    public DateOnly? DeliveryDate { get; init; }

    /// <summary>BG-14.</summary>
    public InvoicePeriod? Period { get; init; }

    /// <summary>BT-7: the day VAT falls due; excludes <see cref="VatDue"/>.</summary>
    public DateOnly? TaxPointDate { get; init; }

    /// <summary>BT-8: what makes VAT fall due.</summary>
    public VatDueEvent? VatDue { get; init; }

    /// <summary>BT-5.</summary>
    public string? Currency { get; init; }

    /// <summary>BT-6, where the seller's VAT is counted in another currency.</summary>
    public string? VatCurrency { get; init; }

    /// <summary>BT-13, our order.</summary>
    public string? OrderReference { get; init; }

    /// <summary>BT-10, whom it is for at ours: service, activity.</summary>
    public string? BuyerReference { get; init; }

    /// <summary>BT-12.</summary>
    public string? ContractReference { get; init; }

    /// <summary>BT-83, what to write on the transfer.</summary>
    public string? PaymentReference { get; init; }

    /// <summary>BT-20, in words.</summary>
    public string? PaymentTerms { get; init; }

    /// <summary>BT-80.</summary>
    public string? DeliveryCountry { get; init; }

    /// <summary>BG-15, where it is brought or done, when it is not where the buyer is: three lines at most.</summary>
    public IReadOnlyList<string> DeliveryLines { get; init; } = [];

    /// <summary>BG-4.</summary>
    public InvoiceParty? Seller { get; init; }

    /// <summary>BG-7.</summary>
    public InvoiceParty? Buyer { get; init; }

    /// <summary>BG-10, who is paid when it is not the seller: a factoring company.</summary>
    public InvoiceParty? Payee { get; init; }

    /// <summary>BG-11.</summary>
    public InvoiceParty? TaxRepresentative { get; init; }

    public IReadOnlyList<PaymentAccount> PaymentAccounts { get; init; } = [];
    public IReadOnlyList<PrecedingInvoice> Preceding { get; init; } = [];
    public IReadOnlyList<InvoiceNote> Notes { get; init; } = [];
    public IReadOnlyList<EInvoiceLine> Lines { get; init; } = [];

    /// <summary>BG-20 and BG-21: allowances and charges on the whole invoice.</summary>
    public IReadOnlyList<InvoiceAdjustment> Adjustments { get; init; } = [];

    public IReadOnlyList<VatGroup> VatGroups { get; init; } = [];
    public InvoiceTotals Totals { get; init; } = new();
    public IReadOnlyList<AttachedFile> Attachments { get; init; } = [];

    /// <summary>
    /// True for the kinds of credit notes (avoir) that the French rule BR-FR-CO-05 names, global rebates (262), and
    /// the old kinds of UNTDID 1001 that foreign suppliers use.
    /// </summary>
    public bool TakesBackMoney =>
        TypeCode is "381" or "261" or "262" or "396" or "502" or "503" or "81" or "83" or "308" or "532";

    /// <summary>True for a corrected invoice (facture rectificative): it takes the place of an earlier one.</summary>
    public bool Replaces => TypeCode is "384" or "471" or "472" or "473";

    /// <summary>True for the profiles MINIMUM and BASIC WL, which carry no lines.</summary>
    public bool HasNoLinesByProfile =>
        Specification is { } id && (Has(id, ":minimum") || Has(id, ":basicwl"));

    /// <summary>
    /// True for the profiles that extend EN 16931 (EXTENDED of Factur-X, EXTENDED-CTC-FR): their rules forgive a cent
    /// for each amount added.
    /// </summary>
    public bool IsExtended => Specification is { } id && Has(id, "extended");

    /// <summary>The lines that add up; headings and remarks of the extended profiles do not.</summary>
    public IEnumerable<EInvoiceLine> CountedLines => Lines.Where(l => l.Counts);

    /// <summary>
    /// What makes two files the same invoice (empreinte), whichever way each came: who sells, number, year and total.
    /// The number alone is unique with one seller and within one year only; the total tells apart two papers that were
    /// numbered alike by mistake. Dates, lines and names are left out: a PDF read by eye, a CII and a UBL of one
    /// invoice may differ in them. Null while one of the four is missing.
    /// </summary>
    public string? Fingerprint
    {
        get
        {
            var number = Kept(Number);
            if (Seller?.Identity is not { } seller || number.Length == 0 || IssueDate is not { } date
                || Totals.Gross is not { } gross)
                return null;
            // Decimals in vain go: 120.00 and 120 are one total.
            var total = gross.ToString("0.############", CultureInfo.InvariantCulture);
            return $"{seller}|{number}|{date.Year}|{total}";
        }
    }

    /// <summary>Letters and digits only, capitals: "f 2026-12" and "F2026/12" are one number to people.</summary>
    public static string Kept(string? text) =>
        new([.. (text ?? "").Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit)
            .Select(char.ToUpperInvariant)]);

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}

/// <summary>On which side of an invoice we stand (sens).</summary>
public enum EInvoiceSide
{
    /// <summary>A supplier's.</summary>
    Received,

    /// <summary>Ours.</summary>
    Issued,
}

/// <summary>BG-14 or BG-26: days from one to another, both included; one of the two may be missing.</summary>
public sealed record InvoicePeriod(DateOnly? First, DateOnly? Last);

/// <summary>What makes VAT fall due (exigibilité, BT-8).</summary>
public enum VatDueEvent
{
    /// <summary>The date of the invoice: the seller opted for debits (option pour les débits).</summary>
    Invoice,

    /// <summary>The delivery.</summary>
    Delivery,

    /// <summary>The payment: deductible once paid (CGI art. 271).</summary>
    Payment,

    /// <summary>A code that EN 16931 does not know.</summary>
    Unknown,
}

/// <summary>BG-3: an earlier invoice that this one corrects, takes back or completes.</summary>
public sealed record PrecedingInvoice(string? Number, DateOnly? Date);

/// <summary>
/// BG-1: a remark and its subject of UNTDID 4451. In France PMT is the 40 € of recovery, PMD the penalties, AAB the
/// discount for early payment.
/// </summary>
public sealed record InvoiceNote(string? Subject, string Text);

/// <summary>BG-25: a line of the invoice.</summary>
/// <param name="Quantity">BT-129, negative for what is returned.</param>
/// <param name="Unit">BT-130, a code of UN/ECE recommendation 20: HUR hour, DAY day, C62 one.</param>
/// <param name="NetPrice">BT-146, for <paramref name="PriceBase"/> units (one when null).</param>
/// <param name="Net">BT-131, its allowances and charges counted.</param>
/// <param name="VatRate">BT-152, a percentage as written: 20, not 0.2.</param>
/// <param name="Counts">False for headings and remarks of the extended profiles, which no total counts.</param>
public sealed record EInvoiceLine(
    string? Id, string? Name, decimal? Quantity, string? Unit, decimal? NetPrice, decimal? PriceBase,
    decimal? GrossPrice, decimal? Net, string? VatCategory, decimal? VatRate, InvoicePeriod? Period,
    IReadOnlyList<InvoiceAdjustment> Adjustments, bool Counts = true)
{
    /// <summary>BT-154: more words than the name.</summary>
    public string? Description { get; init; }
}

/// <summary>An allowance (remise) or a charge (frais), on a line or the invoice; its amount is positive.</summary>
/// <param name="VatCategory">BT-95 or BT-102; always null on a line, which has its own.</param>
/// <param name="VatRate">BT-96 or BT-103, a percentage as written.</param>
public sealed record InvoiceAdjustment(
    bool IsCharge, decimal? Amount, decimal? Base, decimal? Percent, string? Reason, string? ReasonCode,
    string? VatCategory = null, decimal? VatRate = null);

/// <summary>BG-23: what falls under one VAT category and rate.</summary>
/// <param name="Category">BT-118: S taxed, E exempt, AE reverse charge, K within the EU, G export, O outside.</param>
/// <param name="Rate">BT-119, a percentage as written; null in category O.</param>
/// <param name="Base">BT-116.</param>
/// <param name="Tax">BT-117.</param>
/// <param name="Reason">BT-120, why no VAT, in words.</param>
/// <param name="ReasonCode">BT-121, a VATEX code.</param>
public sealed record VatGroup(
    string? Category, decimal? Rate, decimal? Base, decimal? Tax, string? Reason, string? ReasonCode);

/// <summary>BG-22: the totals as written.</summary>
public sealed record InvoiceTotals
{
    /// <summary>BT-106.</summary>
    public decimal? Lines { get; init; }

    /// <summary>BT-107.</summary>
    public decimal? Allowances { get; init; }

    /// <summary>BT-108.</summary>
    public decimal? Charges { get; init; }

    /// <summary>BT-109.</summary>
    public decimal? Net { get; init; }

    /// <summary>BT-110.</summary>
    public decimal? Vat { get; init; }

    /// <summary>BT-111, the VAT in <see cref="EInvoice.VatCurrency"/>.</summary>
    public decimal? VatInVatCurrency { get; init; }

    /// <summary>BT-112.</summary>
    public decimal? Gross { get; init; }

    /// <summary>BT-113.</summary>
    public decimal? Prepaid { get; init; }

    /// <summary>BT-114.</summary>
    public decimal? Rounding { get; init; }

    /// <summary>BT-115.</summary>
    public decimal? Due { get; init; }
}

/// <summary>BG-24: a document that came with the invoice or is named by it; its bytes stay in the file.</summary>
public sealed record AttachedFile(string? Reference, string? Description, string? FileName, string? MediaType,
    string? Address);

/// <summary>BG-6 or BG-9: whom to ask at the seller’s or the buyer’s.</summary>
public sealed record PartyContact(string? Name, string? Phone, string? Email);
