using System.Globalization;
using System.Security.Claims;
using Essaim.App.Data;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Essaim.App.Identity;

/// <summary>What the sign-in cookie says, and how it is made.</summary>
public static class SessionClaims
{
    public const string User = ClaimTypes.NameIdentifier;
    public const string Coop = "coop";
    public const string CoopName = "coop-name";
    public const string Role = "role";
    public const string Person = "person";
    public const string Stamp = "stamp";
    public const string Session = "session";
    public const string SignedInAt = "signed-in-at";

    /// <summary>What a program's token permits, one claim each; without any, all that the role does.</summary>
    public const string Scope = "scope";

    /// <summary>
    /// A form is tied to this claim by its antiforgery token. It names user, co-op and role together, so that a page
    /// left open before changing co-op cannot be sent into the other one unnoticed.
    /// </summary>
    private const string FormOwner = "sub";

    public static ClaimsPrincipal Principal(SignedInUser user, Grant? grant, TimeProvider time)
    {
        var identity = new ClaimsIdentity(CookieAuthenticationDefaults.AuthenticationScheme);
        identity.AddClaim(new Claim(User, user.Id.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(ClaimTypes.Name, user.Name));
        identity.AddClaim(new Claim(Stamp, user.Stamp));
        identity.AddClaim(new Claim(Session, Guid.CreateVersion7().ToString("N")));
        identity.AddClaim(new Claim(SignedInAt,
            time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(FormOwner, $"{user.Id}/{grant?.Coop.Id}/{grant?.Role.Stored()}"));
        if (grant is not null)
        {
            identity.AddClaim(new Claim(Coop, grant.Coop.Id));
            identity.AddClaim(new Claim(CoopName, grant.Coop.Name));
            identity.AddClaim(new Claim(Role, grant.Role.Stored()));
            if (grant.PersonId is not null)
                identity.AddClaim(new Claim(Person, grant.PersonId));
        }
        return new ClaimsPrincipal(identity);
    }
}
