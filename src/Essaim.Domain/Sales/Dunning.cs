using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>How firmly a customer is asked for what is late, in this order.</summary>
public enum ReminderStep
{
    /// <summary>A friendly word (première relance).</summary>
    First,

    /// <summary>A firmer one (deuxième relance).</summary>
    Second,

    /// <summary>The last before a court (mise en demeure, Code civil art. 1344).</summary>
    FormalNotice,
}

/// <summary>By which way the customer was asked.</summary>
public enum ReminderMeans
{
    Mail,
    Letter,
    Call,
}

/// <summary>One asking of a customer, with what was open that day and what they promised.</summary>
public sealed record ReminderMade(ReminderStep Step, ReminderMeans Means, DateOnly On)
{
    /// <summary>The day by which the customer says they will pay: until it has passed, nothing is proposed.</summary>
    public DateOnly? PromisedFor { get; init; }
}

/// <summary>
/// When a late invoice is asked for again (relances). The days are a usage of ours, not a rule of law: a week after it
/// is due, three weeks, then a formal notice at a month and a half; never two within a week.
/// </summary>
public static class Dunning
{
    private const int Pause = 7;

    private static readonly (ReminderStep Step, int DaysLate)[] Plan =
        [(ReminderStep.First, 7), (ReminderStep.Second, 21), (ReminderStep.FormalNotice, 45)];

    /// <summary>The step that comes after those already made; null once the notice was given.</summary>
    public static ReminderStep? After(IEnumerable<ReminderMade> made)
    {
        var last = made.Select(m => (int)m.Step).DefaultIfEmpty(-1).Max();
        return last >= (int)ReminderStep.FormalNotice ? null : (ReminderStep)(last + 1);
    }

    /// <summary>The step to propose today; null while it is too early, promised, or all was said.</summary>
    public static ReminderStep? Proposed(DateOnly due, IReadOnlyList<ReminderMade> made, DateOnly today)
    {
        if (After(made) is not { } next || today < due.AddDays(Plan[(int)next].DaysLate))
            return null;
        if (made.Any(m => m.PromisedFor >= today) || made.Any(m => today < m.On.AddDays(Pause)))
            return null;
        return next;
    }
}
