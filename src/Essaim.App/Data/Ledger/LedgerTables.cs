using NpgsqlTypes;
using static NpgsqlTypes.NpgsqlDbType;

namespace Essaim.App.Data.Ledger;

/// <summary>The tables that posting writes, column by column.</summary>
internal static class LedgerTables
{
    public static readonly BulkTable Entry = new("posted_entry",
        ("id", Bigint), ("fiscal_year", Integer), ("journal", Text), ("number", Text), ("sequence", Bigint),
        ("date", NpgsqlDbType.Date), ("posted_at", Text), ("label", Text), ("piece_ref", Text),
        ("piece_date", NpgsqlDbType.Date), ("document_kind", Text), ("document_id", Bigint), ("document_hash", Bytea),
        ("reverses", Bigint), ("is_opening", NpgsqlDbType.Boolean), ("import_id", Integer), ("hash", Bytea));

    public static readonly BulkTable Line = new("posted_line",
        ("entry_id", Bigint), ("line_no", Integer), ("date", NpgsqlDbType.Date), ("account", Text),
        ("activity_id", Integer), ("third_party", Text), ("debit", Bigint), ("credit", Bigint), ("label", Text));

    public static readonly BulkTable Amount =
        new("entry_amount", ("amount", Bigint), ("activity_id", Integer), ("entry_id", Bigint));

    public static readonly BulkTable OpenItem = new("open_item",
        ("entry_id", Bigint), ("line_no", Integer), ("account", Text), ("activity_id", Integer), ("third_party", Text),
        ("due", NpgsqlDbType.Date), ("disputed", NpgsqlDbType.Boolean), ("amount", Bigint), ("credited", Bigint),
        ("settled", Bigint));

    public static readonly BulkTable Deferred = new("deferred_posting",
        ("entry_id", Bigint), ("line_no", Integer), ("kind", Text), ("debit_account", Text),
        ("debit_activity", Integer),
        ("credit_account", Text), ("credit_activity", Integer), ("amount", Bigint), ("done", Bigint));

    public static readonly BulkTable Settlement = new("item_settlement",
        ("entry_id", Bigint), ("line_no", Integer), ("item_entry_id", Bigint), ("item_line_no", Integer),
        ("paid", Bigint), ("credited", Bigint));

    public static readonly BulkTable Change = new("settlement_change",
        ("entry_id", Bigint), ("line_no", Integer), ("kind", Text), ("done", Bigint), ("amount", Bigint));

    public static readonly BulkTable Matched = new("matched_line",
        ("entry_id", Bigint), ("line_no", Integer), ("matching_id", Bigint));
}
