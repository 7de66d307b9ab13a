using Essaim.App.Data.Approvals;
using Essaim.App.Identity;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

/// <summary>
/// Something that waits for a second person, or was decided; <c>page</c> is where what it is about is shown.
/// </summary>
public sealed record ApprovalAnswer(long Id, string Kind, string Title, string Page, string State, string AskedBy,
    string AskedAt, string? DecidedBy, string? DecidedAt, string Reason)
{
    public static ApprovalAnswer Of(Approval a) => new(a.Id, a.Kind, a.Title, ApprovalKinds.Of(a).Address(a), a.State,
        a.AskedBy, a.AskedAt, a.DecidedBy, a.DecidedAt, a.Reason);
}

/// <summary>Programs read what waits; whoever grants or refuses it is a person, on the page.</summary>
internal static class ApprovalEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var approvals = api.MapGroup("/approvals").WithTags("Accords");
        approvals.MapGet("", ListAsync).Needs(Capability.ApproveMoney).WithName("listApprovals")
            .WithSummary("Ce qui attend l’accord d’une deuxième personne, qui le donne sur la page");
        approvals.MapGet("/{id:long}", ReadAsync).Needs(Capability.ApproveMoney).WithName("readApproval")
            .WithSummary("Une demande d’accord, et ce qu’elle est devenue");
    }

    private static async Task<List<ApprovalAnswer>> ListAsync(long? after, int? limit, ApiCall call) =>
        [.. (await (await call.ReadAsync()).Approvals.Where(a => a.State == Approval.Waiting && a.Id > (after ?? 0))
            .OrderBy(a => a.Id).Take(ApiPage.Size(limit)).ToListAsync()).Select(ApprovalAnswer.Of)];

    private static async Task<ApprovalAnswer> ReadAsync(long id, ApiCall call) =>
        ApprovalAnswer.Of(await (await call.ReadAsync()).Approvals.SingleOrDefaultAsync(a => a.Id == id)
            ?? throw new NotFoundException("Cette demande n’existe pas. Vérifiez son numéro."));
}
