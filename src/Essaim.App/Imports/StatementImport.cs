using Essaim.App.Data;
using Essaim.App.Data.Banking;
using Essaim.App.Identity;
using Essaim.Domain.Banking;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Imports;

/// <summary>
/// Movements of a bank account, from a table that the bank's site gives (relevé en tableau). It is taken in one go:
/// which of two equal movements a line is, only the whole table tells.
/// </summary>
public sealed class StatementImport : ImportTarget
{
    private static readonly ImportColumn Day = new("date", "Date", "20/11/2026")
    {
        Required = true, AlsoCalled = ["date opération", "date de l'opération", "date comptable", "date d'opération"],
        Parse = text => FrenchText.ParseDate(text),
    };

    private static readonly ImportColumn Label = new("libelle", "Libellé", "VIR SEPA DURAND F2026-0042")
    {
        Required = true, AlsoCalled = ["libellé opération", "libellé simplifié", "description", "opération", "détail"],
        Parse = text => text.Length <= 1000 ? text : text[..1000],
    };

    private static readonly ImportColumn Amount =
        SharedColumns.Amount("montant", "Montant", "-12,50", "montant de l'opération");
    private static readonly ImportColumn Out =
        SharedColumns.Amount("debit", "Débit", "12,50", "montant débit", "sorties");
    private static readonly ImportColumn In =
        SharedColumns.Amount("credit", "Crédit", "1 440,00", "montant crédit", "entrées");

    private static readonly ImportColumn Party = new("tiers", "Tiers", "SARL Durand")
    {
        AlsoCalled = ["contrepartie", "bénéficiaire", "émetteur"],
    };

    private static readonly ImportColumn Account = new("compte", "Compte bancaire", "FR76 3000 6000 0112 3456 7890 189")
    {
        AlsoCalled = ["iban", "numéro de compte", "compte bancaire"], Parse = text => new Iban(text),
    };

    public static readonly ImportKind Kind = new("releves", "Relevé bancaire",
        "Les mouvements d’un compte de la coopérative, en CSV ou en tableur.",
        [Day, Label, Amount, Out, In, Party, SharedColumns.Reference, Account])
    {
        Needs = Capability.KeepBooks, InOneGo = true, OpenAsync = async (db, _) => await OpenAsync(db),
    };

    private readonly List<BankAccountRow> _accounts;
    private readonly HashSet<(long Account, string Key)> _known;
    private readonly BankLineKeys _keys = new();

    private StatementImport(List<BankAccountRow> accounts, HashSet<(long, string)> known) =>
        (_accounts, _known) = (accounts, known);

    /// <summary>Whether these columns say what a movement is: a day, a label, and an amount in one way or another.
    /// </summary>
    public static bool IsTold(IReadOnlyList<string> places) => places.Contains(Day.Key) && places.Contains(Label.Key)
        && (places.Contains(Amount.Key) || places.Contains(Out.Key) || places.Contains(In.Key));

    protected override Sighting? Look(ImportLine line)
    {
        var account = AccountOf(line);
        var amount = AmountOf(line);
        if (line.Faults.Count > 0 || account is null)
            return null;
        var movement = new BankLine
        {
            BookedOn = line.Value<DateOnly>(Day, default), Amount = amount, Label = line.Text(Label),
            CounterpartyName = line.Text(Party) is { Length: > 0 } party ? party : null,
            BankReference = SharedColumns.ReferenceOf(line),
        };
        var key = _keys.Of(new StatementAccount(account.Iban.Text, account.Iban), movement);
        var title = $"{FrenchText.Short(movement.BookedOn)}, {amount}, {movement.Label}";
        return !_known.Add((account.Id, key)) ? new Sighting(title) { Known = "déjà là" }
            : new Sighting(title) { WriteAsync = w => WriteAsync(w, account, movement with { Key = key }, title) };
    }

    private BankAccountRow? AccountOf(ImportLine line)
    {
        if (_accounts.Count == 0)
            line.Refuse(Account, "Aucun compte bancaire n’est déclaré. Déclarez-le d’abord, page Banque.");
        else if (line.Has(Account) && _accounts.All(a => a.Iban != line.Value<Iban>(Account, default)))
            line.Refuse(Account, "Ce compte n’est pas un compte de la coopérative. Vérifiez l’IBAN.");
        else if (!line.Has(Account) && _accounts.Count > 1)
            line.Refuse(Account, "Vous avez plusieurs comptes : dites duquel est ce mouvement.");
        else
            return line.Has(Account) ? _accounts.Find(a => a.Iban == line.Value<Iban>(Account, default)) : _accounts[0];
        return null;
    }

    /// <summary>One column with its sign, or two; a debit is money that left, whatever sign it is written with.
    /// </summary>
    private static Money AmountOf(ImportLine line)
    {
        var sum = line.Value(Amount, Money.Zero) - line.Value(Out, Money.Zero).Abs()
            + line.Value(In, Money.Zero).Abs();
        if (line.Faults.Count == 0 && sum.IsZero)
            line.Refuse(Amount, "Il manque le montant, ou il est nul. Remplissez Montant, ou bien Débit ou Crédit.");
        return sum;
    }

    private static async Task<ImportTarget> OpenAsync(CoopDb db)
    {
        var accounts = await db.BankAccounts.AsNoTracking().OrderBy(a => a.Id).ToListAsync();
        var known = await db.SqlAsync(r => (r.GetInt64(0), r.GetString(1)),
            "SELECT bank_account_id, key FROM bank_line");
        return new StatementImport(accounts, [.. known]);
    }

    private static async Task<IReadOnlyList<MadeRow>> WriteAsync(
        WriteSession w, BankAccountRow account, BankLine movement, string title)
    {
        var row = new BankLineRow
        {
            BankAccountId = account.Id, StatementId = await StatementAsync(w, account), Key = movement.Key,
            Date = movement.BookedOn, Amount = movement.Amount, Label = movement.Label,
            Party = movement.CounterpartyName ?? "", Reference = movement.BankReference ?? "",
        };
        w.Db.BankLines.Add(row);
        await w.SaveAsync();
        return [new MadeRow(RecordKinds.BankLine, row.Id, title)];
    }

    /// <summary>Tables name no statement: those of one day share one, without balances.</summary>
    private static async Task<long> StatementAsync(WriteSession w, BankAccountRow account)
    {
        var name = "Tableau du " + FrenchText.Short(DateOnly.FromDateTime(w.UtcNow));
        if (await w.Db.BankStatements.Where(s => s.BankAccountId == account.Id && s.FileName == name)
            .Select(s => (long?)s.Id).FirstOrDefaultAsync() is { } id)
            return id;
        var made = new BankStatementRow
        {
            BankAccountId = account.Id, FileName = name, FileSha256 = "", Added = 0, Known = 0, MadeAt = w.Now,
            MadeBy = TakeStatement.Automatic,
        };
        w.Db.BankStatements.Add(made);
        await w.SaveAsync();
        return made.Id;
    }
}
