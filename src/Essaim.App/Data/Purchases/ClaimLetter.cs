using Essaim.App.Mail;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>
/// Tells a person what was changed in their claim, and why (courriel de contrôle). A claim accepted as it was asked
/// sends nothing: its page and its reimbursement say it.
/// </summary>
public static class ClaimLetter
{
    public static async Task TellAsync(
        WriteSession w, ExpenseClaim claim, Money asked, IReadOnlyDictionary<int, LineDecision> decisions)
    {
        var changed = Changes(claim, decisions);
        if (changed.Count == 0)
            return;
        var person = await w.Db.People.SingleAsync(p => p.Id == claim.PersonId);
        var template = await MailTemplate.ReadAsync(w.Db, MailPurpose.CheckedClaim);
        await Outbox.PutAsync(w, template.Write(person.Email, person.FullName, new()
        {
            ["prénom"] = person.FirstName, ["mois"] = claim.Month.ToString(), ["demandé"] = asked.ToString(),
            ["accordé"] = claim.EntryId is null ? Money.Zero.ToString() : claim.Total.ToString(),
            ["changements"] = string.Join("\n", changed.Select(c => "- " + c)),
            ["coopérative"] = (await w.Db.Cooperatives.SingleAsync()).Name,
        }));
    }

    /// <summary>One sentence for each line that was corrected or refused.</summary>
    public static List<string> Changes(ExpenseClaim claim, IReadOnlyDictionary<int, LineDecision> decisions)
    {
        var content = claim.Content.Numbered();
        var granted = (claim.Granted ?? []).ToDictionary(g => g.Line.No, g => g.Line.Total);
        var lines = content.Expenses.Select(e => (e.No, e.Description, Asked: e.Total.ToString()))
            .Concat(content.Trips.Select(t => (t.No, t.Description, Asked: "")));
        var told = new List<string>();
        foreach (var (no, what, amount) in lines)
            if (decisions.GetValueOrDefault(no) is { Outcome: not LineOutcome.Accepted } decision)
                told.Add($"{what}{(amount.Length > 0 ? $", {amount}" : "")} : "
                    + (decision.Outcome == LineOutcome.Refused ? "refusé"
                        : $"corrigé, {granted.GetValueOrDefault(no)} remboursés")
                    + $". {decision.Reason.Trim()}");
        return told;
    }
}
