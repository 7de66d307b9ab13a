using Essaim.App.Data.Sales;
using Essaim.App.Data.Sales.Kinds;
using Essaim.App.Identity;
using Essaim.App.Tests.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.People;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using static Essaim.App.Tests.Sales.SellingJourneyTests;

namespace Essaim.App.Tests.Sales;

/// <summary>What the kinds of engagements ask and do, page by page, in one co-op an engine.</summary>
[Trait("Length", "Slow")]
public sealed class KindPagesTests
{
    internal const string TradesPage = "/reglages/metiers";

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Visits_become_an_invoice_and_what_was_paid_becomes_the_certificate_of_the_year(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var jeanne = await selling.SignInAsync();
        var michel = await ManagerAsync(selling);
        var anne = await PrivateAsync(selling);
        var job = (await jeanne.SendAsync("/ventes/affaires/nouvelle", ("CustomerId", anne.ToString()),
            ("Title", "Ménage"), ("Kind", "HomeServices"))).Location!;
        Assert.Contains("coopérative sœur", (await jeanne.OpenAsync(job)).Text);

        var visits = job + "/interventions";
        (string, string)[] visit = [("Day", "20/11/2026"), ("Hours", "2,5"), ("Service", "01"),
            ("Worker", "Jeanne Morel"), ("WorkerNumber", "3"), ("HourPrice", "40"), ("Vat", "10")];
        Assert.Equal(visits, (await jeanne.SendAsync(visits, visit)).Location);
        Assert.Contains("déjà notée", (await jeanne.SendAsync(visits, visit)).Text);
        Assert.Contains("à venir", (await jeanne.SendAsync(visits, [.. visit[1..], ("Day", "24/11/2026")])).Text);
        var draft = (await jeanne.PressAsync(visits, visits + "?handler=Invoice")).Location!;
        // 2.5 h at 40 € and 10 %: 110 €. Not before the co-op is declared.
        Assert.Contains("coopérative sœur", (await IssueAsync(jeanne, draft, 11000)).Text);

        Assert.Contains("Cochez-le", (await michel.PressAsync(TradesPage, TradesPage + "?handler=Home",
            [.. Declared, ("HomeExclusive", "false")])).Text);
        Assert.Equal(TradesPage, (await michel.PressAsync(TradesPage, TradesPage + "?handler=Home",
            [.. Declared, ("HomeExclusive", "true")])).Location);
        Assert.Equal("/ventes/factures/1", (await IssueAsync(jeanne, draft, 11000)).Location);
        await using (var db = selling.Store.Read())
        {
            var invoice = await db.Invoices.SingleAsync();
            Assert.Contains(invoice.Content.Mentions, m => m.Contains("déclaration SAP303265045"));
            Assert.Contains("par Jeanne Morel (n°\u00a03)", invoice.Content.Content.Lines[0].Description);
            Assert.Equal(1, (await db.HomeVisits.SingleAsync()).InvoiceId);
        }
        Assert.Contains("Aucune intervention n’est à facturer",
            (await jeanne.PressAsync(visits, visits + "?handler=Invoice")).Text);
        Assert.Contains("est facturée",
            (await jeanne.PressAsync(visits, visits + "?handler=Remove", ("VisitId", "1"))).Text);

        const string paper = "/ventes/factures/1";
        foreach (var (amount, method) in new[] { ("60", "virement"), ("20", "CESU"), ("10", "espèces") })
            await jeanne.PressAsync(paper, paper + "?handler=Receive",
                ("Amount", amount), ("Date", "23/11/2026"), ("Method", method));
        await CertificateAsync(selling, michel);
    }

    private static readonly (string, string)[] Declared =
    [
        ("HomeNumber", "SAP303265045"), ("HomeBody", "DDETS du Rhône"), ("HomeDeclared", "05/01/2026"),
        ("HomeFrom", "05/01/2026"),
    ];

    /// <summary>60 € by transfer and 20 € of CESU count, 10 € in cash do not, 20 € are still owed.</summary>
    private static async Task CertificateAsync(SellingSite selling, Browser michel)
    {
        var year = await michel.OpenAsync("/services-a-domicile/2026");
        Assert.All(["2,5", "80,00", "20,00", "10,00"], sum => Assert.Contains(" " + sum, Flat(year.Text)));
        Assert.DoesNotContain("Établir", year.Text);
        var nova = await michel.OpenAsync("/services-a-domicile/nova/2026");
        Assert.Contains("Entretien de la maison", nova.Text);
        Assert.Contains(Money.Euros(100).ToString(), nova.Text);

        var given = await selling.Store.WriteAsync(w => NextYearAsync(w));
        Assert.Equal(("SAP2026-0001", Money.Euros(80), Money.Euros(20), Money.Euros(10)),
            (given.Number, given.Amount, given.Content.Sums.Cesu, given.Content.Sums.Cash));
        Assert.Equal(2.5m, given.Content.Visits.Single().Hours);
        var (response, bytes) = await michel.FetchAsync($"/services-a-domicile/2026?handler=Pdf&id={given.Id}");
        Assert.Equal("application/pdf", response.Content.Headers.ContentType!.MediaType);
        Assert.True(bytes.Length > 1000);
        Assert.Contains("Remise", (await michel.OpenAsync("/services-a-domicile/2026")).Text);

        // A payment that comes to light later makes it wrong, and only another one corrects it.
        await selling.Store.WriteAsync(w =>
            RecordReceipt.RecordAsync(w, 1, Money.Euros(20), SellingSite.Today, "carte"));
        Assert.Contains("À corriger", (await michel.OpenAsync("/services-a-domicile/2026")).Text);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => selling.Store.WriteAsync(async w =>
            await w.Db.Database.ExecuteSqlRawAsync("UPDATE tax_certificate SET amount = 1")));
    }

    /// <summary>As the page does it from the 1st of January on.</summary>
    private static async Task<TaxCertificate> NextYearAsync(Data.WriteSession w)
    {
        var customer = await w.Db.Customers.SingleAsync(c => !c.IsCompany);
        await Assert.ThrowsAsync<BrokenRuleException>(() => TaxCertificates.GiveAsync(w, customer.Id, 2026, "Michel"));
        return await TaxCertificates.GiveAsync(w, customer.Id, 2026, "Michel", new DateOnly(2027, 1, 4));
    }

    [Fact]
    public async Task A_contract_that_ended_stops_the_invoice_until_the_management_ratifies()
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();
        await selling.Store.WriteAsync(async w =>
        {
            var person = await w.Db.Activities.Where(a => a.Id == selling.Jeanne).Select(a => a.PersonId)
                .SingleAsync();
            w.Db.Contracts.Add(new Contract
            {
                PersonId = person!.Value, Kind = ContractKind.Cape, FirstDay = new DateOnly(2025, 11, 1),
                LastDay = new DateOnly(2026, 10, 31),
            });
            await w.SaveAsync();
        });
        var draft = $"/ventes/brouillons/{await selling.DraftAsync(selling.Jeanne, selling.Customer)}";
        Assert.Contains("a pris fin le 31\u00a0octobre 2026", (await IssueAsync(jeanne, draft, 144000)).Text);
        Assert.Contains("ne permet pas de facturer aujourd’hui", (await jeanne.OpenAsync(draft + "/verifier")).Text);
        Assert.DoesNotContain("Ratifier", (await jeanne.OpenAsync("/ventes/droit")).Text);

        var michel = await ManagerAsync(selling);
        const string right = "/ventes/droit?activite=jeanne";
        Assert.Contains("Dites pourquoi", (await michel.SendAsync(right, ("From", "20/11/2026"),
            ("Until", "30/11/2026"), ("Reason", ""))).Text);
        Assert.NotNull((await michel.SendAsync(right, ("From", "20/11/2026"), ("Until", "30/11/2026"),
            ("Reason", "Fini avant la fin du Cape"))).Location);
        Assert.Equal("/ventes/factures/1", (await IssueAsync(jeanne, draft, 144000)).Location);
        await using var db = selling.Store.Read();
        Assert.Contains("Fini avant la fin du Cape", string.Join('\n',
            (await Data.Acts.ActLog.OfAsync(db, Data.RecordKinds.Activity, selling.Jeanne.Value.ToString()))
                .Select(a => a.Title)));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_site_needs_its_insurance_and_its_retention_waits_apart(string engine)
    {
        await using var selling = await SellingSite.StartAsync(engine);
        var jeanne = await selling.SignInAsync();
        var started = await jeanne.SendAsync("/ventes/devis/nouveau", ("CustomerId", selling.Customer.ToString()),
            ("Subject", "Mur"), ("Kind", "BuildingSite"));
        var quote = started.Location!.Replace("/modifier", "");
        await selling.Store.WriteAsync(async w => await SendQuote.ReviseAsync(w, 1, 0, "Mur",
            new SaleContent([TestCoop.Service(selling.Jeanne, 1000)], Rate.Zero, "")));
        Assert.Contains("Aucune assurance décennale",
            (await jeanne.PressAsync(quote, quote + "?handler=Send")).Text);
        var insurance = (await jeanne.SendAsync("/ventes/assurances", ("Insurer", "La Solide"),
            ("Contact", "1 rue du Mur, Lyon"), ("Area", "France"), ("Trades", "Maçonnerie"),
            ("FirstDay", "01/01/2026"), ("LastDay", "31/12/2026"))).Location!;
        Assert.Contains("Maçonnerie", (await jeanne.OpenAsync(insurance)).Text);

        const string site = "/ventes/affaires/1/chantier";
        (string, string)[] terms = [("Place", "3 rue Neuve"), ("Trades", "Maçonnerie"), ("Waste", "Déchèterie"),
            ("Version", "0")];
        Assert.Contains("de 0 à 5\u00a0%", (await jeanne.SendAsync(site, [.. terms, ("Retention", "6")])).Text);
        Assert.Equal(site, (await jeanne.SendAsync(site,
            [.. terms, ("Retention", "5"), ("AcceptedOn", "01/12/2026")])).Location);
        await jeanne.PressAsync(quote, quote + "?handler=Send");
        await jeanne.PressAsync(quote, quote + "?handler=Accept");
        var draft = (await jeanne.PressAsync(quote, quote + "?handler=Invoice")).Location!;
        Assert.Equal("/ventes/factures/1", (await IssueAsync(jeanne, draft, 120000)).Location);

        // 5 % of 1,200: 60 kept for a year from the day the works were accepted; its VAT of 10 waits with it.
        var shown = Flat((await jeanne.OpenAsync("/ventes/factures/1")).Text);
        Assert.Contains($"Reste dû {Money.Euros(1140)}", shown);
        Assert.Contains($"Retenue de garantie, à part {Money.Euros(60)}", shown);
        Assert.Contains("Le 01/12/2027", (await jeanne.OpenAsync(site)).Text);
        await jeanne.PressAsync("/ventes/factures/1", "/ventes/factures/1?handler=Receive",
            ("Amount", "1140"), ("Date", "23/11/2026"), ("Method", "virement"));
        Assert.Equal((0, -6000, 1000), await StateAsync(selling));
        await jeanne.PressAsync("/ventes/factures/1", "/ventes/factures/1?handler=Receive",
            ("Amount", "60"), ("Date", "23/11/2026"), ("Method", "virement"));
        Assert.Equal((0, 0, 0), await StateAsync(selling));
        Assert.Contains("Rendue", (await jeanne.OpenAsync(site)).Text);

        await CreditAsync(selling, jeanne);
    }

    /// <summary>An unpaid invoice with a retention is taken back whole: nothing is left on either account.</summary>
    private static async Task CreditAsync(SellingSite selling, Browser jeanne)
    {
        var draft = await selling.Store.WriteAsync(async w => (await KeepDraft.StartAsync(w, new SaleDraft
        {
            ActivityId = selling.Jeanne, CustomerId = selling.Customer, Kind = SaleDocumentKind.Invoice,
            EngagementId = 1, UpdatedAt = w.Now,
            Content = new SaleContent([TestCoop.Service(selling.Jeanne, 500)], Rate.Zero, ""),
        })).Id);
        Assert.Equal("/ventes/factures/2", (await IssueAsync(jeanne, $"/ventes/brouillons/{draft}", 60000)).Location);
        Assert.Equal((-57000, -3000, 10000), await StateAsync(selling));
        // Accepted more than a year ago: it is to be claimed, and the first page says so.
        await jeanne.SendAsync("/ventes/affaires/1/chantier", ("Place", "3 rue Neuve"), ("Trades", "Maçonnerie"),
            ("Version", "1"), ("Retention", "5"), ("AcceptedOn", "20/11/2025"));
        var home = (await jeanne.OpenAsync("/")).Text;
        Assert.Contains($"Réclamer {Money.Euros(30)} de retenue de garantie", home);
        Assert.Contains("Renouveler l’assurance décennale de La Solide", home);
        Assert.Contains($"dont retenue de garantie {Money.Euros(30)}",
            Flat((await jeanne.OpenAsync("/ventes/affaires/1")).Text));
        var note = (await jeanne.PressAsync("/ventes/factures/2", "/ventes/factures/2?handler=Credit")).Location!;
        Assert.Equal("/ventes/factures/3", (await IssueAsync(jeanne, note, 60000)).Location);
        Assert.Equal((0, 0, 0), await StateAsync(selling));
    }

    /// <summary>What the customer owes, what they keep back, and the VAT that waits, in cents and credit.</summary>
    private static async Task<(long, long, long)> StateAsync(SellingSite selling)
    {
        await using var db = selling.Store.Read();
        async Task<long> OfAsync(AccountNumber account) => Convert.ToInt64(await db.ScalarAsync(
            "SELECT coalesce(sum(credit - debit), 0) FROM posted_line WHERE account = @p0", account.Digits));
        return (await OfAsync(Accounts.Customers), await OfAsync(Accounts.Retentions),
            await OfAsync(Accounts.VatAwaitingReceipt));
    }

    internal static Task<Browser> ManagerAsync(SellingSite selling)
    {
        selling.Site.Catalogue.Grant(selling.Site.AddUser("michel", "Michel Gérant"), "atelier", Role.Manager, null);
        return selling.SignInAsync("michel");
    }

    private static Task<long> PrivateAsync(SellingSite selling) => selling.Store.WriteAsync(async w =>
        (await EnterCustomer.EnterAsync(w, new Customer
        {
            ActivityId = selling.Jeanne, Name = "Anne Tisserand", Street = "2 rue Haute", PostalCode = "69005",
            City = "Lyon", IsCompany = false, Email = new EmailAddress("anne@exemple.fr"),
        })).Id);
}
