using Essaim.App.Data;

namespace Essaim.App.Identity;

/// <summary>
/// The one way in (entrée), whatever the first proof was: who has a second factor gives it before any session is
/// opened. Each answers with the address to go to.
/// </summary>
public sealed class Entrance(Sessions sessions, FirstProofs proofs)
{
    public async Task<string> AfterFirstProofAsync(HttpContext context, SignedInUser user, string destination)
    {
        if (!user.HasSecondFactor)
            return await OpenAsync(context, user, destination);
        proofs.Keep(context, user);
        return "/connexion/code?retour=" + Uri.EscapeDataString(destination);
    }

    public async Task<string> OpenAsync(HttpContext context, SignedInUser user, string destination)
    {
        proofs.Forget(context);
        await sessions.OpenAsync(context, user);
        return user.Grants.Count == 1 ? destination : "/cooperative?retour=" + Uri.EscapeDataString(destination);
    }
}
