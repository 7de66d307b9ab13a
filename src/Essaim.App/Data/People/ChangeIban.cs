using Essaim.App.Mail;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.People;

/// <summary>
/// Changes where somebody is paid. The classic fraud asks for exactly this: so two people agree on it, the owner is
/// told at the address known until then, and nothing should go to the new account for 48 hours.
/// </summary>
public static class ChangeIban
{
    public static readonly TimeSpan Hold = TimeSpan.FromHours(48);

    public static async Task OfPersonAsync(WriteSession w, long id, SealedValue iban)
    {
        var person = await w.Db.People.SingleAsync(p => p.Id == id);
        (person.Iban, person.IbanUsableAt) = (iban, EntryChain.Instant(w.UtcNow + Hold));
    }

    public static async Task OfCoopAsync(WriteSession w, string iban)
    {
        var coop = await w.Db.Cooperatives.SingleAsync();
        coop.Iban = iban.Length == 0 ? null : new Iban(iban);
    }

    /// <summary>Told when it is asked for, not when it is done: that is when a protest still helps.</summary>
    public static async Task TellOwnerAsync(WriteSession w, long id, SealedValue iban)
    {
        var person = await w.Db.People.AsNoTracking().SingleAsync(p => p.Id == id);
        var coop = await w.Db.Cooperatives.AsNoTracking().SingleAsync();
        var letter = (await MailTemplate.ReadAsync(w.Db, MailPurpose.IbanChange)).Write(person.Email, person.FullName,
            new()
            {
                ["prénom"] = person.FirstName, ["ancien"] = person.Iban?.Mask ?? "aucun", ["nouveau"] = iban.Mask,
                ["coopérative"] = coop.Name, ["téléphone"] = coop.Phone,
            });
        await Outbox.PutAsync(w, coop.Email.Length == 0 ? letter
            : letter with { ReplyTo = new EmailAddress(coop.Email) });
    }
}
