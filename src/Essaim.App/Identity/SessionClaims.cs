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

    /// <summary>What the role may do, where the co-op changed it: capabilities between commas.</summary>
    public const string Rights = "rights";

    /// <summary>
    /// A form is tied to this claim by its antiforgery token. It names user, co-op and role together, so that a page
    /// left open before changing co-op cannot be sent into the other one unnoticed.
    /// </summary>
    private const string FormOwner = "sub";

    private const string Proof = "proved-at";

    /// <summary>What must be set up before anything else, the co-op's nature, and news: as of each request.</summary>
    public const string SetUp = "set-up";
    public const string Demonstration = "demonstration";
    public const string UnknownDevice = "unknown-device";

    /// <summary>Keeps the installation: of whoever sits at a browser, never of a program's token.</summary>
    public const string Keeper = "keeper";

    public static ClaimsPrincipal Principal(SignedInUser user, Grant? grant, OpenSession session)
    {
        var identity = Who(user, grant, CookieAuthenticationDefaults.AuthenticationScheme);
        identity.AddClaim(new Claim(Session, session.Id));
        identity.AddClaim(new Claim(SignedInAt, Seconds(session.MadeAt)));
        identity.AddClaim(new Claim(Proof, Seconds(session.MadeAt)));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>Who it is and as what, whatever they came with.</summary>
    public static ClaimsIdentity Who(SignedInUser user, Grant? grant, string scheme)
    {
        var identity = new ClaimsIdentity(scheme);
        identity.AddClaim(new Claim(User, user.Id.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(ClaimTypes.Name, user.Name));
        identity.AddClaim(new Claim(Stamp, user.Stamp));
        identity.AddClaim(new Claim(FormOwner, $"{user.Id}/{grant?.Coop.Id}/{grant?.Role.Stored()}"));
        if (grant is not null)
        {
            identity.AddClaim(new Claim(Coop, grant.Coop.Id));
            identity.AddClaim(new Claim(CoopName, grant.Coop.Name));
            identity.AddClaim(new Claim(Role, grant.Role.Stored()));
            if (grant.PersonId is not null)
                identity.AddClaim(new Claim(Person, grant.PersonId));
            if (RightsOf(grant) is { } rights)
                identity.AddClaim(new Claim(Rights, rights));
        }
        return identity;
    }

    public static ClaimsPrincipal Proved(ClaimsPrincipal principal, DateTimeOffset now)
    {
        var proved = principal.Clone();
        Replace(proved, Proof, Seconds(now));
        return proved;
    }

    /// <summary>When the user last showed who they are.</summary>
    public static DateTimeOffset ProvedAt(ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirstValue(Proof), CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.UnixEpoch;

    /// <summary>Writes what holds now over what the cookie remembers.</summary>
    public static void Mark(ClaimsPrincipal principal, SignedInUser user, Grant? grant, OpenSession? unknown)
    {
        Replace(principal, SetUp, Missing(user, grant)?.ToString());
        Replace(principal, Demonstration, grant is { Coop.IsDemonstration: true } ? "1" : null);
        Replace(principal, UnknownDevice, unknown?.Device);
        Replace(principal, Rights, RightsOf(grant));
        Replace(principal, Keeper, user.KeepsInstallation ? "1" : null);
    }

    /// <summary>Null where the role may do what it usually may.</summary>
    public static string? RightsOf(Grant? grant) =>
        grant?.Rights is { } own ? $",{string.Join(',', own)}," : null;

    /// <summary>
    /// A second factor for everybody, a passkey for the team where the co-op says so; in a demonstration nobody is
    /// obliged to the first.
    /// </summary>
    private static MissingProof? Missing(SignedInUser user, Grant? grant) => grant switch
    {
        null => null,
        { Coop.StaffNeedPasskey: true, Role: not Identity.Role.Entrepreneur } when user.Passkeys == 0 =>
            MissingProof.Passkey,
        { Coop.IsDemonstration: false } when !user.HasSecondFactor => MissingProof.SecondFactor,
        _ => null,
    };

    private static void Replace(ClaimsPrincipal principal, string claim, string? value)
    {
        var identity = (ClaimsIdentity)principal.Identity!;
        foreach (var old in identity.FindAll(claim).ToList())
            identity.RemoveClaim(old);
        if (value is not null)
            identity.AddClaim(new Claim(claim, value));
    }

    private static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a user must set up before they may do anything else.</summary>
public enum MissingProof
{
    SecondFactor,
    Passkey,
}
