using Essaim.Domain.Law;

namespace Essaim.Domain.Payroll;

/// <summary>
/// What a line of a payslip is for and which text asks for it (explication, source): neutral words in plain French, for
/// the person who is paid. A contribution has them in the law's files, beside its rate; the source is that of the day.
/// </summary>
public sealed record PayLineNote(string Explanation, string Source)
{
    /// <summary>The name of the line that stands for the general reduction.</summary>
    public const string Reduction = "reduction-generale";

    /// <summary>The name of the line that stands for income tax withheld.</summary>
    public const string Tax = "impot-preleve";

    /// <summary>Of a contribution by its name, of health insurance, of the reduction or of the tax.</summary>
    public static PayLineNote Of(LawBook law, string line, DateOnly day) => line switch
    {
        "complementaire-sante" => new(
            "Elle rembourse une partie des soins. L’employeur paie au moins la moitié.", "CSS L. 911-7"),
        Reduction => new(
            "L’État réduit les cotisations de l’employeur : le plus pour un salaire au Smic, plus rien à trois Smic.",
            "CSS L. 241-13 et D. 241-7"),
        Tax => new(
            "L’impôt sur le revenu, versé pour vous à l’administration fiscale, à votre taux ou au taux neutre.",
            "CGI 204 A et 204 H"),
        _ => new(law.Explanation(line) ?? "", law.At(line, day).Source),
    };

    /// <summary>Of a line that is no contribution.</summary>
    public static PayLineNote Of(PayElement element) =>
        new(PayElementWords.Of(element.Kind).Explanation, element.Source);
}
