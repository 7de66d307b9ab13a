using Essaim.App.Data.Approvals;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities.Advances;

/// <summary>How what a month end lent is paid back: when it was decided, by whom, by which resolution.</summary>
public sealed record PlanDecision(long Movement, DateOnly On, string People, string Resolution, AdvancePlan Plan);

/// <summary>
/// Gives a plan to what a month end lent and the board ratified (échelonner). Nothing moves in the books: from then on
/// it is paid back by its plan, and no longer first of all.
/// </summary>
public static class PlanAdvance
{
    /// <summary>Done at once, or asked of a second person: which of the two is the answer.</summary>
    public static async Task<string> AskAsync(WriteSession w, PlanDecision decision)
    {
        var (movement, left) = await CheckAsync(w, decision);
        var name = (await w.Db.Activities.FindAsync(movement.ActivityId))!.TradeName;
        return await FourEyes.DoOrAskAsync(w, ApprovalKinds.AdvancePlan, movement.Id.ToString(),
            $"Échéancier de l’avance {movement.Month.AfterDe()} à {name}, {left}", ValueJson.Write(decision));
    }

    public static async Task<long> PlanAsync(WriteSession w, PlanDecision decision)
    {
        var (movement, left) = await CheckAsync(w, decision);
        var advance = new Advance
        {
            ActivityId = movement.ActivityId, AskedAmount = left, AskedPlan = decision.Plan,
            Purpose = $"Part fixe {movement.Month.AfterDe()}, avancée en fin de mois", AskedAt = w.Now,
            AskedBy = decision.People.Trim(), Amount = left, Plan = decision.Plan, State = AdvanceState.PaidOut,
            DecidedOn = decision.On, DecidedBy = decision.People.Trim(), Resolution = decision.Resolution.Trim(),
            PaidOutOn = movement.Month.LastDay,
        };
        w.Db.Advances.Add(advance);
        await w.SaveAsync();
        movement.AdvanceId = advance.Id;
        await w.SaveAsync();
        return advance.Id;
    }

    /// <summary>The movement, and what is still lent of it: others may have been paid back first.</summary>
    private static async Task<(CashAdvance Movement, Money Left)> CheckAsync(WriteSession w, PlanDecision decision)
    {
        var movement = await w.Db.CashAdvances.SingleOrDefaultAsync(a => a.Id == decision.Movement);
        if (movement is not { OpenedByLaw: true, Amount.IsPositive: true })
            throw new BrokenRuleException("Cette avance n’existe pas. Regardez la liste des avances.");
        if (movement.RatifiedOn is null)
            throw new BrokenRuleException("Faites d’abord ratifier cette avance, puis donnez-lui un échéancier.");
        if (movement.AdvanceId is not null)
            throw new BrokenRuleException("Cette avance a déjà son échéancier. Rechargez la page.");
        if (string.IsNullOrWhiteSpace(decision.People) || string.IsNullOrWhiteSpace(decision.Resolution))
            throw new BrokenRuleException("Dites qui a décidé cet échéancier, et par quelle résolution.");
        if (decision.On > w.Today || decision.On < movement.Month.FirstDay)
            throw new BrokenRuleException("La décision date d’entre ce mois-là et aujourd’hui. Donnez un autre jour.");
        if (decision.Plan.First < Month.Of(decision.On))
            throw new BrokenRuleException("Le remboursement ne peut pas commencer avant la décision.");
        var left = Money.Min(movement.Amount,
            await RepayAdvances.WithoutPlanAsync(w, movement.ActivityId, await LentAsync(w, movement)));
        return left.IsPositive ? (movement, left)
            : throw new BrokenRuleException("Cette avance est déjà rendue : elle n’a plus besoin d’échéancier.");
    }

    private static async Task<Money> LentAsync(WriteSession w, CashAdvance movement)
    {
        await w.SaveAsync();
        return -(await w.Books.PositionAsync(w.Today, movement.ActivityId, Domain.Ledger.Accounts.Advance))
            .Sum(b => b.Balance);
    }
}
