using Essaim.Domain.Values;

namespace Essaim.Domain.EInvoices;

/// <summary>
/// A company on an electronic invoice (vendeur, acheteur, bénéficiaire). Numbers that exist in France are checked; a
/// wrong one is a fault and stays null here.
/// </summary>
public sealed record InvoiceParty
{
    private const string SirenMark = "SIREN";

    /// <summary>BT-27, BT-44.</summary>
    public string? Name { get; init; }

    /// <summary>BT-28, BT-45: the name that customers know (nom commercial).</summary>
    public string? TradingName { get; init; }

    /// <summary>BT-33: legal form, capital, register.</summary>
    public string? LegalDetails { get; init; }

    /// <summary>BG-6, BG-9.</summary>
    public PartyContact? Contact { get; init; }

    /// <summary>The legal registration (BT-30, BT-47) of scheme 0002, or the beginning of the SIRET.</summary>
    public Siren? Siren { get; init; }

    /// <summary>The identifier of scheme 0009 (BT-29, BT-46, BT-30 or BT-47).</summary>
    public Siret? Siret { get; init; }

    /// <summary>BT-31, BT-48, as written: one abroad may follow no rule that we know.</summary>
    public string? VatNumber { get; init; }

    /// <summary>BT-32, a tax number that is no VAT number.</summary>
    public string? TaxNumber { get; init; }

    /// <summary>BT-30, BT-47, as written.</summary>
    public PartyIdentifier? LegalId { get; init; }

    /// <summary>BT-29, BT-46, as written.</summary>
    public IReadOnlyList<PartyIdentifier> Ids { get; init; } = [];

    /// <summary>BT-34, BT-49: where platforms deliver to; scheme 0225 in France.</summary>
    public PartyIdentifier? ElectronicAddress { get; init; }

    /// <summary>BG-5, BG-8; null when the file gives none.</summary>
    public PartyAddress? Address { get; init; }

    public bool IsFrench => Address?.Country == "FR";

    /// <summary>
    /// The SIREN, also out of the SIRET or of a French VAT number, which ends with it; null for a company that gives
    /// none, as those abroad.
    /// </summary>
    public Siren? KnownSiren => Siren ?? (EInvoice.Kept(VatNumber) is { Length: 13 } vat && HasFrenchVatNumber
        && Values.Siren.IsValid(vat[4..]) ? new Siren(vat[4..]) : null);

    /// <summary>
    /// Whether the VAT of its invoices is French, which alone we may deduct on a French return: it has a SIREN, a
    /// French VAT number, or no VAT number and a French address.
    /// </summary>
    public bool ChargesFrenchVat => Siren is not null || (VatNumber is null ? IsFrench : HasFrenchVatNumber);

    private bool HasFrenchVatNumber => EInvoice.Kept(VatNumber).StartsWith("FR", StringComparison.Ordinal);

    /// <summary>
    /// What tells this company from all others, best first: SIREN, VAT number, any other registration, electronic
    /// address, and the name for want of anything else.
    /// </summary>
    public string? Identity
    {
        get
        {
            var vat = EInvoice.Kept(VatNumber);
            var other = LegalId ?? Ids.FirstOrDefault() ?? ElectronicAddress;
            return KnownSiren is { } siren ? SirenMark + siren.Digits
                : vat.Length > 0 ? vat
                : other is not null ? $"{other.Scheme}:{EInvoice.Kept(other.Value)}"
                : EInvoice.Kept(Name) is { Length: > 0 } name ? name : null;
        }
    }

    /// <summary>The SIREN in an identity that was kept; null when it is another number.</summary>
    public static Siren? SirenOf(string identity) => identity.StartsWith(SirenMark, StringComparison.Ordinal)
        && Values.Siren.IsValid(identity[SirenMark.Length..]) ? new Siren(identity[SirenMark.Length..]) : null;
}

/// <summary>
/// An identifier and the list it is of (ISO 6523 or EAS): 0002 is the SIREN, 0009 the SIRET, 0225 the French addresses.
/// </summary>
public sealed record PartyIdentifier(string? Scheme, string Value);

/// <summary>A postal address (adresse postale); the country is two letters.</summary>
public sealed record PartyAddress(
    IReadOnlyList<string> Lines, string? PostCode, string? City, string? Country);

/// <summary>
/// BG-17: an account to be paid to. <see cref="Iban"/> is null when what is written is none, or holds a misprint.
/// </summary>
/// <param name="Means">BT-81, of UNTDID 4461: 30 and 58 are transfers, 59 a direct debit, 48 a card.</param>
public sealed record PaymentAccount(string? Means, string? Written, Iban? Iban, string? AccountName);
