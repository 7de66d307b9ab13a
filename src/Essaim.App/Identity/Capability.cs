namespace Essaim.App.Identity;

/// <summary>
/// One thing a person may do. Each is also the name of an authorization policy:
/// <c>[Authorize(Policy = nameof(Capability.KeepBooks))]</c>. A page without a policy of its own is open to everybody
/// who is signed in to the co-op; whether this object is theirs is still the page's question.
/// </summary>
public enum Capability
{
    SeeOwnActivity,
    SellForActivity,
    SeeAllActivities,
    SellForAll,
    KeepBooks,
    CloseMonth,
    SeePay,
    PreparePay,
    ManagePeople,
    ManageRules,
    ManageUsers,
    SeeCover,

    /// <summary>What the co-op says of itself: its name on invoices, its options, its rates.</summary>
    ManageCoop,
}

/// <summary>The one table of rights: what is not written here is refused.</summary>
public static class Rights
{
    private static readonly Dictionary<Role, Capability[]> Table = new()
    {
        [Role.Entrepreneur] =
        [
            Capability.SeeOwnActivity, Capability.SellForActivity, Capability.SeeCover,
        ],
        [Role.Advisor] =
        [
            Capability.SeeAllActivities, Capability.SellForAll, Capability.ManagePeople, Capability.SeeCover,
        ],
        [Role.Accountant] =
        [
            Capability.SeeAllActivities, Capability.SellForAll, Capability.KeepBooks, Capability.CloseMonth,
            Capability.SeePay, Capability.ManageRules, Capability.SeeCover,
        ],
        [Role.Payroll] =
        [
            Capability.SeeAllActivities, Capability.SeePay, Capability.PreparePay, Capability.ManagePeople,
            Capability.CloseMonth, Capability.SeeCover,
        ],
        [Role.Manager] =
        [
            Capability.SeeAllActivities, Capability.SellForAll, Capability.KeepBooks, Capability.CloseMonth,
            Capability.SeePay, Capability.PreparePay, Capability.ManagePeople, Capability.ManageRules,
            Capability.ManageUsers, Capability.SeeCover, Capability.ManageCoop,
        ],
        // Runs the installation and hands out rights; the books and the pay of others are none of their business.
        [Role.Administrator] = [Capability.ManageUsers],
    };

    public static bool Allows(Role role, Capability capability) =>
        Table.TryGetValue(role, out var capabilities) && capabilities.Contains(capability);
}
