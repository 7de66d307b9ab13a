using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>
/// How an accepted quote becomes invoices: deposits first (acomptes), work as it goes (avancement), then the balance
/// (solde), which takes back all that was invoiced before it. What may still be asked is told by
/// <see cref="QuoteStanding"/>.
/// </summary>
public static class QuoteInvoicing
{
    /// <summary>
    /// One line for each kind and rate of the quote, so that the deposit bears the same VAT as what it is for.
    /// </summary>
    public static SaleContent Deposit(Quote quote, Rate part)
    {
        RefuseUnlessAccepted(quote);
        if (part.Fraction is <= 0m or >= 1m)
            throw new BrokenRuleException(
                $"Un acompte de {part} n’en est pas un. Choisissez un taux entre 0 et 100\u00a0%.");
        var asked = new Instalment($"Acompte de {part}", part, null, null);
        return Ask(quote, PartLines(quote.Content.Totals, asked,
            $"Acompte de {part} sur le devis {quote.Number}, {quote.Subject}"));
    }

    /// <summary>A part of the quote's plan; its last part is no deposit but the balance.</summary>
    public static SaleContent Instalment(Quote quote, int at)
    {
        RefuseUnlessAccepted(quote);
        if (quote.Content.Plan is not { } plan || at < 0 || at >= plan.Count || plan[at].IsBalance)
            throw new BrokenRuleException("Cette échéance n’est pas un acompte. Rechargez la page du devis.");
        return Ask(quote, PartLines(quote.Content.Totals, plan[at],
            $"{plan[at].Label}, devis {quote.Number}, {quote.Subject}")) with { PlanPart = at };
    }

    /// <summary>
    /// What is new since the last invoice, chapter by chapter. <paramref name="doneOf"/> says how much of a chapter is
    /// done in all; null for the lines outside any chapter.
    /// </summary>
    public static SaleContent Progress(Quote quote, QuoteStanding standing, Func<string?, Rate> doneOf)
    {
        RefuseUnlessAccepted(quote);
        var lines = new List<SaleLine>();
        foreach (var part in quote.Content.Totals.ByChapter)
        {
            var done = doneOf(part.Chapter);
            if (done.Fraction is < 0m or > 1m)
                throw new BrokenRuleException($"L’avancement {done} n’existe pas : il va de 0 à 100\u00a0%.");
            // Our rounding: the net of a part done; all of it once the part is finished.
            var (reached, before) = (Money.Round(done.Of(part.Net)), standing.ProgressOf(part));
            if (reached == before)
                continue;
            var name = part.Chapter ?? quote.Subject;
            if (part.Net.IsNegative ? reached > before : reached < before)
                throw new BrokenRuleException($"« {name} » est déjà facturé à hauteur de {before}. L’avancement ne "
                    + "recule pas : pour reprendre une facture, faites un avoir.");
            lines.Add(new SaleLine(part.Activity, $"{name}\u00a0: {done} réalisé"
                + (before.IsZero ? "" : $", moins {before} déjà facturés"), new Quantity(1), "forfait",
                new UnitPrice((reached - before).ToDecimal()), Rate.Zero, part.Treatment, part.Kind)
            {
                Chapter = part.Chapter,
            });
        }
        return lines.Count > 0 ? Ask(quote, lines) : throw new BrokenRuleException(
            "Rien de nouveau n’est à facturer. Dites ce qui a avancé depuis la dernière facture.");
    }

    /// <summary>All that the quote offers; what was invoiced before is taken back when it is issued.</summary>
    public static SaleContent Balance(Quote quote)
    {
        RefuseUnlessAccepted(quote);
        return quote.Content.ToInvoice();
    }

    /// <summary>
    /// What an instalment takes of each group: a percentage of each, or an amount shared in proportion to them.
    /// </summary>
    internal static Money[] SharesOf(IReadOnlyList<SaleGroup> groups, Instalment instalment) =>
        groups.Count == 0 ? []
        : instalment.Net is { } net ? net.Share([.. groups.Select(g => g.Net.Cents)])
        // Our rounding: one line, one cent at most; the balance takes back what the deposit asked.
        : [.. groups.Select(g => Money.Round((instalment.Part ?? Rate.Zero).Of(g.Net)))];

    internal static IReadOnlyList<SaleLine> PartLines(SaleTotals totals, Instalment instalment, string label)
    {
        var groups = totals.Groups.Where(g => g.Net.IsPositive).ToList();
        return [.. groups.Zip(SharesOf(groups, instalment)).Where(g => !g.Second.IsZero).Select(g => new SaleLine(
            g.First.Activity, label, new Quantity(1), "forfait", new UnitPrice(g.Second.ToDecimal()), Rate.Zero,
            g.First.Treatment, g.First.Kind))];
    }

    private static SaleContent Ask(Quote quote, IReadOnlyList<SaleLine> lines) =>
        new(lines, Rate.Zero, "") { OrderNumber = quote.Content.OrderNumber };

    private static void RefuseUnlessAccepted(Quote quote)
    {
        if (quote.Status != QuoteStatus.Accepted)
            throw new BrokenRuleException("Un devis se facture une fois accepté. Notez d’abord l’accord du client.");
    }
}
