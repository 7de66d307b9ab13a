using System.Text;
using Essaim.App.Data.Banking.Runs;
using Essaim.App.Data.Documents;
using Essaim.App.Jobs;
using Essaim.App.Data.Ledger;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>
/// A person gives up being paid back a claim, or a part of it (renoncement): never once it is paid, nor while an order
/// is on its way to the bank. What they signed is kept with the claim.
/// </summary>
public static class WaiveClaim
{
    public static async Task<ClaimWaiverRow> WaiveAsync(
        WriteSession w, long id, Money amount, string signature, Asker by, DateOnly today)
    {
        var claim = await w.Db.ExpenseClaims.SingleAsync(c => c.Id == id);
        if (claim.EntryId is not { } entry)
            throw new BrokenRuleException(
                "Cette note n’est pas encore acceptée : il n’y a rien à rembourser. Corrigez-la plutôt.");
        var person = await w.Db.People.SingleAsync(p => p.Id == claim.PersonId);
        if (!Same(signature, person.FullName))
            throw new BrokenRuleException($"Signez de votre nom, comme la coopérative l’écrit : {person.FullName}.");
        var item = (await w.Books.Items.OfEntryAsync(entry))
            .SingleOrDefault(i => i.Account == Accounts.PeopleToReimburse)
            ?? throw new BrokenRuleException("Cette note n’attend pas de remboursement.");
        if (item.IsSettled)
            throw new BrokenRuleException("Cette note est déjà remboursée : on ne renonce plus à ce qui est payé.");
        await RunItems.RefuseAsync(w, item.Id);
        await KnownAccounts.KnowAsync(w, Accounts.SundryIncome);
        await w.SaveAsync();
        var waiver = await w.Ledger.NextNumberAsync("claim-waiver");
        var posted = await w.Ledger.PostAsync(ExpenseClaimPosting.Waiver(item, amount, today, person.FullName,
            new DocumentRef(ClaimWaiverRow.DocumentKind, waiver)));
        var coop = (await w.Db.Cooperatives.SingleAsync()).Name;
        var words = $"""
            Renoncement à un remboursement de frais

            Je soussigné ou soussignée {person.FullName} renonce définitivement au remboursement de {amount} par la
            coopérative {coop}, sur la note de frais n° {id} ({claim.Month}, {claim.Total}).
            Cette somme reste acquise à mon activité dans la coopérative. Elle n’ouvre droit à aucun reçu fiscal.

            Fait le {FrenchText.Long(today)}, signé dans Essaim : {signature.Trim()}
            """.ReplaceLineEndings("\n");
        var document = await ReceiveDocument.KeepWholeAsync(w, (await DocumentOwner.FindAsync(w.Db,
            ExpenseClaim.DocumentKind, id))!, by, $"renoncement-{waiver}.txt", Encoding.UTF8.GetBytes(words), false);
        var row = new ClaimWaiverRow
        {
            Id = waiver, ClaimId = id, Amount = amount, DeclaredAt = w.Now, DeclaredBy = by.Name, Declaration = words,
            DocumentId = document.Id, EntryId = posted.Id,
        };
        w.Db.ClaimWaivers.Add(row);
        return row;
    }

    private static bool Same(string typed, string name) => string.Equals(
        string.Join(' ', typed.Split(' ', StringSplitOptions.RemoveEmptyEntries)), name,
        StringComparison.CurrentCultureIgnoreCase);
}
