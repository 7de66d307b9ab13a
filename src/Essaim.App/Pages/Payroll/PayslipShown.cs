using Essaim.Domain.Law;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;

namespace Essaim.App.Pages.Payroll;

/// <summary>An issued payslip with the words that explain its lines, for the pages that show it.</summary>
public sealed record PayslipShown(PayslipSnapshot Slip, LawBook Law)
{
    /// <summary>Of the general reduction or of the tax, by its name.</summary>
    public string NoteOf(string line) => Text(PayLineNote.Of(Law, line, Slip.Date));

    /// <summary>With the employer's rate, for which a narrow table has no room.</summary>
    public string NoteOf(PayslipLine line) => NoteOf(line.Name)
        + (line.EmployerRate == Rate.Zero ? "" : $" L’employeur paie {line.EmployerRate}.");

    public static string NoteOf(PayElement element) => Text(PayLineNote.Of(element));

    private static string Text(PayLineNote note) => $"{note.Explanation} Source : {note.Source}.";
}
