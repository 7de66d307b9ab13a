using Essaim.App.Data.Ledger;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Activities;

/// <summary>A part of what will leave an activity's cash (engagé), in the words of its account.</summary>
/// <param name="FigureKey">The figure whose lines make it; null for what the books do not hold yet.</param>
public sealed record CommittedPart(string Name, Money Amount, string? FigureKey)
{
    private static readonly string[] Figures = ["fournisseurs", "rembourser", "paie-due"];

    /// <summary>The parts that are not zero; they add up to the account's.</summary>
    public static async Task<IReadOnlyList<CommittedPart>> ReadAsync(CoopDb db, ActivityId activity,
        ActivityAccount account, DateOnly day)
    {
        var position = await (await db.BooksAsync()).PositionAsync(day, activity);
        var parts = Figures.Select(k => Figure.Find(k)!).Select(figure => new CommittedPart(figure.Name,
            -position.Where(b => figure.Holds(b.Account)).Sum(b => b.Balance), figure.Key)).ToList();
        parts.Add(new("Salaires décidés, avoirs à rendre, contribution à venir, avances échues",
            account.Committed - parts.Sum(p => p.Amount), null));
        return [.. parts.Where(p => !p.Amount.IsZero)];
    }
}
