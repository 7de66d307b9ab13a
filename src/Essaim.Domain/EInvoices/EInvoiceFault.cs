namespace Essaim.Domain.EInvoices;

/// <summary>
/// What is wrong with a received invoice (faute d’une facture reçue): the rule that it breaks, the term of EN 16931
/// that it is about, and a French sentence. Told to people, never thrown: whoever receives an invoice must be able to
/// look at it, refuse it or ask for another.
/// </summary>
/// <param name="Rule">
/// Id in EN 16931 (BR-…) or in the French rules (BR-FR-…); FORMAT for what cannot be read; ESSAIM-… for what only our
/// books ask.
/// </param>
/// <param name="StopsPosting">
/// True when no entry can be made of it as it stands; false for what is only told, and may be a reason to refuse.
/// </param>
public sealed record EInvoiceFault(string Rule, string Term, string Sentence, bool StopsPosting)
{
    /// <summary>Not a rule of a norm: a value that is no date, no number, no identifier.</summary>
    public const string Format = "FORMAT";
}

/// <summary>A received file once read: what it says, and what is wrong with it.</summary>
public sealed record EInvoiceReading(
    EInvoiceSyntax Syntax, EInvoice Invoice, IReadOnlyList<EInvoiceFault> Faults)
{
    public bool CanBePosted => !Faults.Any(f => f.StopsPosting);
}

/// <summary>The language of the file (syntaxe).</summary>
public enum EInvoiceSyntax
{
    /// <summary>UN/CEFACT Cross Industry Invoice: Factur-X, ZUGFeRD 2, XRechnung, EXTENDED-CTC-FR.</summary>
    Cii,

    /// <summary>UBL 2.1, Invoice or CreditNote.</summary>
    Ubl,
}
