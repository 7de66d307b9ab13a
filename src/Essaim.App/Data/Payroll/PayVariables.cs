using System.Globalization;
using Essaim.App.Data.Acts;
using Essaim.App.Web;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>What a payroll program is told of one person's month; a problem says why the variable part is missing.
/// </summary>
public sealed record PersonVariables(Person Person, string Number, ContractKind Contract,
    IReadOnlyList<PayVariable> Variables, string? Problem);

/// <summary>
/// The variables of a month for everybody whom it pays (variables de paie): as proposed while the month is open, as
/// issued once it is closed.
/// </summary>
public static class PayVariables
{
    public static async Task<List<PersonVariables>> ReadAsync(CoopDb db, PayCalculator calculator, Month month)
    {
        var contracts = (await db.Contracts.Where(c => PaidMonth.Kinds.Contains(c.Kind)).ToListAsync())
            .GroupBy(c => c.PersonId).Where(g => g.Any(c => c.CoversMonth(month))).ToList();
        if (contracts.Count == 0)
            return [];
        var past = await PayPast.ReadAsync(db, month);
        var numbers = await PayPrograms.NumbersAsync(db);
        var people = await db.People.ToDictionaryAsync(p => p.Id);
        var typed = await db.PayElements.Where(e => e.Month == month)
            .ToDictionaryAsync(e => e.PersonId, e => e.Content);
        var issued = await db.Payslips.Where(p => p.Month == month)
            .ToDictionaryAsync(p => p.PersonId, p => p.Content.Earnings);
        var proposed = calculator.Law.LastPayMonth is { } last && month <= last
            ? (await new PayOrders(db, calculator).ProposeAsync(month)).ToDictionary(p => p.Person.Id) : [];
        return [.. contracts.Where(g => !past.IsPaidElsewhere(g.Key)).Select(g =>
        {
            var paid = PaidMonth.Of([.. g], month);
            var proposal = proposed.GetValueOrDefault(g.Key);
            var earnings = issued.GetValueOrDefault(g.Key) ?? proposal?.Order?.Payslip.Earnings ?? [];
            Money Of(PayElementKind kind) => earnings.Where(e => e.Kind == kind).Sum(e => e.Amount);
            return new PersonVariables(people[g.Key], PayPrograms.NumberOf(numbers, g.Key), paid.Contract.Kind,
                PayVariable.Of(paid.Days ?? new DateRange(month.FirstDay, month.LastDay), paid.FixedPay,
                    Of(PayElementKind.VariablePay), Of(PayElementKind.VariableSettlement),
                    typed.GetValueOrDefault(g.Key, TypedElements.None)), proposal?.Problem);
        }).OrderBy(p => p.Person.LastName).ThenBy(p => p.Person.FirstName).ThenBy(p => p.Person.Id)];
    }

    /// <summary>Our own file: a line for each variable, all columns named; the program's code if any.</summary>
    public static Sheet Documented(Month month, IEnumerable<PersonVariables> people, PayProgram program) => new(
        $"variables-{month.ToIso()}",
        ["Mois", "Matricule", "Nom", "Prénom", "Contrat", "Élément", "Libellé", "Valeur", "Unité", "Du", "Au", "Code"],
        [.. people.SelectMany(p => p.Variables.Select(v => new object?[]
        {
            month.ToIso(), p.Number, p.Person.LastName, p.Person.FirstName,
            p.Contract == ContractKind.Cesa ? "Cesa" : "CDI", v.Kind.ToString(), v.Label, Number(v), UnitName(v.Unit),
            v.Days.First, v.Days.Last, program.CodeOf(v.Kind) ?? "",
        }))]);

    /// <summary>
    /// In the manner of the program, whose columns and codes are from memory: what has no code is left out.
    /// </summary>
    public static Sheet ForProgram(Month month, IEnumerable<PersonVariables> people, PayProgram program)
    {
        var named = program.Layout == PayFileLayout.Sage;
        return new Sheet($"{program.Layout.ToString().ToLowerInvariant()}-{month.ToIso()}",
            named ? ["Matricule", "Code", "Libelle", "Valeur", "Date debut", "Date fin"]
                : ["Matricule", "Code", "Valeur", "Date debut", "Date fin"],
            [.. people.SelectMany(p => p.Variables.Where(v => program.CodeOf(v.Kind) is not null).Select(v =>
                (object?[])(named
                    ? [p.Number, program.CodeOf(v.Kind), v.Label, Number(v), v.Days.First, v.Days.Last]
                    : [p.Number, program.CodeOf(v.Kind), Number(v), v.Days.First, v.Days.Last])))]);
    }

    /// <summary>A file of the month. Health and money of many leave with it: the log keeps who took it.</summary>
    public static async Task<Sheet> TakeAsync(WriteSession w, PayCalculator calculator, Month month,
        PayFileLayout layout)
    {
        var people = await ReadAsync(w.Db, calculator, month);
        var program = await PayPrograms.OfAsync(w.Db, month) ?? PayProgram.Usual(layout);
        await w.TellAsync(new NewAct(ActVerbs.Taken, RecordKinds.Month, month.ToIso(), month.ToString(),
            $"Variables de paie, {(layout == PayFileLayout.Documented ? "CSV complet" : layout.ToString())}"));
        return layout == PayFileLayout.Documented ? Documented(month, people, program)
            : ForProgram(month, people, program with { Layout = layout });
    }

    public static string UnitName(PayVariableUnit unit) => unit switch
    {
        PayVariableUnit.CalendarDays => "jours calendaires",
        PayVariableUnit.WorkableDays => "jours ouvrables",
        PayVariableUnit.Hours => "heures",
        PayVariableUnit.Pieces => "nombre",
        _ => "euros",
    };

    /// <summary>Two decimals at most, with a comma and no space, as French programs read them.</summary>
    private static string Number(PayVariable v) => v.Unit == PayVariableUnit.Euros
        ? v.Value.ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',')
        : v.Value.ToString("0.##", CultureInfo.InvariantCulture).Replace('.', ',');
}
