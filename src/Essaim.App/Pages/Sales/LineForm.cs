using System.Globalization;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Pages.Sales;

/// <summary>One line of a quote or an invoice as it is typed.</summary>
public sealed class LineForm
{
    public string Description { get; set; } = "";
    public string Quantity { get; set; } = "1";
    public string Unit { get; set; } = "heure";
    public string Price { get; set; } = "";
    public string Vat { get; set; } = "20";
    public string Kind { get; set; } = nameof(SupplyKind.Services);
    public string Discount { get; set; } = "";

    /// <summary>The row is the title of the lines under it (chapitre), typed as its description.</summary>
    public bool IsChapter { get; set; }

    /// <summary>The customer may take the line or leave it.</summary>
    public bool IsOption { get; set; }

    /// <summary>The visit that the line invoices; nothing for any other.</summary>
    public string VisitId { get; set; } = "";

    /// <summary>A line nobody has written on is not a mistake: it is left out.</summary>
    public bool IsBlank => !IsChapter && Description.Trim().Length == 0 && Price.Trim().Length == 0;

    public static LineForm Of(SaleLine line) => new()
    {
        Description = line.Description, Quantity = line.Quantity.ToString(), Unit = line.Unit,
        Price = line.Price.Shown(), Vat = line.Vat.Code, Kind = line.Kind.ToString(),
        Discount = line.Discount == Rate.Zero ? "" : FrenchText.Decimal(line.Discount.ToPercent(), 4),
        IsOption = line.Option is not null, VisitId = line.VisitId?.ToString(CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>A copy of something of the catalogue, to be changed at will.</summary>
    public static LineForm Of(CatalogueOffer offer) => new()
    {
        Description = offer.Description.Trim().Length == 0 ? offer.Name : $"{offer.Name}\n{offer.Description.Trim()}",
        Unit = offer.Unit, Price = offer.Price.Shown(), Vat = offer.VatCode, Kind = offer.Supplies.ToString(),
    };

    /// <summary>The rows of lines: a title where a chapter begins, then its lines.</summary>
    public static IEnumerable<LineForm> Of(IReadOnlyList<SaleLine> lines)
    {
        string? chapter = null;
        foreach (var line in lines)
        {
            if (line.Chapter != chapter)
                yield return new LineForm { IsChapter = true, Description = line.Chapter ?? "" };
            chapter = line.Chapter;
            yield return Of(line);
        }
    }

    /// <summary>The line; each thing that cannot be read is told with the name of its field.</summary>
    public SaleLine? Read(ActivityId activity, Func<string, VatTreatment> treatment, Action<string, string> wrong)
    {
        var before = 0;
        T Field<T>(string name, string word, Func<T> parse)
        {
            try
            {
                return parse();
            }
            catch (BrokenRuleException rule)
            {
                before++;
                wrong(name, $"{word} : {rule.Message}");
                return default!;
            }
        }
        var what = Field(nameof(Description), "désignation", () => Description.Trim() is { Length: > 0 } text
            ? text : throw new BrokenRuleException("décrivez ce qui est vendu."));
        var quantity = Field(nameof(Quantity), "quantité", () => new Quantity(FrenchText.ParseNumber(Quantity)));
        var price = Field(nameof(Price), "prix", () => new UnitPrice(FrenchText.ParseNumber(Price)));
        var vat = Field(nameof(Vat), "TVA", () => treatment(Vat));
        var discount = Field(nameof(Discount), "remise", () => ReadDiscount(Discount));
        return before > 0 ? null : new SaleLine(activity, what, quantity, Unit.Trim(), price, discount, vat,
            Kind == nameof(SupplyKind.Goods) ? SupplyKind.Goods : SupplyKind.Services)
        {
            Option = IsOption ? OptionState.Offered : null,
            VisitId = long.TryParse(VisitId, CultureInfo.InvariantCulture, out var visit) ? visit : null,
        };
    }

    public static Rate ReadDiscount(string text)
    {
        if (text.Trim().Length == 0)
            return Rate.Zero;
        var percent = FrenchText.ParseNumber(text);
        return percent is >= 0 and <= 100
            ? Rate.Percent(percent)
            : throw new BrokenRuleException("Une remise va de 0 à 100 %.");
    }

    /// <summary>As the browser's number of a line is said to people.</summary>
    public static string NameOf(int index) => $"Ligne {(index + 1).ToString(CultureInfo.InvariantCulture)}";
}
