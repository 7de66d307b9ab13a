using System.Net;
using Essaim.App.Data;
using Essaim.App.Data.Payroll;
using Essaim.App.Data.People;
using Essaim.App.Tests.Documents;
using Essaim.App.Tests.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Essaim.App.Tests.People;

/// <summary>A contract and an amendment, from the first word to the signed paper. Today is 23 November 2026.</summary>
public sealed class ContractPaperTests
{
    private const string Paper = "/personnes/contrats/1";

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_cesa_goes_from_its_draft_to_the_signed_paper_and_is_frozen(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var nora = await desk.Site.SignInAsync("payroll");
        await LinaAsync(nora);
        Assert.Equal(Paper, (await DraftAsync(nora, "Cesa")).Location);
        var empty = await nora.OpenAsync(Paper);
        foreach (var sentence in new[]
        {
            "Il manque le premier jour du contrat", "Il manque la part fixe",
            "il reste à compléter [jour et mois de clôture]",
        })
            Assert.Contains(sentence, empty.Text);
        var early = await SendAsync(nora, empty, ("FirstDay", "01/12/2026"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.Status);
        Assert.Contains("Ce contrat n’est pas prêt", early.Text);
        Assert.Equal(0, await desk.CountAsync("kept_document"));

        var sent = await SendAsync(nora, empty,
            [("FirstDay", "01/12/2026"), ("FixedPay", "450"), .. Texts(ContractKind.Cesa)]);
        Assert.Equal(Paper, sent.Location);
        Assert.Equal(0, await desk.CountAsync("contract WHERE person_id = 2")); // nobody is bound, nor paid, yet
        var pages = string.Join(' ', PaperReader.PagesOf((await nora.FetchAsync(Paper + "?handler=Pdf")).Bytes));
        foreach (var word in new[]
        {
            "Contrat d’entrepreneur salarié associé", "Lina Roux", "450,00 €", "1er décembre 2026",
        })
            Assert.Contains(word, pages);
        Assert.Equal(1, await desk.CountAsync("kept_document WHERE owner_kind = 'contract-paper'"));
        var late = await nora.PressAsync(Paper, Paper, ("Version", "1"), ("FixedPay", "999"));
        Assert.Contains("Reprenez-le d’abord", late.Text);

        var future = await nora.PressAsync(Paper, Paper + "?handler=Conclude", ("SignedOn", "24/11/2026"));
        Assert.Contains("pas encore venu", future.Text);
        await nora.PressAsync(Paper, Paper + "?handler=Conclude", ("SignedOn", "20/11/2026"));
        await using var db = desk.Store.Read();
        var cesa = await db.Contracts.SingleAsync(c => c.PersonId == 2);
        Assert.Equal((new DateOnly(2026, 12, 1), new DateOnly(2026, 11, 20), Money.Euros(450)),
            (cesa.FirstDay, cesa.SignedOn!.Value, cesa.FixedPay));
        Assert.Contains("L’exemplaire signé n’est pas encore ici", (await nora.OpenAsync(Paper)).Text);
        foreach (var sql in new[]
        {
            "UPDATE contract_paper SET content = '{}'", "DELETE FROM contract_paper",
            "UPDATE contract SET fixed_pay = 1 WHERE person_id = 2", "DELETE FROM contract WHERE person_id = 2",
            "UPDATE kept_document SET removed_at = '2026'",
        })
            await Assert.ThrowsAnyAsync<Exception>(() => desk.Store.WriteAsync(w =>
                w.Connection.ExecuteAsync(sql, w.Transaction)));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_amendment_changes_the_pay_from_its_day_and_never_what_was_paid(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("paul", Money.Euros(300));
        await desk.CloseAsync(new Month(2026, 10));
        var nora = await desk.Site.SignInAsync("payroll");
        Assert.Equal(Paper, (await nora.PressAsync("/personnes/2", "/personnes/2?handler=Amend")).Location);
        var page = await nora.OpenAsync(Paper);
        Assert.Equal("300,00", page.Field("FixedPay"));
        await SendAsync(nora, page, ("FirstDay", "01/10/2026"), ("FixedPay", "450"), Change);
        var paid = await nora.PressAsync(Paper, Paper + "?handler=Conclude", ("SignedOn", "23/11/2026"));
        Assert.Contains("Faites commencer l’avenant au mois suivant", paid.Text);

        await nora.PressAsync(Paper, Paper + "?handler=TakeBack");
        await SendAsync(nora, await nora.OpenAsync(Paper), ("FirstDay", "01/12/2026"), ("FixedPay", "450"), Change);
        var text = string.Join(' ', PaperReader.PagesOf((await nora.FetchAsync(Paper + "?handler=Pdf")).Bytes));
        foreach (var word in new[] { "Avenant n° 1", "de 300,00 € à 450,00 €", "du 1er janvier 2026" })
            Assert.Contains(word, text);
        await nora.PressAsync(Paper, Paper + "?handler=Conclude", ("SignedOn", "23/11/2026"));

        await using var db = desk.Store.Read();
        var chain = await db.Contracts.Where(c => c.PersonId == 2).OrderBy(c => c.FirstDay).ToListAsync();
        Assert.Equal([(0, (long?)null, new DateOnly(2026, 11, 30)), (1, chain[0].Id, default)],
            chain.Select(c => (c.Amendment, c.AmendsId, c.LastDay ?? default)));
        var pay = new PayOrders(db, desk.Site.Services.GetRequiredService<Installation>().Calculator);
        Assert.Equal(Money.Euros(300), (await GrossAsync(pay, 11)));
        Assert.Equal(Money.Euros(450), (await GrossAsync(pay, 12)));
        Assert.Contains("Cesa, avenant n° 1", (await nora.OpenAsync("/personnes/2")).Text.Replace('\u00a0', ' '));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Whoever_is_hired_for_an_activity_is_a_cost_of_that_activity(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var nora = await desk.Site.SignInAsync("payroll");
        await LinaAsync(nora);
        await DraftAsync(nora, "FixedTermStaff");
        await SendAsync(nora, await nora.OpenAsync(Paper),
        [
            ("FirstDay", "01/10/2026"), ("LastDay", "31/12/2026"), ("FixedPay", "1000"), ("Hours", "60"),
            ("Reason", "Season"), ("HiredFor", desk.Jeanne.Value.ToString()), .. Texts(ContractKind.FixedTermStaff),
        ]);
        await nora.PressAsync(Paper, Paper + "?handler=Conclude", ("SignedOn", "30/09/2026"));
        await desk.CloseAsync(new Month(2026, 10));

        await using var db = desk.Store.Read();
        var slip = await db.Payslips.SingleAsync(p => p.PersonId == 2);
        Assert.Equal((desk.Jeanne, Money.Euros(1000)), (slip.ActivityId, slip.Gross));
        var costs = (await (await db.BooksAsync()).PositionAsync(new DateOnly(2026, 10, 31)))
            .Where(b => b.Account.StartsWith("641")).ToList();
        Assert.Equal([(desk.Jeanne, Money.Euros(1000))], costs.Select(b => (b.Activity, b.Balance)));
        var contract = await db.Contracts.SingleAsync(c => c.PersonId == 2);
        Assert.Equal(new DateOnly(2026, 12, 31), contract.PlannedEnd);
    }

    [Fact]
    public async Task A_fourth_cape_is_refused_and_so_is_a_second_paper_at_once()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var nora = await desk.Site.SignInAsync("payroll");
        await LinaAsync(nora);
        await desk.Store.WriteAsync(async w =>
        {
            foreach (var year in new[] { 2023, 2024, 2025 })
                w.Db.Contracts.Add(new Contract
                {
                    PersonId = 2, Kind = ContractKind.Cape, FirstDay = new(year, 1, 1), LastDay = new(year, 12, 31),
                });
            await w.SaveAsync();
        });
        await DraftAsync(nora, "Cape");
        Assert.Contains("déjà en préparation", (await DraftAsync(nora, "Cesa")).Text);
        var fourth = await SendAsync(nora, await nora.OpenAsync(Paper),
            [("FirstDay", "01/01/2026"), ("LastDay", "31/12/2026"), ("Ceiling", "0"), .. Texts(ContractKind.Cape)]);
        Assert.Contains("a déjà eu 3 Cape", fourth.Text);
        await nora.PressAsync(Paper, Paper + "?handler=Withdraw");
        Assert.Equal("/personnes/contrats/2", (await DraftAsync(nora, "Cesa")).Location);
    }

    [Fact]
    public async Task A_coop_writes_its_own_texts_and_new_contracts_begin_with_them()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var michel = await desk.Site.SignInAsync("manager");
        const string page = "/reglages/contrats?contrat=Cesa";
        Assert.Contains("{{prime}} n’existe pas", (await michel.PressAsync(page, page,
            ("Texts[objectives]", "Objectif : {{prime}}"))).Text);
        await michel.PressAsync(page, page, ("Texts[objectives]", "Nos objectifs à nous, avec {{personne}}."));
        await LinaAsync(michel);
        await DraftAsync(michel, "Cesa");
        var draft = (await michel.OpenAsync(Paper)).Text;
        Assert.Contains("Nos objectifs à nous", draft);
        Assert.Contains("garde ses droits sur la clientèle", draft); // an article without a text of their own has ours
    }

    private static (string, string) Change => ("Texts[change]", ContractClauses.Change.Proposed);

    private static async Task<Money?> GrossAsync(PayOrders pay, int month) =>
        (await pay.ProposeAsync(new Month(2026, month), 2)).Single().Order?.Payslip.Gross;

    private static Task LinaAsync(Browser browser) => browser.SendAsync("/personnes/nouvelle", ("FirstName", "Lina"),
        ("LastName", "Roux"), ("Email", "lina@exemple.fr"));

    private static Task<Answer> DraftAsync(Browser browser, string kind) =>
        browser.PressAsync("/personnes/2", "/personnes/2?handler=Draft", ("Paper", kind));

    private static Task<Answer> SendAsync(Browser browser, Answer page, params (string, string)[] fields) =>
        browser.PressAsync(Paper, Paper + "?handler=Send", [("Version", page.Field("Version")), .. fields]);

    private static IEnumerable<(string, string)> Texts(ContractKind kind) => ContractClauses.Of(kind)
        .Select(c => ($"Texts[{c.Key}]", $"Avec {{{{personne}}}} : {c.Title.ToLowerInvariant()}, dit en entier."));
}
