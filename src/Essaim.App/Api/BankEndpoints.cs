using System.Security.Cryptography;
using Essaim.App.Data.Banking;
using Essaim.App.Identity;
using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

/// <summary>An account of the co-op at a bank.</summary>
public sealed record BankAccountAnswer(long Id, string Name, string Iban, string Account, DateOnly StartsOn);

/// <summary>What a statement brought; <c>remarks</c> tells what of it was left.</summary>
public sealed record StatementAnswer(long Added, long Known, long Pointed, IReadOnlyList<string> Remarks);

/// <summary>A movement of a bank account; what came in is positive.</summary>
public sealed record BankMovementAnswer(long Id, long Account, DateOnly Date, decimal Amount, string Label,
    string Reference, string? PointedBy)
{
    public static BankMovementAnswer Of(BankLineRow l) =>
        new(l.Id, l.BankAccountId, l.Date, l.Amount.ToDecimal(), l.Text, l.Reference, l.ExplainedBy);
}

/// <summary>What may explain a movement: lines of the books, "2026000000012-1", or a rule; <c>certainty</c> is
/// <c>sure</c>, <c>likely</c> or <c>possible</c>.</summary>
public sealed record BankProposalAnswer(string Certainty, string Reason, IReadOnlyList<string> Lines, long? Rule,
    decimal Amount);

/// <summary>
/// A part of a movement that an account takes, with the movement's sign; of the structure by default.
/// </summary>
public sealed record ImputedShare(string Account, decimal Amount, string Activity = "structure");

/// <summary>Explains a movement by lines of the books, or by accounts; <c>differenceAccount</c> takes what differs.
/// </summary>
public sealed record PointRequest(IReadOnlyList<string>? Lines = null, IReadOnlyList<ImputedShare>? Accounts = null,
    string? DifferenceAccount = null, string DifferenceActivity = "structure", string Label = "");

/// <summary>A file of statements, for the key of its sending.</summary>
internal sealed record SentStatement(string File, string Sha256);

internal static class BankEndpoints
{
    private const string Missing = "Ce mouvement n’existe pas. Vérifiez son numéro.";

    public static void Map(RouteGroupBuilder api)
    {
        var bank = api.MapGroup("").WithTags("Banque");
        bank.MapGet("/bank-accounts", AccountsAsync).Needs(Capability.KeepBooks).WithName("listBankAccounts")
            .WithSummary("Les comptes bancaires de la coopérative");
        bank.MapPost("/bank-statements", TakeAsync).Needs(Capability.KeepBooks).WithName("takeBankStatement")
            .WithSummary("Importer un relevé CAMT.053, CFONB 120 ou OFX : ses octets sont le contenu de la demande")
            .Accepts<Stream>("*/*").Produces<StatementAnswer>(StatusCodes.Status201Created);
        bank.MapGet("/bank-movements", MovementsAsync).Needs(Capability.KeepBooks).WithName("listBankMovements")
            .WithSummary("Les mouvements d’un compte bancaire, tous ou ceux qui restent à pointer");
        bank.MapGet("/bank-movements/{id:long}", MovementAsync).Needs(Capability.KeepBooks)
            .WithName("readBankMovement").WithSummary("Un mouvement bancaire");
        bank.MapGet("/bank-movements/{id:long}/proposals", ProposalsAsync).Needs(Capability.KeepBooks)
            .WithName("proposeForMovement").WithSummary("Ce qui peut expliquer un mouvement, le meilleur d’abord");
        bank.MapPost("/bank-movements/{id:long}/point", PointAsync).Needs(Capability.KeepBooks)
            .WithName("pointMovement").WithSummary("Pointer un mouvement")
            .Produces<BankMovementAnswer>(StatusCodes.Status201Created);
        bank.MapPost("/bank-movements/{id:long}/suspend", SuspendAsync).Needs(Capability.KeepBooks)
            .WithName("suspendMovement").WithSummary("Mettre un mouvement inconnu en attente, sur le compte 471")
            .Produces<BankMovementAnswer>(StatusCodes.Status201Created);
        bank.MapPost("/bank-movements/{id:long}/undo", UndoAsync).Needs(Capability.KeepBooks)
            .WithName("undoMovement").WithSummary("Défaire le pointage d’un mouvement")
            .Produces<BankMovementAnswer>(StatusCodes.Status201Created);
    }

    private static async Task<List<BankAccountAnswer>> AccountsAsync(ApiCall call) =>
        [.. (await (await call.ReadAsync()).BankAccounts.OrderBy(a => a.Id).ToListAsync())
            .Select(a => new BankAccountAnswer(a.Id, a.Name, a.Iban.Text, a.Account.Digits, a.StartsOn))];

    private static async Task<IResult> TakeAsync(string file, HttpRequest request, Data.Installation installation,
        ApiCall call, CancellationToken cancel)
    {
        var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancel);
        var read = BankFile.Read(bytes.ToArray());
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()));
        var keys = installation.Keys(call.Me.CoopId);
        return await call.OnceAsync(new SentStatement(file, sha256), async w =>
            await TakeStatement.TakeAsync(w, keys, read, new GivenStatement(file, sha256, call.Me.Name)) is var taken
                ? new StatementAnswer(taken.Added, taken.Known, taken.Matched, taken.Remarks) : null!);
    }

    private static async Task<List<BankMovementAnswer>> MovementsAsync(
        long account, bool? waiting, long? after, int? limit, ApiCall call)
    {
        var all = (await call.ReadAsync()).BankLines.Where(l => l.BankAccountId == account && l.Id > (after ?? 0));
        if (waiting == true)
            all = all.Where(l => l.ExplainedAt == null);
        return [.. (await all.OrderBy(l => l.Id).Take(ApiPage.Size(limit)).ToListAsync())
            .Select(BankMovementAnswer.Of)];
    }

    private static async Task<BankMovementAnswer> MovementAsync(long id, ApiCall call) =>
        BankMovementAnswer.Of(await FindAsync(id, call));

    private static async Task<List<BankProposalAnswer>> ProposalsAsync(long id, ApiCall call)
    {
        var line = await FindAsync(id, call);
        if (line.ExplainedAt is not null)
            return [];
        var db = await call.ReadAsync();
        var account = await db.BankAccounts.SingleAsync(a => a.Id == line.BankAccountId);
        return [.. (await BankCandidates.ProposeAsync(db, account, [line]))[id].Select(p => new BankProposalAnswer(
            p.Certainty.ToString().ToLowerInvariant(), p.Reason,
            [.. p.Parts.Select(c => $"{c.Entry}-{c.Line}")], p.Rule?.Id, p.Explained.ToDecimal()))];
    }

    private static async Task<IResult> PointAsync(long id, PointRequest asked, ApiCall call)
    {
        await FindAsync(id, call);
        var parts = new List<ImputedPart>();
        foreach (var share in asked.Accounts ?? [])
            parts.Add(new ImputedPart(new AccountNumber(share.Account), (await call.ActivityAsync(share.Activity)).Id,
                NewLine.Amount(share.Amount)));
        var difference = asked.DifferenceAccount is { } account
            ? new TakenDifference(new AccountNumber(account), (await call.ActivityAsync(asked.DifferenceActivity)).Id)
            : null;
        return await call.OnceAsync(asked, async w => BankMovementAnswer.Of(parts.Count > 0
            ? await ExplainLine.ByAccountsAsync(w, id, parts, asked.Label, call.Me.Name)
            : await ExplainLine.ByLinesAsync(w, id, [.. (asked.Lines ?? []).Select(OpenItemId.Parse)], difference,
                call.Me.Name)));
    }

    private static async Task<IResult> SuspendAsync(long id, ApiCall call)
    {
        await FindAsync(id, call);
        return await call.OnceAsync("", async w =>
            BankMovementAnswer.Of(await ExplainLine.AsUnknownAsync(w, id, call.Me.Name)));
    }

    private static async Task<IResult> UndoAsync(long id, ApiCall call)
    {
        await FindAsync(id, call);
        return await call.OnceAsync("", async w => BankMovementAnswer.Of(await ExplainLine.UndoAsync(w, id)));
    }

    private static async Task<BankLineRow> FindAsync(long id, ApiCall call) =>
        await (await call.ReadAsync()).BankLines.SingleOrDefaultAsync(l => l.Id == id)
        ?? throw new NotFoundException(Missing);
}
