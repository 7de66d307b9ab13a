using Essaim.Domain.Values;

namespace Essaim.Domain.Law;

/// <summary>A VAT rate in force (taux de TVA), with the name that the files give it.</summary>
public sealed record VatRate(string Name, string Label, Rate Rate);

/// <summary>
/// Why a sale bears no VAT (exonération ou autoliquidation): the category of the European standard EN 16931, the VATEX
/// code and the words to print. The words cite the CGI, which invoices may do until 30 June 2028.
/// </summary>
public sealed record VatTreatment(string Name, string Label, string Category, string Vatex, string Mention);

/// <summary>
/// What the law says that an invoice bears on a day (mentions de facture), and the delays of payment.
/// </summary>
public sealed record InvoiceLaw(
    IReadOnlyList<VatRate> VatRates,
    IReadOnlyList<VatTreatment> VatTreatments,
    Money RecoveryIndemnity,
    string LatePaymentMention,
    string NoDiscountMention,
    string VatOnDebitsMention,
    int UsualDays,
    int MaximumDays,
    int MaximumDaysFromMonthEnd,
    Money ConsumerNoteThreshold)
{
    /// <summary>The law of the day the invoice is issued.</summary>
    public static InvoiceLaw Of(LawBook law, DateOnly day) => new(
        [.. law.AllAt("tva-taux-", day).Select(v =>
            new VatRate(v.Parameter, law.Label(v.Parameter), Rate.Percent(v.Number)))],
        [.. law.AllAt("tva-sans-", day).Select(v => Treatment(law, v))],
        law.Euros("facture-indemnite-recouvrement", day),
        law.Text("facture-penalites-mention", day),
        law.Text("facture-escompte-mention", day),
        law.Text("tva-mention-debits", day),
        (int)law.Number("facture-delai-habituel", day),
        (int)law.Number("facture-delai-maximum", day),
        (int)law.Number("facture-delai-fin-de-mois", day),
        law.Euros("facture-note-particulier", day));

    private static VatTreatment Treatment(LawBook law, LawValue value) => new(
        value.Parameter, law.Label(value.Parameter),
        value.Content.GetProperty("categorie").GetString()!,
        value.Content.GetProperty("vatex").GetString()!,
        value.Content.GetProperty("mention").GetString()!);
}
