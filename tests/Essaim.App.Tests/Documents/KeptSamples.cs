using Essaim.App.Data;
using Essaim.App.Data.Documents;
using Essaim.App.Data.Purchases;
using Essaim.App.Documents;
using Essaim.App.Web;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Essaim.App.Tests.Documents;

/// <summary>Documents of co-ops that no page made.</summary>
internal static class KeptSamples
{
    public static readonly VirusScan NoScan =
        new(new WebServerOptions { DataFolder = "" }, NullLogger<VirusScan>.Instance);

    /// <summary>Hands in a file beside a record, in pieces of 200,000 bytes.</summary>
    public static async Task<KeptDocument> KeepAsync(Store store, string kind, long record, byte[] bytes)
    {
        var upload = await store.WriteAsync(async w => await ReceiveDocument.BeginAsync(w,
            (await DocumentOwner.FindAsync(w.Db, kind, record))!, new("Odile", 1), "recu.jpg", bytes.Length));
        foreach (var piece in bytes.Chunk(200_000))
            upload.Received = await store.WriteAsync(
                w => ReceiveDocument.AddAsync(w, upload, upload.Received, piece));
        return await ReceiveDocument.FinishAsync(store, NoScan, upload, default);
    }

    /// <summary>A claim of somebody of the co-op, still a draft.</summary>
    public static Task<long> ClaimAsync(Store store) => store.WriteAsync(async w =>
    {
        var activity = await w.Db.Activities.FirstAsync(a => a.PersonId != null);
        return (await KeepExpenseClaim.StartAsync(w, new ExpenseClaim
        {
            PersonId = activity.PersonId!.Value, ActivityId = activity.Id, Month = new Month(2026, 11),
            Content = ExpenseClaimContent.Empty,
        })).Id;
    });
}
