using Essaim.App.Data.Ledger;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Sales;
using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Banking;

/// <summary>Money to be explained: its side, how much with its sign, the day and the words of its entries.</summary>
public sealed record MoneyToExplain(MoneySide Side, Money Amount, DateOnly Day, string Text, DocumentRef? Document);

/// <summary>The account that takes what the chosen items leave over, or ask beyond the money.</summary>
public sealed record TakenDifference(AccountNumber Account, ActivityId Activity);

/// <summary>
/// Settles open items with money (règlement), each as its document is settled by hand: an invoice by a receipt, what is
/// owed by a payment, the rest by an entry. The order of the choice is the order of the settling.
/// </summary>
internal static class SettleMoney
{
    private sealed record Chosen(OpenItem Item, DocumentRef? Document, string Label, DateOnly Date)
    {
        public long? Invoice => Document is { Kind: Domain.Sales.Invoice.DocumentKind } d && Item.Amount.IsPositive
            ? d.Id : null;
    }

    /// <summary>
    /// Without <paramref name="difference"/> the money is spent item by item; the last may be settled in part, and an
    /// invoice paid too much. With it each item is settled whole, and the account takes what differs.
    /// </summary>
    public static async Task<IReadOnlyList<EntryId>> RunAsync(WriteSession w, MoneyToExplain money,
        IReadOnlyList<OpenItemId> ids, TakenDifference? difference)
    {
        if (difference is { } taken)
            await KnownAccounts.RefuseOthersAsync(w.Db, [taken.Account]);
        var posted = new List<EntryId>();
        var left = money.Amount;
        var groups = (await FindAsync(w, ids)).GroupBy(c => c.Invoice is { } invoice
            ? $"i{invoice}" : $"{c.Item.Id.Entry}-{c.Item.Id.Line}").Select(g => g.ToList()).ToList();
        foreach (var group in groups)
        {
            var asked = group.Sum(c => c.Item.Remaining);
            if (difference is null && (left.IsZero || asked.IsPositive != left.IsPositive))
                throw new BrokenRuleException(
                    "Les postes choisis dépassent le montant. Retirez-en, ou dites quel compte prend la différence.");
            var isLast = group == groups[^1];
            var amount = difference is not null ? asked : isLast && group[0].Invoice is not null ? left
                : left.Abs() < asked.Abs() ? left : asked;
            posted.Add(await SettleAsync(w, money, group[0], amount));
            left -= amount;
        }
        if (left.IsZero)
            return posted;
        if (difference is null)
            throw new BrokenRuleException($"Il reste {left.Abs()} à expliquer. "
                + "Choisissez un poste de plus, ou dites quel compte prend la différence.");
        posted.Add((await w.Ledger.PostAsync(BankPostings.Imputed(money.Side,
            [new ImputedPart(difference.Account, difference.Activity, left)], money.Day, money.Text, money.Document)))
            .Id);
        return posted;
    }

    private static async Task<EntryId> SettleAsync(WriteSession w, MoneyToExplain money, Chosen chosen, Money amount)
    {
        if (chosen.Date > money.Day)
            throw new BrokenRuleException($"« {chosen.Label} » est du {FrenchText.Short(chosen.Date)}, après ce "
                + "mouvement. Mettez-le en attente (471), puis dites là ce qu’il paie.");
        if (chosen.Invoice is { } invoice)
            return (await RecordReceipt.RecordAsync(w, invoice, amount, money.Day, "virement", money.Side)).EntryId;
        if (chosen.Item.Remaining.IsNegative)
            return (await PayItem.PayAsync(w, chosen.Item.Id, amount.Abs(), money.Day, $"Règlement {chosen.Label}",
                money.Side)).EntryId;
        return (await w.Ledger.PostAsync(BankPostings.Settled(money.Side, chosen.Item, amount, money.Day, money.Text,
            money.Document))).Id;
    }

    private static async Task<List<Chosen>> FindAsync(WriteSession w, IReadOnlyList<OpenItemId> ids)
    {
        await w.SaveAsync();
        var found = new List<Chosen>();
        foreach (var id in ids.Distinct())
        {
            var item = await w.Books.Items.FindAsync(id);
            if (item is null or { IsSettled: true })
                throw new BrokenRuleException("Un des postes choisis est réglé entre-temps. Rechargez la page.");
            found.AddRange(await w.Connection.ListAsync(r => new Chosen(item,
                r.TextOrNull(0) is { } kind ? new DocumentRef(kind, r.GetInt64(1)) : null, r.GetString(2), r.Date(3)),
                "SELECT document_kind, document_id, label, date FROM posted_entry WHERE id = @p0", w.Transaction,
                id.Entry.Value));
        }
        return found;
    }
}
