using System.Text.Json;
using Essaim.Domain.Values;

namespace Essaim.Domain.Law;

/// <summary>
/// How sure we are of a number of the law (confiance): said beside it, so that an expert knows what to read.
/// </summary>
public enum LawConfidence
{
    High,
    Medium,
    Low,
}

/// <summary>
/// One value of a legal parameter (valeur datée): from <see cref="From"/> to <see cref="To"/>, both included; without
/// end while the text is in force. It carries its source, because a document stores the values it used.
/// </summary>
public sealed record LawValue(
    string Parameter,
    string Unit,
    DateOnly From,
    DateOnly? To,
    JsonElement Content,
    string Source,
    LawConfidence Confidence)
{
    public bool Covers(DateOnly day) => day >= From && (To is null || day <= To);

    /// <summary>True when the text sets no value, as for a ceiling that nobody has voted.</summary>
    public bool IsEmpty => Content.ValueKind == JsonValueKind.Null;

    /// <summary>The number as the file writes it: a rate of 10 % is 10.</summary>
    public decimal Number => Content.GetDecimal();

    public string Text => Content.GetString()!;
}

/// <summary>
/// A number, table or sentence set by law (paramètre légal), with its dated values from the oldest to the newest. Two
/// values never hold on the same day.
/// </summary>
public sealed record LawParameter(string Name, string Label, string Unit, bool ForPay, IReadOnlyList<LawValue> Values)
{
    /// <summary>What it is for, in plain French, for who reads a payslip; null where nobody does.</summary>
    public string? Explanation { get; init; }

    /// <summary>The value of that day; null when the file does not know that day.</summary>
    public LawValue? At(DateOnly day)
    {
        // From the newest: almost every question is about a recent day.
        for (var i = Values.Count - 1; i >= 0; i--)
            if (Values[i].Covers(day))
                return Values[i];
        return null;
    }
}
