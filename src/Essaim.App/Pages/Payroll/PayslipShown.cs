using Essaim.Domain.Law;
using Essaim.Domain.Payroll;

namespace Essaim.App.Pages.Payroll;

/// <summary>An issued payslip with the words that explain its lines, for the pages that show it.</summary>
public sealed record PayslipShown(PayslipSnapshot Slip, LawBook Law)
{
    /// <summary>Of a contribution by its name, of the reduction or of the tax.</summary>
    public string NoteOf(string line) => Text(PayLineNote.Of(Law, line, Slip.Date));

    public static string NoteOf(PayElement element) => Text(PayLineNote.Of(element));

    private static string Text(PayLineNote note) => $"{note.Explanation} Source : {note.Source}.";
}
