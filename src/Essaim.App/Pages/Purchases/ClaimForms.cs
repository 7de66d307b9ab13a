using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;

namespace Essaim.App.Pages.Purchases;

/// <summary>One expense as typed: what was paid, tax included, and the VAT that the receipt shows.</summary>
public sealed class ExpenseForm
{
    /// <summary>What people buy on the road, and the account it goes to.</summary>
    public static readonly IReadOnlyList<(string Account, string Label)> Kinds =
    [
        ("625", "Train, hôtel, parking"), ("6257", "Repas"), ("606", "Fournitures"), ("618", "Livres, formation"),
        ("623", "Communication"), ("626", "Téléphone, courrier"),
    ];

    public string Date { get; set; } = "";
    public string Kind { get; set; } = "625";
    public string What { get; set; } = "";
    public string Total { get; set; } = "";
    public string Vat { get; set; } = "";

    /// <summary>The kind that goes to an account; null when none does.</summary>
    public static string? KindOf(string account) =>
        Kinds.FirstOrDefault(k => new AccountNumber(k.Account) == new AccountNumber(account)).Account;

    public bool IsBlank => What.Trim().Length == 0 && Total.Trim().Length == 0;

    public static ExpenseForm Of(ExpenseLine line) => new()
    {
        Date = FrenchText.Short(line.Date), What = line.Description, Total = FrenchText.Amount(line.Total),
        Vat = line.Vat.IsZero ? "" : FrenchText.Amount(line.Vat),
        Kind = KindOf(line.Account.Digits) ?? Kinds[0].Account,
    };

    public ExpenseLine Read(Func<string, Func<object>, object?> field, Month month)
    {
        var date = field(nameof(Date), () => ClaimDay.Read(Date, month));
        var what = field(nameof(What), () => What.Trim() is { Length: > 0 } text ? text
            : throw new BrokenRuleException("Dites ce qui a été acheté."));
        var total = field(nameof(Total), () => FrenchText.ParseMoney(Total, "Le montant payé")
            is { IsPositive: true } paid
            ? paid : throw new BrokenRuleException("Le montant payé est positif."));
        var vat = field(nameof(Vat), () => Vat.Trim().Length == 0 ? Money.Zero : FrenchText.ParseMoney(Vat, "La TVA"));
        if (total is Money whole && vat is Money tax && (tax.IsNegative || tax.Cents * 6 > whole.Cents + 5))
            field(nameof(Vat), () => throw new BrokenRuleException(
                $"Une TVA de {tax} sur {whole} payés, c’est plus de 20 %. Recopiez celle du reçu."));
        var account = Kinds.Any(k => k.Account == Kind) ? Kind : Kinds[0].Account;
        return new ExpenseLine(date as DateOnly? ?? month.FirstDay, new AccountNumber(account), what as string ?? "",
            (total as Money? ?? Money.Zero) - (vat as Money? ?? Money.Zero), vat as Money? ?? Money.Zero);
    }
}

/// <summary>One trip with one's own car, as typed.</summary>
public sealed class TripForm
{
    public string Date { get; set; } = "";
    public string From { get; set; } = "";
    public string To { get; set; } = "";
    public string Kilometres { get; set; } = "";
    public string HorsePower { get; set; } = "5";
    public bool Electric { get; set; }

    public bool IsBlank => From.Trim().Length == 0 && To.Trim().Length == 0 && Kilometres.Trim().Length == 0;

    public static TripForm Of(MileageTrip trip) => new()
    {
        Date = FrenchText.Short(trip.Date), From = trip.From, To = trip.To, Electric = trip.Electric,
        Kilometres = FrenchText.Decimal(trip.Kilometres, 1), HorsePower = trip.HorsePower.ToString(),
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
            kilometres as decimal? ?? 0, power as int? ?? 5, Electric);
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
