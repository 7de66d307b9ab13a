using Essaim.App.Data.Ledger;
using Essaim.App.Identity;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

/// <summary>A row of the trial balance.</summary>
public sealed record BalanceRow(string Account, decimal Debit, decimal Credit, decimal Balance);

/// <summary>A posted entry.</summary>
public sealed record EntryAnswer(long Id, string Journal, string Number, DateOnly Date, string Label, string? Piece)
{
    public static EntryAnswer Of(PostedEntry e) => new(e.Id.Value, e.Content.Journal, e.Number, e.Content.Date,
        e.Content.Label, e.Content.PieceRef);
}

/// <summary>A line of a posted entry.</summary>
public sealed record EntryLineAnswer(string Account, string Activity, string? ThirdParty, string Label, decimal Debit,
    decimal Credit);

/// <summary>A posted entry with its lines; what reverses it, if anything does.</summary>
public sealed record WholeEntryAnswer(long Id, string Journal, string Number, DateOnly Date, string Label,
    string? Piece, long? Reverses, long? ReversedBy, IReadOnlyList<EntryLineAnswer> Lines);

/// <summary>Why an entry is taken back, and on which day: the first that is open, when none is given.</summary>
public sealed record ReversedEntry(string Reason, DateOnly? Date = null);

/// <summary>A manual entry; each line has a debit or a credit.</summary>
public sealed record NewEntry(DateOnly Date, string Label, IReadOnlyList<NewEntryLine> Lines, string Piece = "");

/// <summary>A line of a manual entry.</summary>
public sealed record NewEntryLine(string Account, string Activity, decimal Debit = 0, decimal Credit = 0,
    string Label = "", string ThirdParty = "", DateOnly? Due = null);

internal static class BookEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var books = api.MapGroup("").WithTags("Comptabilité");
        books.MapGet("/balance", BalanceAsync).Needs(Capability.KeepBooks).WithName("readBalance")
            .WithSummary("La balance générale");
        books.MapGet("/entries", EntriesAsync).Needs(Capability.KeepBooks).WithName("listEntries")
            .WithSummary("Les écritures, dans l’ordre de leur enregistrement");
        books.MapGet("/entries/{id:long}", EntryAsync).Needs(Capability.KeepBooks).WithName("readEntry")
            .WithSummary("Une écriture et ses lignes");
        books.MapPost("/entries/{id:long}/reverse", ReverseAsync).Needs(Capability.KeepBooks).WithName("reverseEntry")
            .WithSummary("Annuler une écriture par celle qui la compense (extourne)")
            .Produces<EntryAnswer>(StatusCodes.Status201Created);
        books.MapPost("/entries", PostAsync).Needs(Capability.KeepBooks).WithName("postEntry")
            .WithSummary("Passer une écriture : elle ne change plus ensuite")
            .Produces<EntryAnswer>(StatusCodes.Status201Created);
    }

    private static async Task<List<BalanceRow>> BalanceAsync(DateOnly from, DateOnly to, ApiCall call) =>
        [.. (await (await (await call.ReadAsync()).BooksAsync()).BalancesAsync(from, to)).GroupBy(b => b.Account.Digits)
            .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => new BalanceRow(g.Key,
                g.Sum(b => b.Debit).ToDecimal(), g.Sum(b => b.Credit).ToDecimal(), g.Sum(b => b.Balance).ToDecimal()))];

    private static async Task<List<EntryAnswer>> EntriesAsync(DateOnly? from, DateOnly? to, long? after, int? limit,
        ApiCall call) => await (await call.ReadAsync()).SqlAsync(
        r => new EntryAnswer(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetFieldValue<DateOnly>(3),
            r.GetString(4), r.IsDBNull(5) ? null : r.GetString(5)),
        "SELECT id, journal, number, date, label, piece_ref FROM posted_entry WHERE id > @p0 AND date >= @p1 "
        + $"AND date <= @p2 ORDER BY id LIMIT {ApiPage.Size(limit)}", after ?? 0, from ?? DateOnly.MinValue,
        to ?? DateOnly.MaxValue);

    private static async Task<IResult> PostAsync(NewEntry asked, ApiCall call)
    {
        var db = await call.ReadAsync();
        var activities = await db.Activities.ToDictionaryAsync(a => a.Code, a => a.Id);
        var accounts = (await db.Accounts.ToListAsync()).Select(a => a.Number.Digits).ToHashSet();
        var parties = (await db.ThirdParties.Select(t => t.Code).ToListAsync()).ToHashSet();
        var entry = ManualEntry.Read(new TypedEntry(FrenchText.Short(asked.Date), asked.Label, asked.Piece,
            [.. asked.Lines.Select(Typed)]), activities, accounts, parties);
        return await call.OnceAsync(asked, async w =>
        {
            var posted = await w.Ledger.PostAsync(entry);
            return EntryAnswer.Of(posted);
        });
    }

    private static async Task<WholeEntryAnswer> EntryAsync(long id, ApiCall call)
    {
        var head = await FindAsync(id, call);
        var db = await call.ReadAsync();
        var codes = await db.Activities.ToDictionaryAsync(a => a.Id, a => a.Code);
        return new WholeEntryAnswer(id, head.Journal, head.Number, head.Date, head.Label, head.PieceRef,
            head.Reverses?.Value, head.ReversedBy?.Value, [.. (await ActivityLines.OfEntryAsync(db, head.Id))
                .Select(l => new EntryLineAnswer(l.Account.Digits, codes[l.Activity], l.ThirdParty, l.Label,
                    l.Debit.ToDecimal(), l.Credit.ToDecimal()))]);
    }

    private static async Task<IResult> ReverseAsync(long id, ReversedEntry asked, ApiCall call)
    {
        var head = await FindAsync(id, call);
        var date = asked.Date ?? await OpenDay.FromAsync(await call.ReadAsync(), head.Date);
        return await call.OnceAsync(asked, async w =>
            EntryAnswer.Of(await ReverseEntry.ReverseAsync(w, head.Id, date, asked.Reason)));
    }

    private static async Task<EntryHead> FindAsync(long id, ApiCall call) =>
        await EntryReader.HeadAsync(await call.ReadAsync(), new EntryId(id))
        ?? throw new NotFoundException("Cette écriture n’existe pas. Vérifiez son numéro.");

    /// <summary>The same reading as of a form: one place says what an entry must be.</summary>
    private static TypedLine Typed(NewEntryLine line) => new()
    {
        Account = line.Account, Activity = line.Activity, ThirdParty = line.ThirdParty, Label = line.Label,
        Debit = line.Debit == 0 ? "" : FrenchText.Amount(NewLine.Amount(line.Debit)),
        Credit = line.Credit == 0 ? "" : FrenchText.Amount(NewLine.Amount(line.Credit)),
        Due = line.Due is { } due ? FrenchText.Short(due) : "",
    };
}
