using Essaim.App.Data.Approvals;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Activities.Advances;

/// <summary>What was decided of an advance: when, by whom, by which resolution, and on which terms.</summary>
public sealed record AdvanceDecision(
    long Advance, DateOnly On, string People, string Resolution, Money Amount, AdvancePlan Plan);

/// <summary>
/// Notes the decision on a requested advance (accorder, refuser). Granting takes two people, and is held against the
/// ceiling in the transaction that grants: two grants at once cannot pass it together.
/// </summary>
public static class DecideAdvance
{
    /// <summary>Granted at once, or asked of a second person: which of the two is the answer.</summary>
    public static async Task<string> AskAsync(WriteSession w, AdvanceDecision decision)
    {
        var advance = await CheckAsync(w, decision);
        var name = (await w.Db.Activities.FindAsync(advance.ActivityId))!.TradeName;
        return await FourEyes.DoOrAskAsync(w, ApprovalKinds.AdvanceGrant, advance.Id.ToString(),
            $"Avance à {name}, {decision.Amount}, décidée le {FrenchText.Long(decision.On)}",
            ValueJson.Write(decision));
    }

    public static async Task GrantAsync(WriteSession w, AdvanceDecision decision)
    {
        var advance = await CheckAsync(w, decision);
        (advance.State, advance.Amount, advance.Plan) = (AdvanceState.Granted, decision.Amount, decision.Plan);
        Note(advance, decision.On, decision.People, decision.Resolution);
        await w.SaveAsync();
    }

    public static async Task RefuseAsync(WriteSession w, long id, DateOnly on, string people, string reason)
    {
        var advance = await ToDecideAsync(w, id, on, people);
        if (string.IsNullOrWhiteSpace(reason))
            throw new BrokenRuleException("Dites en quelques mots pourquoi : la personne qui a demandé le lira.");
        advance.State = AdvanceState.Refused;
        Note(advance, on, people, reason);
    }

    private static async Task<Advance> CheckAsync(WriteSession w, AdvanceDecision decision)
    {
        var advance = await ToDecideAsync(w, decision.Advance, decision.On, decision.People);
        if (string.IsNullOrWhiteSpace(decision.Resolution))
            throw new BrokenRuleException("Indiquez la résolution ou le procès-verbal qui accorde l’avance.");
        if (!decision.Amount.IsPositive)
            throw new BrokenRuleException("Le montant d’une avance est positif.");
        if (decision.Plan.First < Month.Of(decision.On))
            throw new BrokenRuleException("Le remboursement ne peut pas commencer avant la décision.");
        var ceiling = await AdvanceCeilings.OnAsync(w.Db, w.Today) ?? throw new BrokenRuleException(
            "Aucun plafond d’avances n’est voté. Faites-le voter et enregistrez-le : rien n’est prêté sans lui.");
        await w.SaveAsync();
        ceiling.Content.RefuseBeyond(decision.Amount, decision.Plan, decision.On,
            await AdvanceCeilings.OutAsync(w.Db, advance.ActivityId, w.Today));
        return advance;
    }

    private static async Task<Advance> ToDecideAsync(WriteSession w, long id, DateOnly on, string people)
    {
        var advance = await AskAdvance.FindAsync(w, id);
        if (advance.State != AdvanceState.Asked)
            throw new BrokenRuleException("Cette demande a déjà sa réponse. Rechargez la page.");
        if (on > w.Today)
            throw new BrokenRuleException("La décision est déjà prise : sa date n’est pas dans l’avenir.");
        if (string.IsNullOrWhiteSpace(people))
            throw new BrokenRuleException("Dites qui a décidé : le conseil, et les noms.");
        return advance;
    }

    private static void Note(Advance advance, DateOnly on, string people, string resolution) =>
        (advance.DecidedOn, advance.DecidedBy, advance.Resolution) = (on, people.Trim(), resolution.Trim());
}
