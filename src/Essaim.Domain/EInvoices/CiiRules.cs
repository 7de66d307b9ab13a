using System.Xml.Linq;

namespace Essaim.Domain.EInvoices;

/// <summary>
/// The rules that are asked of the file and not of what it says: the places and codes of the norm, and the rules of
/// France. None stops an entry. Told are the serious ones, and of mere warnings a few: some suppliers’ programs break
/// dozens in every invoice.
/// </summary>
internal static class CiiRules
{
    /// <summary>A supplier's file with more elements than this, a thousand lines or so, is not judged by its
    /// form.</summary>
    private const string TooLarge = "ESSAIM-08";

    private const int MaxElements = 50_000;
    private const int MaxOfOneRule = 5;
    private const int MaxWarnings = 5;

    public static readonly IReadOnlyList<CiiRule> Norm = [.. CiiPlaces.Table, .. CiiPlaceRules.Table,
        .. CiiCodeRules.Table];

    public static readonly IReadOnlyList<CiiRule> French = FrenchInvoiceRules.Table;

    /// <param name="invoice">What the file says.</param>
    /// <param name="root">The file when it is a CII; else what it says is written as one.</param>
    /// <param name="told">Terms and rules that were told already.</param>
    public static IEnumerable<EInvoiceFault> Check(EInvoice invoice, XElement? root, IReadOnlySet<string> told)
    {
        if (invoice.HasNoLinesByProfile)
            return [];
        var file = root ?? CiiWriter.Write(invoice);
        if (invoice.Side == EInvoiceSide.Received && file.DescendantsAndSelf().Skip(MaxElements).Any())
            return [new EInvoiceFault(TooLarge, "BG-25",
                "Cette facture est trop longue pour que la forme de son fichier "
                + "soit contrôlée ; ce qu’elle dit l’est.", StopsPosting: false)];
        var tree = new CiiTree(file);
        // The extended profiles use more of the syntax; their own rules say how.
        var norm = invoice.IsExtended ? [] : Faults(Norm, tree, told).ToList();
        var warnings = norm.Where(f => !f.Serious).Take(MaxWarnings);
        var french = IsAsked(invoice) ? Faults(French, tree, told) : [];
        return [.. norm.Where(f => f.Serious).Concat(warnings).Concat(french).Select(f => f.Fault)];
    }

    /// <summary>Between two companies in France, and of all that we issue.</summary>
    private static bool IsAsked(EInvoice invoice) =>
        invoice is { Seller.IsFrench: true, Buyer.IsFrench: true } or { Side: EInvoiceSide.Issued };

    private static IEnumerable<(bool Serious, EInvoiceFault Fault)> Faults(
        IEnumerable<CiiRule> rules, CiiTree tree, IReadOnlySet<string> told) =>
        rules.Where(r => !told.Contains(r.Id) && !told.Contains(r.Term))
            .SelectMany(r => r.Broken(tree).Take(MaxOfOneRule)
            .Select(s => (r.Serious, new EInvoiceFault(r.Id, r.Term, s + EInvoiceRules.Ask, StopsPosting: false))));
}
