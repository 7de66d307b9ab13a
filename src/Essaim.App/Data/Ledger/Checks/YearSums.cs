using System.Text;
using static Essaim.App.Data.Ledger.Checks.BooksCheck;

namespace Essaim.App.Data.Ledger.Checks;

/// <summary>
/// What the lines add up to: by month, activity, account and opening, against the kept balances; and the accounts that
/// mirror each other between the structure and the activities.
/// </summary>
internal sealed class YearSums(CheckedRows rows, Findings found)
{
    private readonly Dictionary<(int Month, int Activity, int Account, bool Opening),
        (long Debit, long Credit)> _sums = [];
    private readonly Dictionary<(int Month, int Journal), (long Entries, long Debit)> _journalSums = [];
    private readonly ByteKeys<int> _journals = new();
    private readonly List<string> _journalTexts = [];
    private readonly ByteKeys<int> _accounts = new();
    private readonly List<string> _accountTexts = [];
    private readonly List<bool> _known = [];
    private readonly HashSet<string> _chart = LoadTexts(rows, "SELECT number FROM account");
    private readonly HashSet<long> _activities = LoadNumbers(rows, "SELECT id FROM activity");
    private readonly ByteKeys<bool> _thirdParties = LoadKeys(rows, "SELECT code FROM third_party");

    /// <summary>For 181 and 1811: what each activity has, and what the structure has in its name.</summary>
    private readonly Dictionary<(string Account, long Activity), long> _own = [];
    private readonly Dictionary<(string Account, long Activity), long> _mirrored = [];
    private readonly Dictionary<string, long> _internal = [];

    public void Add(ByteRows row, bool counts, string entry)
    {
        var account = AccountOf(row.Bytes(EntryPass.Account));
        var (debit, credit) = (row.Number(EntryPass.Debit), row.Number(EntryPass.Credit));
        var activity = row.Number(EntryPass.Activity);
        var date = row.Bytes(EntryPass.Date);
        var month = date.Length < 7 ? 0
            : (date[0] * 1000 + date[1] * 100 + date[2] * 10 + date[3] - '0' * 1111) * 100 + date[5] * 10
                + date[6] - '0' * 11;
        var key = (month, (int)activity, account, row.Number(EntryPass.IsOpening) != 0);
        var (d, c) = _sums.GetValueOrDefault(key);
        _sums[key] = (d + debit, c + credit);
        var journal = (month, JournalOf(row.Bytes(EntryPass.Journal)));
        var (entries, total) = _journalSums.GetValueOrDefault(journal);
        _journalSums[journal] = (entries + (row.Number(EntryPass.LineNo) == 1 ? 1 : 0), total + debit);
        if (!_known[account] || !_activities.Contains(activity)
            || (!row.IsNull(EntryPass.ThirdParty) && !_thirdParties.TryGet(row.Bytes(EntryPass.ThirdParty), out _)))
            found.Add(Names.Entries,
                $"{entry}, ligne {row.Number(EntryPass.LineNo)} : compte, activité ou tiers inconnu");
        if (counts && _accountTexts[account] is ['1', '8', ..] text)
            AddInternal(text, activity, debit - credit, row.Bytes(EntryPass.ThirdParty));
    }

    /// <summary>Compares with the kept balances and with each other; called once, after the last entry.</summary>
    public void Compare()
    {
        rows.Each("SELECT month, activity_id, account, is_opening, debit, credit FROM balance", r =>
        {
            var key = ((int)r.Number(0), (int)r.Number(1), AccountOf(r.Bytes(2)), r.Number(3) != 0);
            var (debit, credit) = _sums.GetValueOrDefault(key);
            _sums.Remove(key);
            if (debit != r.Number(4) || credit != r.Number(5))
                Differs(key, r.Number(4), r.Number(5), debit, credit);
        });
        foreach (var (key, (debit, credit)) in _sums.Where(s => s.Value != default))
            Differs(key, 0, 0, debit, credit);
        CompareJournals();
        CompareMirrors();
    }

    private void CompareJournals()
    {
        rows.Each("SELECT month, journal, entries, debit FROM journal_total", r =>
        {
            var key = ((int)r.Number(0), JournalOf(r.Bytes(1)));
            var (entries, debit) = _journalSums.GetValueOrDefault(key);
            _journalSums.Remove(key);
            if (entries != r.Number(2) || debit != r.Number(3))
                JournalDiffers(key, r.Number(2), r.Number(3), entries, debit);
        });
        foreach (var (key, (entries, debit)) in _journalSums)
            JournalDiffers(key, 0, 0, entries, debit);
    }

    private void JournalDiffers((int Month, int Journal) key, long entries, long debit, long realEntries,
        long realDebit) =>
        found.Add(Names.Balances, $"mois {CheckedRows.MonthText(key.Month)}, journal {_journalTexts[key.Journal]}"
            + $" : total gardé {entries} écritures, {CheckedRows.Euros(debit)}, "
            + $"lignes {realEntries} écritures, {CheckedRows.Euros(realDebit)}");

    private void Differs((int Month, int Activity, int Account, bool Opening) key, long debit, long credit,
        long realDebit, long realCredit) =>
        found.Add(Names.Balances,
            $"mois {CheckedRows.MonthText(key.Month)}, activité n° {key.Activity}, compte {_accountTexts[key.Account]}"
            + (key.Opening ? " (à-nouveaux)" : "")
                + $" : solde gardé {CheckedRows.Euros(debit)} / {CheckedRows.Euros(credit)}, "
            + $"lignes {CheckedRows.Euros(realDebit)} / {CheckedRows.Euros(realCredit)}");

    private void AddInternal(string account, long activity, long amount, ReadOnlySpan<byte> thirdParty)
    {
        if (account is "181000" or "181100")
        {
            if (activity != 1)
                _own[(account, activity)] = _own.GetValueOrDefault((account, activity)) + amount;
            else if (thirdParty.StartsWith("act-"u8) && long.TryParse(thirdParty[4..], out var behind))
                _mirrored[(account, behind)] = _mirrored.GetValueOrDefault((account, behind)) + amount;
            else
                _mirrored[(account, 0)] = _mirrored.GetValueOrDefault((account, 0)) + amount;
        }
        else if (account is "186100" or "187100")
            _internal["186100 et 187100 (contributions)"] =
                _internal.GetValueOrDefault("186100 et 187100 (contributions)") + amount;
        else if (account is "186200" or "187200")
            _internal["186200 et 187200 (ventes internes)"] =
                _internal.GetValueOrDefault("186200 et 187200 (ventes internes)") + amount;
        else if (account is "186300" or "187300")
            _internal["186300 et 187300 (fonds mutuel)"] =
                _internal.GetValueOrDefault("186300 et 187300 (fonds mutuel)") + amount;
    }

    private void CompareMirrors()
    {
        foreach (var (account, activity) in _own.Keys.Union(_mirrored.Keys).OrderBy(k => k))
        {
            var (own, mirrored) =
                (_own.GetValueOrDefault((account, activity)), _mirrored.GetValueOrDefault((account, activity)));
            if (own + mirrored != 0)
                found.Add(Names.CurrentAccounts, activity == 0
                    ? $"compte {account} de la structure : {CheckedRows.Euros(mirrored)} sans activité"
                    : $"compte {account} : l’activité n° {activity} a {CheckedRows.Euros(own)}, la structure "
                        + $"{CheckedRows.Euros(mirrored)} à son nom");
        }
        foreach (var (accounts, sum) in _internal.Where(i => i.Value != 0))
            found.Add(Names.CurrentAccounts,
                $"comptes {accounts} : leur somme est {CheckedRows.Euros(sum)} au lieu de zéro");
    }

    private int JournalOf(ReadOnlySpan<byte> code)
    {
        if (_journals.TryGet(code, out var journal))
            return journal;
        _journals.Set(code, _journalTexts.Count);
        _journalTexts.Add(Encoding.UTF8.GetString(code));
        return _journalTexts.Count - 1;
    }

    private int AccountOf(ReadOnlySpan<byte> number)
    {
        if (_accounts.TryGet(number, out var account))
            return account;
        _accounts.Set(number, _accountTexts.Count);
        _accountTexts.Add(Encoding.UTF8.GetString(number));
        _known.Add(_chart.Contains(_accountTexts[^1]));
        return _accountTexts.Count - 1;
    }

    private static HashSet<string> LoadTexts(CheckedRows rows, string sql)
    {
        var texts = new HashSet<string>();
        rows.Each(sql, r => texts.Add(r.Text(0)));
        return texts;
    }

    private static HashSet<long> LoadNumbers(CheckedRows rows, string sql)
    {
        var numbers = new HashSet<long>();
        rows.Each(sql, r => numbers.Add(r.Number(0)));
        return numbers;
    }

    private static ByteKeys<bool> LoadKeys(CheckedRows rows, string sql)
    {
        var keys = new ByteKeys<bool>();
        rows.Each(sql, r => keys.Set(r.Bytes(0), true));
        return keys;
    }
}
