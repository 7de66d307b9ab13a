using Essaim.App.Data.Ledger;
using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Banking;

/// <summary>
/// Explains a movement of the bank (rapprocher), once: by lines that stand in the books already, or by settling what is
/// open, or by accounts that take it; and takes the explanation back. The lines of the books that a movement is found
/// to be add up to it, to the cent.
/// </summary>
public static class ExplainLine
{
    /// <summary>By lines of the books, booked ones and open items together.</summary>
    public static async Task<BankLineRow> ByLinesAsync(WriteSession w, long id, IReadOnlyList<OpenItemId> chosen,
        TakenDifference? difference, string by)
    {
        if (chosen.Count == 0)
            throw new BrokenRuleException("Choisissez au moins une ligne.");
        var (line, account) = await FindAsync(w, id);
        var booked = new List<(OpenItemId Line, Money Amount)>();
        var items = new List<OpenItemId>();
        foreach (var one in chosen.Distinct())
            if (await BookedAsync(w, account, one) is { } amount)
                booked.Add((one, amount));
            else
                items.Add(one);
        var left = line.Amount - booked.Sum(b => b.Amount);
        if (items.Count == 0 && !left.IsZero && difference is null)
            throw new BrokenRuleException($"Les lignes choisies font {line.Amount - left}, "
                + $"le mouvement {line.Amount}. Choisissez-en d’autres, ou dites quel compte prend la différence.");
        foreach (var (one, amount) in booked)
            await MatchAsync(w, line, one, amount, made: false);
        if (!left.IsZero)
            await MatchAsync(w, line, account, await SettleMoney.RunAsync(w,
                await MoneyAsync(w, line, account) with { Amount = left }, items, difference));
        await RememberPartyAsync(w, line, items);
        return await ExplainedAsync(w, line, by);
    }

    /// <summary>By accounts that take it: fees, interest, a transfer between own accounts.</summary>
    public static async Task<BankLineRow> ByAccountsAsync(WriteSession w, long id, IReadOnlyList<ImputedPart> parts,
        string label, string by)
    {
        var (line, account) = await FindAsync(w, id);
        if (parts.Sum(p => p.Amount) is var sum && sum != line.Amount)
            throw new BrokenRuleException($"La répartition fait {sum}, le mouvement {line.Amount}. Corrigez une part.");
        await KnownAccounts.RefuseOthersAsync(w.Db, parts.Select(p => p.Account));
        var money = await MoneyAsync(w, line, account);
        var posted = await w.Ledger.PostAsync(BankPostings.Imputed(money.Side, parts, money.Day,
            label.Trim().Length > 0 ? label.Trim() : money.Text, money.Document));
        await MatchAsync(w, line, account, [posted.Id]);
        return await ExplainedAsync(w, line, by);
    }

    /// <summary>Nobody knows yet: it waits on the suspense account (471), as a task.</summary>
    public static async Task<BankLineRow> AsUnknownAsync(WriteSession w, long id, string by)
    {
        var (line, account) = await FindAsync(w, id);
        var money = await MoneyAsync(w, line, account);
        var posted = await w.Ledger.PostAsync(BankPostings.UnknownMoney(money.Amount, money.Day, money.Text,
            account.Account, money.Document));
        await MatchAsync(w, line, account, [posted.Id]);
        return await ExplainedAsync(w, line, by);
    }

    /// <summary>
    /// Takes the explanation back (défaire): entries that were made for it are reversed, others stay as they are.
    /// </summary>
    public static async Task<BankLineRow> UndoAsync(WriteSession w, long id)
    {
        var line = await w.Db.BankLines.SingleOrDefaultAsync(l => l.Id == id) ?? throw Missing;
        if (line.ExplainedAt is null)
            return line;
        var made = await w.Connection.ListAsync(r => new EntryId(r.GetInt64(0)),
            "SELECT DISTINCT entry_id FROM bank_match WHERE bank_line_id = @p0 AND made", w.Transaction, id);
        await w.Connection.ExecuteAsync("DELETE FROM bank_match WHERE bank_line_id = @p0", w.Transaction, id);
        foreach (var entry in made.OrderDescending())
            await ReverseEntry.ReverseAsync(w, entry, await OpenDay.FromAsync(w.Db, line.Date),
                "rapprochement défait");
        (line.ExplainedAt, line.ExplainedBy) = (null, null);
        await w.SaveAsync();
        return line;
    }

    private static BrokenRuleException Missing => new("Ce mouvement n’existe pas. Rechargez la page.");

    private static async Task<(BankLineRow Line, BankAccountRow Account)> FindAsync(WriteSession w, long id)
    {
        var line = await w.Db.BankLines.SingleOrDefaultAsync(l => l.Id == id) ?? throw Missing;
        if (line.ExplainedAt is not null)
            throw new BrokenRuleException(
                $"{line.ExplainedBy} a déjà rapproché ce mouvement. Défaites d’abord le rapprochement.");
        return (line, await w.Db.BankAccounts.SingleAsync(a => a.Id == line.BankAccountId));
    }

    /// <summary>In a closed month the entry takes the first open day; the movement keeps its own.</summary>
    private static async Task<MoneyToExplain> MoneyAsync(WriteSession w, BankLineRow line, BankAccountRow account) =>
        new(account.Side, line.Amount, await OpenDay.FromAsync(w.Db, line.Date),
            line.Label.Length > 0 ? line.Label : "Mouvement bancaire", line.Document);

    /// <summary>The amount of a line on this bank's account; null when it stands on another account.</summary>
    private static async Task<Money?> BookedAsync(WriteSession w, BankAccountRow account, OpenItemId id)
    {
        var found = await w.Connection.ListAsync(r => (Amount: LedgerReader.Cents(r, 0), Taken: !r.IsDBNull(1)),
            "SELECT l.debit - l.credit, m.bank_line_id FROM posted_line l LEFT JOIN bank_match m "
            + "ON m.entry_id = l.entry_id AND m.line_no = l.line_no "
            + "WHERE l.entry_id = @p0 AND l.line_no = @p1 AND l.account = @p2", w.Transaction, id.Entry.Value, id.Line,
            account.Account.Digits);
        if (found is not [var line])
            return null;
        return line.Taken ? throw new BrokenRuleException(
            "Une des lignes est déjà rapprochée d’un autre mouvement. Rechargez la page.") : line.Amount;
    }

    private static async Task MatchAsync(
        WriteSession w, BankLineRow line, BankAccountRow account, IReadOnlyList<EntryId> entries)
    {
        await w.SaveAsync();
        foreach (var entry in entries)
            foreach (var (no, amount) in await w.Connection.ListAsync(r => (r.GetInt32(0), LedgerReader.Cents(r, 1)),
                "SELECT line_no, debit - credit FROM posted_line WHERE entry_id = @p0 AND account = @p1",
                w.Transaction, entry.Value, account.Account.Digits))
                await MatchAsync(w, line, new OpenItemId(entry, no), amount, made: true);
    }

    private static Task MatchAsync(WriteSession w, BankLineRow line, OpenItemId id, Money amount, bool made) =>
        w.Connection.ExecuteAsync("INSERT INTO bank_match (entry_id, line_no, bank_line_id, amount, made) "
            + "VALUES (@p0, @p1, @p2, @p3, @p4)", w.Transaction, id.Entry.Value, id.Line, line.Id, amount.Cents, made);

    /// <summary>One third party behind the account: next time it is known by the account alone.</summary>
    private static async Task RememberPartyAsync(WriteSession w, BankLineRow line, List<OpenItemId> items)
    {
        if (line.PartyIban is not { } iban || items.Count == 0)
            return;
        var parties = new HashSet<string>();
        foreach (var id in items)
            if ((await w.Books.Items.FindAsync(id))?.ThirdParty is { } party)
                parties.Add(party.Code);
        if (parties.Count == 1)
            await w.Connection.ExecuteAsync("INSERT INTO bank_party (iban_index, third_party) VALUES (@p0, @p1) "
                + "ON CONFLICT (iban_index) DO UPDATE SET third_party = excluded.third_party", w.Transaction,
                iban.Index, parties.Single());
    }

    private static async Task<BankLineRow> ExplainedAsync(WriteSession w, BankLineRow line, string by)
    {
        var sum = new Money(Convert.ToInt64(await w.Connection.ScalarAsync(
            "SELECT sum(amount) FROM bank_match WHERE bank_line_id = @p0", w.Transaction, line.Id)));
        if (sum != line.Amount)
            throw new InvalidOperationException($"Movement {line.Id} of {line.Amount} was explained by {sum}.");
        (line.ExplainedAt, line.ExplainedBy) = (w.Now, by);
        await w.SaveAsync();
        return line;
    }
}
