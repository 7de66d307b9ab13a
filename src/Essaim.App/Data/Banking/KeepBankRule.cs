using Essaim.Domain.Banking;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Banking;

/// <summary>Keeps a rule for movements that come again; one for the same words gives way.</summary>
public static class KeepBankRule
{
    public static async Task<BankRuleRow> KeepAsync(WriteSession w, string text, bool isIncoming, ImputedPart part,
        string label, string by)
    {
        var words = string.Join(' ', PlainText.Words(text));
        if (words.Length == 0)
            throw new BrokenRuleException("Donnez les mots du libellé qui reviennent.");
        if (await w.Db.BankRules.SingleOrDefaultAsync(r => r.Text == words && r.IsIncoming == isIncoming) is { } same)
        {
            w.Db.BankRules.Remove(same);
            await w.SaveAsync();
        }
        var rule = new BankRuleRow
        {
            Text = words, IsIncoming = isIncoming, Account = part.Account, ActivityId = part.Activity,
            Label = label.Trim(), MadeAt = w.Now, MadeBy = by,
        };
        w.Db.BankRules.Add(rule);
        await w.SaveAsync();
        return rule;
    }
}

/// <summary>
/// Points at once the movements whose best proposal is sure, as somebody saw them: what is no longer sure, or was
/// taken by another of them, is left for them to look at.
/// </summary>
public static class PointSure
{
    private const int AtOnce = 50;

    public static async Task<int> RunAsync(WriteSession w, BankAccountRow account, IReadOnlyList<long> ids, string by)
    {
        var lines = await w.Db.BankLines.Where(l => l.BankAccountId == account.Id && l.ExplainedAt == null
            && ids.Contains(l.Id)).OrderBy(l => l.Date).ThenBy(l => l.Id).Take(AtOnce).ToListAsync();
        var proposals = await BankCandidates.ProposeAsync(w.Db, account, lines);
        var taken = new HashSet<(Domain.Ledger.EntryId, int)>();
        var done = 0;
        foreach (var line in lines)
        {
            if (proposals[line.Id] is not [{ Certainty: BankCertainty.Sure } best, ..]
                || best.Parts.Any(p => taken.Contains((p.Entry, p.Line))))
                continue;
            taken.UnionWith(best.Parts.Select(p => (p.Entry, p.Line)));
            await ExplainLine.ByLinesAsync(w, line.Id,
                [.. best.Parts.Select(p => new Domain.Ledger.OpenItemId(p.Entry, p.Line))], null, by);
            done++;
        }
        return done;
    }
}
