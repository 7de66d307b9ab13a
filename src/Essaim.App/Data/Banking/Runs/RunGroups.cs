using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;

namespace Essaim.App.Data.Banking.Runs;

/// <summary>
/// Which booked lines left the bank together: a payee's items make one transfer, and salaries, or a whole order, may
/// be one movement of the statement.
/// </summary>
internal static class RunGroups
{
    private sealed record Sent(EntryId Entry, long Transfer, long Run, string Name, bool IsSalary);

    public static async Task<List<BankGroup>> OfAsync(CoopDb db, IReadOnlyList<BankCandidate> candidates)
    {
        var lines = candidates.Where(c => c.IsBooked).ToLookup(c => c.Entry);
        var sent = new List<Sent>();
        foreach (var entries in lines.Select(l => l.Key.Value).Chunk(500))
            sent.AddRange(await db.SqlAsync(r => new Sent(new EntryId(r.GetInt64(0)), r.GetInt64(1), r.GetInt64(2),
                r.GetString(3), r.GetString(4) == nameof(TransferPurpose.Salary)), "SELECT i.booked_entry_id, t.id, "
                + "t.run_id, t.name, t.purpose FROM payment_transfer_item i "
                + "JOIN payment_transfer t ON t.id = i.transfer_id WHERE t.state <> 'Rejected' "
                + $"AND i.booked_entry_id IN ({string.Join(", ", entries)})"));
        var groups = new List<BankGroup>();
        void Add(string name, IEnumerable<Sent> together)
        {
            var all = together.SelectMany(s => lines[s.Entry]).ToList();
            if (all.Count > 1)
                groups.Add(new BankGroup(name, all));
        }
        foreach (var transfer in sent.GroupBy(s => s.Transfer))
            Add($"Virement à {transfer.First().Name}, ordre n° {transfer.First().Run}", transfer);
        foreach (var run in sent.GroupBy(s => s.Run))
        {
            Add($"Salaires de l’ordre n° {run.Key}", run.Where(s => s.IsSalary));
            Add($"Ordre de virement n° {run.Key}, entier", run);
        }
        return [.. groups.DistinctBy(g => string.Join(' ', g.Lines.Select(l => $"{l.Entry}-{l.Line}").Order()))];
    }
}
