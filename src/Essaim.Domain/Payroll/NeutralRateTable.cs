using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// The neutral rates of income tax withheld from a month's pay (grille de taux neutre, CGI 204 H), for people who live
/// in mainland France. An amount equal to a bound takes the next rate.
/// </summary>
public sealed class NeutralRateTable
{
    private readonly (Money? Below, Rate Rate)[] brackets;

    private NeutralRateTable((Money? Below, Rate Rate)[] brackets) => this.brackets = brackets;

    public static NeutralRateTable Of(LawBook law, DateOnly day) => new(
        [.. law.At("taux-neutre-metropole", day).Content.EnumerateArray().Select(b => (
            b.TryGetProperty("moinsDe", out var bound) ? Money.Round(bound.GetDecimal()) : (Money?)null,
            Rate.Percent(b.GetProperty("taux").GetDecimal())))]);

    public Rate For(Money taxableNet)
    {
        foreach (var (below, rate) in brackets)
            if (below is null || taxableNet < below)
                return rate;
        throw new InvalidOperationException("The last bracket of the neutral rates must have no bound.");
    }
}
