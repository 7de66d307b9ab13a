using Essaim.App.Data.Approvals;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities.Mutual;

/// <summary>What was decided of a claim: when, by whom, by which resolution, and how much.</summary>
public sealed record MutualDecision(long Claim, DateOnly On, string People, string Resolution, Money Amount);

/// <summary>
/// Claims on the mutual fund (demandes au fonds): asked by an activity, decided, and paid to it in the same act; never
/// more than the fund has, held in the transaction that pays.
/// </summary>
public static class MutualClaims
{
    private const int LongestEvent = 2000;

    public static async Task<MutualClaim> AskAsync(
        WriteSession w, ActivityId activity, Money amount, string what, string by)
    {
        var fund = await MutualFund.FindAsync(w.Db) ?? throw new BrokenRuleException(
            "La coopérative n’a pas encore de fonds mutuel. L’assemblée peut en voter un.");
        if (activity.IsStructure || activity == fund.Id)
            throw new BrokenRuleException("Le fonds aide les activités. Choisissez une activité.");
        if (!amount.IsPositive)
            throw new BrokenRuleException("Le montant demandé est positif.");
        if (what.Trim().Length is 0 or > LongestEvent)
            throw new BrokenRuleException("Dites ce qui est arrivé, en quelques mots.");
        var claim = new MutualClaim
        {
            ActivityId = activity, Event = what.Trim(), AskedAmount = amount, Amount = amount, AskedAt = w.Now,
            AskedBy = by, State = MutualClaimState.Asked,
        };
        w.Db.MutualClaims.Add(claim);
        await w.SaveAsync();
        return claim;
    }

    /// <summary>Paid at once, or asked of a second person: which of the two is the answer.</summary>
    public static async Task<string> AskPayAsync(WriteSession w, MutualDecision decision)
    {
        var (claim, _) = await CheckAsync(w, decision);
        var name = (await w.Db.Activities.FindAsync(claim.ActivityId))!.TradeName;
        return await FourEyes.DoOrAskAsync(w, ApprovalKinds.MutualHelp, claim.Id.ToString(),
            $"Aide du fonds mutuel à {name}, {decision.Amount}, décidée le {FrenchText.Long(decision.On)}",
            ValueJson.Write(decision));
    }

    public static async Task PayAsync(WriteSession w, MutualDecision decision)
    {
        var (claim, fund) = await CheckAsync(w, decision);
        var posted = await w.Ledger.PostAsync(MutualFundPosting.Help(fund, claim.ActivityId, decision.Amount, w.Today,
            $"Fonds mutuel, aide n° {claim.Id}", new DocumentRef(MutualClaim.DocumentKind, claim.Id)));
        (claim.State, claim.Amount, claim.EntryId) = (MutualClaimState.Paid, decision.Amount, posted.Id);
        Note(claim, decision.On, decision.People, decision.Resolution);
        await w.SaveAsync();
    }

    public static async Task RefuseAsync(WriteSession w, long id, DateOnly on, string people, string reason)
    {
        var claim = await ToDecideAsync(w, id, on, people, reason);
        claim.State = MutualClaimState.Refused;
        Note(claim, on, people, reason);
    }

    public static async Task WithdrawAsync(WriteSession w, long id) =>
        (await AskedAsync(w, id)).State = MutualClaimState.Withdrawn;

    private static async Task<(MutualClaim Claim, ActivityId Fund)> CheckAsync(WriteSession w, MutualDecision decision)
    {
        var claim = await ToDecideAsync(w, decision.Claim, decision.On, decision.People, decision.Resolution);
        if (!decision.Amount.IsPositive)
            throw new BrokenRuleException("Le montant d’une aide est positif.");
        await w.SaveAsync();
        var held = await MutualFund.HeldAsync(w.Db, w.Today);
        if (decision.Amount > held)
            throw new BrokenRuleException($"Le fonds a {held} : il ne peut pas donner plus. Accordez moins.");
        return (claim, (await MutualFund.FindAsync(w.Db))!.Id);
    }

    private static async Task<MutualClaim> ToDecideAsync(
        WriteSession w, long id, DateOnly on, string people, string resolution)
    {
        var claim = await AskedAsync(w, id);
        if (on > w.Today)
            throw new BrokenRuleException("La décision est déjà prise : sa date n’est pas dans l’avenir.");
        if (string.IsNullOrWhiteSpace(people) || string.IsNullOrWhiteSpace(resolution))
            throw new BrokenRuleException("Dites qui a décidé, et par quelle résolution, ou pourquoi non.");
        return claim;
    }

    private static async Task<MutualClaim> AskedAsync(WriteSession w, long id)
    {
        var claim = await w.Db.MutualClaims.SingleOrDefaultAsync(c => c.Id == id)
            ?? throw new BrokenRuleException("Cette demande n’existe pas. Regardez la liste.");
        return claim.State == MutualClaimState.Asked ? claim
            : throw new BrokenRuleException("Cette demande a déjà sa réponse. Rechargez la page.");
    }

    private static void Note(MutualClaim claim, DateOnly on, string people, string resolution) =>
        (claim.DecidedOn, claim.DecidedBy, claim.Resolution) = (on, people.Trim(), resolution.Trim());
}
