using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Purchases;

/// <summary>A part of a purchase that a person paid, as it was noted (part payée par la personne).</summary>
public sealed class PersonShareRow
{
    public required long Id { get; init; }
    public required long PurchaseId { get; init; }
    public required long PersonId { get; init; }
    public required Money Amount { get; init; }
    public required DateOnly PaidOn { get; init; }
    public required string Means { get; init; }
    public required EntryId EntryId { get; init; }
}

/// <summary>
/// Notes what a person paid of a purchase from their own pocket, in the transaction that books the purchase: they are
/// then reimbursed with the others, as for a claim.
/// </summary>
public static class NotePersonShare
{
    public static async Task<PersonShareRow> NoteAsync(WriteSession w, Purchase purchase, PersonShare share)
    {
        if (share.On > w.Today)
            throw new BrokenRuleException("La personne a déjà payé : ce jour n’est pas dans l’avenir.");
        var person = await w.Db.People.SingleOrDefaultAsync(p => p.Id == share.PersonId)
            ?? throw new BrokenRuleException("Choisissez la personne qui a payé.");
        await w.SaveAsync();
        var id = await w.Ledger.NextNumberAsync(PersonShare.DocumentKind);
        // Paid before the invoice was booked: the supplier is settled with the invoice, not before.
        var day = share.On > purchase.Date ? share.On : purchase.Date;
        var posted = await w.Ledger.PostAsync(PersonShare.Entry(share, person.FullName,
            await w.Books.Items.OfEntryAsync(purchase.EntryId), purchase.Number, day,
            new DocumentRef(PersonShare.DocumentKind, id)));
        var row = new PersonShareRow
        {
            Id = id, PurchaseId = purchase.Id, PersonId = person.Id, Amount = share.Amount, PaidOn = share.On,
            Means = share.Means.Trim(), EntryId = posted.Id,
        };
        w.Db.PersonShares.Add(row);
        await w.SaveAsync();
        return row;
    }
}
