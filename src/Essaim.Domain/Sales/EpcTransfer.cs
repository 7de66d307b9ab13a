using System.Globalization;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>
/// The transfer that pays a document, as telephones of banks read it (QR de virement, EPC069-12 version 2): who, where,
/// how much, and which words to write. Null when nothing is to be paid or the co-op has no account.
/// </summary>
public static class EpcTransfer
{
    /// <summary>The most that the standard lets one ask for.</summary>
    private static readonly Money Most = new(99_999_999_999);

    public static string? Of(SaleParty seller, Money amount, string reference)
    {
        if (string.IsNullOrWhiteSpace(seller.Iban) || !amount.IsPositive || amount > Most)
            return null;
        var euros = SaleEInvoice.Euros(amount).ToString("0.00", CultureInfo.InvariantCulture);
        // Service, version, UTF-8, credit transfer; no BIC within the SEPA area; no purpose, no structured reference.
        // Letters without accents, so that no reader has to guess how they are written.
        return string.Join('\n', "BCD", "002", "1", "SCT", "", SepaText.Name(seller.Name), new Iban(seller.Iban).Text,
            $"EUR{euros}", "", "", SepaText.Label(reference));
    }
}
