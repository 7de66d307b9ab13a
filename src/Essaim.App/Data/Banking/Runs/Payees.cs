using Essaim.App.Data.Approvals;
using Essaim.App.Data.People;
using Essaim.App.Data.Sealing;
using Essaim.App.Mail;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Banking.Runs;

/// <summary>Whom a transfer may go to: the name that the books have, and the account that is known.</summary>
public sealed record Payee(string Code, string Name, SealedValue? Iban, string? UsableAt, EmailAddress? Email)
{
    /// <summary>A person's account is kept with the person.</summary>
    public long? PersonId => NumberAfter("per-");

    public long? SupplierId => NumberAfter("fou-");
    public long? CustomerId => NumberAfter("cli-");

    /// <summary>Where the account is looked at and changed.</summary>
    public string Address => PersonId is { } person ? $"/personnes/{person}" : "/banque/beneficiaires/" + Code;

    /// <summary>Why nothing may be paid to it now, and what to do; null when it may.</summary>
    public string? Obstacle(string now) => this switch
    {
        { Iban: null } => $"L’IBAN de {Name} manque. Ajoutez-le à sa fiche.",
        { UsableAt: { } from } when string.CompareOrdinal(now, from) < 0 =>
            $"L’IBAN de {Name} a changé : rien ne part sur le nouveau avant {from}. Attendez, ou retirez ce virement.",
        _ => null,
    };

    private long? NumberAfter(string prefix) => Code.StartsWith(prefix, StringComparison.Ordinal)
        && long.TryParse(Code.AsSpan(prefix.Length), out var id) ? id : null;
}

/// <summary>Reads and keeps the accounts of those whom the co-op pays.</summary>
public static class Payees
{
    public static async Task<Dictionary<string, Payee>> ReadAsync(CoopDb db, IEnumerable<string> codes)
    {
        var wanted = codes.Distinct().ToList();
        var names = await db.ThirdParties.AsNoTracking().Where(t => wanted.Contains(t.Code)).ToListAsync();
        var accounts = await db.PayeeAccounts.AsNoTracking().Where(a => wanted.Contains(a.ThirdParty))
            .ToDictionaryAsync(a => a.ThirdParty);
        var payees = names.Select(n => accounts.TryGetValue(n.Code, out var a)
            ? new Payee(n.Code, n.Name, a.Iban, a.IbanUsableAt, a.Email) : new Payee(n.Code, n.Name, null, null, null))
            .ToList();
        var people = payees.Select(p => p.PersonId).OfType<long>().ToList();
        var persons = await db.People.AsNoTracking().Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id);
        return payees.Select(p => p.PersonId is { } id && persons.GetValueOrDefault(id) is { } person
            ? p with { Iban = person.Iban, UsableAt = person.IbanUsableAt, Email = person.Email } : p)
            .ToDictionary(p => p.Code);
    }

    public static async Task<Payee?> FindAsync(CoopDb db, string code) =>
        (await ReadAsync(db, [code])).GetValueOrDefault(code);

    /// <summary>Null where no supplier is known.</summary>
    public static async Task<Payee?> OfSupplierAsync(CoopDb db, long? supplier) =>
        supplier is { } id ? await FindAsync(db, ThirdParty.Supplier(id).Code) : null;

    /// <summary>Whether somebody asks to be paid elsewhere than on the known account: so begins the fraud.</summary>
    public static bool Differs(Payee? payee, SealingKeys keys, IEnumerable<Iban?> asked) => payee?.Iban is { } known
        && asked.OfType<Iban>().Any(iban => keys.Seal(iban).Index != known.Index);

    /// <summary>
    /// Enters the first account of a supplier or customer; changing a known one is asked of a second person, told at
    /// the address known until then, and held back 48 hours. Which of the two was done is the answer.
    /// </summary>
    public static async Task<string> KeepAsync(WriteSession w, string code, SealedValue? iban, EmailAddress? email)
    {
        var payee = await FindAsync(w.Db, code) ?? throw new BrokenRuleException("Ce bénéficiaire n’existe pas.");
        if (payee.PersonId is not null)
            throw new BrokenRuleException("L’IBAN d’une personne se change sur la fiche de la personne.");
        var row = await w.Db.PayeeAccounts.SingleOrDefaultAsync(a => a.ThirdParty == code);
        if (row is null)
        {
            if (iban is null)
                throw new BrokenRuleException("Donnez l’IBAN du bénéficiaire : recopiez-le de son RIB.");
            w.Db.PayeeAccounts.Add(new PayeeAccount { ThirdParty = code, Iban = iban, Email = email });
            return FourEyes.Done;
        }
        var before = row.Email;
        row.Email = email;
        if (iban is null || iban.Index == row.Iban.Index)
            return FourEyes.Done;
        return await ChangeIban.AskAsync(w, new AccountChange(ApprovalKinds.PayeeIban, code, payee.Name, payee.Name,
            row.Iban, iban, before ?? await CustomerEmailAsync(w, payee), MailPurpose.PayeeIbanChange));
    }

    private static async Task<EmailAddress?> CustomerEmailAsync(WriteSession w, Payee payee) =>
        payee.CustomerId is { } id
            ? (await w.Db.Customers.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id))?.Email : null;
}
