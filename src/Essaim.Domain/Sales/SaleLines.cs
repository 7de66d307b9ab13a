using System.Text.Json.Serialization;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>Whether VAT falls due with the receipt (services) or the delivery (goods): CGI art. 269.</summary>
public enum SupplyKind
{
    Services,
    Goods,
}

/// <summary>
/// How a line is taxed: a rate, or none and the mention that says why (CGI ann. II art. 242 nonies A). The code is the
/// one typed in forms and kept with the line: "20", "5.5", "formation".
/// </summary>
/// <param name="Category">Category of the European norm EN 16931: S, E, AE, K, G, O or Z.</param>
public sealed record VatTreatment(
    string Code, string Label, Rate Rate, string Category, string? Vatex, string? Mention);

/// <summary>
/// One line of a quote, an invoice or a credit note. Amounts are positive; a credit note takes them back.
/// </summary>
public sealed record SaleLine(
    ActivityId Activity, string Description, Quantity Quantity, string Unit, UnitPrice Price, Rate Discount,
    VatTreatment Vat, SupplyKind Kind)
{
    /// <summary>
    /// Net of the line: quantity × price less its discount, rounded to the cent as EN 16931 BT-131 asks.
    /// </summary>
    public Money Net { get; } = Money.Round(Quantity.Value * Price.Euros * (1 - Discount.Fraction));

    /// <summary>The title that it stands under (chapitre); null outside any.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Chapter { get; init; }

    /// <summary>Set on a line that the customer may take or leave; null on an ordinary one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OptionState? Option { get; init; }

    /// <summary>The visit at a person's home that the line invoices (intervention); null on any other line.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? VisitId { get; init; }

    /// <summary>False for an option that nobody has taken: it is read, and adds nothing.</summary>
    public bool IsCounted => Option is null or OptionState.Chosen;

    /// <summary>Refuses a line that cannot be invoiced.</summary>
    public void Check()
    {
        if (string.IsNullOrWhiteSpace(Description))
            throw new BrokenRuleException("Décrivez ce qui est vendu : chaque ligne a un libellé.");
        if (Discount.Fraction is < 0 or > 1)
            throw new BrokenRuleException("Une remise va de 0 à 100 %.");
    }
}

/// <summary>What is taxed alike in one activity: the unit in which a document is booked.</summary>
public sealed record SaleGroup(ActivityId Activity, SupplyKind Kind, VatTreatment Treatment, Money Net, Money Vat)
{
    public Money Total => Net + Vat;
}

/// <summary>Net and VAT of one rate, as printed at the foot of the invoice.</summary>
public sealed record VatSubtotal(VatTreatment Treatment, Money Net, Money Vat);

/// <summary>
/// What a chapter brings to one group, discount on the whole taken off: in these parts work is invoiced as it goes.
/// </summary>
public sealed record ChapterPart(
    string? Chapter, ActivityId Activity, SupplyKind Kind, VatTreatment Treatment, Money Net);

/// <summary>
/// The totals of a document. VAT is rounded once per rate (EN 16931 BR-CO-17) and then shared between activities and
/// kinds so that the parts add up; a discount on the whole document falls on each group in proportion.
/// </summary>
public sealed record SaleTotals
{
    private readonly IReadOnlyList<SaleLine> _lines;
    private readonly Rate _discount;

    public IReadOnlyList<SaleGroup> Groups { get; }
    public IReadOnlyList<VatSubtotal> ByRate { get; }

    /// <summary>The parts of each chapter; those of one group add up to its net.</summary>
    public IReadOnlyList<ChapterPart> ByChapter => Chapters(_lines, _discount);

    public Money Gross { get; }
    public Money Discount { get; }
    public Money Net { get; }
    public Money Vat { get; }
    public Money Total => Net + Vat;

    public SaleTotals(IReadOnlyList<SaleLine> lines, Rate discount)
    {
        lines = [.. lines.Where(l => l.IsCounted)];
        (_lines, _discount) = (lines, discount);
        var nets = lines.GroupBy(l => (l.Activity, l.Kind, l.Vat))
            .Select(g => (g.Key, Net: g.Sum(l => l.Net))).ToList();
        Gross = nets.Sum(n => n.Net);
        nets = [.. nets.Select(n => (n.Key, n.Net - Money.Round(discount.Of(n.Net))))];
        var groups = new List<SaleGroup>();
        var byRate = new List<VatSubtotal>();
        foreach (var rate in nets.GroupBy(n => n.Key.Vat))
        {
            var net = rate.Sum(n => n.Net);
            var vat = Money.Round(rate.Key.Rate.Of(net));
            byRate.Add(new VatSubtotal(rate.Key, net, vat));
            groups.AddRange(WithVat([.. rate.Select(n => (n.Key.Activity, n.Key.Kind, n.Net))], rate.Key, vat));
        }
        Groups = groups;
        ByRate = [.. byRate.OrderByDescending(r => r.Treatment.Rate.Fraction)];
        Net = nets.Sum(n => n.Net);
        Discount = Gross - Net;
        Vat = byRate.Sum(r => r.Vat);
    }

    /// <summary>
    /// The discount of a group is rounded on the sum so far, so that its chapters take what the group loses, no cent
    /// more: our rounding, since no text asks for the net of a chapter.
    /// </summary>
    private static List<ChapterPart> Chapters(IReadOnlyList<SaleLine> lines, Rate discount)
    {
        var soFar = new Dictionary<(ActivityId, SupplyKind, VatTreatment), (Money Gross, Money Net)>();
        var parts = new List<ChapterPart>();
        foreach (var chapter in lines.GroupBy(l => (l.Chapter, l.Activity, l.Kind, l.Vat)))
        {
            var group = (chapter.Key.Activity, chapter.Key.Kind, chapter.Key.Vat);
            var before = soFar.GetValueOrDefault(group);
            var gross = before.Gross + chapter.Sum(l => l.Net);
            var net = gross - Money.Round(discount.Of(gross));
            soFar[group] = (gross, net);
            parts.Add(new ChapterPart(chapter.Key.Chapter, group.Activity, group.Kind, group.Vat, net - before.Net));
        }
        return parts;
    }

    private static IEnumerable<SaleGroup> WithVat(
        List<(ActivityId Activity, SupplyKind Kind, Money Net)> nets, VatTreatment treatment, Money vat)
    {
        if (nets.Count == 1)
            return [new SaleGroup(nets[0].Activity, nets[0].Kind, treatment, nets[0].Net, vat)];
        var weights = nets.Select(n => Math.Max(0, n.Net.Cents)).ToArray();
        var parts = weights.Sum() == 0 ? nets.Select(_ => Money.Zero).ToArray() : vat.Share(weights);
        return nets.Select((n, i) => new SaleGroup(n.Activity, n.Kind, treatment, n.Net, parts[i]));
    }
}
