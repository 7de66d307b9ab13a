using Essaim.App.Identity;
using Essaim.Domain.Values;

namespace Essaim.App.Data;

/// <summary>Where a co-op's roles differ from those that the program comes with.</summary>
public sealed partial class Catalogue
{
    /// <summary>What each role of the team may do in this co-op.</summary>
    public IReadOnlyDictionary<Role, IReadOnlySet<Capability>> RightsOf(string coop)
    {
        var changes = Changes("WHERE coop_id = $coop", ("$coop", coop));
        return Enum.GetValues<Role>().ToDictionary(r => r, r => Own(changes, coop, r) ?? Rights.Of(r));
    }

    /// <summary>
    /// Gives and takes capabilities of one role. What hands out rights is nobody's to edit: else a co-op could lock
    /// itself out, or a role give itself the others.
    /// </summary>
    public void ChangeRights(string coop, Role role, IReadOnlySet<Capability> capabilities)
    {
        if (!Rights.IsEditable(role))
            throw new BrokenRuleException("Les droits de ce rôle ne se changent pas.");
        if (capabilities.Any(c => !Rights.Editable.Contains(c)))
            throw new BrokenRuleException("Ce droit ne se donne pas ici. Rechargez la page.");
        var rows = Rights.Editable.Select((c, i) => (Capability: c, Name: "$what" + i)).ToList();
        // One statement: the role never has half of what was chosen.
        Execute("INSERT INTO role_rights (coop_id, role, capability, allowed) VALUES "
            + string.Join(", ", rows.Select(r =>
                $"($coop, $role, {r.Name}, {(capabilities.Contains(r.Capability) ? 1 : 0)})"))
            + " ON CONFLICT (coop_id, role, capability) DO UPDATE SET allowed = excluded.allowed",
            [
                ("$coop", coop), ("$role", role.Stored()),
                .. rows.Select(r => (r.Name, (object?)r.Capability.ToString())),
            ]);
    }

    private List<RightChange> Changes(string where, params (string Name, object? Value)[] values) => Query(
        $"SELECT coop_id, role, capability, allowed FROM role_rights {where}", r => new RightChange(r.GetString(0),
            r.GetString(1), r.GetString(2), r.GetBoolean(3)), values);

    /// <summary>Null where the role is as usual.</summary>
    private static IReadOnlySet<Capability>? Own(List<RightChange> changes, string coop, Role role)
    {
        var here = changes.Where(c => c.Coop == coop && c.Role == role.Stored()).ToList();
        if (here.Count == 0)
            return null;
        var own = Rights.Of(role).ToHashSet();
        foreach (var change in here)
            if (Enum.TryParse<Capability>(change.Capability, out var capability))
                _ = change.Allowed ? own.Add(capability) : own.Remove(capability);
        return own;
    }

    private sealed record RightChange(string Coop, string Role, string Capability, bool Allowed);
}
