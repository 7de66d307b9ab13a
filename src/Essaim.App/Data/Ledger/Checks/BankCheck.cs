using static Essaim.App.Data.Ledger.Checks.BooksCheck;

namespace Essaim.App.Data.Ledger.Checks;

/// <summary>
/// Movements of the bank and the lines of the books that they were found to be: they add up to the cent, each line is
/// of the bank's own account, and what is explained says by whom.
/// </summary>
internal sealed class BankCheck(CheckedRows rows, Findings found)
{
    public void Run()
    {
        rows.Each("""
            SELECT b.id, b.label, CAST(b.amount AS bigint), CAST(coalesce(sum(m.amount), 0) AS bigint), b.explained_at
            FROM bank_line b LEFT JOIN bank_match m ON m.bank_line_id = b.id
            GROUP BY b.id, b.label, b.amount, b.explained_at
            HAVING coalesce(sum(m.amount), 0) <> CASE WHEN b.explained_at IS NULL THEN 0 ELSE b.amount END
            ORDER BY b.id
            """, r => found.Add(Names.Bank, r.IsNull(4)
                ? $"le mouvement n° {r.Number(0)} ({r.Text(1)}) n’est pas pointé, mais des lignes le sont à lui"
                : $"le mouvement n° {r.Number(0)} ({r.Text(1)}) est de {CheckedRows.Euros(r.Number(2))}, les lignes "
                    + $"pointées font {CheckedRows.Euros(r.Number(3))}"));
        rows.Each("""
            SELECT m.entry_id, m.line_no, m.bank_line_id FROM bank_match m
              LEFT JOIN bank_line b ON b.id = m.bank_line_id LEFT JOIN bank_account a ON a.id = b.bank_account_id
              LEFT JOIN posted_line l ON l.entry_id = m.entry_id AND l.line_no = m.line_no
            WHERE b.id IS NULL OR l.entry_id IS NULL OR l.account <> a.account OR l.debit - l.credit <> m.amount
            ORDER BY m.entry_id, m.line_no
            """, r => found.Add(Names.Bank, $"la ligne {r.Number(1)} de l’écriture n° {r.Number(0)} est pointée au "
                + $"mouvement n° {r.Number(2)} qui ne lui correspond pas"));
        rows.Each("SELECT b.id FROM bank_line b LEFT JOIN bank_statement s ON s.id = b.statement_id "
            + "WHERE s.id IS NULL OR s.bank_account_id <> b.bank_account_id",
            r => found.Add(Names.Bank, $"le mouvement n° {r.Number(0)} n’est d’aucun relevé de son compte"));
    }
}
