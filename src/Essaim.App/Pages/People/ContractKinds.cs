using Essaim.App.Data.People;
using Essaim.App.Web.Components;

namespace Essaim.App.Pages.People;

/// <summary>How the state of a contract’s paper is shown.</summary>
public static class ContractKinds
{
    public static (string Label, Tone Tone) StateOf(PaperState state) =>
        (ContractWords.Of(state), state == PaperState.Signed ? Tone.Ok : Tone.Wait);
}
