using System.Collections.Frozen;

namespace Essaim.App.Identity;

/// <summary>
/// What a person is in one co-op (rôle). Stored in lower case; a user may have several, one at a time.
/// </summary>
public enum Role
{
    Entrepreneur,
    Advisor,
    Accountant,
    Payroll,
    Manager,
    Administrator,
}

public static class RoleNames
{
    /// <summary>The word on screen, without gender where French allows it.</summary>
    public static string Label(this Role role) => role switch
    {
        Role.Entrepreneur => "Entrepreneur ou entrepreneuse",
        Role.Advisor => "Accompagnement",
        Role.Accountant => "Comptabilité",
        Role.Payroll => "Paie",
        Role.Manager => "Gérance",
        Role.Administrator => "Administration",
        _ => throw new ArgumentOutOfRangeException(nameof(role)),
    };

    public static string Stored(this Role role) => role.ToString().ToLowerInvariant();

    /// <summary>Null for a role this version does not know: whoever holds it has no rights here.</summary>
    public static Role? FromStored(string? text) =>
        text is not null && ByStored.TryGetValue(text, out var role) ? role : null;

    // Asked several times by each page.
    private static readonly FrozenDictionary<string, Role> ByStored =
        Enum.GetValues<Role>().ToFrozenDictionary(r => r.Stored());
}
