using System.Globalization;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>
/// The transfer that pays a document, as telephones of banks read it (QR de virement, EPC069-12 version 2): who, where,
/// how much, and which words to write. Null when nothing is to be paid or the co-op has no account.
/// </summary>
public static class EpcTransfer
{
    private const int MaxName = 70;
    private const int MaxWords = 140;

    /// <summary>The most that the standard lets one ask for.</summary>
    private static readonly Money Most = new(99_999_999_999);

    public static string? Of(SaleParty seller, Money amount, string reference)
    {
        var name = SaleEInvoiceText.Clean(seller.Name?.ReplaceLineEndings(" "));
        if (string.IsNullOrWhiteSpace(seller.Iban) || name is null || !amount.IsPositive || amount > Most)
            return null;
        var euros = SaleEInvoice.Euros(amount).ToString("0.00", CultureInfo.InvariantCulture);
        // Service, version, UTF-8, credit transfer; no BIC within the SEPA area; no purpose, no structured reference.
        return string.Join('\n', "BCD", "002", "1", "SCT", "", Short(name, MaxName), new Iban(seller.Iban).Text,
            $"EUR{euros}", "", "", Short(reference.ReplaceLineEndings(" "), MaxWords));
    }

    private static string Short(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];
}
