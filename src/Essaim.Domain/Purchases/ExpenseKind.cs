using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Purchases;

/// <summary>What is counted of an expense when a ceiling is looked at (ce que l’on compte): nothing for most.</summary>
public enum CeilingOf
{
    Nothing,
    Meal,
    Night,
    NightInParis,
    Kilometre,
}

/// <summary>
/// What people buy on the road (nature de dépense): its account, how much of its VAT the co-op may deduct, and which
/// ceiling it has.
/// </summary>
/// <param name="VatParameter">The law's parameter: percent of the VAT that may be deducted.</param>
/// <param name="NoVatBecause">Said to whoever types VAT that is not deductible, or not in full.</param>
public sealed record ExpenseKind(string Key, string Label, AccountNumber Account, string VatParameter,
    string NoVatBecause = "", CeilingOf Ceiling = CeilingOf.Nothing)
{
    private const string Other = "note-frais-tva-autres";

    public static readonly IReadOnlyList<ExpenseKind> All =
    [
        new("transport", "Train, avion, taxi, bus", Accounts.Travel, "note-frais-tva-transport",
            "La TVA d’un transport de personnes ne se récupère pas"),
        new("hotel", "Hôtel", Accounts.Travel, "note-frais-tva-hotel",
            "La TVA d’une nuit d’hôtel ne se récupère pas", CeilingOf.Night),
        new("hotel-paris", "Hôtel à Paris, 92, 93 ou 94", Accounts.Travel, "note-frais-tva-hotel",
            "La TVA d’une nuit d’hôtel ne se récupère pas", CeilingOf.NightInParis),
        new("repas", "Repas", new AccountNumber("6257"), Other, Ceiling: CeilingOf.Meal),
        new("parking", "Parking, péage", Accounts.Travel, Other),
        new("carburant", "Essence, gazole", new AccountNumber("606"), "note-frais-tva-carburant",
            "La TVA du carburant d’une voiture de tourisme ne se récupère qu’en partie"),
        new("recharge", "Recharge électrique", new AccountNumber("606"), Other),
        new("fournitures", "Fournitures", new AccountNumber("606"), Other),
        new("livres", "Livres, formation", new AccountNumber("618"), Other),
        new("communication", "Communication", new AccountNumber("623"), Other),
        new("telephone", "Téléphone, courrier", new AccountNumber("626"), Other),
    ];

    public static ExpenseKind? Find(string key) => All.FirstOrDefault(k => k.Key == key);

    /// <summary>The kind of a line; one of before kinds were kept has the first of its account.</summary>
    public static ExpenseKind Of(ExpenseLine line) => Find(line.Kind) ?? OfAccount(line.Account) ?? All[0];

    /// <summary>
    /// The first kind of an account, the plainest where it has several: programs that name accounts only still work.
    /// </summary>
    public static ExpenseKind? OfAccount(AccountNumber account) =>
        account == new AccountNumber("606") ? Find("fournitures") : All.FirstOrDefault(k => k.Account == account);

    /// <summary>The share of its VAT that may be deducted, on that day.</summary>
    public Rate Deductible(LawBook law, DateOnly day) => law.AllAt(VatParameter, day).FirstOrDefault() is { } value
        ? Rate.Percent(value.Number) : Rate.Percent(100);

    /// <summary>
    /// An expense of this kind as it was paid: what may not be deducted of the receipt's VAT goes to the cost. Half
    /// cents go to the deduction as everywhere.
    /// </summary>
    public ExpenseLine Line(LawBook law, DateOnly day, string what, Money total, Money receiptVat, int count = 1)
    {
        if (!total.IsPositive)
            throw new BrokenRuleException("Le montant payé est positif.");
        if (receiptVat.IsNegative || receiptVat.Cents * 6 > total.Cents + 5)
            throw new BrokenRuleException(
                $"Une TVA de {receiptVat} sur {total} payés, c’est plus de 20 %. Recopiez celle du reçu.");
        if (count is < 1 or > 99)
            throw new BrokenRuleException("Comptez de 1 à 99 repas ou nuits.");
        var vat = Money.Round(receiptVat.ToDecimal() * Deductible(law, day).Fraction);
        return new ExpenseLine(day, Account, what, total - vat, vat, Key, count, ReceiptVat: receiptVat);
    }

    /// <summary>What to tell when VAT was typed that is not deductible, or not in full; null otherwise.</summary>
    public static string? VatSaid(ExpenseLine line)
    {
        var lost = line.ReceiptVat - line.Vat;
        return lost.IsPositive && Of(line).NoVatBecause is { Length: > 0 } because
            ? $"{because}\u00a0: {lost} de TVA sont comptés dans le coût. Le remboursement reste entier."
            : null;
    }
}
