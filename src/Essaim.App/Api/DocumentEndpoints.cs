using System.Security.Cryptography;
using Essaim.App.Data.Documents;
using Essaim.App.Documents;
using Essaim.App.Identity;
using Essaim.App.Jobs;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

/// <summary>
/// A document beside a record: <c>clear</c> ones may be read, <c>waiting</c> ones wait for the virus scanner.
/// </summary>
public sealed record DocumentAnswer(long Id, string Name, string MediaType, long Size, string Sha256, string State)
{
    public static DocumentAnswer Of(KeptDocument d) => new(d.Id, d.Name, d.MediaType, d.Size,
        Convert.ToHexStringLower(d.Sha256), d.State switch
        {
            DocumentState.Clear => "clear",
            DocumentState.Waiting => "waiting",
            _ => "refused",
        });
}

/// <summary>What a file is, for the key of its sending.</summary>
internal sealed record SentFile(string Name, string Sha256);

internal static class DocumentEndpoints
{
    private const string AnyBytes = "application/octet-stream";
    private const string Missing = "Cette pièce n’existe pas. Vérifiez son numéro.";

    public static void Map(RouteGroupBuilder api)
    {
        Map(api, "/expense-claims", "ExpenseClaim", ExpenseClaim.DocumentKind, SaleEndpoints.Seeing,
            SaleEndpoints.Selling);
        Map(api, "/purchases", "Purchase", Purchase.DocumentKind, [Capability.KeepBooks], [Capability.KeepBooks]);
        api.MapGet("/documents/{id:long}", DownloadAsync).WithTags("Justificatifs")
            .Needs([.. SaleEndpoints.Seeing, Capability.KeepBooks]).WithName("readDocument")
            .WithSummary("Les octets d’un justificatif").Produces<Stream>(StatusCodes.Status200OK, AnyBytes);
    }

    /// <summary>The same two addresses below each kind of record that takes documents.</summary>
    private static void Map(RouteGroupBuilder api, string records, string name, string kind, Capability[] seeing,
        Capability[] adding)
    {
        var documents = api.MapGroup(records + "/{id:long}/documents").WithTags("Justificatifs");
        documents.MapGet("", (long id, ApiCall call) => ListAsync(kind, id, call)).Needs(seeing)
            .WithName($"list{name}Documents").WithSummary("Les justificatifs d’une pièce");
        documents.MapPost("", (long id, string file, HttpRequest request, VirusScan scan, ApiCall call) =>
                TakeAsync(kind, id, file, request, scan, call)).Needs(adding)
            .WithName($"add{name}Document").WithMetadata(new RequestSizeLimitAttribute(ReceiveDocument.LargestRequest))
            .WithSummary("Joindre un justificatif : ses octets sont le contenu de la demande, « file » est son nom")
            .Accepts<Stream>("*/*").Produces<DocumentAnswer>(StatusCodes.Status201Created);
    }

    private static async Task<List<DocumentAnswer>> ListAsync(string kind, long id, ApiCall call)
    {
        var owner = await OwnerAsync(kind, id, call);
        var list = await DocumentList.ReadAsync(await call.ReadAsync(), call.Me, owner);
        return [.. list.Documents.Select(d => d.Document).Where(d => d.RemovedAt is null).Select(DocumentAnswer.Of)];
    }

    /// <summary>
    /// Each part of the work is a transaction of its own, and safe to do over: the same bytes of the same sender on the
    /// same record are one document.
    /// </summary>
    private static async Task<IResult> TakeAsync(string kind, long id, string file, HttpRequest request,
        VirusScan scan, ApiCall call)
    {
        var cancel = request.HttpContext.RequestAborted;
        var owner = await OwnerAsync(kind, id, call);
        request.EnableBuffering();
        var sha256 = await SHA256.HashDataAsync(request.Body, cancel);
        var asked = new SentFile(file, Convert.ToHexStringLower(sha256));
        if (await call.RepeatedAsync(asked) is { } first)
            return first;
        var kept = await KnownAsync(owner, sha256, call) ?? await ReceiveAsync();
        return await call.OnceAsync(asked, _ => Task.FromResult<object>(DocumentAnswer.Of(kept)));

        async Task<KeptDocument> ReceiveAsync()
        {
            try
            {
                return await ReceiveDocument.TakeAsync(await call.StoreAsync(), scan, owner,
                    new Asker(call.Me.Name, call.Me.UserId), file, request.Body, request.Body.Length, sha256, cancel);
            }
            catch (BrokenRuleException)
            {
                // Sent twice at once, one of them comes too late: it gets what the other one kept.
                if (await KnownAsync(owner, sha256, call) is { } known)
                    return known;
                throw;
            }
        }
    }

    private static async Task<KeptDocument?> KnownAsync(DocumentOwner owner, byte[] sha256, ApiCall call) =>
        await (await call.ReadAsync()).KeptDocuments.SingleOrDefaultAsync(d => d.OwnerKind == owner.Kind
            && d.OwnerId == owner.Id && d.Sha256 == sha256 && d.MadeByUser == call.Me.UserId
            && d.RemovedAt == null && d.State != DocumentState.Refused);

    private static async Task<IResult> DownloadAsync(long id, HttpResponse response, ApiCall call)
    {
        var db = await call.ReadAsync();
        var document = await db.KeptDocuments.SingleOrDefaultAsync(d => d.Id == id);
        if (document is not { IsShown: true }
            || await DocumentOwner.SeenAsync(db, call.Me, document.OwnerKind, document.OwnerId) is null)
            throw new NotFoundException("Ce justificatif n’existe pas, ou attend encore d’être regardé.");
        var type = FoundType.Known(document.MediaType);
        ShownSafely.Head(response, document, type);
        return Results.Stream(new PieceStream(db, id, document.Size), type.MediaType, enableRangeProcessing: true);
    }

    private static async Task<DocumentOwner> OwnerAsync(string kind, long id, ApiCall call) =>
        await DocumentOwner.SeenAsync(await call.ReadAsync(), call.Me, kind, id)
        ?? throw new NotFoundException(Missing);
}
