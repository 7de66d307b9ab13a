using System.Security.Claims;

namespace Essaim.App.Identity;

/// <summary>
/// Who asks, for which co-op, and as what. Comes from the sign-in only, never from the address of a page, so nobody
/// reads another co-op by changing a link.
/// </summary>
public sealed class CurrentUser(ClaimsPrincipal principal)
{
    public bool IsSignedIn => principal.Identity?.IsAuthenticated == true;

    /// <summary>Signed in, and has said for which co-op.</summary>
    public bool HasCoop => IsSignedIn && principal.HasClaim(c => c.Type == SessionClaims.Coop);

    /// <summary>Has a co-op and may work in it: nothing is left to set up first.</summary>
    public bool IsInside => HasCoop && Missing is null;

    public MissingProof? Missing =>
        Enum.TryParse<MissingProof>(principal.FindFirstValue(SessionClaims.SetUp), out var missing) ? missing : null;

    /// <summary>Creates co-ops here, whatever the role in this one.</summary>
    public bool KeepsInstallation => principal.HasClaim(c => c.Type == SessionClaims.Keeper);

    public bool IsInDemonstration => principal.HasClaim(c => c.Type == SessionClaims.Demonstration);

    /// <summary>Where somebody signed in under this name for the first time, until it is recognised.</summary>
    public string? UnknownDevice => principal.FindFirstValue(SessionClaims.UnknownDevice);

    public DateTimeOffset ProvedAt => SessionClaims.ProvedAt(principal);

    public long UserId => long.Parse(Required(SessionClaims.User));
    public string Name => Required(ClaimTypes.Name);
    public string CoopId => Required(SessionClaims.Coop);
    public string CoopName => Required(SessionClaims.CoopName);
    public string? PersonId => principal.FindFirstValue(SessionClaims.Person);
    public string SessionId => Required(SessionClaims.Session);

    public Role Role => RoleNames.FromStored(principal.FindFirstValue(SessionClaims.Role))
        ?? throw new InvalidOperationException("The session has no role.");

    public bool Can(Capability capability) =>
        RoleNames.FromStored(principal.FindFirstValue(SessionClaims.Role)) is { } role
        && (principal.FindFirstValue(SessionClaims.Rights) is { } own
            ? own.Contains($",{capability},", StringComparison.Ordinal) : Rights.Allows(role, capability))
        && (!principal.HasClaim(c => c.Type == SessionClaims.Scope)
            || principal.HasClaim(SessionClaims.Scope, capability.ToString()));

    /// <summary>Alike for all who may do the same: the role, what the co-op made of it, the installation.</summary>
    public string Allowed => $"{principal.FindFirstValue(SessionClaims.Role)}"
        + $"{principal.FindFirstValue(SessionClaims.Rights)}{(KeepsInstallation ? " keeper" : "")}";

    private string Required(string claim) =>
        principal.FindFirstValue(claim) ?? throw new InvalidOperationException($"The session has no {claim}.");
}
