using Essaim.App.Data;
using Essaim.App.Data.Acts;
using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Imports;

/// <summary>
/// The year's sums of pay and the leave that another program held (cumuls de paie repris): one line a person, known by
/// their address or their number. A year from which a payslip went on is refused.
/// </summary>
public sealed class PayTakeOverImport : ImportTarget
{
    private static readonly ImportColumn Through = new("dernier-mois", "Dernier mois payé", "2026-06")
    {
        Required = true, AlsoCalled = ["mois", "période", "dernier bulletin", "jusqu’au"],
        Parse = text => text.Contains('/') ? Month.Of(FrenchText.ParseDate(text)) : Month.Parse(text),
    };

    private static readonly ImportColumn Gross = SharedColumns.Amount(
        "brut", "Brut cumulé", "9 000,00", "cumul brut", "brut", "brut annuel") with { Required = true };

    private static readonly ImportColumn FirstBracket = SharedColumns.Amount("tranche-1", "Tranche 1 cumulée",
        "9 000,00", "cumul tranche a", "tranche a", "tranche 1", "cumul tranche 1") with { Required = true };

    private static readonly ImportColumn Ceilings = Decimal("plafonds", "Plafonds cumulés", "24 030,00",
        "cumul plafond", "plafond", "cumul pss", "pss") with { Required = true };

    private static readonly ImportColumn MinimumWages = Decimal("smic", "Smic de référence cumulés", "9 000,00",
        "cumul smic", "smic", "smic rgdu") with { Required = true };

    private static readonly ImportColumn Reduction = SharedColumns.Amount("reduction", "Réduction générale cumulée",
        "1 200,00", "cumul réduction", "réduction générale", "cumul fillon", "rgdu") with { Required = true };

    private static readonly ImportColumn EarnedBefore = Decimal("acquis-avant", "Congés acquis, période d’avant", "30",
        "cp n-1 acquis", "acquis n-1");

    private static readonly ImportColumn TakenBefore = Decimal("pris-avant", "Congés pris, période d’avant", "12",
        "cp n-1 pris", "pris n-1");

    private static readonly ImportColumn EarnedNow = Decimal("acquis", "Congés acquis, période en cours", "2,5",
        "cp n acquis", "acquis n");

    private static readonly ImportColumn TakenNow = Decimal("pris", "Congés pris, période en cours", "0",
        "cp n pris", "pris n");

    public static readonly ImportKind Kind = new("cumuls-paie", "Cumuls de paie",
        "En cours d’année\u00a0: ce qu’un autre logiciel a déjà payé à chacun, et ses congés.",
        [PayPeople.Number, SharedColumns.Email, Through, Gross, FirstBracket, Ceilings, MinimumWages, Reduction,
            EarnedBefore, TakenBefore, EarnedNow, TakenNow])
    {
        Needs = Capability.PreparePay, OpenAsync = async (db, _) => await OpenAsync(db),
    };

    private readonly HashSet<(long Person, int Year)> _paid = [];
    private readonly Dictionary<(long Person, int Year), string> _known = [];

    private readonly PayPeople _people;

    private PayTakeOverImport(PayPeople people) => _people = people;

    protected override Sighting? Look(ImportLine line)
    {
        if (_people.Find(line) is not { } person || line.Faults.Count > 0)
            return null;
        var through = line.Value<Month>(Through, default);
        var (key, name) = ((person, through.Year), _people.Name(person));
        if (_paid.Contains(key))
        {
            line.Refuse(Through, $"Un bulletin de {through.Year} est déjà émis ici : ses cumuls ne se reprennent "
                + "plus.");
            return null;
        }
        if (_known.TryGetValue(key, out var where))
            return new Sighting(name) { Known = where };
        if (Read(line, through) is not { } taken)
            return null;
        _known[key] = $"même que la ligne {line.Number}";
        return new Sighting(name)
        {
            WriteAsync = async w => [new MadeRow(RecordKinds.PayTakeOver,
                await TakeOverPay.KeepAsync(w, person, taken, 0, Author.Current.Name), name)],
        };
    }

    private static async Task<ImportTarget> OpenAsync(CoopDb db)
    {
        var target = new PayTakeOverImport(await PayPeople.ReadAsync(db));
        foreach (var (person, year) in await db.SqlAsync(r => (r.GetInt64(0), r.GetInt32(1)),
            "SELECT DISTINCT person_id, month / 100 FROM payslip"))
            target._paid.Add((person, year));
        foreach (var row in await db.PayTakeOvers.AsNoTracking().ToListAsync())
            target._known[(row.PersonId, row.Year)] = "déjà là";
        return target;
    }

    private static PayTakeOver? Read(ImportLine line, Month through)
    {
        try
        {
            decimal Of(ImportColumn column) => line.Value(column, 0m);
            return new PayTakeOver(through, line.Value(Gross, Money.Zero), line.Value(FirstBracket, Money.Zero),
                Of(Ceilings), Of(MinimumWages), line.Value(Reduction, Money.Zero))
            {
                Leave = new LeaveTakenOver(Of(EarnedBefore), Of(TakenBefore), Of(EarnedNow), Of(TakenNow)).Said,
            }.Checked();
        }
        catch (BrokenRuleException rule)
        {
            line.Refuse(Gross, rule.Message);
            return null;
        }
    }

    private static ImportColumn Decimal(string key, string name, string example, params string[] also) =>
        new(key, name, example) { AlsoCalled = also, Parse = text => FrenchText.ParseNumber(text) };
}
