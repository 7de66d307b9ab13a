using Essaim.App.Data.People;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll.Plans;

/// <summary>What somebody asks to be paid, and what the co-op answers.</summary>
public static class DecidePayPlan
{
    private const int LongestWords = 2000;

    public static async Task<PayPlanRow> AskAsync(WriteSession w, PayPlanRow plan)
    {
        if (plan.Amounts.Count is 0 or > PayOutlook.LongestMonths || plan.Amounts.Any(a => a.IsNegative)
            || !plan.Amounts.Sum().IsPositive)
            throw new BrokenRuleException(
                $"Un salaire se propose sur 1 à {PayOutlook.LongestMonths} mois, avec un montant. Refaites le calcul.");
        if (plan.Why.Length > LongestWords)
            throw new BrokenRuleException("Ce mot est trop long. Dites-le en quelques phrases.");
        if (await w.Db.PayPlans.AnyAsync(p => p.ActivityId == plan.ActivityId && p.State == PayPlanState.Asked))
            throw new BrokenRuleException(
                "Une proposition attend déjà sa réponse. Retirez-la d’abord pour en faire une autre.");
        w.Db.PayPlans.Add(plan);
        await w.SaveAsync();
        return plan;
    }

    /// <summary>Makes the smoothing plan; the one before stops where this one begins.</summary>
    public static async Task AcceptAsync(WriteSession w, long id, string answer, string by)
    {
        var plan = await AskedAsync(w, id);
        foreach (var before in await w.Db.SmoothingPlans
            .Where(p => p.ActivityId == plan.ActivityId && p.StoppedOn == null).ToListAsync())
            before.StoppedOn = plan.FirstMonth.FirstDay;
        var made = new SmoothingPlanRow
        {
            ActivityId = plan.ActivityId, PersonId = plan.PersonId, FirstMonth = plan.FirstMonth,
            Amounts = plan.Amounts, DecidedOn = w.Today,
        };
        w.Db.SmoothingPlans.Add(made);
        await w.SaveAsync();
        plan.SmoothingPlanId = made.Id;
        Decide(w, plan, PayPlanState.Accepted, answer, by);
    }

    public static async Task RefuseAsync(WriteSession w, long id, string answer, string by)
    {
        if (answer.Trim().Length == 0)
            throw new BrokenRuleException("Dites pourquoi : la personne lira votre réponse.");
        Decide(w, await AskedAsync(w, id), PayPlanState.Refused, answer, by);
    }

    public static async Task WithdrawAsync(WriteSession w, long id, string by) =>
        Decide(w, await AskedAsync(w, id), PayPlanState.Withdrawn, "", by);

    /// <summary>
    /// The draft of the amendment that would make the plan's pay the fixed part of the contract: due every month then,
    /// whatever the cash.
    /// </summary>
    public static async Task<ContractPaper> AmendAsync(WriteSession w, long id, string by)
    {
        var plan = await w.Db.PayPlans.SingleAsync(p => p.Id == id);
        var cesa = await CesaOfAsync(w.Db, plan) ?? throw new BrokenRuleException(
            "Cette personne n’a pas de Cesa en cours : il n’y a pas de contrat à changer.");
        if (plan.State != PayPlanState.Accepted)
            throw new BrokenRuleException("Acceptez d’abord la proposition.");
        var paper = await ContractPapers.AmendAsync(w, cesa.Id, by);
        paper.Content = paper.Content with { FixedPay = plan.Gross, FirstDay = plan.FirstMonth.FirstDay };
        return paper;
    }

    public static async Task<Contract?> CesaOfAsync(CoopDb db, PayPlanRow plan) =>
        (await db.Contracts.Where(c => c.PersonId == plan.PersonId && c.Kind == ContractKind.Cesa).ToListAsync())
        .Where(c => c.CoversMonth(plan.FirstMonth)).MaxBy(c => c.FirstDay);

    private static void Decide(WriteSession w, PayPlanRow plan, PayPlanState state, string answer, string by)
    {
        if (answer.Length > LongestWords)
            throw new BrokenRuleException("Cette réponse est trop longue. Dites-la en quelques phrases.");
        (plan.State, plan.Answer, plan.DecidedBy, plan.DecidedOn) = (state, answer.Trim(), by, w.Today);
    }

    private static async Task<PayPlanRow> AskedAsync(WriteSession w, long id) =>
        await w.Db.PayPlans.SingleOrDefaultAsync(p => p.Id == id) is not { } plan
            ? throw new BrokenRuleException("Cette proposition n’existe pas. Regardez la liste.")
            : plan.State == PayPlanState.Asked ? plan
            : throw new BrokenRuleException("Cette proposition a déjà sa réponse.");
}
