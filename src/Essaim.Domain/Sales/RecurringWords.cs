using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>
/// What changes from one recurring invoice to the next: the words {{mois}}, {{trimestre}} and {{année}} in a line or
/// a note stand for those of its day.
/// </summary>
public static class RecurringWords
{
    public static readonly IReadOnlyList<string> Known = ["{{mois}}", "{{trimestre}}", "{{année}}"];

    public static SaleContent Fill(SaleContent content, DateOnly day) => content with
    {
        Notes = Fill(content.Notes, day),
        Lines = [.. content.Lines.Select(l => l with { Description = Fill(l.Description, day) })],
    };

    public static string Fill(string text, DateOnly day) => text
        .Replace("{{mois}}", Month.Of(day).ToString(), StringComparison.Ordinal)
        .Replace("{{trimestre}}", FrenchText.Quarter(Month.Of(day)), StringComparison.Ordinal)
        .Replace("{{année}}", $"{day.Year}", StringComparison.Ordinal);
}
