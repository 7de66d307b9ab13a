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

    /// <summary>Grants what somebody else asked for: the second pair of eyes on money.</summary>
    ApproveMoney,
}

/// <summary>
/// The one table of rights: what is not written here is refused, unless a co-op gave it to the role itself.
/// </summary>
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
            Capability.SeePay, Capability.ManageRules, Capability.SeeCover, Capability.ApproveMoney,
        ],
        [Role.Payroll] =
        [
            Capability.SeeAllActivities, Capability.SeePay, Capability.PreparePay, Capability.ManagePeople,
            Capability.CloseMonth, Capability.SeeCover, Capability.ApproveMoney,
        ],
        [Role.Manager] =
        [
            Capability.SeeAllActivities, Capability.SellForAll, Capability.KeepBooks, Capability.CloseMonth,
            Capability.SeePay, Capability.PreparePay, Capability.ManagePeople, Capability.ManageRules,
            Capability.ManageUsers, Capability.SeeCover, Capability.ManageCoop, Capability.ApproveMoney,
        ],
        // Runs the installation and hands out rights; the books and the pay of others are none of their business.
        [Role.Administrator] = [Capability.ManageUsers],
    };

    /// <summary>What a co-op may give to or take from a role of its team, with its words on screen.</summary>
    public static readonly IReadOnlyDictionary<Capability, string> EditableWords = new Dictionary<Capability, string>
    {
        [Capability.SeeAllActivities] = "Voir toutes les activités",
        [Capability.SellForAll] = "Faire devis et factures pour toutes",
        [Capability.KeepBooks] = "Tenir les comptes",
        [Capability.CloseMonth] = "Préparer et demander la clôture",
        [Capability.ApproveMoney] = "Donner son accord pour l’argent",
        [Capability.SeePay] = "Voir les salaires",
        [Capability.PreparePay] = "Préparer la paie",
        [Capability.ManagePeople] = "Tenir les fiches des personnes",
        [Capability.ManageRules] = "Tenir les règles de contribution",
        [Capability.SeeCover] = "Voir le coffre",
    };

    public static IReadOnlyCollection<Capability> Editable => [.. EditableWords.Keys];

    /// <summary>The team's own: what entrepreneurs see is theirs by law, keys are the administration's.</summary>
    public static bool IsEditable(Role role) => role is Role.Advisor or Role.Accountant or Role.Payroll or Role.Manager;

    public static IReadOnlySet<Capability> Of(Role role) =>
        Table.TryGetValue(role, out var capabilities) ? capabilities.ToHashSet() : new HashSet<Capability>();

    public static bool Allows(Role role, Capability capability) =>
        Table.TryGetValue(role, out var capabilities) && capabilities.Contains(capability);
}
