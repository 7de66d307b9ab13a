using Essaim.App.Data;
using Essaim.App.Data.Acts;
using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Imports;

/// <summary>
/// What a certified program computed for each person of a month (résultat du programme de paie): kept beside our
/// payslips to be compared; no entry is made.
/// </summary>
public sealed class ProgramPayslipImport : ImportTarget
{
    private static readonly ImportColumn For = new("mois", "Mois", "2026-10")
    {
        Required = true, AlsoCalled = ["période", "mois de paie", "date de paie"],
        Parse = text => text.Contains('/') ? Month.Of(FrenchText.ParseDate(text)) : Month.Parse(text),
    };

    private static readonly ImportColumn Gross = Needed("brut", "Brut", "2 500,00", "salaire brut", "total brut");
    private static readonly ImportColumn Urssaf = Needed("urssaf", "Urssaf, les deux parts", "780,00", "urssaf");

    private static readonly ImportColumn Others = Needed("autres", "Retraite, santé et autres", "320,00", "retraite",
        "agirc-arrco", "autres organismes");

    private static readonly ImportColumn SocialNet = Needed("net-social", "Montant net social", "1 960,00",
        "net social", "mns");

    private static readonly ImportColumn Taxable = Needed("imposable", "Net imposable", "2 030,00", "net fiscal");
    private static readonly ImportColumn Tax = Needed("impot", "Impôt retenu", "60,00", "pas", "impôt à la source");
    private static readonly ImportColumn Net = Needed("net", "Net à payer", "1 900,00", "net payé", "net");
    private static readonly ImportColumn Cost = Needed("cout", "Coût total", "3 020,00", "coût employeur",
        "coût global");

    public static readonly ImportKind Kind = new("resultat-paie", "Résultat d’un programme de paie",
        "Les bulletins du programme agréé, pour les comparer aux nôtres\u00a0; les comptes ne changent pas.",
        [PayPeople.Number, SharedColumns.Email, For, Gross, Urssaf, Others, SocialNet, Taxable, Tax, Net, Cost])
    {
        Needs = Capability.PreparePay, OpenAsync = async (db, _) => await OpenAsync(db),
    };

    private readonly Dictionary<(long Person, int Month), string> _known = [];
    private readonly PayPeople _people;

    private ProgramPayslipImport(PayPeople people) => _people = people;

    protected override Sighting? Look(ImportLine line)
    {
        if (_people.Find(line) is not { } person || line.Faults.Count > 0)
            return null;
        var month = line.Value<Month>(For, default);
        if (_known.TryGetValue((person, month.Number), out var where))
            return new Sighting(_people.Name(person)) { Known = where };
        Money Of(ImportColumn column) => line.Value(column, Money.Zero);
        var slip = new ProgramPayslip(Of(Gross), Of(Urssaf), Of(Others), Of(SocialNet), Of(Taxable), Of(Tax), Of(Net),
            Of(Cost));
        _known[(person, month.Number)] = $"même que la ligne {line.Number}";
        return new Sighting(_people.Name(person)) { WriteAsync = w => WriteAsync(w, person, month, slip) };
    }

    private async Task<IReadOnlyList<MadeRow>> WriteAsync(WriteSession w, long person, Month month, ProgramPayslip slip)
    {
        var row = new ProgramPayslipRow
        {
            PersonId = person, Month = month, Content = slip, MadeAt = w.Now, MadeBy = Author.Current.Name,
        };
        w.Db.ProgramPayslips.Add(row);
        await w.SaveAsync();
        return [new MadeRow(RecordKinds.ProgramPayslip, row.Id, $"{_people.Name(person)}, {month}")];
    }

    private static async Task<ImportTarget> OpenAsync(CoopDb db)
    {
        var target = new ProgramPayslipImport(await PayPeople.ReadAsync(db));
        foreach (var (person, month) in await db.SqlAsync(r => (r.GetInt64(0), r.GetInt32(1)),
            "SELECT person_id, month FROM program_payslip"))
            target._known[(person, month)] = "déjà là";
        return target;
    }

    private static ImportColumn Needed(string key, string name, string example, params string[] also) =>
        SharedColumns.Amount(key, name, example, also) with { Required = true };
}
