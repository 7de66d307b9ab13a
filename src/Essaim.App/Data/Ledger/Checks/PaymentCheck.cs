using static Essaim.App.Data.Ledger.Checks.BooksCheck;

namespace Essaim.App.Data.Ledger.Checks;

/// <summary>
/// Orders to the bank: a transfer is the sum of what it pays, what is booked is what was ordered, nothing is in two
/// orders at once, and what the bank refused is taken back.
/// </summary>
internal sealed class PaymentCheck(CheckedRows rows, Findings found)
{
    public void Run()
    {
        rows.Each("""
            SELECT t.id, t.run_id, CAST(t.amount AS bigint), CAST(coalesce(sum(i.amount), 0) AS bigint)
            FROM payment_transfer t LEFT JOIN payment_transfer_item i ON i.transfer_id = t.id
            GROUP BY t.id, t.run_id, t.amount HAVING coalesce(sum(i.amount), 0) <> t.amount ORDER BY t.id
            """, r => found.Add(Names.Payments, $"le virement n° {r.Number(0)} de l’ordre n° {r.Number(1)} est de "
                + $"{CheckedRows.Euros(r.Number(2))}, ses postes font {CheckedRows.Euros(r.Number(3))}"));
        rows.Each("""
            SELECT t.id, i.entry_id FROM payment_transfer t JOIN payment_run r ON r.id = t.run_id
              JOIN bank_account a ON a.id = r.bank_account_id JOIN payment_transfer_item i ON i.transfer_id = t.id
            WHERE i.booked_entry_id IS NOT NULL AND (r.state <> 'Ordered' OR i.amount <> coalesce((
              SELECT sum(l.credit - l.debit) FROM posted_line l WHERE l.entry_id = i.booked_entry_id
                AND l.account = a.account), 0))
            ORDER BY t.id
            """, r => found.Add(Names.Payments, $"le virement n° {r.Number(0)} n’est pas dans les livres comme il a "
                + $"été donné à la banque (poste de l’écriture n° {r.Number(1)})"));
        rows.Each("""
            SELECT i.entry_id, i.line_no FROM payment_transfer_item i JOIN payment_transfer t ON t.id = i.transfer_id
              JOIN payment_run r ON r.id = t.run_id
            WHERE i.booked_entry_id IS NULL AND t.state <> 'Rejected' AND r.state <> 'Cancelled'
            GROUP BY i.entry_id, i.line_no HAVING count(*) > 1 ORDER BY i.entry_id
            """, r => found.Add(Names.Payments,
                $"la ligne {r.Number(1)} de l’écriture n° {r.Number(0)} est dans deux ordres de virement"));
        rows.Each("""
            SELECT t.id FROM payment_transfer t JOIN payment_transfer_item i ON i.transfer_id = t.id
            WHERE t.state = 'Rejected' AND i.booked_entry_id IS NOT NULL
              AND NOT EXISTS (SELECT 1 FROM posted_entry e WHERE e.reverses = i.booked_entry_id) ORDER BY t.id
            """, r => found.Add(Names.Payments,
                $"le virement n° {r.Number(0)} a été refusé par la banque et reste payé dans les livres"));
    }
}
