using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Pages.Ledger;

/// <summary>One line of a statement beside the one of the year before.</summary>
public sealed record ComparedLine(AccountNumber Account, Money Now, Money Before);

/// <summary>A part of a statement beside the one of the year before.</summary>
public sealed record ComparedPart(string Name, IReadOnlyList<ComparedLine> Lines)
{
    public Money Now => Lines.Sum(l => l.Now);
    public Money Before => Lines.Sum(l => l.Before);
}

/// <summary>One half of a statement as it is drawn, with the way to the lines of each account.</summary>
public sealed record StatementSide(string Name, string TotalName, IReadOnlyList<ComparedPart> Parts, BooksPage Page,
    bool Compares)
{
    public static IReadOnlyList<ComparedPart> Compare(IReadOnlyList<StatementPart> now,
        IReadOnlyList<StatementPart> before) =>
    [
        .. now.Select(p => p.Name).Union(before.Select(p => p.Name)).Select(name => new ComparedPart(name,
        [
            .. now.Where(p => p.Name == name)
                .SelectMany(p => p.Lines.Select(l => (l.Account, Now: l.Amount, Before: Money.Zero)))
                .Concat(before.Where(p => p.Name == name)
                    .SelectMany(p => p.Lines.Select(l => (l.Account, Now: Money.Zero, Before: l.Amount))))
                .GroupBy(l => l.Account).OrderBy(g => g.Key)
                .Select(g => new ComparedLine(g.Key, g.Sum(l => l.Now), g.Sum(l => l.Before))),
        ])),
    ];
}
