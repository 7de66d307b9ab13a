using Essaim.Domain.Values;

namespace Essaim.Domain.Payroll;

/// <summary>
/// What a certified program says of somebody's month (résultat du programme de paie), kept beside our payslip: nobody's
/// books change by it.
/// </summary>
/// <param name="Urssaf">Both parts owed to Urssaf, after the general reduction.</param>
/// <param name="Others">Both parts owed to pension, health and other bodies, after the reduction.</param>
public sealed record ProgramPayslip(Money Gross, Money Urssaf, Money Others, Money SocialNet, Money TaxableNet,
    Money Tax, Money NetPay, Money TotalCost)
{
    /// <summary>Of a payslip of ours, to set beside.</summary>
    public static ProgramPayslip Of(PayAmounts amounts, Money socialNet, Money taxableNet) => new(amounts.Gross,
        amounts.Urssaf, amounts.Pension, socialNet, taxableNet, amounts.WithholdingTax, amounts.NetPay,
        amounts.TotalCost);

    internal IEnumerable<(PayComparedKind Kind, Money Amount)> Parts =>
    [
        (PayComparedKind.Gross, Gross), (PayComparedKind.Urssaf, Urssaf), (PayComparedKind.Others, Others),
        (PayComparedKind.SocialNet, SocialNet), (PayComparedKind.TaxableNet, TaxableNet), (PayComparedKind.Tax, Tax),
        (PayComparedKind.NetPay, NetPay), (PayComparedKind.TotalCost, TotalCost),
    ];
}

/// <summary>A line of the comparison (ligne comparée).</summary>
public enum PayComparedKind
{
    Gross,
    Urssaf,
    Others,
    SocialNet,
    TaxableNet,
    Tax,
    NetPay,
    TotalCost,
}

/// <summary>Why two amounts differ, as far as the amounts themselves tell (cause d’un écart).</summary>
public enum PayGapReason
{
    None,

    /// <summary>Some cents: lines rounded otherwise.</summary>
    Rounding,

    /// <summary>The gross pay is not the same, and this follows from it.</summary>
    Base,

    /// <summary>The same base and another rate.</summary>
    Rate,

    /// <summary>It follows from another line.</summary>
    Follows,
}

/// <summary>One line, theirs and ours.</summary>
public sealed record PayCompared(PayComparedKind Kind, Money Ours, Money Theirs, PayGapReason Reason, string Why)
{
    public Money Gap => Theirs - Ours;

    public bool Differs => !Gap.IsZero;

    public string Label => Kind switch
    {
        PayComparedKind.Gross => "Brut",
        PayComparedKind.Urssaf => "Urssaf, les deux parts",
        PayComparedKind.Others => "Retraite, santé, autres",
        PayComparedKind.SocialNet => "Montant net social",
        PayComparedKind.TaxableNet => "Net imposable",
        PayComparedKind.Tax => "Impôt retenu",
        PayComparedKind.NetPay => "Net à payer",
        _ => "Coût total",
    };
}

/// <summary>The two results of a month for one person, line by line (comparaison de paie).</summary>
public static class PayComparison
{
    // Each of some thirty lines may be rounded once otherwise; more than half a cent each is another rate.
    private static readonly Money MostByRounding = new(15);

    public static IReadOnlyList<PayCompared> Of(ProgramPayslip ours, ProgramPayslip theirs)
    {
        var sameGross = ours.Gross == theirs.Gross;
        var contributions = IsRate(ours.Urssaf, theirs.Urssaf) || IsRate(ours.Others, theirs.Others);
        return [.. ours.Parts.Zip(theirs.Parts, (o, t) =>
        {
            var (reason, why) = Explain(o.Kind, o.Amount, t.Amount, sameGross, contributions, ours, theirs);
            return new PayCompared(o.Kind, o.Amount, t.Amount, reason, why);
        })];
    }

    private static (PayGapReason, string) Explain(PayComparedKind kind, Money ours, Money theirs, bool sameGross,
        bool contributions, ProgramPayslip all, ProgramPayslip others)
    {
        if (ours == theirs)
            return (PayGapReason.None, "");
        if (kind == PayComparedKind.Gross)
            return (PayGapReason.Base, "Le brut n’est pas le même : une variable manque ou compte autrement.");
        if ((theirs - ours).Abs() <= MostByRounding)
            return (PayGapReason.Rounding, "Quelques centimes : les lignes ne sont pas arrondies de la même façon.");
        if (!sameGross)
            return (PayGapReason.Base, "Suit du brut, qui n’est pas le même.");
        if (kind is PayComparedKind.Urssaf or PayComparedKind.Others)
            return (PayGapReason.Rate, $"Même brut, autre taux : {Share(ours, all.Gross)} du brut ici, "
                + $"{Share(theirs, all.Gross)} dans le programme. Comparez les taux, l’effectif et la réduction "
                + "générale.");
        if (kind == PayComparedKind.Tax && (all.TaxableNet - others.TaxableNet).Abs() <= MostByRounding)
            return (PayGapReason.Rate, $"Autre taux d’impôt : {Share(ours, all.TaxableNet)} ici, "
                + $"{Share(theirs, others.TaxableNet)} dans le programme.");
        return (PayGapReason.Follows, contributions ? "Suit des cotisations."
            : kind == PayComparedKind.NetPay && all.Tax != others.Tax ? "Suit de l’impôt."
            : "Un élément après le net diffère : titres, frais ou retenue.");
    }

    private static bool IsRate(Money ours, Money theirs) => (theirs - ours).Abs() > MostByRounding;

    private static string Share(Money part, Money whole) =>
        whole.IsZero ? "–" : FrenchText.Percent(decimal.Round(part.ToDecimal() / whole.ToDecimal(), 4));
}
