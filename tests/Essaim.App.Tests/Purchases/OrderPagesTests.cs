using System.Net;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Data.Purchases.Orders;
using Essaim.App.Tests.Documents;
using Essaim.App.Tests.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Essaim.App.Tests.Purchases;

/// <summary>Purchase orders as people write, approve and send them, and as their invoices come.</summary>
public sealed class OrderPagesTests
{
    private const string New = "/achats/commandes/redaction";
    private const string One = "/achats/commandes/1";

    /// <summary>10 metres at 12.50 and a delivery of 40: 165 net, 198 in all.</summary>
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_order_above_the_ceiling_is_approved_by_the_team_and_leaves_with_its_paper(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var jeanne = await desk.SignInOwnerAsync("jeanne");
        var accountant = await desk.Site.SignInAsync("accountant");
        await CeilingAsync(desk, 100);

        Assert.Equal(One, (await jeanne.SendAsync(New, Cloth())).Location);
        await jeanne.PressAsync(One, One + "?handler=Send", ("ByMail", "true"));
        Assert.Contains("En attente de l’équipe", (await jeanne.OpenAsync(One)).Text);
        Assert.Equal(HttpStatusCode.Forbidden, (await jeanne.PressAsync(One, One + "?handler=Approve")).Status);
        Assert.Equal(0L, await desk.CountAsync("mail"));
        Assert.Contains("Approuver une commande", (await accountant.OpenAsync("/")).Text);
        await accountant.PressAsync(One, One + "?handler=Approve", ("ByMail", "true"));

        await using (var db = desk.Store.Read())
        {
            var mail = (await db.SqlAsync(r => (r.GetString(0), r.GetString(1), r.GetString(2)),
                "SELECT recipient, subject, attachment_name FROM mail")).Single();
            Assert.Equal(("fil@exemple.fr", "Commande BC-2026-0001 de L’Établi", "BC-2026-0001.pdf"), mail);
        }
        var account = (await jeanne.OpenAsync("/compte")).Text;
        Assert.Contains("165,00\u00a0€", account);
        Assert.Contains("commandés, pas encore facturés", account);
        Assert.Contains(One, (await accountant.OpenAsync("/recherche?mot=bc2026-1")).Html);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_order_is_invoiced_in_parts_and_never_beyond_without_being_told(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var accountant = await desk.Site.SignInAsync("accountant");
        await accountant.SendAsync(New, Cloth());
        await accountant.PressAsync(One, One + "?handler=Send", ("ByMail", "false"));

        var form = await accountant.OpenAsync("/achats/nouvelle?commande=1");
        Assert.Equal(("125,00", "10", "1"), (form.Field("Lines\\[0\\].Net"), form.Field("Lines\\[0\\].Quantity"),
            form.Field("Tie.OrderId")));
        Assert.Equal("/achats/1", (await accountant.SendAsync("/achats/nouvelle",
            Invoice("F-1", ("1", "6", "75", "15")))).Location);
        Assert.Contains("Facturée en partie", (await accountant.OpenAsync(One)).Text);

        // 50 and 40 are left; 5 metres at 12.50 are one too many.
        var beyond = Invoice("F-2", ("1", "5", "62,50", "12,50"), ("2", "1", "40", "8"));
        var refused = await accountant.SendAsync("/achats/nouvelle", beyond);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("11 mètre facturés en tout pour 10 commandés", refused.Text);
        Assert.Equal("/achats/2", (await accountant.SendAsync("/achats/nouvelle",
            [.. beyond, ("Tie.Agreed", "true")])).Location);
        Assert.Contains("Écarts acceptés", (await accountant.OpenAsync("/achats/2")).Text);

        await using (var db = desk.Store.Read())
            Assert.Equal(Money.Zero, (await MatchOrder.OpenAsync(db, 1)).Single().Left);
        await desk.Store.WriteAsync(async w => await ReverseEntry.ReverseAsync(w,
            (await w.Db.Purchases.SingleAsync(p => p.Id == 2)).EntryId, new DateOnly(2026, 11, 20), "Doublon"));
        await using (var db = desk.Store.Read())
            Assert.Equal(Money.Euros(90), (await MatchOrder.OpenAsync(db, 1)).Single().Left);
        var row = Assert.Single(await Desk.RowsAsync(accountant, "/achats/commandes?etat=en-cours&format=csv"));
        Assert.Equal(("BC-2026-0001", Money.Euros(90), "Facturée en partie"), (row[0], Desk.Amount(row[6]), row[8]));
        await ReceivedPagesTests.AssertBooksAsync(desk);
    }

    [Fact]
    public async Task An_entrepreneur_orders_alone_up_to_the_ceiling_for_their_own_activity_and_nobody_elses()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        await desk.PersonAsync("paul", Money.Zero);
        var (jeanne, paul) = (await desk.SignInOwnerAsync("jeanne"), await desk.SignInOwnerAsync("paul"));
        await CeilingAsync(desk, 198);

        var other = await jeanne.SendAsync(New, Cloth("paul"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Contains("choisissez une activité de la liste", other.Text);
        await jeanne.SendAsync(New, Cloth());
        Assert.Equal(HttpStatusCode.NotFound, (await paul.OpenAsync(One)).Status);
        Assert.Empty(await Desk.RowsAsync(paul, "/achats/commandes?format=csv"));
        Assert.DoesNotContain("Fil et Compagnie", (await paul.OpenAsync(New)).Html);

        await jeanne.PressAsync(One, One + "?handler=Send", ("ByMail", "false"));
        await using var db = desk.Store.Read();
        Assert.Equal((OrderStatus.Sent, "BC-2026-0001"), await db.PurchaseOrders
            .Select(o => new ValueTuple<OrderStatus, string>(o.Status, o.Number!)).SingleAsync());
        await jeanne.PressAsync(One, One + "?handler=Copy");
        await jeanne.PressAsync("/achats/commandes/2", "/achats/commandes/2?handler=Drop");
        Assert.Equal(1L, await desk.CountAsync("purchase_order"));
        await jeanne.PressAsync("/corbeille", "/corbeille?handler=restore&id=1");
        Assert.Equal(2L, await desk.CountAsync("purchase_order"));
        await jeanne.PressAsync(One, One + "?handler=Cancel", ("Reason", "Trop cher"));
        Assert.Contains("Trop cher", (await jeanne.OpenAsync(One)).Text);
        await jeanne.PressAsync("/achats/commandes/2", "/achats/commandes/2?handler=Send", ("ByMail", "true"));
        Assert.Equal(1L, await desk.CountAsync("mail"));
        Assert.Contains("BC-2026-0002", (await jeanne.OpenAsync("/achats/commandes/2")).Text);
    }

    [Fact]
    public async Task The_paper_names_the_co_op_as_buyer_the_activity_the_supplier_and_where_to_deliver()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var accountant = await desk.Site.SignInAsync("accountant");
        await accountant.SendAsync(New, [.. Cloth(), ("Conditions", "Franco de port")]);
        await accountant.PressAsync(One, One + "?handler=Send", ("ByMail", "false"));

        var text = PaperReader.Text((await accountant.FetchAsync(One + "?handler=Pdf")).Bytes);

        foreach (var said in new[] { "Bon de commande", "BC-2026-0001", "Enseigne jeanne", "L’Établi",
            "Fil et Compagnie", "Tissu bleu", "198,00", "12 quai du Port", "Franco de port", "SIREN" })
            Assert.Contains(said, text.Replace('\u202f', ' '));
        Assert.DoesNotContain("Devis", text);
    }

    /// <summary>The file's line is known by its amount; account, activity and quantity are proposed.</summary>
    [Fact]
    public async Task A_received_invoice_that_names_the_order_begins_with_its_accounts_and_activities()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var accountant = await desk.Site.SignInAsync("accountant");
        await accountant.SendAsync(New, [.. Cloth(), ("Lines[2].Description", "Affiches"), ("Lines[2].Price", "100"),
            ("Lines[2].Quantity", "1"), ("Lines[2].Unit", "lot"), ("Lines[2].Vat", "20"),
            ("Lines[2].Activity", "jeanne"), ("Lines[2].Account", "623000")]);
        await accountant.PressAsync(One, One + "?handler=Send", ("ByMail", "false"));
        await desk.Store.WriteAsync(async w => (await w.Db.Suppliers.SingleAsync()).Siren = new Siren("303265045"));
        await ReceivedPagesTests.UploadAsync(accountant, new SupplierFile { Order = "BC 2026-0001" }.Bytes);

        var form = await accountant.OpenAsync(ReceivedPagesTests.BookAddress);

        Assert.Contains("porte le numéro de la commande BC-2026-0001", form.Text);
        Assert.Equal(("623000", "1", "1"), (form.Field("Lines\\[0\\].Account"), form.Field("Lines\\[0\\].Quantity"),
            form.Field("Tie.OrderId")));
        Assert.Contains("<option value=\"3\" selected=\"selected\">", form.Html);
        await accountant.SendAsync(ReceivedPagesTests.BookAddress, ("SupplierId", "1"), ("On", "02/11/2026"),
            ("Due", ""), ("act", "save"), ("Tie.OrderId", "1"), ("Lines[0].Activity", "jeanne"),
            ("Lines[0].Account", "623000"), ("Lines[0].Description", "Affiches"), ("Lines[0].Net", "100"),
            ("Lines[0].Vat", "20"), ("Lines[0].OrderLine", "3"), ("Lines[0].Quantity", "1"));
        await using var db = desk.Store.Read();
        Assert.Equal([Money.Euros(125), Money.Euros(40), Money.Zero],
            (await MatchOrder.RestAsync(db, await db.PurchaseOrders.SingleAsync())).Select(r => r.Net));
    }

    /// <summary>165 is what is left: the form asks, and ties only when told to.</summary>
    [Fact]
    public async Task A_typed_invoice_near_to_an_open_order_of_its_supplier_asks_whether_it_is_that_order()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var accountant = await desk.Site.SignInAsync("accountant");
        await accountant.SendAsync(New, Cloth());
        await accountant.PressAsync(One, One + "?handler=Send", ("ByMail", "false"));
        (string, string)[] typed = [.. Invoice("F-1", ("", "", "165", "33")).Where(f => f.Item1 != "Tie.OrderId")];

        var asked = await accountant.SendAsync("/achats/nouvelle", typed);
        Assert.Contains("Est-ce la facture de la commande BC-2026-0001", asked.Text);
        Assert.Equal(0L, await desk.CountAsync("purchase"));
        var tied = await accountant.SendAsync("/achats/nouvelle",
            [.. typed.Where(f => f.Item1 != "act"), ("act", "order"), ("Proposal", "1")]);
        Assert.Equal("1", tied.Field("Tie.OrderId"));
        Assert.Equal("/achats/1", (await accountant.SendAsync("/achats/nouvelle",
            [.. typed.Where(f => f.Item1 != "act"), ("act", "alone")])).Location);
        Assert.Equal(0L, await desk.CountAsync("order_invoice"));
    }

    /// <summary>Of 120 the person has paid 60, which frees 10 of VAT; 60 are left to the supplier.</summary>
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_the_person_paid_of_an_invoice_is_owed_to_them_and_the_rest_to_the_supplier(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        var accountant = await desk.Site.SignInAsync("accountant");
        (string, string)[] form =
        [
            .. Invoice("F-1", ("", "", "100", "20")).Where(f => f.Item1 is not ("Tie.OrderId" or "SupplierId")),
            ("SupplierName", "Fil et Compagnie"), ("Share.Person", "1"), ("Share.Amount", "60"),
            ("Share.Means", "carte personnelle"),
        ];
        Assert.Contains("Il ne reste que", (await accountant.SendAsync("/achats/nouvelle",
            [.. form.Where(f => f.Item1 != "Share.Amount"), ("Share.Amount", "120,01")])).Text);
        Assert.Equal(0L, await desk.CountAsync("purchase"));
        Assert.Equal("/achats/1", (await accountant.SendAsync("/achats/nouvelle", form)).Location);

        var rows = await Desk.RowsAsync(accountant, "/achats/a-payer?format=csv");
        Assert.Equal([Money.Euros(60), Money.Euros(60)], rows.Select(r => Desk.Amount(r[6])));
        Assert.Contains("carte personnelle", (await accountant.OpenAsync("/achats/1")).Text);
        await using var db = desk.Store.Read();
        var books = await db.BooksAsync();
        Assert.Equal(-Money.Euros(60), Assert.Single(await books.Items.OpenAsync(null, Accounts.PeopleToReimburse))
            .Remaining);
        Assert.Equal([Money.Euros(10), Money.Euros(10)], (await books.PositionAsync(new DateOnly(2026, 11, 30)))
            .Where(b => b.Account == Accounts.DeductibleVat || b.Account == Accounts.DeductibleVatPending)
            .Select(b => b.Balance));
        await ReceivedPagesTests.AssertBooksAsync(desk);
    }

    private static Task CeilingAsync(Desk desk, long euros) => desk.Store.WriteAsync(w => OrderCeilings.DecideAsync(w,
        new OrderCeiling(Money.Euros(euros)), new DateOnly(2026, 1, 1), "CA du 5 janvier", "Claire"));

    private static (string, string)[] Cloth(string activity = "jeanne") =>
    [
        ("Act", "garder"), ("SupplierName", "Fil et Compagnie"), ("SupplierEmail", "fil@exemple.fr"),
        ("DeliverTo", "Atelier\n12 quai du Port\n69002 Lyon"), ("DeliverOn", "04/12/2026"), ("Version", "0"),
        .. Line(0, activity, "Tissu bleu", "10", "12,50", "607000"), .. Line(1, activity, "Port", "1", "40", "624000"),
    ];

    private static (string, string)[] Line(
        int at, string activity, string what, string quantity, string price, string account) =>
    [
        ($"Lines[{at}].Description", what), ($"Lines[{at}].Quantity", quantity), ($"Lines[{at}].Unit", "mètre"),
        ($"Lines[{at}].Price", price), ($"Lines[{at}].Vat", "20"), ($"Lines[{at}].Activity", activity),
        ($"Lines[{at}].Account", account),
    ];

    private static (string, string)[] Invoice(
        string number, params (string OrderLine, string Quantity, string Net, string Vat)[] lines) =>
    [
        ("SupplierId", "1"), ("Number", number), ("On", "02/11/2026"), ("Due", ""), ("act", "save"),
        ("Tie.OrderId", "1"),
        .. lines.SelectMany((l, at) => new[]
        {
            ($"Lines[{at}].Activity", "jeanne"), ($"Lines[{at}].Account", "604000"),
            ($"Lines[{at}].Description", "Couture"), ($"Lines[{at}].Net", l.Net), ($"Lines[{at}].Vat", l.Vat),
            ($"Lines[{at}].When", ""), ($"Lines[{at}].OrderLine", l.OrderLine),
            ($"Lines[{at}].Quantity", l.Quantity),
        }),
    ];
}
