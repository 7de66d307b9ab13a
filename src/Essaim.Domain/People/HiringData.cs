using Essaim.Domain.Values;

namespace Essaim.Domain.People;

/// <summary>Which sex a declaration states (sexe), as civil status does.</summary>
public enum CivilSex
{
    Female,
    Male,
}

/// <summary>
/// What the declaration before hiring asks of a person (données de la DPAE, Code du travail R. 1221-1), and where they
/// live for the contract. The number for social security is not here: it stays sealed with the person.
/// </summary>
public sealed record HiringData(string BirthName, CivilSex? Sex, DateOnly? BirthDay, string BirthPlace,
    string BirthCountry, string Address)
{
    public static readonly HiringData None = new("", null, null, "", "", "");

    /// <summary>Refuses what cannot be; what is left out is told by <see cref="Missing"/>.</summary>
    public HiringData Checked(DateOnly today) => BirthDay is { } day && (day >= today || day < today.AddYears(-110))
        ? throw new BrokenRuleException("Ce jour de naissance ne va pas. Vérifiez l’année.") : this;

    /// <summary>What the declaration needs and nobody typed yet, in the words of the form.</summary>
    /// <param name="hasNir">Whether the sealed number is known; without one, a person born abroad may be declared.
    /// </param>
    public IReadOnlyList<string> Missing(bool hasNir) =>
    [
        .. new (bool Known, string What)[]
        {
            (BirthName.Length > 0, "nom de naissance"), (Sex is not null, "sexe"),
            (BirthDay is not null, "jour de naissance"), (BirthPlace.Length > 0, "commune et département de naissance"),
            (BirthCountry.Length > 0, "pays de naissance"), (hasNir, "numéro de sécurité sociale"),
        }.Where(f => !f.Known).Select(f => f.What),
    ];
}
