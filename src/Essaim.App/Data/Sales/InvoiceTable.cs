using Essaim.App.Data.Ledger;
using Essaim.Domain.Sales;
using NpgsqlTypes;

namespace Essaim.App.Data.Sales;

/// <summary>How an issued document is written: plainly, since it never changes and a context would cost more.</summary>
internal static class InvoiceTable
{
    public static readonly BulkTable Table = new("invoice",
        ("id", NpgsqlDbType.Bigint), ("kind", NpgsqlDbType.Text), ("number", NpgsqlDbType.Text),
        ("date", NpgsqlDbType.Date), ("due", NpgsqlDbType.Date), ("activity_id", NpgsqlDbType.Integer),
        ("customer_id", NpgsqlDbType.Bigint), ("quote_id", NpgsqlDbType.Bigint),
        ("engagement_id", NpgsqlDbType.Bigint),
        ("credits_invoice_id", NpgsqlDbType.Bigint), ("net", NpgsqlDbType.Bigint), ("vat", NpgsqlDbType.Bigint),
        ("total", NpgsqlDbType.Bigint), ("content", NpgsqlDbType.Text), ("entry_id", NpgsqlDbType.Bigint));

    public static object?[] Row(Invoice i, string content) =>
    [
        i.Id, i.Kind.ToString(), i.Number, i.Date, i.Due, i.ActivityId.Value, i.CustomerId, i.QuoteId, i.EngagementId,
        i.CreditsInvoiceId, i.Net.Cents, i.Vat.Cents, i.Total.Cents, content, i.EntryId.Value,
    ];
}
