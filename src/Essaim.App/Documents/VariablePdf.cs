using Essaim.App.Data.Payroll;
using Essaim.Domain.Values;

namespace Essaim.App.Documents;

/// <summary>Draws the statement of a year's variable part on one A4 page: the way down, then the words.</summary>
public static class VariablePdf
{
    private const float Step = 17;

    public static byte[] Draw(VariableStatement statement, string coop, DateTimeOffset at)
    {
        var sheet = new Sheet(null, () => new Block());
        var block = new Block();
        var (year, name) = (statement.Year.Year, statement.Of.Person.FullName);
        block.Text($"Part variable {year}", Sheet.Left, 66, Ink.Title(21) with { Colour = Ink.Violet });
        block.Text(name, Sheet.Left, 92, Ink.Strong(11));
        block.Text($"{statement.Of.Activity.TradeName}, exercice du {FrenchText.Long(statement.Year.Days.First)} au "
            + FrenchText.Long(statement.Year.Days.Last), Sheet.Left, 107, Ink.Plain(9.5f));
        var y = 140f;
        foreach (var line in statement.Lines)
        {
            var ink = line.IsSum ? Ink.Strong(10) : Ink.Plain(10);
            if (line.IsSum)
                block.Rule(Sheet.Left, Sheet.Right, y - 12, 0.5f, Ink.Hairline);
            var indent = line.Name.StartsWith("dont", StringComparison.Ordinal) ? 12 : 0;
            block.Text(line.Name, Sheet.Left + indent, y, ink)
                .Right(line.Amount.ToString(), Sheet.Right, y, ink);
            y += Step;
        }
        y += 14;
        var (amount, text) = (Ink.Strong(15), (statement.Due?.Cost ?? Money.Zero).ToString());
        block.Rule(Sheet.Left, Sheet.Right, y - 18, 0.5f, Ink.Hairline);
        block.Text("À vous verser, charges comprises", Sheet.Left, y + 2, Ink.Strong(10.5f))
            .Right(text, Sheet.Right, y + 2, amount);
        block.DoubleRule(Sheet.Right - amount.Width(text), Sheet.Right, y + 8);
        y += 44;
        var words = Ink.Plain(10);
        foreach (var sentence in statement.Sentences)
        {
            var lines = words.Lines(sentence, Sheet.Right - Sheet.Left).ToList();
            block.Lines(lines, Sheet.Left, y, words, 14);
            y += 14 * lines.Count + 8;
        }
        sheet.Place(block);
        PageFoot.Add(sheet, [coop, "Relevé établi d’après les comptes de l’activité", "Code du travail R. 7331-12"]);
        return PdfFile.Of(new PdfLabel($"Part variable {year} – {name}", coop, at), sheet.Pages);
    }
}
