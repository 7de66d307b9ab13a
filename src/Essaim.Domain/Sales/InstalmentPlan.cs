using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>
/// One payment of a quote's plan (échéance): a part of the quote, an amount without VAT, or, for the last one, all that
/// is left. A day may be named; without one it is agreed on later.
/// </summary>
public sealed record Instalment(string Label, Rate? Part, Money? Net, DateOnly? Day)
{
    public bool IsBalance => Part is null && Net is null;
}

/// <summary>What an instalment asks, as its invoice will: counted by the code that counts invoices.</summary>
public sealed record InstalmentAmount(Instalment Instalment, Money Net, Money Vat)
{
    public Money Total => Net + Vat;
}

/// <summary>
/// How a quote is to be paid (échéancier): a deposit, more instalments, and the balance, which takes what is left to
/// the cent. Amounts are without VAT, because that is what can be split over rates without losing a cent.
/// </summary>
public static class InstalmentPlan
{
    public const int Most = 24;

    /// <summary>Refuses a plan that could not be invoiced.</summary>
    public static void Check(SaleContent content)
    {
        if (content.Plan is not { Count: > 0 } plan)
            return;
        if (plan.Count > Most)
            throw new BrokenRuleException($"Un échéancier a {Most} paiements au plus. Groupez-en quelques-uns.");
        if (!plan[^1].IsBalance || plan.SkipLast(1).Any(i => i.IsBalance))
            throw new BrokenRuleException("La dernière échéance est le solde, et elle seule : laissez son montant vide "
                + "et donnez une part ou un montant aux autres.");
        foreach (var part in plan.SkipLast(1))
            Check(part);
        var days = plan.Select(i => i.Day).OfType<DateOnly>().ToList();
        if (days.Zip(days.Skip(1)).Any(d => d.Second < d.First))
            throw new BrokenRuleException("Les échéances se suivent : une date ne vient pas avant la précédente.");
        // The balance must ask something, at each rate: what is asked before it is taken off there.
        var groups = content.Totals.Groups.Where(g => g.Net.IsPositive).ToList();
        var asked = plan.SkipLast(1).Select(i => QuoteInvoicing.SharesOf(groups, i)).ToList();
        if (groups.Select((g, at) => g.Net - asked.Sum(a => a[at])).Any(left => left.IsNegative)
            || (groups.Count > 0 && groups.Sum(g => g.Net) <= asked.Sum(a => a.Sum())))
            throw new BrokenRuleException("Les échéances avant le solde atteignent déjà le total du devis. "
                + "Réduisez l’une d’elles : il doit rester un solde.");
    }

    /// <summary>What each instalment will ask; the last takes what the others leave, at each rate.</summary>
    public static IReadOnlyList<InstalmentAmount> Amounts(SaleContent content)
    {
        if (content.Plan is not { Count: > 0 } plan)
            return [];
        var totals = content.Totals;
        var amounts = plan.SkipLast(1).Select(i =>
        {
            var asked = new SaleTotals(QuoteInvoicing.PartLines(totals, i, i.Label), Rate.Zero);
            return new InstalmentAmount(i, asked.Net, asked.Vat);
        }).ToList();
        return [.. amounts, new InstalmentAmount(plan[^1], totals.Net - amounts.Sum(a => a.Net),
            totals.Vat - amounts.Sum(a => a.Vat))];
    }

    private static void Check(Instalment part)
    {
        if (string.IsNullOrWhiteSpace(part.Label))
            throw new BrokenRuleException("Nommez chaque échéance, par exemple « Acompte à la commande ».");
        if (part is { Part: not null, Net: not null })
            throw new BrokenRuleException("Une échéance est une part ou un montant, pas les deux.");
        if (part.Part is { Fraction: <= 0m or >= 1m } || part.Net is { IsPositive: false })
            throw new BrokenRuleException(
                $"L’échéance « {part.Label} » demande plus de 0 et moins que le tout. Corrigez-la.");
    }
}
