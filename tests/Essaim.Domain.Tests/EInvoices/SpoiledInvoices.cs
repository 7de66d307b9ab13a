using Essaim.Domain.EInvoices;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.EInvoices.GivenEInvoice;

namespace Essaim.Domain.Tests.EInvoices;

/// <summary>For each rule an invoice that breaks it: the correct one with one thing wrong.</summary>
internal static class SpoiledInvoices
{
    public static readonly (string Category, string Reason)[] Untaxed =
    [
        ("Z", ""), ("E", "Formation, art. 261-4-4° a du CGI"), ("AE", "Autoliquidation"),
        ("K", "Art. 262 ter I du CGI"), ("G", "Art. 262 I du CGI"), ("O", "Hors champ"),
    ];

    private static readonly InvoiceTotals T = Correct.Totals;
    private static readonly EInvoiceLine L = Hours();
    private static readonly InvoiceAdjustment Allowance = Correct.Adjustments[0];
    private static readonly InvoiceAdjustment Charge = Correct.Adjustments[1];

    public static readonly IReadOnlyDictionary<string, EInvoice> By =
        new[] { Presence(), Amounts(), Lines(), Decimals(), Bare(), SpoiledVat.All() }
            .SelectMany(d => d).ToDictionary();

    /// <summary>One line of 100 at 7 % of the Canaries (L) or of Ceuta (M), from a seller abroad.</summary>
    public static EInvoice Taxed(string category) => Correct with
    {
        Seller = Abroad(),
        Lines = [Book() with { VatCategory = category, VatRate = 7m }],
        Adjustments = [],
        VatGroups = [new VatGroup(category, 7m, 100m, 7m, null, null)],
        Totals = new InvoiceTotals { Lines = 100m, Net = 100m, Vat = 7m, Gross = 107m, Due = 107m },
    };

    private static InvoiceParty Abroad() => Seller() with { Address = Seller().Address! with { Country = "ES" } };

    private static Dictionary<string, EInvoice> Presence() => new()
    {
        ["BR-01"] = Correct with { Specification = null },
        ["BR-02"] = Correct with { Number = null },
        ["BR-03"] = Correct with { IssueDate = null },
        ["BR-04"] = Correct with { TypeCode = null },
        ["BR-05"] = Correct with { Currency = null },
        ["BR-06"] = Correct with { Seller = Seller() with { Name = null } },
        ["BR-07"] = Correct with { Buyer = Buyer() with { Name = null } },
        ["BR-08"] = Correct with { Seller = Seller() with { Address = null } },
        ["BR-09"] = Correct with { Seller = Seller() with { Address = Seller().Address! with { Country = null } } },
        ["BR-10"] = Correct with { Buyer = Buyer() with { Address = null } },
        ["BR-11"] = Correct with { Buyer = Buyer() with { Address = Buyer().Address! with { Country = null } } },
        ["BR-12"] = Correct with { Totals = T with { Lines = null } },
        ["BR-13"] = Correct with { Totals = T with { Net = null } },
        ["BR-14"] = Correct with { Totals = T with { Gross = null } },
        ["BR-15"] = Correct with { Totals = T with { Due = null } },
        ["BR-16"] = Correct with { Lines = [], Adjustments = [Charge with { Amount = 730m },
                Charge with { Amount = 100m, VatRate = 5.5m }],
            Totals = T with { Lines = 0m, Allowances = null, Charges = 830m } },
        ["BR-17"] = Correct with { Payee = Buyer() with { Name = null } },
        ["BR-18"] = Correct with { TaxRepresentative = Seller() with { Name = null } },
        ["BR-19"] = Correct with { TaxRepresentative = Seller() with { Address = null } },
        ["BR-20"] = Correct with { TaxRepresentative =
            Seller() with { Address = Seller().Address! with { Country = null } } },
        ["BR-56"] = Correct with { TaxRepresentative = Seller() with { VatNumber = null } },
        ["BR-29"] = Correct with { Period = new InvoicePeriod(new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 1)) },
        ["BR-CO-19"] = Correct with { Period = new InvoicePeriod(null, null) },
        ["BR-49"] = Correct with { PaymentAccounts = [Correct.PaymentAccounts[0] with { Means = null }] },
        ["BR-61"] = Correct with { PaymentAccounts = [new PaymentAccount("58", null, null, null)] },
        ["BR-52"] = Correct with { Attachments = [Correct.Attachments[0] with { Reference = null }] },
        ["BR-53"] = Correct with { VatCurrency = "CHF" },
        ["BR-55"] = Correct with { Preceding = [new PrecedingInvoice(null, Correct.IssueDate)] },
        ["BR-62"] = Correct with { Seller = Seller() with { ElectronicAddress = new PartyIdentifier(null, "a") } },
        ["BR-63"] = Correct with { Buyer = Buyer() with { ElectronicAddress = new PartyIdentifier(null, "a") } },
        ["BR-CL-04"] = Correct with { Currency = "euro" },
        ["BR-CL-05"] = Correct with { VatCurrency = "€", Totals = T with { VatInVatCurrency = 1m } },
        ["BR-CL-06"] = Correct with { VatDue = VatDueEvent.Unknown },
        ["BR-CL-14"] = Correct with { Seller = Seller() with { Address = Seller().Address! with { Country = "FRA" } } },
        ["BR-CO-03"] = Correct with { TaxPointDate = Correct.IssueDate },
        ["BR-CO-09"] = Correct with { Seller = Seller() with { VatNumber = "40303265045" } },
        ["BR-CO-26"] = Correct with { Seller = Abroad() with { LegalId = null, VatNumber = null, Ids = [] } },
        ["ESSAIM-01"] = Correct with { Currency = "CHF" },
        ["ESSAIM-02"] = Correct with { Specification = "urn:factur-x.eu:1p0:basicwl", Lines = [] },
        ["ESSAIM-05"] = Correct with { Specification = "urn:x:extended",
            Totals = T with { Gross = 981.51m, Due = 900.01m } },
    };

    private static Dictionary<string, EInvoice> Amounts() => new()
    {
        ["BR-CO-10"] = Correct with { Totals = T with { Lines = 849m, Charges = 11m },
            Adjustments = [Allowance, Charge, Charge with { Amount = 1m, VatCategory = "B", VatRate = null }] },
        ["BR-CO-11"] = Correct with { Totals = T with { Allowances = 31m, Charges = 11m },
            Adjustments = [Allowance, Charge, Charge with { Amount = 1m, VatCategory = "B", VatRate = null }] },
        ["BR-CO-12"] = Correct with { Totals = T with { Allowances = 31m, Charges = 11m },
            Adjustments = [Allowance, Allowance with { Amount = 1m, VatCategory = "B", VatRate = null }, Charge] },
        ["BR-CO-13"] = Correct with { Lines = [.. Correct.Lines, Book() with { VatCategory = "B", Net = 1m }],
            Totals = T with { Lines = 851m } },
        ["BR-CO-14"] = Correct with { Totals = T with { Vat = 151.51m, Gross = 981.51m, Due = 900.01m } },
        ["BR-CO-15"] = Correct with { Totals = T with { Gross = 981.51m, Due = 900.01m } },
        ["BR-CO-16"] = Correct with { Totals = T with { Due = 900.01m } },
        ["BR-CO-17"] = Without("E", "x") with { Seller = Abroad(), Lines = [Book() with { VatCategory = "B" }],
            VatGroups = [new VatGroup("B", 20m, 100m, 20.01m, null, null)],
            Totals = new InvoiceTotals { Lines = 100m, Net = 100m, Vat = 20.01m, Gross = 120.01m, Due = 120.01m } },
        ["BR-CO-18"] = Correct with { VatGroups = [], Lines = [Book() with { VatCategory = "B" }], Adjustments = [],
            Totals = new InvoiceTotals { Lines = 100m, Net = 100m, Gross = 100m, Due = 100m } },
        ["ESSAIM-04"] = Correct with { Seller = Abroad(),
            VatGroups = [.. Correct.VatGroups, new VatGroup("B", 0m, 1m, 0m, null, null)] },
    };

    private static Dictionary<string, EInvoice> Lines() => new()
    {
        ["BR-21"] = With(L with { Id = null }),
        ["BR-22"] = With(L with { Quantity = null }),
        ["BR-23"] = With(L with { Unit = null }),
        ["BR-24"] = With([L, Book(), Book() with { Net = null }]),
        ["BR-25"] = With(L with { Name = null }),
        ["BR-26"] = With(L with { NetPrice = null }),
        ["BR-27"] = With(L with { NetPrice = -80m }),
        ["BR-28"] = With(L with { GrossPrice = -80m }),
        ["BR-30"] = With(L with { Period = new InvoicePeriod(new DateOnly(2026, 11, 2), new DateOnly(2026, 11, 1)) }),
        ["BR-CO-20"] = With(L with { Period = new InvoicePeriod(null, null) }),
        ["BR-CO-04"] = With([L, Book(), Book() with { VatCategory = null, Net = 0m }]),
        ["BR-41"] = With(L with { Adjustments = [L.Adjustments[0] with { Amount = null }] }),
        ["BR-42"] = With(L with { Adjustments = [L.Adjustments[0] with { Reason = null, ReasonCode = null }] }),
        ["BR-43"] = With(L with { Adjustments = [L.Adjustments[1] with { Amount = null }] }),
        ["BR-44"] = With(L with { Adjustments = [L.Adjustments[1] with { Reason = null, ReasonCode = null }] }),
        ["BR-31"] = Correct with { Adjustments = [Allowance, Allowance with { Amount = null }, Charge] },
        ["BR-32"] = Correct with
            { Adjustments = [Allowance, Allowance with { Amount = 0m, VatCategory = null }, Charge] },
        ["BR-33"] = Correct with { Adjustments = [Allowance with { Reason = null, ReasonCode = null }, Charge] },
        ["BR-36"] = Correct with { Adjustments = [Allowance, Charge, Charge with { Amount = null }] },
        ["BR-37"] = Correct with { Adjustments = [Allowance, Charge, Charge with { Amount = 0m, VatCategory = null }] },
        ["BR-38"] = Correct with { Adjustments = [Allowance, Charge with { Reason = null, ReasonCode = null }] },
    };

    private static Dictionary<string, EInvoice> Decimals() => new()
    {
        ["BR-DEC-01"] = Correct with { Adjustments = [Allowance with { Amount = 30.000m }, Charge] },
        ["BR-DEC-02"] = Correct with { Adjustments = [Allowance with { Base = 750.001m }, Charge] },
        ["BR-DEC-05"] = Correct with { Adjustments = [Allowance, Charge with { Amount = 10.000m }] },
        ["BR-DEC-06"] = Correct with { Adjustments = [Allowance, Charge with { Base = 1.001m }] },
        ["BR-DEC-09"] = Correct with { Totals = T with { Lines = 850.000m } },
        ["BR-DEC-10"] = Correct with { Totals = T with { Allowances = 30.000m } },
        ["BR-DEC-11"] = Correct with { Totals = T with { Charges = 10.000m } },
        ["BR-DEC-12"] = Correct with { Totals = T with { Net = 830.000m } },
        ["BR-DEC-13"] = Correct with { Totals = T with { Vat = 151.500m } },
        ["BR-DEC-14"] = Correct with { Totals = T with { Gross = 981.500m } },
        ["BR-DEC-15"] = Correct with { VatCurrency = "CHF", Totals = T with { VatInVatCurrency = 1.001m } },
        ["BR-DEC-16"] = Correct with { Totals = T with { Prepaid = 81.500m } },
        ["BR-DEC-17"] = Correct with { Totals = T with { Rounding = 0.000m } },
        ["BR-DEC-18"] = Correct with { Totals = T with { Due = 900.000m } },
        ["BR-DEC-19"] = Correct with
            { VatGroups = [Correct.VatGroups[0] with { Base = 730.000m }, Correct.VatGroups[1]] },
        ["BR-DEC-20"] = Correct with
            { VatGroups = [Correct.VatGroups[0] with { Tax = 146.000m }, Correct.VatGroups[1]] },
        ["BR-DEC-23"] = With(L with { Net = 750.000m }),
        ["BR-DEC-24"] = With(L with { Adjustments = [L.Adjustments[0] with { Amount = 60.000m }] }),
        ["BR-DEC-25"] = With(L with { Adjustments = [L.Adjustments[0] with { Base = 800.000m }] }),
        ["BR-DEC-27"] = With(L with { Adjustments = [L.Adjustments[1] with { Amount = 10.000m }] }),
        ["BR-DEC-28"] = With(L with { Adjustments = [L.Adjustments[1] with { Base = 10.001m }] }),
    };

    private static Dictionary<string, EInvoice> Bare() => new()
    {
        ["ESSAIM-03"] = Correct with { VatGroups = [], Lines = [], Specification = "urn:factur-x.eu:1p0:minimum" },
    };

    private static EInvoice With(params EInvoiceLine[] lines) =>
        Correct with { Lines = lines is [var one] ? [one, Book()] : lines };
}
