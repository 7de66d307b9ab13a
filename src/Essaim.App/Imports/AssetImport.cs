using Essaim.App.Data;
using Essaim.App.Data.Acts;
using Essaim.App.Data.Ledger.Assets;
using Essaim.App.Identity;
using Essaim.Domain.Ledger;
using Essaim.Domain.Ledger.Assets;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Imports;

/// <summary>
/// Fixed assets that other books hold (immobilisations reprises): nothing is posted, since the balances came with those
/// books. An asset is known again by its activity, account, name, day and value; a reference tells equal ones apart.
/// </summary>
public sealed class AssetImport : ImportTarget
{
    private static readonly ImportColumn Owner = new("activite", "Activité", "fil-dor")
    {
        Required = true, AlsoCalled = ["code activité", "code analytique", "analytique"],
    };

    private static readonly ImportColumn Label = new("bien", "Bien", "Machine à coudre")
    {
        Required = true, AlsoCalled = ["désignation", "libellé", "immobilisation", "description"],
    };

    private static readonly ImportColumn Account = new("compte", "Compte", "2154")
    {
        Required = true, AlsoCalled = ["compte d’immobilisation", "numéro de compte", "n° de compte"],
        Parse = text => new AccountNumber(text),
    };

    private static readonly ImportColumn Value = Needed(SharedColumns.Amount(
        "valeur", "Valeur HT", "1 200,00", "valeur d’achat", "valeur brute", "valeur d’acquisition"));

    private static readonly ImportColumn InService = Needed(SharedColumns.Day(
        "service", "Mise en service", "date de mise en service", "date d’acquisition", "date d’achat"));

    private static readonly ImportColumn Months = new("mois", "Durée en mois", "36")
    {
        Required = true, AlsoCalled = ["durée", "durée (mois)", "nombre de mois"],
        Parse = text => int.TryParse(text, out var months) ? months
            : throw new BrokenRuleException("Écrivez un nombre de mois, par exemple 36 ; zéro s’il ne s’amortit pas."),
    };

    private static readonly ImportColumn Taken = SharedColumns.Amount(
        "amorti", "Déjà amorti", "400,00", "amortissements cumulés", "cumul des amortissements", "amortissements");

    private static readonly ImportColumn Through = SharedColumns.Day(
        "jusquau", "Amorti jusqu’au", "date d’arrêté", "au");

    private static readonly ImportColumn Residual = SharedColumns.Amount(
        "residuelle", "Valeur à la fin", "", "valeur résiduelle");

    public static readonly ImportKind Kind = new("immobilisations", "Immobilisations",
        "Les biens que vos livres repris tiennent déjà\u00a0: leur valeur, et ce qui en était amorti.",
        [SharedColumns.Reference, Owner, Label, Account, Value, InService, Months, Taken, Through, Residual])
    {
        Needs = Capability.KeepBooks, OpenAsync = async (db, _) => await OpenAsync(db),
    };

    private readonly KnownRows<FixedAsset> _known = new();
    private readonly Dictionary<string, ActivityId> _activities;
    private readonly HashSet<AccountNumber> _accounts;
    private readonly List<FiscalYear> _years;

    private AssetImport(Dictionary<string, ActivityId> activities, HashSet<AccountNumber> accounts,
        List<FiscalYear> years) => (_activities, _accounts, _years) = (activities, accounts, years);

    protected override Sighting? Look(ImportLine line)
    {
        if (line.Has(Owner) && !_activities.ContainsKey(line.Text(Owner)))
            line.Refuse(Owner, $"Aucune activité n’a le code « {line.Text(Owner)} ». Prenez un code de la page "
                + "Activités.");
        if (line.Faults.Count > 0 || Terms(line) is not { } terms)
            return null;
        var (owner, label, reference) =
            (_activities[line.Text(Owner)], line.Text(Label), SharedColumns.ReferenceOf(line));
        var mark = Mark(owner, label, terms.Account, terms.InService, terms.Value);
        if (_known.Find(reference, [mark], _ => true) is { } known)
            return new Sighting(label) { Known = known.Where };
        _known.Add(new FixedAsset
        {
            ActivityId = owner, Label = label, Account = terms.Account, Value = terms.Value, Residual = terms.Residual,
            InService = terms.InService, Months = terms.Months, MadeAt = "", MadeBy = "",
        }, reference, [mark], line.Number);
        return new Sighting(label) { WriteAsync = w => WriteAsync(w, new NewAsset(owner, label, terms), reference) };
    }

    /// <summary>Null when the line has a fault, which then stands at the column that it is about.</summary>
    private DepreciationTerms? Terms(ImportLine line)
    {
        try
        {
            var account = line.Value<AccountNumber>(Account, default);
            if (!_accounts.Contains(account))
                throw new BrokenRuleException($"Le compte {account} n’est pas dans votre plan comptable.");
            var taken = line.Has(Through) ? new TakenDepreciation(
                Month.Of(line.Value<DateOnly>(Through, default)), line.Value(Taken, Money.Zero)) : default;
            if (line.Has(Through) && taken.Through.LastDay != line.Value<DateOnly>(Through, default)
                || line.Has(Taken) && !line.Has(Through))
                throw new BrokenRuleException("Dites jusqu’à quel dernier jour d’un mois c’est amorti.");
            var terms = new DepreciationTerms(account, line.Value(Value, Money.Zero), line.Value(Residual, Money.Zero),
                line.Value<DateOnly>(InService, default), line.Value(Months, 0), line.Has(Through) ? taken : null);
            EnterAsset.RefuseBeforeBooks(_years, terms);
            return terms;
        }
        catch (BrokenRuleException rule)
        {
            line.Refuse(line.Has(Taken) ? Taken : Account, rule.Message);
            return null;
        }
    }

    private static async Task<ImportTarget> OpenAsync(CoopDb db)
    {
        var target = new AssetImport(
            await db.Activities.AsNoTracking().ToDictionaryAsync(a => a.Code, a => a.Id),
            [.. await db.Accounts.Select(a => a.Number).ToListAsync()], await db.FiscalYearsAsync());
        var references = await Data.Imports.ImportReferences.OfAsync(db, RecordKinds.FixedAsset);
        foreach (var asset in await db.FixedAssets.AsNoTracking().Where(a => a.WithdrawnOn == null).OrderBy(a => a.Id)
            .ToListAsync())
            target._known.Add(asset, references.GetValueOrDefault(asset.Id),
                [Mark(asset.ActivityId, asset.Label, asset.Account, asset.InService, asset.Value)]);
        return target;
    }

    private static async Task<IReadOnlyList<MadeRow>> WriteAsync(WriteSession w, NewAsset asked, string? reference)
    {
        var asset = (await EnterAsset.EnterAsync(w, asked, Author.Current.Name))[0];
        if (reference is not null)
            await Data.Imports.ImportReferences.KeepAsync(w, RecordKinds.FixedAsset, ActivityId.Structure, reference,
                asset.Id);
        return [new MadeRow(RecordKinds.FixedAsset, asset.Id, asset.Label)];
    }

    private static string Mark(ActivityId owner, string label, AccountNumber account, DateOnly day, Money value) =>
        $"{owner} {account} {day:yyyyMMdd} {value.Cents} {SharedColumns.Folded(label)}";

    private static ImportColumn Needed(ImportColumn column) => column with { Required = true };
}
