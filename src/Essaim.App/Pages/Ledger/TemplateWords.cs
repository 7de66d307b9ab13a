using Essaim.Domain.Ledger;

namespace Essaim.App.Pages.Ledger;

/// <summary>How the parts of a template are said.</summary>
public static class TemplateWords
{
    public static string Of(Recurrence recurrence) => recurrence switch
    {
        Recurrence.Monthly => "chaque mois",
        Recurrence.Quarterly => "chaque trimestre",
        Recurrence.Yearly => "chaque année",
        _ => "à la demande",
    };

    public static string Of(TemplateAmount from) => from switch
    {
        TemplateAmount.Fixed => "montant fixe",
        TemplateAmount.Share => "part, en %",
        TemplateAmount.Rest => "le reste",
        _ => "à taper",
    };
}
