using Essaim.App.Identity;

namespace Essaim.App.Data.Search;

/// <summary>
/// What a visitor may find: what the visitor's pages show, and nothing else. <paramref name="Own"/> are the activities
/// of an entrepreneur; null for the team, which sees all of them.
/// </summary>
public sealed record SearchScope(IReadOnlyList<int>? Own, bool People, bool Sales, bool Books)
{
    public static async Task<SearchScope> OfAsync(CoopDb db, CurrentUser me)
    {
        IReadOnlyList<int>? own = null;
        if (!me.Can(Capability.SeeAllActivities))
            own = long.TryParse(me.PersonId, out var person) && me.Can(Capability.SeeOwnActivity)
                ? [.. await db.SqlAsync(r => r.GetInt32(0), "SELECT id FROM activity WHERE person_id = @p0", person)]
                : [];
        return new SearchScope(own, me.Can(Capability.ManagePeople),
            me.Can(Capability.SeeOwnActivity) || me.Can(Capability.SeeAllActivities), me.Can(Capability.KeepBooks));
    }

    public IEnumerable<string> Kinds
    {
        get
        {
            if (People)
                yield return RecordKinds.Person;
            if (Sales)
            {
                yield return RecordKinds.Customer;
                yield return RecordKinds.Activity;
            }
            if (Books)
            {
                yield return RecordKinds.Supplier;
                yield return RecordKinds.Purchase;
            }
        }
    }

    /// <summary>" AND column IN (…)" for an entrepreneur; numbers only, so that nothing need be escaped.</summary>
    public string Only(string column) => Own is null ? ""
        : $" AND {column} IN ({string.Join(", ", Own.DefaultIfEmpty(-1))})";
}

/// <summary>
/// One thing that was found: what it is, in a word, how it is named, what tells it from others, where it opens.
/// </summary>
public sealed record Found(string Icon, string Word, string Title, string Detail, string Address);
