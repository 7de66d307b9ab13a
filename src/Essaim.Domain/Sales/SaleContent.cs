using System.Text.Json.Serialization;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>What a quote or a draft invoice offers: the lines and what surrounds them.</summary>
public sealed record SaleContent(IReadOnlyList<SaleLine> Lines, Rate Discount, string Notes)
{
    public static readonly SaleContent Empty = new([], Rate.Zero, "");

    /// <summary>When a quote is to be paid, in parts; null when it is asked in one go.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Instalment>? Plan { get; init; }

    /// <summary>Which part of its quote's plan a deposit asks for, counted from 0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PlanPart { get; init; }

    /// <summary>The customer's own number for the job (numéro d’engagement, bon de commande): EN 16931 BT-13.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OrderNumber { get; init; }

    [JsonIgnore]
    public SaleTotals Totals => new(Lines, Discount);

    /// <summary>The numbers of the lines that the customer may still take or leave.</summary>
    public IEnumerable<int> OpenOptions() =>
        Enumerable.Range(0, Lines.Count).Where(i => Lines[i].Option == OptionState.Offered);

    /// <summary>The same with each open option taken or left; a number that is no option is refused.</summary>
    public SaleContent Choose(IReadOnlySet<int> options)
    {
        if (options.Any(o => !OpenOptions().Contains(o)))
            throw new BrokenRuleException("Cette option n’existe pas dans ce devis. Rechargez la page.");
        return this with
        {
            Lines = [.. Lines.Select((l, i) => l.Option != OptionState.Offered ? l
                : l with { Option = options.Contains(i) ? OptionState.Chosen : OptionState.Left })],
        };
    }

    /// <summary>The same offer with no answer to its options yet, for a new quote.</summary>
    public SaleContent Anew() => this with
    {
        Lines = [.. Lines.Select(l => l.Option is null ? l : l with { Option = OptionState.Offered })],
    };

    /// <summary>What is invoiced of it: the lines that count, and no plan any more.</summary>
    public SaleContent ToInvoice() => this with
    {
        Lines = [.. Lines.Where(l => l.IsCounted).Select(l => l with { Option = null })], Plan = null,
    };
}

/// <summary>What has become of a line that the customer may take or leave (option).</summary>
public enum OptionState
{
    Offered,
    Chosen,
    Left,
}

/// <summary>The titled groups of a quote (chapitres): lines that follow each other under one title.</summary>
public static class SaleChapters
{
    public const int LongestTitle = 120;

    /// <summary>Refuses two groups of one title: progress is told by title.</summary>
    public static void Check(IReadOnlyList<SaleLine> lines)
    {
        var runs = new List<string?>();
        foreach (var line in lines)
            if (runs.Count == 0 || runs[^1] != line.Chapter)
                runs.Add(line.Chapter);
        if (runs.GroupBy(t => t).FirstOrDefault(g => g.Key is not null && g.Count() > 1) is { } twice)
            throw new BrokenRuleException(
                $"Deux chapitres s’appellent « {twice.Key} ». Donnez-leur deux titres différents.");
        if (runs.Any(t => t?.Length > LongestTitle))
            throw new BrokenRuleException($"Le titre d’un chapitre a {LongestTitle} caractères au plus.");
    }
}
