using Essaim.App.Data.Approvals;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>
/// Asks for the closing of a month (demande de clôture): the months before it come first, and it must be over.
/// </summary>
public static class AskClosing
{
    /// <summary>Under way at once, or asked of a second person: which of the two is the answer.</summary>
    public static async Task<string> AskAsync(WriteSession w, Month month, DateOnly today) =>
        await RefusalAsync(w.Db, month, today) is { } refusal ? throw new BrokenRuleException(refusal)
            : await FourEyes.DoOrAskAsync(w, ApprovalKinds.Closing, month.ToIso(), "Clore " + month, "");

    /// <summary>Why it cannot be closed now; null when it can.</summary>
    public static async Task<string?> RefusalAsync(CoopDb db, Month month, DateOnly today)
    {
        if (await db.MonthClosings.AnyAsync(c => c.Month == month && c.ClosedAt != null))
            return $"Le mois {month.AfterDe()} est déjà clos.";
        if (month.LastDay >= today)
            return $"Le mois n’est pas fini. Il pourra être clos à partir du {FrenchText.Long(month.Next().FirstDay)}.";
        var earlier = (await MonthStanding.ToCloseAsync(db, today)).Where(m => m < month).ToList();
        return earlier.Count > 0 ? $"Le mois de {earlier[0]} n’est pas clos. Clôturez d’abord {earlier[0]}." : null;
    }
}
