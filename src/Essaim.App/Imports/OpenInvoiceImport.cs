using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Data.Imports;
using Essaim.App.Identity;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Imports;

/// <summary>
/// Invoices that another program left open (factures ouvertes), of customers or of suppliers: what remains of each,
/// with the VAT that falls due as it is paid.
/// </summary>
public sealed class OpenInvoiceImport : TakeOverImport
{
    private const int UsualDays = 30;
    private const decimal UsualRate = 20m;

    private static readonly ImportColumn Number = new("numero", "Numéro", "F2026-0042")
    {
        Required = true, AlsoCalled = ["numéro de facture", "n° facture", "pièce", "référence facture", "facture"],
    };

    private static readonly ImportColumn Day =
        SharedColumns.Day("date", "Date", "date de facture", "date facture") with { Required = true };

    private static readonly ImportColumn Due =
        SharedColumns.Day("echeance", "Échéance", "date d’échéance", "à payer le");

    private static readonly ImportColumn Party = new("tiers", "Client ou fournisseur", "Théâtre des Tisserands")
    {
        Required = true, AlsoCalled = ["client", "fournisseur", "nom", "raison sociale", "tiers"],
    };

    private static readonly ImportColumn Left =
        SharedColumns.Amount("reste", "Reste à payer TTC", "1 440,00", "reste dû", "solde", "montant ttc", "reste")
            with { Required = true };

    private static readonly ImportColumn Vat =
        SharedColumns.Amount("tva", "TVA restant due", "240,00", "tva", "tva en attente", "dont tva");

    private static readonly ImportColumn VatRate = new("taux", "Taux de TVA", "20")
    {
        AlsoCalled = ["taux", "tva %"], Parse = text => FrenchText.ParseNumber(text.TrimEnd('%', ' '), "Le taux"),
    };

    private static readonly ImportColumn VatHeldOn = new("compte-tva", "Compte de la TVA en attente", "44574")
    {
        AlsoCalled = ["compte tva"], Parse = text => new AccountNumber(text),
    };

    private static readonly ImportColumn OldCode = new("auxiliaire", "Compte auxiliaire", "C-0042")
    {
        AlsoCalled = ["compte auxiliaire", "code tiers", "compaux"],
    };

    private static readonly ImportColumn[] Columns =
        [Owner, Party, Number, Day, Due, Left, Vat, VatRate, VatHeldOn, OldCode, On];

    public static readonly ImportKind Sales = KindOf("factures-a-encaisser", "Factures à encaisser",
        "Les factures que vos clients n’avaient pas fini de payer dans l’ancien logiciel, leur TVA encore due.",
        true);

    public static readonly ImportKind Bills = KindOf("factures-a-payer", "Factures à payer",
        "Les factures de fournisseurs que l’ancien logiciel n’avait pas payées, et leur TVA à déduire au paiement.",
        false);

    private readonly bool _sales;
    private readonly ILookup<string, Found> _parties;

    private OpenInvoiceImport(string kind, bool sales, TakeOverSight sight, ILookup<string, Found> parties)
        : base(kind, sight) => (_sales, _parties) = (sales, parties);

    /// <summary>A customer of an activity, or a supplier of all.</summary>
    private sealed record Found(ActivityId? Activity, long Id, string Name);

    protected override Sighting? Look(ImportLine line)
    {
        var activity = ActivityOf(line);
        if (line.Faults.Count > 0 || PartyOf(line, activity) is not { } found
            || ItemOf(line, activity, found) is not { } item)
            return null;
        var title = $"{item.Piece}, {found.Name}";
        var mark = $"{item.ThirdParty.Code} {item.Piece}";
        if (Known(activity, mark, title, item.Amount) is { } known)
            return known;
        if (Books.Take(item.Account.Digits[..3], item.Amount) is { } less)
            line.Refuse(Left, less);
        else if (Books.Take(item.VatHeldOn.Digits, item.Waiting) is { } why)
            line.Refuse(Vat, why);
        if (line.Faults.Count > 0)
            return null;
        var given = Books.TakeItems(item.Account, item.Piece, line.Text(OldCode), item.Amount);
        return New(line, activity, mark, title, item.Amount, () => TakeOverPosting.Item(item, DayOf(line), given),
            [(item.ThirdParty, found.Name), (ThirdParty.Activity(activity), line.Text(Owner))]);
    }

    /// <summary>The VAT of a purchase is deducted whatever its rate, and waits on an account of its own.</summary>
    private static ImportColumn[] ColumnsOf(bool sales) => sales ? Columns
        : [.. Columns.Where(c => c != VatRate).Select(c => c == VatHeldOn ? c with { Example = "44564" } : c)];

    private static ImportKind KindOf(string key, string name, string lede, bool sales) =>
        new(key, name, lede, ColumnsOf(sales))
    {
        Needs = Capability.KeepBooks,
        OpenAsync = async (db, _) => new OpenInvoiceImport(key, sales, await SeeAsync(db, key),
            sales ? await CustomersAsync(db) : await SuppliersAsync(db)),
    };

    private TakenItem? ItemOf(ImportLine line, ActivityId activity, Found party)
    {
        var (left, vat) = (line.Value(Left, Money.Zero), line.Value(Vat, Money.Zero));
        if (!left.IsPositive)
            line.Refuse(Left, "Le reste à payer est positif. Retirez la ligne d’une facture réglée.");
        else if (vat.IsNegative || vat.Cents * 6 > left.Cents + 5)
            line.Refuse(Vat, $"Une TVA de {vat} sur {left}, c’est plus de 20\u00a0%. Donnez la TVA de ce qui reste à "
                + "payer.");
        if (line.Faults.Count > 0)
            return null;
        var day = line.Value<DateOnly>(Day, default);
        var item = new TakenItem(activity, _sales ? ThirdParty.Customer(party.Id) : ThirdParty.Supplier(party.Id),
            party.Name, line.Text(Number).Trim(), day, line.Value(Due, day.AddDays(UsualDays)), _sales ? left : -left,
            vat, _sales ? line.Value(VatRate, UsualRate).ToString("0.##", CultureInfo.InvariantCulture) : null,
            default);
        return item with { VatHeldOn = line.Value(VatHeldOn, item.VatAccount) };
    }

    private Found? PartyOf(ImportLine line, ActivityId activity)
    {
        var known = _parties[SharedColumns.Folded(line.Text(Party))]
            .FirstOrDefault(p => p.Activity is null || p.Activity == activity);
        if (known is null)
            line.Refuse(Party, _sales
            ? "Ce client n’est pas dans Essaim pour cette activité. Importez d’abord les clients."
            : "Ce fournisseur n’est pas dans Essaim. Importez d’abord les fournisseurs.");
        return known;
    }

    private static async Task<ILookup<string, Found>> CustomersAsync(CoopDb db)
    {
        var references = await ImportReferences.OfAsync(db, RecordKinds.Customer);
        return ByMark((await db.Customers.AsNoTracking().OrderBy(c => c.Id).ToListAsync())
            .Select(c => (new Found(c.ActivityId, c.Id, c.Name), c.Siren, references.GetValueOrDefault(c.Id))));
    }

    private static async Task<ILookup<string, Found>> SuppliersAsync(CoopDb db)
    {
        var references = await ImportReferences.OfAsync(db, RecordKinds.Supplier);
        return ByMark((await db.Suppliers.AsNoTracking().OrderBy(s => s.Id).ToListAsync())
            .Select(s => (new Found(null, s.Id, s.Name), s.Siren, references.GetValueOrDefault(s.Id))));
    }

    /// <summary>By the identifier of the other program, the SIREN, the name.</summary>
    private static ILookup<string, Found> ByMark(
        IEnumerable<(Found Row, Siren? Siren, string? Reference)> rows) =>
        rows.SelectMany(r => new[] { r.Reference, r.Siren?.Digits, r.Row.Name }.OfType<string>()
                .Select(mark => (Mark: SharedColumns.Folded(mark), r.Row)))
            .ToLookup(m => m.Mark, m => m.Row);
}
