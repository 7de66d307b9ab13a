using System.Net;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Data.Purchases;
using Essaim.App.Tests.Documents;
using Essaim.App.Tests.Sales;
using Essaim.App.Tests.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Purchases;

public sealed class CheckClaimTests
{
    /// <summary>
    /// Asked: a train of 48.70, a meal of 26.00 with 2.36 of VAT, 100 km of 5 CV (63.60). The train is refused, the
    /// meal corrected to 20.00 with 1.82. Left: 20.00 + 63.60 = 83.60.
    /// </summary>
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_is_accepted_is_booked_and_the_person_reads_what_was_changed_and_why(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var claim = await SentAsync(selling);
        var claire = await selling.SignInAsync("claire");
        var check = $"/depenses/{claim}/controle";
        Assert.Contains("Plafond", (await claire.OpenAsync(check)).Text);
        Assert.Contains("Jeanne", (await claire.OpenAsync("/depenses/a-controler")).Text,
            StringComparison.OrdinalIgnoreCase);

        await claire.SendAsync(check, [.. Line(0, 1, "Refused", "Billet d’une autre personne"), ("Act", "garder")]);
        var page = await claire.OpenAsync(check);
        var answer = await claire.SendAsync(check,
        [
            ("Version", page.Field("Version")), .. Line(0, 1, "Refused", "Billet d’une autre personne", version: 1),
            .. Line(1, 2, "Corrected", "Le vin est à votre charge"), ("Forms[1].Total", "20"), ("Forms[1].Vat", "1,82"),
            ("Forms[1].Kind", "repas"), .. Line(2, 3, "Accepted", ""), ("Act", "finir"),
        ]);

        Assert.Equal($"/depenses/{claim}", answer.Location);
        await using var db = selling.Store.Read();
        var kept = await db.ExpenseClaims.SingleAsync();
        Assert.Equal(new Money(8360), kept.Total);
        var lines = await ActivityLines.OfEntryAsync(db, kept.EntryId!.Value);
        Assert.Equal([("44566", 182L), ("6251", 6360L), ("6257", 1818L)], lines.Where(l => l.Debit.IsPositive
            && !l.Account.StartsWith("181")).Select(l => (l.Account.Digits.TrimEnd('0'), l.Debit.Cents)).Order());
        var letter = (await db.SqlAsync(r => r.GetString(0), "SELECT body FROM mail")).Single();
        Assert.Contains("Billet d’une autre personne", letter);
        Assert.Contains("Le vin est à votre charge", letter);
        Assert.Contains(new Money(8360).ToString(), letter);
        var jeanne = await selling.SignInAsync();
        var read = (await jeanne.OpenAsync($"/depenses/{claim}")).Text;
        Assert.Contains("Billet d’une autre personne", read);
        Assert.Contains("Le vin est à votre charge", read);
        Assert.All((await BooksCheck.RunAsync(selling.Store.Engine)).Checks, c => Assert.True(c.Ok, c.Detail));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_refused_line_is_taken_up_once_in_another_claim(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var claim = await SentAsync(selling);
        await selling.Store.WriteAsync(async w =>
        {
            await CheckClaim.DecideAsync(w, claim, [.. new[] { 1, 2, 3 }.Select(no => new DecidedLine(
                new LineDecision(no, LineOutcome.Refused, ReceiptSeen.Missing, "Sans reçu"), 0))], TestCoop.Law, "C");
            await w.SaveAsync();
            await BookExpenseClaim.AcceptAsync(w, claim, TestCoop.Law, SellingSite.Today, "C", acceptRest: false);
        });
        var jeanne = await selling.SignInAsync();
        var page = $"/depenses/{claim}";
        Assert.Contains("Aucune ligne n’est acceptée", (await jeanne.OpenAsync(page)).Text);

        var next = await jeanne.PressAsync(page, page + "?handler=TakeUp", ("Line", "2"));
        var twice = await jeanne.PressAsync(page, page + "?handler=TakeUp", ("Line", "2"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, twice.Status);
        await using var db = selling.Store.Read();
        Assert.Null((await db.ExpenseClaims.SingleAsync(c => c.Id == claim)).EntryId);
        var again = await db.ExpenseClaims.SingleAsync(c => c.Id != claim);
        Assert.Equal($"/depenses/{again.Id}", next.Location);
        Assert.Equal(("Repas", $"{claim}-2", new Money(2600)), (again.Content.Expenses.Single().Description,
            again.Content.Expenses.Single().TakenFrom, again.Total));
        Assert.Contains("Dépense 1, reprise", (await jeanne.OpenAsync($"/depenses/{again.Id}")).Text);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task When_two_check_at_once_neither_undoes_the_other_unread(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var claim = await SentAsync(selling);
        Task Decide(int line, string by, int version, LineOutcome outcome) => selling.Store.WriteAsync(w =>
            CheckClaim.DecideAsync(w, claim, [new DecidedLine(new LineDecision(line, outcome, ReceiptSeen.Yes,
                "Raison de " + by), version)], TestCoop.Law, by));
        await Task.WhenAll(Decide(1, "Claire", 0, LineOutcome.Accepted), Decide(3, "Paul", 0, LineOutcome.Refused));
        var tries = await Task.WhenAll(new[] { "Claire", "Paul", "Anne" }.Select(async by =>
        {
            try
            {
                await Decide(2, by, 0, LineOutcome.Refused);
                return "";
            }
            catch (BrokenRuleException rule)
            {
                return rule.Message;
            }
        }));
        Assert.Single(tries, "");
        Assert.All(tries.Where(t => t.Length > 0), t => Assert.Contains("a été contrôlée entre-temps par", t));
        await using var db = selling.Store.Read();
        Assert.Equal(3, await db.ClaimDecisions.CountAsync());
        var late = await Assert.ThrowsAsync<BrokenRuleException>(() => selling.Store.WriteAsync(w =>
            BookExpenseClaim.AcceptAsync(w, claim, TestCoop.Law, SellingSite.Today, "C", acceptRest: false, 1)));
        Assert.Contains("Une décision a changé", late.Message);
    }

    [Fact]
    public async Task Several_lines_are_decided_at_once_and_what_was_typed_stays_when_one_is_wrong()
    {
        await using var selling = await SellingSite.StartAsync();
        var claim = await SentAsync(selling);
        var claire = await selling.SignInAsync("claire");
        var check = $"/depenses/{claim}/controle";
        (string, string)[] both =
        [
            .. Line(0, 1, "", ""), ("Forms[0].Chosen", "true"), .. Line(1, 2, "", ""), ("Forms[1].Chosen", "true"),
            .. Line(2, 3, "", "mot gardé"), ("Act", "accepter"),
        ];
        var wrong = await claire.SendAsync(check, both);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("Ligne 2 : Plafond\u00a0:", wrong.Text);
        Assert.Contains("mot gardé", wrong.Html);
        await claire.SendAsync(check, [.. both, ("Reason", "Déplacement à Paris")]);
        await using var db = selling.Store.Read();
        Assert.Equal([1, 2], (await db.ClaimDecisions.ToListAsync()).Select(d => d.LineNo).Order());
        var unfinished = await claire.SendAsync(check, [("Version", "9"), .. Line(2, 3, "", ""), ("Act", "finir")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unfinished.Status);
    }

    [Fact]
    public async Task A_photo_is_the_receipt_of_one_line_and_of_no_line_that_comes_later()
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();
        var page = (await jeanne.SendAsync("/depenses", ("ForMonth", "2026-11"))).Location!;
        (string, string)[] train =
        [
            ("Expenses[0].Date", "12/11/2026"), ("Expenses[0].Kind", "transport"), ("Expenses[0].What", "Train"),
            ("Expenses[0].Total", "48,70"),
        ];
        var photo = await jeanne.SendAsync(page, [("Version", "0"), .. train, ("Act", "photo-0")]);
        Assert.EndsWith("&ligne=1", photo.Location);
        await jeanne.SendAsync(photo.Location!, (await jeanne.OpenAsync("/profil")).Field("__RequestVerificationToken"),
            new MultipartFormDataContent { { new ByteArrayContent(FileSamples.Jpeg), "Document", "recu.jpg" } });
        Assert.Contains("recu.jpg", (await jeanne.OpenAsync(page)).Html);
        Assert.Contains("Reçu de la ligne 1", (await jeanne.OpenAsync(page)).Text);

        await jeanne.SendAsync(page, ("Version", "1"), ("Act", "garder"));
        await jeanne.SendAsync(page, [("Version", "2"), .. train, ("Act", "garder")]);
        await using var db = selling.Store.Read();
        Assert.Equal(2, (await db.ExpenseClaims.SingleAsync()).Content.Expenses.Single().No);
        Assert.Equal(1, (await db.KeptDocuments.SingleAsync()).LineNo);
    }

    [Fact]
    public async Task Vat_that_may_not_be_deducted_is_said_and_paid_back()
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();
        var page = (await jeanne.SendAsync("/depenses", ("ForMonth", "2026-11"))).Location!;
        await jeanne.SendAsync(page, ("Version", "0"), ("Expenses[0].Date", "12/11/2026"),
            ("Expenses[0].Kind", "hotel"), ("Expenses[0].What", "Hôtel"), ("Expenses[0].Total", "110"),
            ("Expenses[0].Vat", "10"), ("Expenses[0].Count", "2"), ("Act", "garder"));
        var text = (await jeanne.OpenAsync(page)).Text;
        Assert.Contains("La TVA d’une nuit d’hôtel ne se récupère pas\u00a0: 10,00\u00a0€", text);
        await using var db = selling.Store.Read();
        var line = (await db.ExpenseClaims.SingleAsync()).Content.Expenses.Single();
        Assert.Equal((new Money(11000), Money.Zero, new Money(1000)), (line.Net, line.Vat, line.ReceiptVat));
    }

    [Fact]
    public async Task Ceilings_are_decided_from_a_day_on_and_once_for_each_day()
    {
        await using var selling = await SellingSite.StartAsync();
        var claire = await selling.SignInAsync("claire");
        (string, string)[] rule = [("Meal", "25"), ("Night", ""), ("NightInParis", ""), ("Kilometre", "0,6"),
            ("From", "01/11/2026"), ("Decision", "CA du 12 novembre 2026")];
        Assert.Equal("/depenses/plafonds", (await claire.SendAsync("/depenses/plafonds", rule)).Location);
        Assert.Contains("déjà à partir", (await claire.SendAsync("/depenses/plafonds", rule)).Text);
        Assert.Contains("Un plafond est positif", (await claire.SendAsync("/depenses/plafonds",
            [("Meal", "-1"), .. rule[1..4], ("From", "02/11/2026"), rule[5]])).Text);
        Assert.Contains("qui a décidé", (await claire.SendAsync("/depenses/plafonds",
            [.. rule[..4], ("From", "03/11/2026"), ("Decision", " ")])).Text);
        await using var db = selling.Store.Read();
        var ceilings = await ExpenseRules.CeilingsAsync(db, TestCoop.Law);
        ExpenseLine Meal(int day) => ExpenseKind.Find("repas")!.Line(TestCoop.Law, new DateOnly(2026, 11, 1)
            .AddDays(day), "x", new Money(2400), Money.Zero);
        Assert.Null(ceilings.Over(Meal(0)));
        Assert.Contains("21,40", ceilings.Over(Meal(-1)));
    }

    internal static Task<long> SentAsync(SellingSite selling) => selling.Store.WriteAsync(async w =>
    {
        var day = new DateOnly(2026, 11, 12);
        var claim = await KeepExpenseClaim.OpenAsync(w,
            await w.Db.Activities.SingleAsync(a => a.Id == selling.Jeanne), new Month(2026, 11), SellingSite.Today);
        await KeepExpenseClaim.ReviseAsync(w, claim.Id, claim.Version, new ExpenseClaimContent(
        [
            ExpenseKind.Find("transport")!.Line(TestCoop.Law, day, "Train", new Money(4870), Money.Zero),
            ExpenseKind.Find("repas")!.Line(TestCoop.Law, day, "Repas", new Money(2600), new Money(236)),
        ], [new MileageTrip(day, "Lyon", "Oullins", 100, 5, false)]), TestCoop.Law);
        await KeepExpenseClaim.SendAsync(w, claim.Id);
        return claim.Id;
    });

    private static (string, string)[] Line(int at, int no, string outcome, string reason, int version = 0) =>
    [
        ($"Forms[{at}].No", no.ToString()), ($"Forms[{at}].Version", version.ToString()),
        ($"Forms[{at}].Outcome", outcome), ($"Forms[{at}].Receipt", "Yes"), ($"Forms[{at}].Reason", reason),
    ];
}
