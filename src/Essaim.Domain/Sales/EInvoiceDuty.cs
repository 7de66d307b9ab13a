using System.Globalization;
using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>
/// From when a co-op must send its invoices through an approved platform (obligation d’émettre): by its size, as the
/// law counts it. The co-op is one taxable person, however many activities it has. Without a balance sheet total, the
/// number of people and the turnover decide: a co-op above the turnover is taken for a large one.
/// </summary>
/// <param name="IsSmall">A small or medium company (PME): fewer people than the threshold, and a turnover under its
/// own.
/// </param>
/// <param name="From">The first day of the duty.</param>
public sealed record EInvoiceDuty(bool IsSmall, DateOnly From)
{
    public bool IsOn(DateOnly day) => day >= From;

    public static EInvoiceDuty Of(LawBook law, int headcount, Money turnover, DateOnly day)
    {
        var small = headcount < law.Number("facture-electronique-pme-effectif", day)
            && turnover <= law.Euros("facture-electronique-pme-chiffre-affaires", day);
        var from = law.Text(small ? "facture-electronique-emission-pme" : "facture-electronique-emission-grande", day);
        return new EInvoiceDuty(small, DateOnly.ParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}
