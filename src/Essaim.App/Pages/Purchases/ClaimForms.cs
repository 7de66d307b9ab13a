using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Essaim.App.Pages.Purchases;

/// <summary>One expense as typed: what was paid, tax included, and the VAT that the receipt shows.</summary>
public sealed class ExpenseForm
{
    public string Date { get; set; } = "";
    public string Kind { get; set; } = ExpenseKind.All[0].Key;
    public string What { get; set; } = "";
    public string Total { get; set; } = "";
    public string Vat { get; set; } = "";

    /// <summary>Meals or nights: ceilings are for one.</summary>
    public string Count { get; set; } = "1";
    public string No { get; set; } = "0";
    public string TakenFrom { get; set; } = "";

    public bool IsBlank => What.Trim().Length == 0 && Total.Trim().Length == 0;

    public static IEnumerable<SelectListItem> Kinds => ExpenseKind.All.Select(k => new SelectListItem(k.Label, k.Key));

    public static ExpenseForm Of(ExpenseLine line) => new()
    {
        Date = FrenchText.Short(line.Date), What = line.Description, Total = FrenchText.Amount(line.Total),
        Vat = VatOf(line) is { IsZero: false } vat ? FrenchText.Amount(vat) : "", Kind = ExpenseKind.Of(line).Key,
        Count = line.Count.ToString(), No = line.No.ToString(), TakenFrom = line.TakenFrom,
    };

    /// <summary>What the receipt shows, and in claims of before what was deducted.</summary>
    public static Money VatOf(ExpenseLine line) => line.ReceiptVat.IsZero ? line.Vat : line.ReceiptVat;

    public ExpenseLine Read(Func<string, Func<object>, object?> field, Month month, LawBook law)
    {
        var date = field(nameof(Date), () => ClaimDay.Read(Date, month)) as DateOnly? ?? month.FirstDay;
        var what = field(nameof(What), () => What.Trim() is { Length: > 0 } text ? text
            : throw new BrokenRuleException("Dites ce qui a été acheté.")) as string ?? "";
        var total = field(nameof(Total), () => FrenchText.ParseMoney(Total, "Le montant payé")
            is { IsPositive: true } paid
            ? paid : throw new BrokenRuleException("Le montant payé est positif.")) as Money?;
        var vat = field(nameof(Vat), () => Vat.Trim().Length == 0 ? Money.Zero : FrenchText.ParseMoney(Vat, "La TVA"))
            as Money?;
        var count = field(nameof(Count), () => int.TryParse(Count.Trim(), out var number) && number is >= 1 and <= 99
            ? number : throw new BrokenRuleException("Comptez de 1 à 99 repas ou nuits.")) as int? ?? 1;
        var line = total is { IsPositive: true } whole && vat is { } tax
            ? field(nameof(Vat), () => Chosen.Line(law, date, what, whole, tax, count)) as ExpenseLine : null;
        return (line ?? new ExpenseLine(date, Chosen.Account, what, Money.Zero, Money.Zero, Chosen.Key)) with
        {
            No = int.TryParse(No, out var no) ? no : 0, TakenFrom = TakenFrom,
        };
    }

    /// <summary>By its key, or by an account, as programs gave it before kinds were kept.</summary>
    private ExpenseKind Chosen => ExpenseKind.Find(Kind) ?? (Kind.Length is >= 3 and <= 10
        && Kind.All(char.IsAsciiDigit) ? ExpenseKind.OfAccount(new AccountNumber(Kind)) : null) ?? ExpenseKind.All[0];
}

/// <summary>One trip with one's own car, as typed.</summary>
public sealed class TripForm
{
    public string Date { get; set; } = "";
    public string From { get; set; } = "";
    public string To { get; set; } = "";
    public string Kilometres { get; set; } = "";

    /// <summary>The number of the vehicle; empty for one that is not kept yet, told by its power.</summary>
    public string Vehicle { get; set; } = "";
    public string HorsePower { get; set; } = "5";
    public bool Electric { get; set; }
    public string No { get; set; } = "0";
    public string TakenFrom { get; set; } = "";

    public bool IsBlank => From.Trim().Length == 0 && To.Trim().Length == 0 && Kilometres.Trim().Length == 0;

    public static TripForm Of(MileageTrip trip) => new()
    {
        Date = FrenchText.Short(trip.Date), From = trip.From, To = trip.To, Electric = trip.Electric,
        Kilometres = FrenchText.Decimal(trip.Kilometres, 1), HorsePower = trip.HorsePower.ToString(),
        Vehicle = trip.Vehicle?.ToString() ?? "", No = trip.No.ToString(), TakenFrom = trip.TakenFrom,
    };

    public MileageTrip Read(Func<string, Func<object>, object?> field, Month month)
    {
        var date = field(nameof(Date), () => ClaimDay.Read(Date, month));
        var from = field(nameof(From), () => Place(From, "Dites d’où vous êtes parti ou partie."));
        var to = field(nameof(To), () => Place(To, "Dites où vous êtes allé ou allée."));
        var kilometres = field(nameof(Kilometres), () => FrenchText.ParseNumber(Kilometres, "La distance")
            is > 0 and <= 5000 and var km
            ? km : throw new BrokenRuleException("Un trajet fait de 0 à 5\u202f000 km. Corrigez la distance."));
        var power = field(nameof(HorsePower), () => int.TryParse(HorsePower.Trim(), out var cv)
            && cv is >= 1 and <= 60 ? cv
            : throw new BrokenRuleException(
                "La puissance fiscale est un nombre, case P.6 du certificat d’immatriculation."));
        return new MileageTrip(date as DateOnly? ?? month.FirstDay, from as string ?? "", to as string ?? "",
            kilometres as decimal? ?? 0, power as int? ?? 5, Electric,
            long.TryParse(Vehicle, out var vehicle) ? vehicle : null, int.TryParse(No, out var no) ? no : 0, TakenFrom);
    }

    private static string Place(string text, string missing) =>
        text.Trim() is { Length: > 0 } place ? place : throw new BrokenRuleException(missing);
}

/// <summary>A day of the claim's month; a claim of another month is another claim.</summary>
internal static class ClaimDay
{
    public static DateOnly Read(string text, Month month)
    {
        var day = FrenchText.ParseDate(text);
        return month.Contains(day) ? day
            : throw new BrokenRuleException(
                $"Le {FrenchText.Short(day)} n’est pas en {month}. Ouvrez la note de son mois.");
    }
}
