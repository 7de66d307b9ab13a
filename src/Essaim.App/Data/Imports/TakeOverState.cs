using Essaim.App.Data.Ledger;
using Essaim.App.Imports;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Imports;

/// <summary>
/// How far a co-op has come in taking over its old books (état de la reprise): what is there, and what the structure
/// still holds that belongs to an activity.
/// </summary>
public sealed record TakeOverState(int People, int Activities, int Customers, int Suppliers, IReadOnlyList<int> Years,
    IReadOnlyDictionary<string, int> Taken, IReadOnlyList<LeftWithStructure> Left, Money Given, Money Mirrored)
{
    /// <summary>Fixed assets in the register.</summary>
    public int Assets { get; private init; }

    public bool HasBooks => Years.Count > 0;

    /// <summary>Whether 181 is zero over all letters: what activities hold is what the structure owes them.</summary>
    public bool IsBalanced => Given == Mirrored;

    private static readonly (string Account, string Name)[] Shared =
    [
        ("411", "Clients"), ("401", "Fournisseurs"), ("44574", "TVA en attente d’encaissement"),
        ("44564", "TVA déductible en attente de paiement"),
    ];

    public static async Task<TakeOverState> ReadAsync(CoopDb db)
    {
        var books = await TakeOverBooks.OpenAsync(db);
        var taken = await db.SqlAsync(r => r.GetString(0).Split(TakeOverImport.Apart)[0],
            "SELECT reference FROM import_reference WHERE kind = @p0", RecordKinds.Entry);
        var liaison = await (await db.BooksAsync()).PositionAsync(books.LastDay, account: Accounts.Liaison);
        return new TakeOverState(await db.People.CountAsync(),
            await db.Activities.CountAsync(a => a.PersonId != null), await db.Customers.CountAsync(),
            await db.Suppliers.CountAsync(),
            [.. (await db.SqlAsync(r => Month.FromNumber(r.GetInt32(0)).Year,
                "SELECT DISTINCT month FROM journal_total")).Distinct().Order()],
            taken.GroupBy(k => k).ToDictionary(g => g.Key, g => g.Count()),
            [.. Shared.Select(s => new LeftWithStructure(s.Account, s.Name, books.On(s.Account)))],
            liaison.Where(b => !b.Activity.IsStructure).Sum(b => b.Balance),
            -liaison.Where(b => b.Activity.IsStructure).Sum(b => b.Balance))
        {
            Assets = await db.FixedAssets.CountAsync(a => a.WithdrawnOn == null),
        };
    }
}

/// <summary>What the structure holds on an account that activities share, positive in debit.</summary>
public sealed record LeftWithStructure(string Account, string Name, Money Balance);
