using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Banking.Runs;

/// <summary>Which open items are on their way to the bank: each in one order at a time.</summary>
public static class RunItems
{
    private const string Living = "SELECT i.entry_id, i.line_no, r.id FROM payment_transfer_item i "
        + "JOIN payment_transfer t ON t.id = i.transfer_id JOIN payment_run r ON r.id = t.run_id "
        + "WHERE i.booked_entry_id IS NULL AND t.state <> 'Rejected' AND r.state <> 'Cancelled'";

    /// <summary>The order of each item that is in one and not booked yet.</summary>
    public static async Task<Dictionary<OpenItemId, long>> LivingAsync(CoopDb db) =>
        (await db.SqlAsync(r => (new OpenItemId(new EntryId(r.GetInt64(0)), r.GetInt32(1)), r.GetInt64(2)), Living))
        .ToDictionary();

    /// <summary>An item that an order will pay is paid by nothing else, or it would be paid twice.</summary>
    public static async Task RefuseAsync(WriteSession w, OpenItemId item)
    {
        if (await w.Connection.ScalarAsync(
            $"SELECT r FROM (SELECT l.id AS r FROM ({Living} AND i.entry_id = @p0 AND i.line_no = @p1) l) f",
            w.Transaction, item.Entry.Value, item.Line) is { } run)
            throw new BrokenRuleException($"Ce poste est dans l’ordre de virement n° {run}. "
                + "Retirez-le de l’ordre, ou attendez que l’ordre soit exécuté.");
    }
}
