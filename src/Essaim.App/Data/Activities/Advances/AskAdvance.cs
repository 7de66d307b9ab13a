using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities.Advances;

/// <summary>Asks the co-op for cash (demande d’avance), with its purpose and how it would be paid back.</summary>
public static class AskAdvance
{
    private const int LongestPurpose = 2000;

    public static async Task<Advance> AskAsync(
        WriteSession w, ActivityId activity, Money amount, string purpose, AdvancePlan plan, string by)
    {
        if (activity.IsStructure)
            throw new BrokenRuleException("La structure ne se prête pas à elle-même. Choisissez une activité.");
        if (!amount.IsPositive)
            throw new BrokenRuleException("Le montant d’une avance est positif.");
        if (purpose.Trim().Length is 0 or > LongestPurpose)
            throw new BrokenRuleException("Dites à quoi servira l’avance, en quelques mots.");
        if (plan.First < Month.Of(w.Today))
            throw new BrokenRuleException("Le remboursement ne commence pas dans le passé. Donnez un autre mois.");
        if (await w.Db.Activities.AnyAsync(a => a.Id == activity && a.ClosedOn != null && a.ClosedOn <= w.Today))
            throw new BrokenRuleException("Cette activité est fermée : elle ne reçoit plus d’avance.");
        var advance = new Advance
        {
            ActivityId = activity, AskedAmount = amount, AskedPlan = plan, Purpose = purpose.Trim(), AskedAt = w.Now,
            AskedBy = by, Amount = amount, Plan = plan, State = AdvanceState.Asked,
        };
        w.Db.Advances.Add(advance);
        await w.SaveAsync();
        return advance;
    }

    /// <summary>Only before it is decided.</summary>
    public static async Task WithdrawAsync(WriteSession w, long id)
    {
        var advance = await FindAsync(w, id);
        if (advance.State != AdvanceState.Asked)
            throw new BrokenRuleException("Cette demande a déjà sa réponse. Parlez-en à la coopérative.");
        advance.State = AdvanceState.Withdrawn;
    }

    internal static async Task<Advance> FindAsync(WriteSession w, long id) =>
        await w.Db.Advances.SingleOrDefaultAsync(a => a.Id == id)
            ?? throw new BrokenRuleException("Cette avance n’existe pas. Regardez la liste des avances.");
}
