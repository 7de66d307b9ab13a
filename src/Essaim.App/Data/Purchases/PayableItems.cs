using Essaim.App.Data.Ledger;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>To whom the co-op owes: each has its own accounts.</summary>
public enum PayeeKind
{
    Supplier,
    Person,
    Salary,
    SocialBody,
    State,
    Refund,
    Other,
}

/// <summary>One open item to pay, with the words of the entry that opened it.</summary>
public sealed record PayableItem(OpenItem Item, PayeeKind Kind, string Payee, string Label, string Piece)
{
    public Money Amount => -Item.Remaining;
    public string Key => Item.Id.ToString();
}

/// <summary>
/// All that is to pay (à payer): suppliers, people, pay, social bodies, the State, refunds; earliest due first.
/// </summary>
public static class PayableItems
{
    public static async Task<List<PayableItem>> ReadAsync(CoopDb db)
    {
        var items = (await (await db.BooksAsync()).Items.OpenAsync()).Where(i => i.Remaining.IsNegative).ToList();
        var names = await db.ThirdParties.ToDictionaryAsync(t => t.Code, t => t.Name);
        var heads = new Dictionary<long, (string Label, string Piece)>();
        foreach (var chunk in items.Select(i => i.Id.Entry.Value).Distinct().Chunk(500))
            foreach (var (id, label, piece) in await db.SqlAsync(r => (r.GetInt64(0), r.GetString(1), r.GetString(2)),
                $"SELECT id, label, piece_ref FROM posted_entry WHERE id IN ({string.Join(",", chunk)})"))
                heads[id] = (label, piece);
        return [.. items.Select(i => new PayableItem(i, KindOf(i.Account),
            i.ThirdParty is { } party ? names.GetValueOrDefault(party.Code, party.Code) : "",
            heads[i.Id.Entry.Value].Label, heads[i.Id.Entry.Value].Piece))];
    }

    public static PayeeKind KindOf(AccountNumber account) => account switch
    {
        _ when account.StartsWith("40") => PayeeKind.Supplier,
        _ when account.StartsWith("467") => PayeeKind.Person,
        _ when account.StartsWith("42") => PayeeKind.Salary,
        _ when account.StartsWith("43") => PayeeKind.SocialBody,
        _ when account.StartsWith("44") => PayeeKind.State,
        _ when account.StartsWith("41") || account.StartsWith("45") => PayeeKind.Refund,
        _ => PayeeKind.Other,
    };
}
