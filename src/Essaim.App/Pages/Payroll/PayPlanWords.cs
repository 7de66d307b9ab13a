using Essaim.App.Data.Payroll.Plans;
using Essaim.App.Web.Components;

namespace Essaim.App.Pages.Payroll;

/// <summary>How the state of a proposal of pay is said.</summary>
public static class PayPlanWords
{
    public static string Of(PayPlanState state) => state switch
    {
        PayPlanState.Asked => "Attend",
        PayPlanState.Accepted => "Acceptée",
        PayPlanState.Refused => "Refusée",
        _ => "Retirée",
    };

    public static Tone Tone(PayPlanState state) => state switch
    {
        PayPlanState.Asked => Web.Components.Tone.Wait,
        PayPlanState.Accepted => Web.Components.Tone.Ok,
        PayPlanState.Refused => Web.Components.Tone.Bad,
        _ => Web.Components.Tone.Off,
    };
}
