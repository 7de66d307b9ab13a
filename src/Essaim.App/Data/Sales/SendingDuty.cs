using System.Data.Common;
using Essaim.App.Data.Ledger;
using Essaim.Domain.Law;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Sales;

/// <summary>The size of the co-op, and the day from which it must send e-invoices.</summary>
public static class SendingDuty
{
    /// <summary>
    /// People as the settings say; turnover of the twelve months before, which is invoices less credit notes: what is
    /// sold inside the co-op is none.
    /// </summary>
    public static async Task<EInvoiceDuty> ReadAsync(CoopDb db, LawBook law, DateOnly day) =>
        await ReadAsync(await db.OpenAsync(), db.Transaction, law, day);

    internal static async Task<EInvoiceDuty> ReadAsync(
        DbConnection connection, DbTransaction? transaction, LawBook law, DateOnly day)
    {
        var (headcount, turnover) = (await connection.ListAsync(r => (r.GetInt32(0), new Money(r.GetInt64(1))),
            "SELECT headcount, (SELECT CAST(coalesce(sum(CASE WHEN kind = 'CreditNote' THEN -net ELSE net END), 0) "
            + "AS bigint) FROM invoice WHERE date > @p0 AND date <= @p1) FROM coop", transaction, day.AddYears(-1),
                day))
            .Single();
        return EInvoiceDuty.Of(law, headcount, turnover, day);
    }
}
