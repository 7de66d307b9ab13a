using Essaim.App.Data.Sales;
using Essaim.App.Web.Components;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Pages.Sales.Reminders;

/// <summary>How reminders are said on screen.</summary>
public static class ReminderWords
{
    public static string Name(ReminderStep step) => step switch
    {
        ReminderStep.First => "Première relance",
        ReminderStep.Second => "Deuxième relance",
        _ => "Mise en demeure",
    };

    public static string By(ReminderMeans means) => means switch
    {
        ReminderMeans.Mail => "par courriel",
        ReminderMeans.Letter => "par courrier",
        _ => "au téléphone",
    };

    public static string Days(int days) => days == 1 ? "1 jour" : $"{days} jours";

    /// <summary>What was asked last, or nothing yet.</summary>
    public static string Last(LateInvoice late) => late.Last is not { } last ? "Jamais relancée"
        : last.Means == ReminderMeans.Call ? $"Appel le {FrenchText.Short(last.MadeOn)}"
        : $"{Name(last.Step)} le {FrenchText.Short(last.MadeOn)}";

    public static (Tone Tone, string Text) State(LateInvoice late) => late switch
    {
        { Promised: { } day } => (Tone.Wait, $"promis pour le {FrenchText.Short(day)}"),
        { Proposed: { } step } => (Tone.Bad, $"à faire : {Name(step).ToLowerInvariant()}"),
        { Last.Step: ReminderStep.FormalNotice } => (Tone.Bad, "tout a été dit"),
        _ => (Tone.Info, "à laisser venir"),
    };
}
