using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>
/// What has been invoiced of an accepted quote, and what is left (point d’un devis): by rate, by chapter and by part of
/// its plan. Credit notes count backwards; an invoice that they take back whole is as if it had never been.
/// </summary>
public sealed class QuoteStanding
{
    private readonly Quote _quote;
    private readonly List<Invoice> _asked;
    private readonly List<Invoice> _live;
    private readonly ILookup<long, Invoice> _credits;

    /// <param name="issued">The invoices that name the quote, and the credit notes of those invoices.</param>
    public QuoteStanding(Quote quote, IReadOnlyCollection<Invoice> issued)
    {
        _quote = quote;
        _credits = issued.Where(i => i is { Kind: SaleDocumentKind.CreditNote, CreditsInvoiceId: not null })
            .ToLookup(i => i.CreditsInvoiceId!.Value);
        _asked = [.. issued.Where(i => i.Kind != SaleDocumentKind.CreditNote).OrderBy(i => i.Id)];
        _live = [.. _asked.Where(i => !_credits[i.Id].Any() || _credits[i.Id].Sum(c => c.Total) < i.Total)];
        var taken = _asked.SelectMany(i => i.Content.Deposits).Select(d => d.Number).ToHashSet();
        TakenBack = [.. _asked.Where(i => !taken.Contains(i.Number)).SelectMany(Taken)];
    }

    /// <summary>
    /// What the balance takes back: each deposit and each invoice of progress, credit notes taken off. A balance that
    /// a credit note undid has itself taken back what was before it, so it comes in their place.
    /// </summary>
    public IReadOnlyList<DepositTaken> TakenBack { get; }

    /// <summary>
    /// The balance is issued, or progress has asked for all to the last cent: nothing is left. Deposits alone never
    /// close a quote, since only the balance makes them income.
    /// </summary>
    public bool IsClosed => _live.Any(i => i.Kind == SaleDocumentKind.Invoice)
        || (TakenBack.Count > 0 && TakenBack.All(t => t.Sold is not null) && Rates(_quote).All(r =>
            (r.Value.Net, r.Value.Vat) == (TakenOf(r.Key).Sum(t => t.Net), TakenOf(r.Key).Sum(t => t.Vat))));

    public Money InvoicedNet => _asked.Sum(i => i.Net - _credits[i.Id].Sum(c => c.Net));
    public Money InvoicedTotal => _asked.Sum(i => i.Total - _credits[i.Id].Sum(c => c.Total));

    public Money LeftNet => IsClosed ? Money.Zero : _quote.Net - TakenBack.Sum(t => t.Net);
    public Money LeftTotal => IsClosed ? Money.Zero : _quote.Total - TakenBack.Sum(t => t.Net + t.Vat);

    /// <summary>The parts of the plan that a deposit has asked for.</summary>
    public IReadOnlySet<int> AskedParts =>
        _live.Select(i => i.Content.Content.PlanPart).OfType<int>().ToHashSet();

    /// <summary>Chapter by chapter, in the order of the quote.</summary>
    public IReadOnlyList<ChapterProgress> Chapters =>
    [
        .. _quote.Content.Totals.ByChapter.GroupBy(p => p.Chapter)
            .Select(g => new ChapterProgress(g.Key, g.Sum(p => p.Net), g.Sum(ProgressOf))),
    ];

    /// <summary>What invoices of progress have asked of one part of a chapter.</summary>
    public Money ProgressOf(ChapterPart part) => _asked.Where(i => i.Kind == SaleDocumentKind.ProgressInvoice)
        .Sum(i => Of(i, part) - _credits[i.Id].Sum(c => Of(c, part)));

    /// <summary>
    /// Refuses to go over the quote: at no rate may more be invoiced than was accepted, or the balance would have to
    /// give money back.
    /// </summary>
    public void CheckRoomFor(SaleDocumentKind kind, SaleContent asked)
    {
        if (IsClosed)
            throw new BrokenRuleException($"Le devis {_quote.Number} est déjà facturé en entier. Pour facturer autre "
                + "chose, faites une nouvelle facture ou un devis de plus.");
        if (asked.PlanPart is { } part && AskedParts.Contains(part))
            throw new BrokenRuleException("Cette échéance est déjà facturée. Rechargez la page du devis.");
        if (kind == SaleDocumentKind.Invoice)
            return;
        var more = asked.Totals.Groups.GroupBy(g => (g.Activity, g.Treatment)).ToDictionary(g => g.Key, g => (
            Net: g.Sum(x => x.Net), Vat: g.Sum(x => x.Vat)));
        foreach (var group in more.Keys.Except(Rates(_quote).Keys))
            throw new BrokenRuleException(
                $"Le devis n’a rien au taux {group.Treatment.Label}. Corrigez la ligne, ou faites une facture à part.");
        foreach (var (key, whole) in Rates(_quote))
        {
            var taken = TakenOf(key).ToList();
            var (net, vat) = more.GetValueOrDefault(key);
            var left = whole.Net - taken.Sum(t => t.Net);
            if (IsBeyond(whole.Net, left - net) || IsBeyond(whole.Vat, whole.Vat - taken.Sum(t => t.Vat) - vat))
                throw new BrokenRuleException($"Au taux {key.Treatment.Label}, il reste {left} hors taxes à facturer "
                    + $"de ce devis, et vous demandez {net}. Demandez moins, ou préparez la facture de solde : "
                    + "elle reprend les acomptes et prend le reste.");
        }
    }

    private IEnumerable<DepositTaken> TakenOf((ActivityId Activity, VatTreatment Treatment) rate) =>
        TakenBack.Where(t => (t.Activity, t.Treatment) == rate);

    private static bool IsBeyond(Money whole, Money left) => whole.IsNegative ? left.IsPositive : left.IsNegative;

    private static Dictionary<(ActivityId Activity, VatTreatment Treatment), (Money Net, Money Vat)> Rates(Quote quote)
        => quote.Content.Totals.Groups.GroupBy(g => (g.Activity, g.Treatment))
            .ToDictionary(g => g.Key, g => (g.Sum(x => x.Net), g.Sum(x => x.Vat)));

    private static Money Of(Invoice invoice, ChapterPart part) => invoice.Content.Content.Totals.ByChapter
        .Where(p => (p.Chapter, p.Activity, p.Kind, p.Treatment)
            == (part.Chapter, part.Activity, part.Kind, part.Treatment)).Sum(p => p.Net);

    /// <summary>
    /// A deposit is taken back from the deposits (4191); progress from the income that it was booked to, by its kind.
    /// </summary>
    private IEnumerable<DepositTaken> Taken(Invoice before)
    {
        var sold = before.Kind != SaleDocumentKind.DepositInvoice;
        var groups = before.Content.Content.Totals.Groups.Select(g => (Sign: 1, Group: g))
            .Concat(_credits[before.Id].SelectMany(c => c.Content.Content.Totals.Groups)
                .Select(g => (Sign: -1, Group: g)));
        return groups.GroupBy(g => (g.Group.Activity, g.Group.Treatment, Kind: sold ? g.Group.Kind
                : (SupplyKind?)null))
            .Select(g => new DepositTaken(before.Number, before.Date, g.Key.Activity, g.Key.Treatment,
                g.Sum(x => x.Sign < 0 ? -x.Group.Net : x.Group.Net),
                g.Sum(x => x.Sign < 0 ? -x.Group.Vat : x.Group.Vat)) { Sold = g.Key.Kind })
            .Where(t => !t.Net.IsZero || !t.Vat.IsZero);
    }
}

/// <summary>How far a chapter is invoiced (avancement).</summary>
public sealed record ChapterProgress(string? Title, Money Net, Money Invoiced)
{
    /// <summary>As a share of the chapter; a chapter worth nothing is done from the start.</summary>
    public decimal Done => Net.IsZero ? 1m : Invoiced.ToDecimal() / Net.ToDecimal();
}
