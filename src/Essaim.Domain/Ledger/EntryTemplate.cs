using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger;

/// <summary>Where the amount of a template's line comes from (origine du montant).</summary>
public enum TemplateAmount
{
    /// <summary>Always the same.</summary>
    Fixed,

    /// <summary>Typed each time.</summary>
    Empty,

    /// <summary>A share of the one amount that is typed.</summary>
    Share,

    /// <summary>What balances the entry.</summary>
    Rest,
}

/// <summary>
/// One line of a template (ligne de modèle): account, activity and third party as they are typed, and where its amount
/// comes from.
/// </summary>
/// <param name="Fixed">The amount of a fixed line, never negative.</param>
/// <param name="Share">The share of a line by share.</param>
public sealed record TemplateLine(string Account, string Activity, string ThirdParty, string Label, bool IsDebit,
    TemplateAmount From, Money Fixed = default, Rate Share = default);

/// <summary>
/// An entry that comes again (modèle d’écriture): filled in with at most one typed amount, it balances to the cent,
/// because one line takes what is left of the rounding.
/// </summary>
public sealed record EntryTemplate(
    string Label, string Piece, IReadOnlyList<TemplateLine> Lines, bool ReverseNextMonth = false)
{
    /// <summary>An amount must be typed to fill it in.</summary>
    public bool AsksAmount => Lines.Any(l => l.From == TemplateAmount.Share);

    /// <summary>Refuses what could never balance.</summary>
    public EntryTemplate Checked()
    {
        if (string.IsNullOrWhiteSpace(Label))
            throw new BrokenRuleException("Donnez un libellé à l’écriture : c’est ce que l’on lira dans les livres.");
        if (Lines.Count < 2)
            throw new BrokenRuleException("Un modèle a au moins deux lignes : un débit et un crédit.");
        foreach (var (at, line) in Lines.Index())
        {
            if (line is { From: TemplateAmount.Fixed, Fixed.IsPositive: false })
                throw new BrokenRuleException($"Ligne {at + 1} : un montant fixe est positif.");
            if (line.From == TemplateAmount.Share && line.Share.Fraction is <= 0 or > 10)
                throw new BrokenRuleException($"Ligne {at + 1} : une part va de 0 à 1\u202f000 %.");
        }
        if (Lines.Count(l => l.From == TemplateAmount.Rest) > 1)
            throw new BrokenRuleException("Une seule ligne prend le reste. Donnez aux autres une part ou un montant.");
        if (!Lines.Any(l => l.From is TemplateAmount.Rest or TemplateAmount.Empty) && !AsksAmount
            && Side(Filled(Money.Zero), true) != Side(Filled(Money.Zero), false))
            throw new BrokenRuleException("Les montants fixes ne s’équilibrent pas. Donnez le reste à une ligne.");
        // A rest on the wrong side is refused now, not by the round that prepares the draft.
        Fill(null);
        return this;
    }

    /// <summary>
    /// The amount of each line in its own column; null where it is to be typed. A share is rounded to the cent, and the
    /// line of the rest takes what balances the others, as long as none of them is still empty.
    /// </summary>
    public IReadOnlyList<Money?> Fill(Money? typed)
    {
        if (typed is { IsPositive: false })
            throw new BrokenRuleException("Le montant à répartir est positif.");
        var filled = Filled(typed);
        var rest = Lines.Index().Where(l => l.Item.From == TemplateAmount.Rest).Select(l => (int?)l.Index)
            .SingleOrDefault();
        if (rest is not { } at || filled.Index().Any(f => f.Item is null && f.Index != at))
            return filled;
        var missing = Side(filled, !Lines[at].IsDebit) - Side(filled, Lines[at].IsDebit);
        if (missing.IsNegative)
            throw new BrokenRuleException(
                $"Il reste {-missing} de l’autre côté : changez de colonne la ligne du reste, ou les parts.");
        filled[at] = missing;
        return filled;
    }

    private Money?[] Filled(Money? typed) => [.. Lines.Select(line => line.From switch
    {
        TemplateAmount.Fixed => (Money?)line.Fixed,
        TemplateAmount.Share when typed is { } whole => Money.Round(whole.ToDecimal() * line.Share.Fraction),
        _ => null,
    })];

    private Money Side(IReadOnlyList<Money?> amounts, bool debit) =>
        Lines.Zip(amounts).Where(l => l.First.IsDebit == debit).Sum(l => l.Second ?? Money.Zero);
}

/// <summary>How often an entry comes again (périodicité).</summary>
public enum Recurrence
{
    None,
    Monthly,
    Quarterly,
    Yearly,
}

/// <summary>
/// The days on which an entry comes again (échéancier), from a first one until another; the last day of a month where
/// it has no such day, and the first's own day again afterwards.
/// </summary>
public readonly record struct Recurring(Recurrence Every, DateOnly First, DateOnly? Until)
{
    /// <summary>The first of its days after that one; null when there is none any more.</summary>
    public DateOnly? After(DateOnly day)
    {
        var step = Every switch { Recurrence.Monthly => 1, Recurrence.Quarterly => 3, Recurrence.Yearly => 12, _ => 0 };
        if (day < First)
            return Within(First);
        if (step == 0)
            return null;
        var times = ((day.Year - First.Year) * 12 + day.Month - First.Month) / step;
        var next = First.AddMonths(times * step);
        return Within(next > day ? next : First.AddMonths((times + 1) * step));
    }

    private DateOnly? Within(DateOnly day) => Until is { } last && day > last ? null : day;
}
