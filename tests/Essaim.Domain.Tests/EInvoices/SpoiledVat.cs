using Essaim.Domain.EInvoices;
using static Essaim.Domain.Tests.EInvoices.GivenEInvoice;

namespace Essaim.Domain.Tests.EInvoices;

/// <summary>For each rule of the VAT categories an invoice of that category that breaks it, and nothing else.</summary>
internal static class SpoiledVat
{
    private static readonly (string Letters, string Code)[] Categories =
    [
        ("S", "S"), ("Z", "Z"), ("E", "E"), ("AE", "AE"), ("IC", "K"), ("G", "G"), ("O", "O"), ("AF", "L"), ("AG", "M"),
    ];

    public static Dictionary<string, EInvoice> All()
    {
        var all = Categories.SelectMany(c => Of(c.Letters, c.Code)).ToDictionary();
        all["BR-45"] = WithGroup(new VatGroup("S", 20m, null, 0m, null, null));
        all["BR-46"] = WithGroup(new VatGroup("S", 20m, 0m, null, null, null));
        all["BR-47"] = WithGroup(new VatGroup(null, 0m, 0m, 0m, null, null));
        all["BR-48"] = WithGroup(new VatGroup("S", null, 0m, 0m, null, null));
        all["BR-CL-17"] = WithGroup(new VatGroup("X", 0m, 0m, 0m, null, null));
        all["BR-CL-18"] = Correct with { Lines = [.. Correct.Lines, Book() with { Net = 0m, VatCategory = "X" }] };
        all["BR-IC-11"] = Base("K") with { DeliveryDate = null, Period = null };
        all["BR-IC-12"] = Base("K") with { DeliveryCountry = null };
        all["BR-O-11"] = Base("O") with { VatGroups =
            [Base("O").VatGroups[0], new VatGroup("B", 0m, 0m, 0m, null, null)] };
        return all;
    }

    private static Dictionary<string, EInvoice> Of(string letters, string code)
    {
        var (right, group) = (Base(code), Base(code).VatGroups[0]);
        var taxed = code is "S" or "L" or "M";
        var free = Book() with { VatCategory = code, Net = 0m, NetPrice = 0m, VatRate = WrongRate(code) };
        var nothing = new InvoiceAdjustment(false, 0m, null, null, "Rien", null, code, WrongRate(code));
        var id = $"BR-{letters}-";
        return new()
        {
            [id + "01"] = right with { VatGroups = taxed ? [group with { Category = "B" }]
                : [group with { Base = 50m }, group with { Base = 50m }] },
            [id + "02"] = Unnumbered(right, code),
            [id + "05"] = right with { Lines = [.. right.Lines, free] },
            [id + "06"] = right with { Adjustments = [nothing], Totals = right.Totals with { Allowances = 0m } },
            [id + "07"] = right with { Adjustments = [nothing with { IsCharge = true }],
                Totals = right.Totals with { Charges = 0m } },
            [id + "08"] = right with { Lines = [right.Lines[0] with { Net = 99m }],
                Adjustments = [new InvoiceAdjustment(true, 1m, null, null, "Port", null, "B", 0m)],
                Totals = right.Totals with { Lines = 99m, Charges = 1m } },
            // One line forgives one cent where there is a rate.
            [id + "09"] = right with { VatGroups = [group with { Tax = group.Tax + 0.02m }],
                Totals = right.Totals with { Vat = right.Totals.Vat + 0.02m, Gross = right.Totals.Gross + 0.02m,
                    Due = right.Totals.Due + 0.02m } },
            [id + "10"] = right with { VatGroups = [group with { Reason = group.Reason is null ? "Exonéré" : null }] },
        };
    }

    /// <summary>From a seller abroad, so that no French rule has a word.</summary>
    private static EInvoice Base(string code)
    {
        var right = code is "S" or "L" or "M" ? SpoiledInvoices.Taxed(code)
            : Without(code, SpoiledInvoices.Untaxed.Single(u => u.Category == code).Reason);
        return right with
        {
            Seller = right.Seller! with { Address = right.Seller.Address! with { Country = "ES" } },
        };
    }

    private static decimal? WrongRate(string code) => code switch
    {
        "S" or "O" => 0m,
        "L" or "M" => null,
        _ => 5m,
    };

    private static EInvoice Unnumbered(EInvoice right, string code) => code switch
    {
        "O" => right with { Seller = right.Seller! with { VatNumber = "ESX1234567X" } },
        "K" => right with { Buyer = right.Buyer! with { VatNumber = null } },
        _ => right with { Seller = right.Seller! with { VatNumber = null, TaxNumber = null } },
    };

    private static EInvoice WithGroup(VatGroup group) =>
        Correct with { VatGroups = [.. Correct.VatGroups, group] };
}
