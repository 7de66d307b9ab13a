using Essaim.App.Web.Components;
using Essaim.Domain.Purchases;

namespace Essaim.App.Pages.Purchases;

/// <summary>How what becomes of a claim and of its lines is said.</summary>
public static class ClaimWords
{
    public static (string Label, Tone Tone) Of(ExpenseClaim claim) => claim switch
    {
        { EntryId: not null } => ("Acceptée", Tone.Ok),
        { CheckedAt: not null } => ("Refusée", Tone.Bad),
        { SentAt: not null } => ("Envoyée", Tone.Info),
        _ => ("Brouillon", Tone.Wait),
    };

    public static string Of(LineOutcome outcome) => outcome switch
    {
        LineOutcome.Accepted => "Acceptée",
        LineOutcome.Corrected => "Corrigée",
        _ => "Refusée",
    };

    public static Tone ToneOf(LineOutcome outcome) => outcome switch
    {
        LineOutcome.Accepted => Tone.Ok,
        LineOutcome.Corrected => Tone.Wait,
        _ => Tone.Bad,
    };
}
