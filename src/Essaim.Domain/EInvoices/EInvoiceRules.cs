using Essaim.Domain.Values;

namespace Essaim.Domain.EInvoices;

/// <summary>
/// One rule of the norm, of France or of our books, that a received invoice must hold (règle de facture électronique).
/// </summary>
/// <param name="Id">As the norm names it.</param>
/// <param name="Term">What it is about, BT-… or BG-….</param>
/// <param name="StopsPosting">True when no entry can be made of an invoice that breaks it.</param>
/// <param name="Broken">A sentence for each place where the invoice breaks it.</param>
/// <param name="Same">Further ids of the norm that ask the very same and are told once.</param>
public sealed record EInvoiceRule(
    string Id, string Term, bool StopsPosting, Func<EInvoice, IEnumerable<string>> Broken,
    params string[] Same)
{
    /// <summary>False for what the profiles without lines (MINIMUM, BASIC WL) do not carry, lawfully.</summary>
    public bool AsksWithoutLines { get; init; } = true;

    /// <summary>False for what the extended profiles leave out of their own rules.</summary>
    public bool AsksExtended { get; init; } = true;

    internal bool Asks(EInvoice invoice) =>
        (AsksWithoutLines || !invoice.HasNoLinesByProfile) && (AsksExtended || !invoice.IsExtended);
}

/// <summary>
/// The rules by which a received invoice is judged: those of EN 16931 that need no code list, the French ones that a
/// buyer can do something about, and ours. Sources: validation artefacts of EN 16931 1.3.16, French rules BR-FR 1.3.0.
/// </summary>
public static class EInvoiceRules
{
    private const int MaxOfOneRule = 5;

    /// <summary>Every rule, in the order in which people should hear of them.</summary>
    public static readonly IReadOnlyList<EInvoiceRule> All =
    [
        .. PresenceRules.Table, .. BookRules.Table, .. TotalRules.Table, .. VatRules.Table, .. LineRules.Table,
        .. DecimalRules.Table,
    ];

    /// <summary>What breaks a rule of an invoice that nobody has read from a file, or for the other side of
    /// it.</summary>
    public static IReadOnlyList<EInvoiceFault> Judge(EInvoice invoice, EInvoiceSide side) =>
        CheckAll(invoice with { Side = side }, [], null);

    /// <summary>Those of what it says, then those of its file; <see cref="CiiRules"/>.</summary>
    internal static IReadOnlyList<EInvoiceFault> CheckAll(
        EInvoice invoice, IReadOnlyList<EInvoiceFault> unread, System.Xml.Linq.XElement? cii)
    {
        var said = Check(invoice, unread);
        var told = unread.Where(f => f.Rule == EInvoiceFault.Format)
            .SelectMany(f => new[] { f.Term, CiiPlaceRules.DateFormat }).Concat(said.Select(f => f.Rule)).ToHashSet();
        return [.. said, .. CiiRules.Check(invoice, cii, told)];
    }

    /// <summary>Every id that this validator knows, those told under another’s name included.</summary>
    public static IReadOnlySet<string> Ids { get; } = All.SelectMany(r => r.Same.Append(r.Id))
        .Concat(CiiRules.Norm.Concat(CiiRules.French).Select(r => r.Id)).ToHashSet();

    /// <summary>
    /// What could not be read, then what breaks a rule. A value that could not be read is not told again as missing.
    /// </summary>
    public static IReadOnlyList<EInvoiceFault> Check(EInvoice invoice, IReadOnlyList<EInvoiceFault> unread)
    {
        var told = unread.Select(f => f.Term).ToHashSet();
        return
        [
            .. unread,
            .. All.Where(r => !told.Contains(r.Term) && r.Asks(invoice))
                .SelectMany(r => r.Broken(invoice).Take(MaxOfOneRule)
                    .Select(sentence => new EInvoiceFault(r.Id, r.Term, sentence, r.StopsPosting))),
        ];
    }

    /// <summary>How every sentence ends that the supplier alone can mend.</summary>
    public const string Ask = " Demandez au fournisseur une facture corrigée.";

    internal static IEnumerable<string> When(bool broken, string sentence) => broken ? [sentence + Ask] : [];

    internal static IEnumerable<string> Missing<T>(IEnumerable<T> of, Func<T, bool> missing, Func<T, string> what) =>
        of.Where(missing).Select(o => $"Il manque {what(o)}.{Ask}");

    /// <summary>For people: no digits in vain, and the euro when it is one.</summary>
    internal static string Show(decimal? amount, EInvoice invoice)
    {
        var text = FrenchText.Decimal(amount ?? 0, 6);
        return invoice.Currency is { } currency ? $"{text}\u00a0{(currency == "EUR" ? "€" : currency)}" : text;
    }
}
