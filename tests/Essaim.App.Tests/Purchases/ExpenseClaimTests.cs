using System.Net;
using Essaim.App.Tests.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Purchases;

public sealed class ExpenseClaimTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_claim_is_written_sent_and_accepted_into_the_books(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var jeanne = await selling.SignInAsync();
        var page = (await jeanne.SendAsync("/depenses", ("ForMonth", "2026-11"))).Location!;
        Assert.Equal(page, (await jeanne.SendAsync("/depenses", ("ForMonth", "2026-11"))).Location);

        // 100 km with 5 CV: 63.60; and a train of 48.70.
        await jeanne.SendAsync(page, [.. Filled(), ("Act", "envoyer")]);
        Assert.Contains("Envoyée", (await jeanne.OpenAsync(page)).Text);
        var claire = await selling.SignInAsync("claire");
        await claire.PressAsync(page, page + "?handler=Accept");

        Assert.Contains("Acceptée", (await jeanne.OpenAsync(page)).Text);
        await using var db = selling.Store.Read();
        Assert.Equal(new Money(11230), (await db.ExpenseClaims.SingleAsync()).Total);
        var owed = await (await db.BooksAsync()).Items.OpenAsync(selling.Jeanne);
        Assert.Equal(new Money(-11230), owed.Sum(i => i.Remaining));
    }

    [Fact]
    public async Task The_allowance_is_counted_by_the_server_as_one_types()
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();
        var page = (await jeanne.SendAsync("/depenses", ("ForMonth", "2026-11"))).Location!;

        var answer = await jeanne.PressAsync(page, page + "?handler=Totals", Filled());

        Assert.Contains(new Money(6360).ToString(), answer.Text);
        Assert.Contains(new Money(11230).ToString(), answer.Text);
    }

    [Theory]
    [InlineData("Expenses[0].Date", "12/10/2026", "Ouvrez la note de son mois")]
    [InlineData("Expenses[0].Total", "-3", "Le montant payé est positif")]
    [InlineData("Expenses[0].Vat", "40", "Recopiez celle du reçu")]
    [InlineData("Trips[0].Kilometres", "loin", "n’est pas un nombre")]
    [InlineData("Trips[0].HorsePower", "0", "case P.6")]
    [InlineData("Trips[0].To", "", "Dites où vous êtes")]
    public async Task What_cannot_be_read_of_a_claim_is_said_and_not_kept(string field, string typed, string said)
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();
        var page = (await jeanne.SendAsync("/depenses", ("ForMonth", "2026-11"))).Location!;

        var answer = await jeanne.SendAsync(page,
            [.. Filled().Where(f => f.Item1 != field), (field, typed), ("Act", "garder")]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains(said, answer.Text);
        Assert.Contains("Lyon", WebUtility.HtmlDecode(answer.Html));
        await using var db = selling.Store.Read();
        Assert.Empty((await db.ExpenseClaims.SingleAsync()).Content.Expenses);
    }

    private static (string, string)[] Filled() =>
    [
        ("Version", "0"), ("Expenses[0].Date", "12/11/2026"), ("Expenses[0].Kind", "625"), ("Expenses[0].What",
            "Train"),
        ("Expenses[0].Total", "48,70"), ("Expenses[0].Vat", "4,43"), ("Trips[0].Date", "13/11/2026"),
        ("Trips[0].From", "Lyon"), ("Trips[0].To", "Oullins"), ("Trips[0].Kilometres", "100"),
        ("Trips[0].HorsePower", "5"),
    ];
}
