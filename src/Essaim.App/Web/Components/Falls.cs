using System.Globalization;
using Essaim.Domain.Values;

namespace Essaim.App.Web.Components;

/// <summary>Whose money a bar shows; each has one colour everywhere.</summary>
public enum BarKind
{
    Own = 1,
    Costs = 2,
    Protection = 3,
    Common = 4,
}

/// <summary>One line behind an amount.</summary>
public sealed record FallLine(DateOnly Date, string Piece, string Label, string? Address, Money Amount);

/// <summary>A step of the fall; <paramref name="Start"/> and <paramref name="Width"/> are of a hundred.</summary>
public sealed record FallStep(
    string Label, Money Amount, string Why, BarKind Bar, decimal Start, decimal Width, bool Sum, bool End, string Per,
    IReadOnlyList<FallLine> Lines)
{
    public string X => Start.ToString("0.##", CultureInfo.InvariantCulture);
    public string W => Width.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>
/// What becomes of 100 euros: an amount, what is taken from it step by step, and what is left. Each bar starts where
/// the one before ended. Draw it with the partial <c>_Falls</c>.
/// </summary>
public sealed class Falls
{
    private readonly Money _whole;
    private readonly List<FallStep> _steps = [];
    private Money _left;

    public Falls(string label, Money whole, string why, IReadOnlyList<FallLine>? lines = null)
    {
        (_whole, _left) = (whole, whole);
        _steps.Add(Step(label, whole, why, BarKind.Own, 0, whole, lines, sum: false, end: false));
    }

    public IReadOnlyList<FallStep> Steps => _steps;

    /// <summary>Takes a cost away; the amount is given as what it costs, positive.</summary>
    public Falls Take(string label, Money cost, string why, BarKind bar, IReadOnlyList<FallLine>? lines = null)
    {
        _left -= cost;
        _steps.Add(Step(label, -cost, why, bar, Share(_left), cost, lines, sum: false, end: false));
        return this;
    }

    /// <summary>What is left so far; the last one is written with <paramref name="end"/>.</summary>
    public Falls Rest(string label, string why, bool end = false)
    {
        _steps.Add(Step(label, _left, why, BarKind.Own, 0, _left, null, sum: true, end));
        return this;
    }

    private FallStep Step(string label, Money amount, string why, BarKind bar, decimal start, Money width,
        IReadOnlyList<FallLine>? lines, bool sum, bool end)
    {
        var from = Math.Clamp(start, 0, 100);
        return new FallStep(label, amount, why, bar, from, Math.Clamp(Share(width), 0, 100 - from), sum, end,
            _whole.IsPositive ? FrenchText.Amount(Money.Round(Share(amount))) : "", lines ?? []);
    }

    private decimal Share(Money part) => _whole.IsPositive ? part.ToDecimal() * 100 / _whole.ToDecimal() : 0;
}
