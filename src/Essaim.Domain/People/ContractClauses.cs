namespace Essaim.Domain.People;

/// <summary>
/// The articles that the law wants in each kind of contract (clauses obligatoires), with our wording. It is a starting
/// point that a co-op replaces by its own; a lawyer has not read it (docs/field/contracts.md).
/// </summary>
public static class ContractClauses
{
    /// <summary>In the order of the paper; none for a support agreement, whose text is not kept here.</summary>
    public static IReadOnlyList<ContractClause> Of(ContractKind kind) => kind switch
    {
        ContractKind.Cesa => CesaClauses.All,
        ContractKind.Cape => CapeClauses.All,
        ContractKind.PermanentStaff => StaffClauses.Permanent,
        ContractKind.FixedTermStaff => StaffClauses.FixedTerm,
        _ => [],
    };

    /// <summary>The one article of every amendment; the rest of the contract stays as it was.</summary>
    public static readonly ContractClause Change = new("change", "Ce qui change", "avenant écrit",
        "À compter du {{début}}, la rémunération mensuelle brute passe de {{ancien}} à {{fixe}}.");

    /// <summary>The co-op's wording of an article where it has one, or ours.</summary>
    public static string TextOf(ContractClause clause, IReadOnlyDictionary<string, string> own) =>
        own.TryGetValue(clause.Key, out var text) && text.Length > 0 ? text : clause.Proposed;
}
