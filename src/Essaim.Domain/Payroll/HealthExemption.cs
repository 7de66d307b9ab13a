namespace Essaim.Domain.Payroll;

/// <summary>Why somebody need not join the co-op's health insurance (cas de dispense).</summary>
public enum HealthExemptionReason
{
    /// <summary>The State's own cover (complémentaire santé solidaire; CSS D. 911-2 1°).</summary>
    SolidarityCover,

    /// <summary>A policy of one's own, until it ends (D. 911-2 2°).</summary>
    OwnPolicy,

    /// <summary>Covered through another job or as a dependant (D. 911-2 3°).</summary>
    OtherCover,

    /// <summary>A fixed-term contract with a short cover (L. 911-7 III).</summary>
    ShortContract,
}

/// <summary>
/// A person's exemption from the co-op's health insurance (dispense d’adhésion): asked by the person in writing, which
/// the co-op must be able to show (CSS D. 911-2). While it lasts no premium is due on either side. The "versement
/// santé" of short contracts (L. 911-7-1) is not computed.
/// </summary>
public sealed record HealthExemption(HealthExemptionReason Reason, DateOnly AskedOn)
{
    /// <summary>The end of the policy or of the cover; none when left out.</summary>
    public DateOnly? Until { get; init; }

    public bool Covers(DateOnly day) => day >= AskedOn && (Until is null || day <= Until);
}

/// <summary>The rules that a person's pay follows (régime): only the general scheme is computed.</summary>
public enum PayScheme
{
    General,
    Farming,
    PerformingArts,
    Belgium,
}
