using System.Globalization;
using System.Xml.Linq;
using Essaim.Domain.Values;

namespace Essaim.Domain.EInvoices;

/// <summary>
/// Reads the values of an invoice and keeps a fault for each that cannot be read; such a value is then null. Numbers
/// are exact: decimal, never rounded, with the decimals that were written.
/// </summary>
internal sealed class EInvoiceFields
{
    private const int MaxFaults = 100;

    /// <summary>With fewer digits than this a decimal holds every one of them.</summary>
    private const int MaxDigits = 26;

    /// <summary>No co-op is asked for more; and sums and products of such amounts stay exact.</summary>
    private const decimal MaxNumber = 1_000_000_000_000m;

    /// <summary>A SIREN, SIRET or IBAN whose key is false: told, for the invoice may be right all the same.</summary>
    private const string MisprintedNumber = "ESSAIM-06";

    public List<EInvoiceFault> Faults { get; } = [];

    /// <summary>The text without blanks around it; null when nothing is left.</summary>
    public static string? Text(XElement? element) => Cleaned(element?.Value);

    public static string? Attribute(XElement? element, string name) => Cleaned(element?.Attribute(name)?.Value);

    /// <summary>A number as XML Schema writes decimals: digits, a dot, a sign; neither blanks nor exponents.</summary>
    public decimal? Number(XElement? element, string term)
    {
        if (Text(element) is not { } text)
            return null;
        if (text.Count(char.IsAsciiDigit) <= MaxDigits
            && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture, out var number) && Math.Abs(number) <= MaxNumber)
            return number;
        Wrong(term, $"« {Short(text)} » n’est pas un montant ou une quantité lisible.");
        return null;
    }

    /// <summary>20261123, when the file says that this is how it writes dates (format 102).</summary>
    public DateOnly? CompactDate(XElement? element, string term)
    {
        var format = Attribute(element, "format") ?? "102";
        return Date(element, term, format == "102" ? "yyyyMMdd" : "");
    }

    /// <summary>2026-11-23, with or without a time zone, which says nothing about a civil date.</summary>
    public DateOnly? IsoDate(XElement? element, string term) => Date(element, term, "yyyy-MM-dd");

    private DateOnly? Date(XElement? element, string term, string format)
    {
        if (Text(element) is not { } text)
            return null;
        var day = format.Length == 10 && text.Length > 10 && text[10] is 'Z' or '+' or '-' ? text[..10] : text;
        if (format.Length > 0 && DateOnly.TryParseExact(day, format, CultureInfo.InvariantCulture,
                DateTimeStyles.None, out var date) && date.Year is >= 2000 and <= 2099)
            return date;
        Wrong(term, $"« {Short(text)} » n’est pas une date lisible, entre 2000 et 2099.");
        return null;
    }

    /// <summary>A value that its own type checks; its refusal becomes a fault that stops nothing.</summary>
    public T? Checked<T>(string? text, string term, Func<string, T> make) where T : struct
    {
        if (text is null)
            return null;
        try
        {
            return make(text);
        }
        catch (BrokenRuleException refused)
        {
            Add(MisprintedNumber, term, refused.Message, stops: false);
            return null;
        }
    }

    /// <summary>BR-CO-15 wants one total of VAT in the invoice’s currency: with two, which would we deduct?</summary>
    public void OneVatTotal(int totals)
    {
        if (totals > 1)
            Add("BR-CO-15", "BT-110", "La facture donne plusieurs totaux de TVA.", stops: true);
    }

    private void Wrong(string term, string what) => Add(EInvoiceFault.Format, term, what, stops: true);

    private void Add(string rule, string term, string what, bool stops)
    {
        if (Faults.Count < MaxFaults)
            Faults.Add(new EInvoiceFault(rule, term,
                $"{what} Demandez au fournisseur de corriger sa facture ({term}).", stops));
    }

    private static string? Cleaned(string? text) => text?.Trim() is { Length: > 0 } kept ? kept : null;

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
