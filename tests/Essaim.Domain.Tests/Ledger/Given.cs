using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.Purchases;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Ledger;

/// <summary>Documents that tests start from: one customer, one supplier, one person, two activities.</summary>
internal static class Given
{
    public const long Customer = 7;
    public const long Supplier = 5;
    public const long Person = 9;

    public static readonly ActivityId S = ActivityId.Structure;
    public static readonly ActivityId A = new(2);
    public static readonly ActivityId B = new(3);
    public static readonly DateOnly Day = new(2026, 3, 10);
    public static readonly Month March = new(2026, 3);

    public static readonly VatTreatment Vat20 = Taxed("20", 20);
    public static readonly VatTreatment Vat10 = Taxed("10", 10);
    public static readonly VatTreatment Vat55 = Taxed("5.5", 5.5m);
    public static readonly VatTreatment Training =
        new("formation", "Formation exonérée", Rate.Zero, "E", "VATEX-FR-CGI261-4", "art. 261-4-4° a CGI");

    public static readonly ContributionRule None = Contributing(0, ContributionBase.Invoiced);
    public static readonly ContributionRule TenPercent = Contributing(10, ContributionBase.Invoiced);
    public static readonly ContributionRule TenOnReceipts = Contributing(10, ContributionBase.Received);

    public static Money Eur(decimal euros) => Money.Round(euros);

    public static ContributionRule Contributing(decimal percent, ContributionBase @base) =>
        ContributionRule.Simple("Contribution", Rate.Percent(percent), @base, "AG 2025, résolution 4", new(2025, 1, 1));

    public static SaleLine Service(ActivityId activity, decimal net, VatTreatment? vat = null) =>
        Line(activity, net, vat, SupplyKind.Services);

    public static SaleLine Goods(ActivityId activity, decimal net, VatTreatment? vat = null) =>
        Line(activity, net, vat, SupplyKind.Goods);

    public static SaleDocument Invoice(string number, params SaleLine[] lines) =>
        Document(SaleDocumentKind.Invoice, number, lines);

    public static SaleDocument Deposit(string number, params SaleLine[] lines) =>
        Document(SaleDocumentKind.DepositInvoice, number, lines);

    public static SaleDocument CreditNote(string number, params SaleLine[] lines) =>
        Document(SaleDocumentKind.CreditNote, number, lines);

    public static DepositTaken Taken(string number, ActivityId activity, decimal net, decimal vat) =>
        new(number, Day, activity, Vat20, Eur(net), Eur(vat));

    public static PurchaseInvoice Purchase(
        ActivityId activity, string account, decimal net, decimal vat, bool onPayment, string number = "X1") =>
        new(Supplier, "Merceries réunies", number, Day, Day.AddDays(20),
            [new PurchaseLine(activity, new AccountNumber(account), "Achat", Eur(net), Eur(vat), onPayment)]);

    /// <summary>The payslip of row 15: gross 1,000, employee 220, employer 150, withholding 10.</summary>
    public static readonly PayAmounts Pay = new(Eur(1000), Eur(150), Eur(770), Eur(300), Eur(70), Eur(10));

    private static VatTreatment Taxed(string code, decimal percent) =>
        new(code, $"{code} %", Rate.Percent(percent), "S", null, null);

    private static SaleLine Line(ActivityId activity, decimal net, VatTreatment? vat, SupplyKind kind) =>
        new(activity, "Prestation", new Quantity(1), "unité", new UnitPrice(net), Rate.Zero, vat ?? Vat20, kind);

    private static SaleDocument Document(SaleDocumentKind kind, string number, SaleLine[] lines) => new()
    {
        Kind = kind, Number = number, Date = Day, Due = Day.AddDays(30), CustomerId = Customer,
        CustomerName = "Librairie du Port", Lines = lines,
    };
}
