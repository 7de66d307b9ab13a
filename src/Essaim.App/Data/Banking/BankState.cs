using Essaim.App.Data.Ledger;
using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Banking;

/// <summary>
/// What the bank says and what the books say at the end of a day, and all that lies between (état de rapprochement):
/// movements that the books do not have yet, and lines that no statement has shown. The difference left unexplained is
/// zero, or a figure somebody must look for.
/// </summary>
public sealed record BankState(DateOnly Day, Money? Bank, DateOnly? BankDay, Money Books,
    IReadOnlyList<BankLineRow> OnlyAtBank, IReadOnlyList<BankCandidate> OnlyInBooks)
{
    public Money AtBank => OnlyAtBank.Sum(l => l.Amount);
    public Money InBooks => OnlyInBooks.Sum(l => l.Amount);

    /// <summary>Null when no statement says what the bank held.</summary>
    public Money? Unexplained => Bank - AtBank - (Books - InBooks);

    /// <summary>The last one that says what the account held, on that day or before.</summary>
    public static Task<BankStatementRow?> LastStatementAsync(CoopDb db, long account, DateOnly day) =>
        db.BankStatements.Where(s => s.BankAccountId == account && s.Closing != null && s.ClosingOn <= day)
            .OrderByDescending(s => s.ClosingOn).ThenByDescending(s => s.Id).FirstOrDefaultAsync();

    public static async Task<Money> BooksAsync(CoopDb db, BankAccountRow account, DateOnly day) =>
        (await (await db.BooksAsync()).PositionAsync(day, account: account.Account)).Sum(b => b.Debit - b.Credit);

    public static async Task<BankState> OfAsync(CoopDb db, BankAccountRow account, DateOnly day)
    {
        var said = await LastStatementAsync(db, account.Id, day);
        // After its last statement, what the bank held is that and the movements since.
        var since = said is null ? Money.Zero : (await db.SqlAsync(r => LedgerReader.Cents(r, 0),
            "SELECT coalesce(sum(amount), 0) FROM bank_line WHERE bank_account_id = @p0 AND date > @p1 AND date <= @p2",
            account.Id, said.ClosingOn, day)).Single();
        var books = await BooksAsync(db, account, day);
        var waiting = await db.SqlAsync(r => r.GetInt64(0), "SELECT DISTINCT l.id FROM bank_line l "
            + "LEFT JOIN bank_match m ON m.bank_line_id = l.id LEFT JOIN posted_entry e ON e.id = m.entry_id "
            + "WHERE l.bank_account_id = @p0 AND l.date <= @p1 AND (l.explained_at IS NULL OR e.date > @p1)",
            account.Id, day);
        var lines = await db.BankLines.Where(l => waiting.Contains(l.Id)).OrderBy(l => l.Date).ToListAsync();
        return new BankState(day, said is null ? null : said.Closing + since, said?.ClosingOn, books, lines,
            await BankCandidates.UnseenAsync(db, account, day));
    }
}
