using Essaim.App.Web.Components;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;

namespace Essaim.App.Pages.Activities.Advances;

/// <summary>A page whose form asks how an advance is paid back.</summary>
public interface IPlanPage
{
    PlanForm Plan { get; }
}

/// <summary>How an advance is paid back, as people type it: by months, or by a share of what comes in.</summary>
public sealed class PlanForm
{
    public const string ByMonths = "mois";
    public const string ByReceipts = "encaissements";

    public string How { get; set; } = ByMonths;
    public string First { get; set; } = "";
    public string Count { get; set; } = "";
    public string Share { get; set; } = "";
    public string Latest { get; set; } = "";

    /// <summary>Where a sentence about what was typed belongs.</summary>
    public string Asked => $"{nameof(IPlanPage.Plan)}.{(How == ByReceipts ? nameof(Share) : nameof(Count))}";

    public AdvancePlan ToPlan()
    {
        if (How == ByReceipts)
            return AdvancePlan.ByReceipts(Rate.Percent(FrenchText.ParseNumber(Share)), Month.Parse(Latest));
        var months = FrenchText.ParseNumber(Count, "Le nombre de mois");
        return months == decimal.Truncate(months) && months is >= 1 and <= 1000
            ? AdvancePlan.Monthly(Month.Parse(First), (int)months)
            : throw new BrokenRuleException("Écrivez un nombre entier de mois, par exemple 3.");
    }

    public static PlanForm Of(AdvancePlan plan) => plan.IsByReceipts
        ? new PlanForm
        {
            How = ByReceipts, Share = FrenchText.Decimal(plan.Share.ToPercent(), 0),
            Latest = FrenchText.Short(plan.Last),
        }
        : new PlanForm { First = FrenchText.Short(plan.First), Count = plan.Months.ToString() };

    /// <summary>"3 mois à partir de janvier 2027", "30 % de chaque encaissement, au plus tard en juin 2027".</summary>
    public static string Words(AdvancePlan plan) => plan.IsByReceipts
        ? $"{plan.Share} de chaque encaissement, tout au plus tard en {plan.Last}"
        : plan.Months == 1 ? $"en une fois, en {plan.First}"
        : $"en {plan.Months} mois, à partir {plan.First.AfterDe()}";

    public static (string Label, Tone Tone) StateOf(AdvanceState state) => state switch
    {
        AdvanceState.Asked => ("Demandée", Tone.Wait),
        AdvanceState.Granted => ("Accordée, à verser", Tone.Info),
        AdvanceState.Refused => ("Refusée", Tone.Bad),
        AdvanceState.Withdrawn => ("Retirée", Tone.Off),
        AdvanceState.PaidOut => ("En cours", Tone.Info),
        AdvanceState.Repaid => ("Remboursée", Tone.Ok),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };
}
