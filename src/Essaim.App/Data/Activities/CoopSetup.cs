using Essaim.App.Data.Ledger;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities;

/// <summary>
/// Makes a co-op's database ready for its first day: chart, journals, the structure, a fiscal year, a rule.
/// </summary>
public static class CoopSetup
{
    /// <summary>
    /// Migrates the database and fills what every co-op starts with; does nothing to one already set up.
    /// </summary>
    public static async Task CreateAsync(
        Store store, Cooperative coop, DateOnly today, FiscalYear? firstYear = null)
    {
        await Migrator.MigrateAsync(store.Engine);
        await store.WriteAsync(async w =>
        {
            if (await w.Db.Cooperatives.AnyAsync())
                return;
            w.Db.Cooperatives.Add(coop);
            w.Db.Accounts.AddRange(ChartOfAccounts.Default.Select(a =>
                new AccountRow { Number = a.Number, Label = a.Label }));
            foreach (var (code, label) in Journal.Labels)
                await w.Connection.ExecuteAsync("INSERT INTO journal (code, label) VALUES (@p0, @p1)", w.Transaction,
                    code, label);
            await w.Ledger.KnowAsync(ThirdParty.Urssaf, "Urssaf");
            await w.Ledger.KnowAsync(ThirdParty.Pension, "Retraite complémentaire et santé");
            await w.Ledger.KnowAsync(ThirdParty.TaxOffice, "Direction générale des finances publiques");
            await OpenFiscalYear.OpenAsync(w, firstYear ?? FiscalYear.Calendar(today.Year));
            await OpenActivity.OpenAsync(w, new Activity
            {
                Code = Activity.StructureCode, TradeName = coop.Name, Trade = "Équipe permanente", OpenedOn = today,
            });
        });
    }
}

/// <summary>Opens a fiscal year (exercice), so that entries can be dated in it.</summary>
public static class OpenFiscalYear
{
    public static async Task OpenAsync(WriteSession w, FiscalYear year)
    {
        var years = await LedgerReader.YearsAsync(w.Connection, w.Transaction);
        if (years.Any(y => y.Days.Overlaps(year.Days)))
            throw new BrokenRuleException($"Un exercice couvre déjà une partie de {year.Days}.");
        await w.Connection.ExecuteAsync("INSERT INTO fiscal_year (year, first_day, last_day) VALUES (@p0, @p1, @p2)",
            w.Transaction, year.Year, year.Days.First, year.Days.Last);
        w.Ledger.ForgetYears();
    }
}

/// <summary>Opens an activity: the ledger knows it, and the structure's current account has its name.</summary>
public static class OpenActivity
{
    public static async Task<ActivityId> OpenAsync(WriteSession w, Activity activity)
    {
        Activity.CheckCode(activity.Code);
        if (activity.TradeName.Length == 0)
            throw new BrokenRuleException("Il manque l’enseigne.");
        if (await w.Db.Activities.AnyAsync(a => a.Code == activity.Code))
            throw new BrokenRuleException(
                $"Une activité s’appelle déjà « {activity.Code} ». Choisissez un autre code.");
        w.Db.Activities.Add(activity);
        await w.SaveAsync();
        await w.Ledger.KnowAsync(ThirdParty.Activity(activity.Id), activity.TradeName);
        return activity.Id;
    }
}

/// <summary>Enters a person; the books know them as someone to pay or to reimburse.</summary>
public static class EnterPerson
{
    public static async Task<long> EnterAsync(WriteSession w, Person person)
    {
        if (person.FirstName.Length == 0 || person.LastName.Length == 0)
            throw new BrokenRuleException("Il manque le prénom ou le nom. Donnez les deux.");
        w.Db.People.Add(person);
        await w.SaveAsync();
        await w.Ledger.KnowAsync(ThirdParty.Person(person.Id), person.FullName);
        return person.Id;
    }
}
