using Essaim.Domain.Values;

namespace Essaim.App.Documents;

/// <summary>
/// Draws a payslip on one A4 page: who, the lines, then the way from gross to what is paid. Rows draw closer when
/// there are many.
/// </summary>
public static class PayslipPdf
{
    private const float Window = 312;
    private const float SummaryHeight = 168;
    private const float AdjustmentStep = 13.5f;
    private static readonly float[] Edges = [292, 352, 414, 476, Sheet.Right];

    private const string Kept = "Conservez ce bulletin sans limite de durée\u00a0: il prouve vos droits. "
        + "Le sens des mots est sur www.service-public.fr, rubrique «\u00a0cotisations sociales\u00a0».";

    private static readonly Ink Head = Ink.Soft(7.5f);

    public static byte[] Draw(PayslipPage page)
    {
        var sheet = new Sheet(null, () => new Block());
        var block = new Block();
        var facts = DrawHead(block, page);
        var y = Table(block, page, facts + 22);
        Year(block, page, y + 26);
        Nets(block, page, y + 26);
        sheet.Place(block);
        var e = page.Employer;
        PageFoot.Add(sheet, [e.Name, $"{e.Street}, {e.PostalCode} {e.City}", NumberOf(e)]);
        var title = $"{page.Title}, {FrenchText.MonthName(page.Month.Year, page.Month.MonthOfYear)}";
        return PdfFile.Of(new PdfLabel($"{title} – {page.Employee.Name}", e.Name, page.CreatedAt), sheet.Pages);
    }

    private static float DrawHead(Block block, PayslipPage page)
    {
        var title = Ink.Title(21) with { Colour = Ink.Violet };
        block.Text(page.Title, Sheet.Left, 66, title);
        block.Text(FrenchText.MonthName(page.Month.Year, page.Month.MonthOfYear),
            Sheet.Left + title.Width(page.Title) + 9, 66, Ink.Plain(19));
        if (page.Remark.Length > 0)
            block.Text(page.Remark, Sheet.Left, 86, Ink.Plain(10));
        var (e, p) = (page.Employer, page.Employee);
        block.Text("Employeur", Sheet.Left, 110, Ink.Soft(8));
        Party(block, Sheet.Left, 124,
            [e.Name, e.Street, $"{e.PostalCode} {e.City}",
                NumberOf(e) + (e.NafCode.Length > 0 ? $", code NAF {e.NafCode}" : ""),
                e.Agreement.Length > 0 ? $"Convention collective : {e.Agreement}" : ""]);
        Party(block, Window, 167, [p.Name, p.Street, $"{p.PostalCode} {p.City}"]);
        (string, string Value)[] facts =
        [
            ("Emploi", p.Job), ("Position", p.Position), ("Contrat", p.Contract),
            ("Dans la coopérative depuis le", FrenchText.Long(p.Since)), ("Période", page.Period.ToString()),
            ("Heures", page.Hours), ("Payé le", FrenchText.Long(page.PaidOn)),
        ];
        return FactStrip.Draw(block, facts.Where(f => f.Value.Length > 0), 222);
    }

    private static string NumberOf(PayslipEmployer e) => e.Siret.Length > 0 ? $"SIRET {e.Siret}" : $"SIREN {e.Siren}";

    private static void Party(Block block, float x, float y, string[] lines)
    {
        var ink = Ink.Strong(10);
        foreach (var line in lines.Where(l => l.Trim().Length > 0))
        {
            block.Text(line, x, y, ink.Fitting(line, 226, 5));
            (ink, y) = (Ink.Plain(9.5f), y + 12.5f);
        }
    }

    private static float Table(Block block, PayslipPage page, float top)
    {
        string[] heads = ["Base", "Taux salarié", "Montant salarié", "Taux employeur", "Montant employeur"];
        for (var i = 0; i < heads.Length; i++)
        {
            // Two words, two lines: columns stay as narrow as their figures.
            var words = heads[i].Split(' ');
            for (var w = 0; w < words.Length; w++)
                block.Right(words[w], Edges[i], top + 12 - 9 * (words.Length - 1 - w), Head);
        }
        block.Rule(Sheet.Left, Sheet.Right, top + 17, 0.8f, Ink.Black);
        var count = page.Parts.Sum(p => p.Rows.Count + 1.25f) + 2;
        var step = Math.Min(13.5f, (Sheet.Bottom - SummaryOf(page) - top - 22) / count);
        var ink = Ink.Plain(Math.Min(9, step - 1.5f));
        var y = top + 19;
        foreach (var part in page.Parts)
        {
            y += step * 1.25f;
            block.Text(part.Heading, Sheet.Left, y, ink with { Font = PaperFont.Strong });
            foreach (var row in part.Rows)
                Row(block, row, y += step, ink, Sheet.Left + 10);
        }
        y += step * 0.6f;
        block.Rule(Sheet.Left, Sheet.Right, y, 0.5f, Ink.Hairline);
        y += step;
        Row(block, new PayslipRow("Total des cotisations et contributions", null, null, page.EmployeeContributions,
            null, page.EmployerContributions), y, ink with { Font = PaperFont.Strong }, Sheet.Left);
        return y;
    }

    /// <summary>The way to the net needs more room where the left column has many lines.</summary>
    private static float SummaryOf(PayslipPage page) =>
        SummaryHeight + AdjustmentStep * (page.Adjustments.Count == 0 ? 0 : Math.Max(1, page.Adjustments.Count - 3));

    private static void Row(Block block, PayslipRow row, float y, Ink ink, float x)
    {
        string?[] cells =
        [
            row.Base is { } b ? FrenchText.Amount(b) : null, row.EmployeeRate?.ToString(),
            row.Employee is { } employee ? FrenchText.Amount(employee) : null, row.EmployerRate?.ToString(),
            row.Employer is { } employer ? FrenchText.Amount(employer) : null,
        ];
        for (var i = 0; i < cells.Length; i++)
            block.Right(cells[i] ?? "", Edges[i], y, ink);
        var room = Edges[0] - x - 8 - (cells[0] == null ? 0 : ink.Width(cells[0]!));
        block.Text(row.Label, x, y, ink.Fitting(row.Label, room, 4));
    }

    /// <summary>The way down from gross; the answer has the red line and the double rule.</summary>
    private static void Nets(Block block, PayslipPage page, float y)
    {
        const float left = 312;
        Line("Salaire brut", page.Gross, Ink.Plain(9.5f));
        Line("Montant net social", page.SocialNet, Ink.Plain(9.5f));
        Line("Net à payer avant impôt sur le revenu", page.NetBeforeTax, Ink.Strong(10));
        Line("Montant net imposable", page.TaxableNet, Ink.Plain(9.5f));
        Line($"Impôt prélevé à la source, {page.WithholdingRate}", -page.Withholding, Ink.Plain(9.5f));
        if (page.Adjustments.Count > 0)
            Line("Autres éléments, détaillés à gauche", page.Adjustments.Sum(a => a.Amount), Ink.Plain(9.5f));
        y += 8;
        var amount = Ink.Strong(15);
        var text = page.NetPaid.ToString();
        block.Rule(left, Sheet.Right, y - 15, 0.5f, Ink.Hairline);
        block.MarginLine(left - 14, y - 15, y + 13.2f);
        block.Text("Net à payer", left, y + 5, Ink.Strong(10.5f)).Right(text, Sheet.Right, y + 5, amount);
        block.DoubleRule(Sheet.Right - amount.Width(text), Sheet.Right, y + 11);
        y += 32;
        Line("Allègements de cotisations de l’employeur", page.EmployerRelief, Ink.Soft(8.5f));
        Line("Total versé par l’employeur", page.TotalCost, Ink.Soft(8.5f));

        void Line(string name, Money value, Ink ink)
        {
            block.Text(name, left, y, ink).Right(value.ToString(), Sheet.Right, y, ink);
            y += 15.5f;
        }
    }

    private static void Year(Block block, PayslipPage page, float y)
    {
        const float right = 270;
        var kept = Ink.Soft(8);
        block.Lines(kept.Lines(Kept, right - Sheet.Left), Sheet.Left, Sheet.Bottom - 24, kept, 10.5f);
        if (page.Adjustments.Count > 0)
            y = List("Entre l’impôt et le net à payer",
                page.Adjustments.Select(a => (a.Label, a.Amount.ToString()))) + 22;
        if (page.YearToDate.Count > 0)
            List($"Depuis le 1er janvier {page.Month.Year}", page.YearToDate);

        float List(string heading, IEnumerable<(string Label, string Value)> lines)
        {
            block.Text(heading, Sheet.Left, y, Head);
            block.Rule(Sheet.Left, right, y + 5, 0.5f, Ink.Hairline);
            var at = y + 5;
            foreach (var (label, value) in lines)
            {
                at += AdjustmentStep;
                var ink = Ink.Plain(8.5f);
                block.Text(label, Sheet.Left, at, ink.Fitting(label, right - Sheet.Left - ink.Width(value) - 8, 4))
                    .Right(value, right, at, ink);
            }
            return at;
        }
    }
}
