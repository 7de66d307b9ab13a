using Essaim.App.Data.Approvals;
using Essaim.App.Data.Sealing;
using Essaim.App.Mail;
using Essaim.Domain.Ledger;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.People;

/// <summary>A known account (IBAN) that somebody asks to replace.</summary>
/// <param name="Kind">Who is paid there: the approval that a second person gives.</param>
/// <param name="About">The key of the one paid.</param>
/// <param name="FirstName">How the letter addresses a person; the name where it is a company.</param>
/// <param name="Told">The address known until now; null when none is.</param>
public sealed record AccountChange(ApprovalKind Kind, string About, string Name, string FirstName, SealedValue Known,
    SealedValue Wanted, EmailAddress? Told, MailPurpose Letter);

/// <summary>
/// Changes where somebody is paid: a person, a supplier, a customer. The classic fraud asks for exactly this: so two
/// people agree on it, the owner is told at the address known until then, and nothing goes to the new account for
/// 48 hours. A first account is only entered.
/// </summary>
public static class ChangeIban
{
    public static readonly TimeSpan Hold = TimeSpan.FromHours(48);

    /// <summary>
    /// Told when it is asked for, not when it is done: that is when a protest still helps. Whether it was done or
    /// asked is the answer.
    /// </summary>
    public static async Task<string> AskAsync(WriteSession w, AccountChange change)
    {
        await TellOwnerAsync(w, change);
        return await FourEyes.DoOrAskAsync(w, change.Kind, change.About,
            $"IBAN de {change.Name} : {change.Known.Mask} devient {change.Wanted.Mask}", change.Wanted.Text);
    }

    /// <summary>The first IBAN of a person is entered; changing it is asked.</summary>
    public static async Task<string> EnterOrAskAsync(WriteSession w, Person person, SealedValue iban)
    {
        if (person.Iban is { } known)
            return await AskAsync(w, new AccountChange(ApprovalKinds.PersonIban, person.Id.ToString(), person.FullName,
                person.FirstName, known, iban, person.Email, MailPurpose.IbanChange));
        person.Iban = iban;
        return FourEyes.Done;
    }

    public static async Task OfPersonAsync(WriteSession w, long id, SealedValue iban)
    {
        var person = await w.Db.People.SingleAsync(p => p.Id == id);
        (person.Iban, person.IbanUsableAt) = (iban, UsableAt(w));
    }

    public static async Task OfPayeeAsync(WriteSession w, string thirdParty, SealedValue iban)
    {
        var account = await w.Db.PayeeAccounts.SingleAsync(a => a.ThirdParty == thirdParty);
        (account.Iban, account.IbanUsableAt) = (iban, UsableAt(w));
    }

    public static async Task OfCoopAsync(WriteSession w, string iban)
    {
        var coop = await w.Db.Cooperatives.SingleAsync();
        coop.Iban = iban.Length == 0 ? null : new Iban(iban);
    }

    private static string UsableAt(WriteSession w) => EntryChain.Instant(w.UtcNow + Hold);

    private static async Task TellOwnerAsync(WriteSession w, AccountChange change)
    {
        if (change.Told is not { } known)
            return;
        var coop = await w.Db.Cooperatives.AsNoTracking().SingleAsync();
        var letter = (await MailTemplate.ReadAsync(w.Db, change.Letter)).Write(known, change.Name, new()
        {
            ["prénom"] = change.FirstName, ["nom"] = change.Name, ["ancien"] = change.Known.Mask,
            ["nouveau"] = change.Wanted.Mask, ["coopérative"] = coop.Name, ["téléphone"] = coop.Phone,
        });
        await Outbox.PutAsync(w, coop.Email.Length == 0 ? letter
            : letter with { ReplyTo = new EmailAddress(coop.Email) });
    }
}
