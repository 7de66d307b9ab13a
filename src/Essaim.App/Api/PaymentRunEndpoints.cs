using System.Security.Cryptography;
using Essaim.App.Data.Banking.Runs;
using Essaim.App.Data.Purchases;
using Essaim.App.Identity;
using Essaim.Domain.Banking;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

/// <summary>An order to pay open items; <c>items</c> are lines as « à payer » lists them, "2026000000012-1".</summary>
public sealed record NewPaymentRun(long Account, DateOnly ExecutionDate, IReadOnlyList<string> Items);

/// <summary>A transfer of an order; <c>state</c> is <c>pending</c>, <c>accepted</c> or <c>rejected</c>.</summary>
public sealed record TransferAnswer(long Id, string Payee, string Name, string? Iban, decimal Amount, string Label,
    string State, string BankSays);

/// <summary>
/// An order to the bank; <c>state</c> is <c>prepared</c>, <c>asked</c>, <c>tohandover</c>, <c>handedover</c> or
/// <c>cancelled</c>.
/// </summary>
public sealed record PaymentRunAnswer(long Id, string State, DateOnly ExecutionDate, long Account, decimal Total,
    IReadOnlyList<TransferAnswer> Transfers);

/// <summary>What a bank's answer said of an order.</summary>
public sealed record BankAnswerRead(long Run, int Accepted, int Rejected, int Pending, IReadOnlyList<string> Remarks);

/// <summary>
/// Programs prepare orders, take their file and read the bank's answer back; that an order is given, two people decide
/// on the page.
/// </summary>
internal static class PaymentRunEndpoints
{
    private const string Missing = "Cet ordre de virement n’existe pas. Vérifiez son numéro.";

    public static void Map(RouteGroupBuilder api)
    {
        var runs = api.MapGroup("/payment-runs").WithTags("Virements");
        runs.MapGet("", ListAsync).Needs(Capability.KeepBooks).WithName("listPaymentRuns")
            .WithSummary("Les ordres de virement, le dernier d’abord");
        runs.MapPost("", PrepareAsync).Needs(Capability.KeepBooks).WithName("createPaymentRun")
            .WithSummary("Préparer un ordre de virement ; il se donne à deux personnes, sur sa page")
            .Produces<PaymentRunAnswer>(StatusCodes.Status201Created);
        runs.MapGet("/{id:long}", ReadAsync).Needs(Capability.KeepBooks).WithName("readPaymentRun")
            .WithSummary("Un ordre de virement et ce que la banque en a dit");
        runs.MapPost("/{id:long}/cancel", CancelAsync).Needs(Capability.KeepBooks).WithName("cancelPaymentRun")
            .WithSummary("Annuler un ordre qui n’est pas encore donné")
            .Produces<PaymentRunAnswer>(StatusCodes.Status201Created);
        runs.MapGet("/{id:long}/file", FileAsync).Needs(Capability.KeepBooks).WithName("takePaymentFile")
            .WithSummary("Prendre le fichier pain.001 d’un ordre donné ; qui l’a pris est écrit")
            .Produces<Stream>(StatusCodes.Status200OK, "application/xml");
        runs.MapPost("/answers", AnswerAsync).Needs(Capability.KeepBooks).WithName("readBankAnswer")
            .WithSummary("Lire la réponse de la banque (pain.002) : ses octets sont le contenu de la demande")
            .Accepts<Stream>("*/*").Produces<BankAnswerRead>(StatusCodes.Status201Created);
    }

    private static async Task<List<PaymentRunAnswer>> ListAsync(long? after, int? limit, ApiCall call)
    {
        var db = await call.ReadAsync();
        var runs = await db.PaymentRuns.Where(r => r.Id > (after ?? 0)).OrderBy(r => r.Id).Take(ApiPage.Size(limit))
            .ToListAsync();
        var answers = new List<PaymentRunAnswer>();
        foreach (var run in runs)
            answers.Add(await AnswerOfAsync(db, run));
        return answers;
    }

    private static async Task<PaymentRunAnswer> ReadAsync(long id, ApiCall call) =>
        await AnswerOfAsync(await call.ReadAsync(), await FindAsync(id, call));

    private static Task<IResult> PrepareAsync(NewPaymentRun asked, ApiCall call) => call.OnceAsync(asked, async w =>
    {
        var wanted = asked.Items.ToHashSet();
        var items = (await PayableItems.ReadAsync(w.Db)).Where(i => wanted.Contains(i.Key)).ToList();
        if (items.Count != wanted.Count)
            throw new BrokenRuleException("Un de ces postes n’est pas, ou n’est plus, à payer. Relisez la liste.");
        return await AnswerOfAsync(w.Db, await PrepareRun.PrepareAsync(w, asked.Account, asked.ExecutionDate, items,
            call.Me.Name));
    });

    private static async Task<IResult> CancelAsync(long id, ApiCall call)
    {
        await FindAsync(id, call);
        return await call.OnceAsync("", async w =>
        {
            await PrepareRun.CancelAsync(w, id);
            await w.SaveAsync();
            return await AnswerOfAsync(w.Db, await w.Db.PaymentRuns.SingleAsync(r => r.Id == id));
        });
    }

    private static async Task<IResult> FileAsync(long id, Data.Installation installation, ApiCall call)
    {
        await FindAsync(id, call);
        var keys = installation.Keys(call.Me.CoopId);
        var (order, bytes) = await (await call.StoreAsync()).WriteAsync(w =>
            RunFile.TakeAsync(w, keys, id, call.Me.Name));
        return Results.File(bytes, "application/xml", $"virements-{order.MessageId}.xml");
    }

    private static async Task<IResult> AnswerAsync(
        HttpRequest request, Data.Installation installation, ApiCall call, CancellationToken cancel)
    {
        var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, cancel);
        var keys = installation.Keys(call.Me.CoopId);
        return await call.OnceAsync(new SentStatement("", Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()))),
            async w => await BookRun.AnswerAsync(w, keys, bytes.ToArray()) is var read
                ? new BankAnswerRead(read.Run, read.Accepted, read.Rejected, read.Pending, read.Remarks) : null!);
    }

    private static async Task<PaymentRun> FindAsync(long id, ApiCall call) =>
        await (await call.ReadAsync()).PaymentRuns.SingleOrDefaultAsync(r => r.Id == id)
        ?? throw new NotFoundException(Missing);

    private static async Task<PaymentRunAnswer> AnswerOfAsync(Data.CoopDb db, PaymentRun run)
    {
        var listed = (await RunList.OfAsync(db, [run]))[0];
        var transfers = await OrderRun.TransfersAsync(db, run.Id);
        return new PaymentRunAnswer(run.Id, listed.Standing.ToString().ToLowerInvariant(), run.ExecutionOn,
            run.BankAccountId, transfers.Sum(t => t.Amount).ToDecimal(), [.. transfers.Select(t => new TransferAnswer(
                t.Id, t.ThirdParty, t.Name, t.Iban?.Mask, t.Amount.ToDecimal(), t.Label,
                t.State.ToString().ToLowerInvariant(), t.Told))]);
    }
}
