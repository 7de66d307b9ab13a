using Essaim.Domain.Ledger;

namespace Essaim.App.Data.Ledger;

/// <summary>Adds the journals, accounts and third parties of imported entries that the books do not know.</summary>
internal sealed class ImportNames
{
    private readonly HashSet<string> _journals = [];
    private readonly HashSet<string> _accounts = [];
    private readonly HashSet<string> _thirdParties = [];

    public async Task KnowAsync(WriteSession w, FecDraft draft, FecDrafts drafts)
    {
        if (_journals.Add(draft.Source.Journal))
            await w.Rows.Prepared("INSERT INTO journal (code, label) VALUES (@p0, @p1) ON CONFLICT (code) DO NOTHING",
                w.Transaction, draft.Source.Journal, draft.Source.JournalLabel).ExecuteNonQueryAsync();
        foreach (var line in draft.Source.Lines)
        {
            if (_accounts.Add(line.Account.Digits))
                await KnowAccountAsync(w, line.Account, line.AccountLabel);
            if (line.ThirdParty is not null && _thirdParties.Add(line.ThirdParty))
                await w.Ledger.KnowAsync(drafts.ThirdPartyOf(line.ThirdParty), line.ThirdPartyName ?? line.ThirdParty);
        }
        if (draft.Draft.Lines.Count > draft.Source.Lines.Count)
            foreach (var line in draft.Draft.Lines.Where(l => l.ThirdParty is not null
                && _accounts.Add(l.Account.Digits)))
                await KnowAccountAsync(w, line.Account, "");
    }

    private static Task KnowAccountAsync(WriteSession w, AccountNumber account, string label) =>
        w.Rows.Prepared("INSERT INTO account (number, label) VALUES (@p0, @p1) ON CONFLICT (number) DO NOTHING",
            w.Transaction, account.Digits, label.Length > 0 ? label : LabelOf(account)).ExecuteNonQueryAsync();

    /// <summary>The label of the chart's account, or of the nearest account above it.</summary>
    private static string LabelOf(AccountNumber account) =>
        ChartOfAccounts.Default.Where(a => account.StartsWith(a.Number.Digits.TrimEnd('0')))
            .OrderByDescending(a => a.Number.Digits.TrimEnd('0').Length).Select(a => a.Label)
            .FirstOrDefault() ?? $"Compte {account}";
}
