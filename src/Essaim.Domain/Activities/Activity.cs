using System.Text.RegularExpressions;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Activities;

/// <summary>
/// An activity (activité autonome, enseigne): own clients, own brand, own books inside the company's ledger. The
/// permanent team is an activity too, the structure, always number 1.
/// </summary>
public sealed partial class Activity
{
    public ActivityId Id { get; init; }

    /// <summary>How addresses and commands name it: "jeanne"; small letters, digits and dashes.</summary>
    public required string Code { get; init; }

    /// <summary>The brand in the head of its invoices (enseigne).</summary>
    public required string TradeName { get; set; }

    public required string Trade { get; set; }

    /// <summary>Who runs it; null for the structure.</summary>
    public long? PersonId { get; init; }

    public required DateOnly OpenedOn { get; init; }
    public DateOnly? ClosedOn { get; set; }

    /// <summary>What the activity keeps aside, never counted as available for pay.</summary>
    public Money Reserve { get; set; }

    public const string StructureCode = "structure";

    public static void CheckCode(string code)
    {
        if (!CodeShape().IsMatch(code))
            throw new BrokenRuleException(
                $"« {code} » ne peut pas nommer une activité. "
                + "Prenez des minuscules, des chiffres et des tirets, par exemple fil-dor.");
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,39}$")]
    private static partial Regex CodeShape();
}
