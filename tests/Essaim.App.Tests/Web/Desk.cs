using System.Net;
using Essaim.App.Data;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.App.Jobs;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Essaim.App.Tests.Web;

/// <summary>
/// The whole product with a co-op set up on the asked engine: years 2025 and 2026, a contribution of 10 %, and Jeanne,
/// who runs the activity "jeanne" and has a Cesa without fixed pay.
/// </summary>
public sealed class Desk : IAsyncDisposable
{
    private Desk(Site site, Store store) => (Site, Store) = (site, store);

    public Site Site { get; }
    public Store Store { get; }
    public ActivityId Jeanne { get; private set; }

    public static async Task<Desk> StartAsync(string engine, Action<IServiceCollection>? more = null)
    {
        Environment.SetEnvironmentVariable(Engine.LossySwitch, "1");
        var site = await Site.StartAsync(more: more, engine: engine);
        var store = await site.Services.GetRequiredService<Installation>().StoreAsync("etabli");
        var desk = new Desk(site, store);
        await CoopSetup.CreateAsync(store, TestCoop.SomeCoop(), new DateOnly(2026, 1, 1));
        await store.WriteAsync(async w =>
        {
            await OpenFiscalYear.OpenAsync(w, FiscalYear.Calendar(2025));
            await Rules.AddAsync(w, ContributionRule.Simple("Contribution de 10 %", Rate.Percent(10),
                ContributionBase.Invoiced, "AG du 12 mai 2024, résolution 4", new DateOnly(2025, 1, 1)));
        });
        desk.Jeanne = await desk.PersonAsync("jeanne", Money.Zero);
        return desk;
    }

    /// <summary>A person with an activity of the same code, and a Cesa since January.</summary>
    public Task<ActivityId> PersonAsync(string code, Money fixedPay) => Store.WriteAsync(async w =>
    {
        var person = await EnterPerson.EnterAsync(w, new Person
        {
            FirstName = code, LastName = "Durand", Email = new EmailAddress(code + "@exemple.fr"),
        });
        w.Db.Contracts.Add(new Contract
        {
            PersonId = person, Kind = ContractKind.Cesa, FirstDay = new DateOnly(2026, 1, 1), FixedPay = fixedPay,
        });
        return await OpenActivity.OpenAsync(w, new Activity
        {
            Code = code, TradeName = "Enseigne " + code, Trade = "Couture", PersonId = person,
            OpenedOn = new DateOnly(2025, 1, 1),
        });
    });

    /// <summary>Two lines of the same amount, on the structure, posted by hand.</summary>
    public Task<PostedEntry> EntryAsync(string debit, string credit, long euros, DateOnly? on = null) =>
        Store.WriteAsync(w => w.Ledger.PostAsync(
            new EntryBuilder(Journal.General, on ?? new DateOnly(2026, 11, 10), "Essai")
            .Debit(new AccountNumber(debit), ActivityId.Structure, Money.Euros(euros))
            .Credit(new AccountNumber(credit), ActivityId.Structure, Money.Euros(euros)).Build()));

    public Task LockAsync(int month) => Store.WriteAsync(w => w.Connection.ExecuteAsync(
        "INSERT INTO month_lock (month, locked_at, locked_by) VALUES (@p0, @p1, @p2)", w.Transaction, month, w.Now,
        "essai"));

    public async Task<long> CountAsync(string table)
    {
        await using var db = Store.Read();
        return Convert.ToInt64(await db.ScalarAsync("SELECT count(*) FROM " + table));
    }

    /// <summary>The last long work asked for, once it is over.</summary>
    public async Task<Job> FinishedJobAsync()
    {
        for (var i = 0; i < 200; i++)
        {
            await using var db = Store.Read();
            var job = await db.Jobs.OrderBy(j => j.Id).LastOrDefaultAsync();
            if (job is { State: JobQueue.Done or JobQueue.Failed })
                return job;
            await Task.Delay(50);
        }
        throw new TimeoutException("The job did not finish.");
    }

    /// <summary>Closes a month without the page; what it did.</summary>
    public Task<MonthClosed> CloseAsync(Month month)
    {
        var installation = Site.Services.GetRequiredService<Installation>();
        return new CloseMonth(Store, installation.Calculator, installation.Law.LastPayMonth).RunAsync(month, "Essai");
    }

    /// <summary>A sign-in of the entrepreneur whose activity has this code.</summary>
    public async Task<Browser> SignInOwnerAsync(string code)
    {
        await using var db = Store.Read();
        var person = await db.Activities.Where(a => a.Code == code).Select(a => a.PersonId).SingleAsync();
        Site.Catalogue.Grant(Site.AddUser(code, code), "etabli", Role.Entrepreneur,
            person.ToString());
        return await Site.SignInAsync(code);
    }

    /// <summary>The rows of a file that a page exports, without its head.</summary>
    public static async Task<List<string[]>> RowsAsync(Browser browser, string path)
    {
        var answer = await browser.OpenAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.StartsWith("text/csv", answer.Response.Content.Headers.ContentType!.ToString(),
            StringComparison.Ordinal);
        return [.. answer.Html.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(';'))];
    }

    public static Money Amount(string cell) => FrenchText.ParseMoney(cell);

    /// <summary>True for a test that writes past the product, so that its books are wrong on purpose.</summary>
    public bool Tampers { get; set; }

    /// <summary>Whatever a test did, the books hold: every check of the product is asked at its end.</summary>
    public async ValueTask DisposeAsync()
    {
        var wrong = Tampers ? [] : (await BooksCheck.RunAsync(Store.Engine)).Checks.Where(c => !c.Ok).ToList();
        await Site.DisposeAsync();
        if (wrong.Count > 0)
            throw new InvalidOperationException("The test left wrong books: "
                + string.Join("; ", wrong.Select(c => $"{c.Name}, {c.Detail}")));
    }
}
