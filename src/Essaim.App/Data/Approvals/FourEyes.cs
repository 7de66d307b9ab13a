using Essaim.App.Data.Acts;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Approvals;

/// <summary>
/// Acts on money by two people (règle des deux personnes): one asks, another one grants, and only then it is done. A
/// co-op may do without; then the act is done at once.
/// </summary>
public static class FourEyes
{
    public const string Done = Store.Done;
    public const string Asked = "demandé";

    /// <summary>Done at once, or kept for somebody else to grant: which of the two is the answer.</summary>
    public static async Task<string> DoOrAskAsync(
        WriteSession w, ApprovalKind kind, string about, string title, string payload)
    {
        var author = Author.Current;
        var approval = new Approval
        {
            Kind = kind.Key, About = about, Title = title, Payload = payload, AskedAt = w.Now,
            AskedById = author.UserId ?? 0, AskedBy = author.Name, State = Approval.Waiting, Reason = "",
        };
        if (!(await w.Db.Cooperatives.SingleAsync()).FourEyes)
        {
            await kind.DoAsync(w, approval);
            return Done;
        }
        if (await w.Db.Approvals.FirstOrDefaultAsync(a => a.Kind == kind.Key && a.About == about
            && a.State == Approval.Waiting) is { } waiting)
            throw new BrokenRuleException(
                $"{waiting.AskedBy} l’a déjà demandé : {waiting.Title}. Regardez les accords.");
        w.Db.Approvals.Add(approval);
        await w.SaveAsync();
        await w.TellAsync(new NewAct(ActVerbs.Asked, RecordKinds.Approval, approval.Id.ToString(), title));
        return Asked;
    }

    public static async Task<Approval> GrantAsync(WriteSession w, long id)
    {
        var approval = await DecideAsync(w, id, Approval.Granted, "");
        await ApprovalKinds.Of(approval).DoAsync(w, approval);
        return approval;
    }

    public static Task<Approval> RefuseAsync(WriteSession w, long id, string reason) =>
        reason.Trim().Length == 0
            ? throw new BrokenRuleException("Dites en quelques mots pourquoi : la personne qui a demandé le lira.")
            : DecideAsync(w, id, Approval.Refused, reason.Trim());

    /// <summary>By whoever asked, and nobody else.</summary>
    public static Task<Approval> WithdrawAsync(WriteSession w, long id) => DecideAsync(w, id, Approval.Withdrawn, "");

    private static async Task<Approval> DecideAsync(WriteSession w, long id, string state, string reason)
    {
        var approval = await w.Db.Approvals.SingleOrDefaultAsync(a => a.Id == id)
            ?? throw new BrokenRuleException("Cette demande n’existe pas. Regardez la liste des accords.");
        if (approval.State != Approval.Waiting)
            throw new BrokenRuleException($"{approval.DecidedBy} a déjà répondu à cette demande.");
        var author = Author.Current;
        var own = author.UserId == approval.AskedById;
        if (state == Approval.Withdrawn && !own)
            throw new BrokenRuleException(
                "Seule la personne qui a demandé peut retirer sa demande. Refusez-la plutôt.");
        if (state != Approval.Withdrawn && (own || author.UserId is null))
            throw new BrokenRuleException("Vous avez fait cette demande : une autre personne doit y répondre.");
        (approval.State, approval.Reason) = (state, reason);
        (approval.DecidedAt, approval.DecidedById, approval.DecidedBy) = (w.Now, author.UserId, author.Name);
        await w.TellAsync(new NewAct(VerbOf(state), RecordKinds.Approval, id.ToString(), approval.Title, reason));
        return approval;
    }

    private static string VerbOf(string state) => state switch
    {
        Approval.Granted => ActVerbs.Granted,
        Approval.Refused => ActVerbs.Refused,
        _ => ActVerbs.Removed,
    };
}
