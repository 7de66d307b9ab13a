using Essaim.App.Data.Purchases;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;

namespace Essaim.App.Pages.Purchases;

/// <summary>One line of a claim as the accountant decides about it.</summary>
public sealed class CheckForm
{
    public int No { get; set; }

    /// <summary>The version of the decision that was on the page; 0 when there was none.</summary>
    public int Version { get; set; }

    /// <summary>Empty while nothing is decided.</summary>
    public string Outcome { get; set; } = "";
    public string Receipt { get; set; } = nameof(ReceiptSeen.No);
    public string Reason { get; set; } = "";
    public string Total { get; set; } = "";
    public string Vat { get; set; } = "";
    public string Kind { get; set; } = "";
    public string Kilometres { get; set; } = "";

    /// <summary>Ticked for an act on several lines.</summary>
    public bool Chosen { get; set; }

    public static CheckForm Of(ClaimLine line)
    {
        var decided = line.Decided?.Content;
        return new CheckForm
        {
            No = line.No, Version = line.Decided?.Version ?? 0, Outcome = decided?.Outcome.ToString() ?? "",
            Receipt = (decided?.Receipt ?? ReceiptSeen.No).ToString(), Reason = decided?.Reason ?? "",
            Total = decided?.Total is { } total ? FrenchText.Amount(total)
                : line.Expense is null ? "" : FrenchText.Amount(line.Asked),
            Vat = line.Expense is null ? ""
                : FrenchText.Amount(decided?.Vat ?? ExpenseForm.VatOf(line.Expense)),
            Kind = decided?.Kind ?? (line.Expense is null ? "" : ExpenseKind.Of(line.Expense).Key),
            Kilometres = line.Trip is null ? ""
                : FrenchText.Decimal(decided?.Kilometres ?? line.Trip.Kilometres, 1),
        };
    }

    /// <summary>Null while nothing is decided. What is corrected is read only of a correction.</summary>
    public LineDecision? Read(Func<string, Func<object>, object?> field, bool isTrip)
    {
        if (!Enum.TryParse<LineOutcome>(Outcome, out var outcome))
            return null;
        var receipt = Enum.TryParse<ReceiptSeen>(Receipt, out var seen) ? seen : ReceiptSeen.No;
        if (outcome != LineOutcome.Corrected)
            return new LineDecision(No, outcome, receipt, Reason.Trim());
        var total = Total.Trim().Length == 0 ? null
            : field(nameof(Total), () => FrenchText.ParseMoney(Total, "Le montant")) as Money?;
        if (isTrip)
            return new LineDecision(No, outcome, receipt, Reason.Trim(), total, Kilometres: field(nameof(Kilometres),
                () => FrenchText.ParseNumber(Kilometres, "La distance")) as decimal?);
        var vat = field(nameof(Vat), () => Vat.Trim().Length == 0 ? Money.Zero : FrenchText.ParseMoney(Vat, "La TVA"))
            as Money?;
        return new LineDecision(No, outcome, receipt, Reason.Trim(), total, vat, Kind);
    }
}
