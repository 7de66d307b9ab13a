using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Documents;

/// <summary>When a quote is to be paid (échéancier): each payment, its day, what it asks with VAT.</summary>
internal static class SalePlanBlock
{
    private const float Leading = 15;
    private const float DayLeft = 330;
    private static readonly Ink Text = Ink.Plain(9.5f);
    private static readonly Ink Label = Ink.Soft(8);

    public static IEnumerable<Block> Of(SalePage page)
    {
        if (!page.IsQuote || page.Content.Content.Plan is null)
            yield break;
        var parts = InstalmentPlan.Amounts(page.Content.Content);
        yield return Head(parts[0]);
        foreach (var part in parts.Skip(1))
            yield return Row(new Block { Height = Leading }, part, 9);
        yield return new Block { Height = 12 };
    }

    /// <summary>The title never stands alone at the foot of a page.</summary>
    private static Block Head(InstalmentAmount first)
    {
        var block = new Block { Height = 20 + Leading };
        block.Text("Échéancier", Sheet.Left, 10, Ink.Strong(10.5f)).Right("TTC", Sheet.Right, 10, Label)
            .Rule(Sheet.Left, Sheet.Right, 15.5f, 0.5f, Ink.Hairline);
        return Row(block, first, 29);
    }

    private static Block Row(Block block, InstalmentAmount part, float y)
    {
        var name = part.Instalment.Label + (part.Instalment.Part is { } share ? $", {share}" : "");
        block.Text(name, Sheet.Left, y, Text.Fitting(name, DayLeft - Sheet.Left - 12, 5));
        block.Text(part.Instalment.Day is { } day ? FrenchText.Long(day) : "date à convenir", DayLeft, y, Text);
        return block.Right(part.Total.ToString(), Sheet.Right, y, Text);
    }
}
