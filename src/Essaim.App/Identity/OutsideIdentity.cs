using System.Security.Claims;

namespace Essaim.App.Identity;

/// <summary>
/// Somebody as a sign-in service outside knows them (identité extérieure): its name for itself and for them, which it
/// never gives to anybody else, and their address if it has verified it.
/// </summary>
public sealed record OutsideIdentity(string Issuer, string Subject, string? VerifiedEmail)
{
    /// <summary>From the claims of a token already checked; null when it does not say who it is.</summary>
    public static OutsideIdentity? Of(ClaimsPrincipal? principal)
    {
        if (principal?.FindFirstValue("iss") is not { Length: > 0 } issuer
            || principal.FindFirstValue("sub") is not { Length: > 0 } subject)
            return null;
        var verified = string.Equals(principal.FindFirstValue("email_verified"), "true",
            StringComparison.OrdinalIgnoreCase);
        return new OutsideIdentity(issuer, subject, verified ? principal.FindFirstValue("email") : null);
    }
}
