using Essaim.Domain.Values;

namespace Essaim.Domain.People;

/// <summary>
/// A person of the co-operative: project holder, entrepreneur, member or team. Stages change, the person stays.
/// </summary>
public sealed class Person
{
    public long Id { get; init; }
    public required string FirstName { get; set; }
    public required string LastName { get; set; }
    public required EmailAddress Email { get; set; }

    /// <summary>Where the person is paid, under seal: shown in full only to whoever says why.</summary>
    public SealedValue? Iban { get; set; }

    /// <summary>The instant from which a changed IBAN may be paid to; null when it never changed.</summary>
    public string? IbanUsableAt { get; set; }

    /// <summary>The number for social security, under seal as well; null until pay needs it.</summary>
    public SealedValue? Nir { get; set; }

    /// <summary>The day the general meeting admitted the person as member (associé); null before.</summary>
    public DateOnly? MemberSince { get; set; }

    public string FullName => $"{FirstName} {LastName}";

    public bool IsMemberOn(DateOnly day) => MemberSince <= day;
}

/// <summary>What binds a person to the co-operative, and so what the person may do.</summary>
public enum ContractKind
{
    /// <summary>Convention d’accompagnement: prospecting and first invoices, no pay.</summary>
    SupportAgreement,

    /// <summary>Contrat d’appui au projet d’entreprise (C. com. L.127-1): no pay.</summary>
    Cape,

    /// <summary>Contrat d’entrepreneur salarié associé (Code du travail L.7331-2): fixed and variable pay.</summary>
    Cesa,

    /// <summary>Permanent contract of the team, or of somebody hired for an activity (CDI).</summary>
    PermanentStaff,

    /// <summary>The same for a fixed term, with a reason that the law knows (CDD, Code du travail L.1242-2).</summary>
    FixedTermStaff,
}

/// <summary>
/// A contract between a person and the co-operative: from when to when, and the pay it fixes. Its text is in its paper
/// (<see cref="ContractTerms"/>). An amendment (avenant) is a contract of its own that follows the other without a gap.
/// </summary>
public sealed class Contract
{
    public long Id { get; init; }
    public required long PersonId { get; init; }
    public required ContractKind Kind { get; init; }
    public required DateOnly FirstDay { get; init; }
    public DateOnly? LastDay { get; set; }

    /// <summary>The day on which both signed (conclusion); null where it is not known.</summary>
    public DateOnly? SignedOn { get; init; }

    /// <summary>The last day agreed when it was signed, so that an early end is known; null without one.</summary>
    public DateOnly? PlannedEnd { get; set; }

    /// <summary>The contract that this one amends: always the first of the chain; null for a first one.</summary>
    public long? AmendsId { get; init; }

    /// <summary>Its number in the chain: 1 for the first amendment, zero for the contract itself.</summary>
    public int Amendment { get; init; }

    /// <summary>Fixed gross pay of a month (part fixe), due every month whatever the cash (L.7332-3).</summary>
    public Money FixedPay { get; set; }

    /// <summary>Hours of a month where the contract has some; a Cesa has none.</summary>
    public decimal? MonthlyHours { get; set; }

    /// <summary>The rate that the tax office gave (taux personnalisé); null for the neutral rate.</summary>
    public Rate? WithholdingRate { get; set; }

    public bool CoversMonth(Month month) => FirstDay <= month.LastDay && (LastDay is null || LastDay >= month.FirstDay);

    /// <summary>The days of a month that it covers; asked only of a month that it covers at all.</summary>
    public DateRange DaysIn(Month month) => new(
        FirstDay > month.FirstDay ? FirstDay : month.FirstDay,
        LastDay is { } last && last < month.LastDay ? last : month.LastDay);

    public bool IsPaid => Kind is ContractKind.Cesa or ContractKind.PermanentStaff or ContractKind.FixedTermStaff;
}
