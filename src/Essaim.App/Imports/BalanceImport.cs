using Essaim.App.Identity;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Imports;

/// <summary>
/// What stands on each account for each activity (soldes par activité); the structure's lines are the company's own
/// opening balance where there is no FEC to take over.
/// </summary>
public sealed class BalanceImport : TakeOverImport
{
    private static readonly ImportColumn Account = new("compte", "Compte", "181")
    {
        Required = true, AlsoCalled = ["numéro de compte", "compte général", "n° de compte"],
        Parse = text => new AccountNumber(text),
    };

    private static readonly ImportColumn Label = new("libelle", "Libellé", "Reprise au 31 octobre")
    {
        AlsoCalled = ["intitulé", "commentaire"],
    };

    private static readonly ImportColumn Debit = SharedColumns.Amount("debit", "Débit", "1 080,00", "solde débiteur");
    private static readonly ImportColumn Credit = SharedColumns.Amount("credit", "Crédit", "", "solde créditeur");

    public static readonly ImportKind Kind = new("soldes", "Soldes par activité",
        "Ce qui revient à chaque activité dans les livres repris\u00a0: sa trésorerie (compte 181) et ses autres "
        + "soldes.",
        [Owner, Account, Debit, Credit, Label, On])
    {
        Needs = Capability.KeepBooks,
        OpenAsync = async (db, _) => new BalanceImport(await SeeAsync(db, "soldes")),
    };

    /// <summary>Accounts whose balance is made of invoices, claims and salaries, each with its own date.</summary>
    private static readonly string[] OfItems = ["401", "411", "421", "467"];

    private BalanceImport(TakeOverSight sight) : base("soldes", sight)
    {
    }

    protected override Sighting? Look(ImportLine line)
    {
        var activity = ActivityOf(line);
        var account = line.Value<AccountNumber>(Account, default);
        var amount = line.Value(Debit, Money.Zero) - line.Value(Credit, Money.Zero);
        if (line.Faults.Count == 0 && amount.IsZero)
            line.Refuse(Debit, "Le solde est nul. Remplissez Débit ou Crédit, ou retirez la ligne.");
        if (line.Faults.Count > 0)
            return null;
        var title = $"{line.Text(Owner)}, compte {account}";
        if (Known(activity, account.Digits, title, amount) is { } known)
            return known;
        if (TakeOverPosting.Refusal(activity, account) is { } never)
            line.Refuse(Account, never);
        else if (!activity.IsStructure && OfItems.FirstOrDefault(p => account.StartsWith(p)) is { } items)
            line.Refuse(Account, items == "421" || items == "467"
                ? "Un salaire ou un remboursement dû se paie d’abord, ou se passe en écriture."
                : "Ce solde est fait de factures. Reprenez-les une à une, par l’import des factures ouvertes.");
        else if (!activity.IsStructure && account != Accounts.Liaison && Books.Take(account.Digits, amount) is { } why)
            line.Refuse(Account, why);
        return line.Faults.Count > 0 ? null : New(line, activity, account.Digits, title, amount,
            () => TakeOverPosting.Balance(activity, account, amount, DayOf(line),
                line.Text(Label) is { Length: > 0 } label ? label : "Reprise des soldes"),
            [(ThirdParty.Activity(activity), line.Text(Owner))]);
    }
}
