using Essaim.Domain.Values;

namespace Essaim.Domain.EInvoices;

/// <summary>Finds SIREN and SIRET among a party's identifiers, by their lists (ISO 6523: 0002 and 0009).</summary>
internal static class PartyIdentities
{
    private const string SirenScheme = "0002";
    private const string SiretScheme = "0009";

    public static InvoiceParty Complete(
        InvoiceParty party, EInvoiceFields fields, string idTerm, string legalTerm)
    {
        string? Of(string scheme, out string term)
        {
            var legal = party.LegalId?.Scheme == scheme;
            term = legal ? legalTerm : idTerm;
            return legal ? party.LegalId!.Value : party.Ids.FirstOrDefault(i => i.Scheme == scheme)?.Value;
        }
        var siret = fields.Checked(Of(SiretScheme, out var siretTerm), siretTerm, text => new Siret(text));
        var siren = fields.Checked(Of(SirenScheme, out var sirenTerm), sirenTerm, text => new Siren(text));
        return party with { Siret = siret, Siren = siren ?? siret?.Siren };
    }
}
