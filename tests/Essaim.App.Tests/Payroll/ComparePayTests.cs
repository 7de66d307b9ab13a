using System.Globalization;
using System.Net;
using Essaim.App.Tests.Web;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Payroll;

/// <summary>The result of the certified program, from its file to the comparison; the books keep ours.</summary>
public sealed class ComparePayTests
{
    private const string Page = "/paie/2026-10/comparaison";

    private const string Heads = "Courriel;Mois;Brut;Urssaf;Retraite;Net social;Net imposable;PAS;Net à payer;"
        + "Coût employeur\n";

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_the_program_says_stands_beside_ours_before_and_after_the_closing(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("paul", Money.Euros(2000));
        await desk.PersonAsync("lea", Money.Euros(1500));
        var nora = await desk.Site.SignInAsync("payroll");
        Assert.Contains("Aucun résultat importé", (await nora.OpenAsync(Page)).Text);
        await ImportAsync(nora, 1, "paul@exemple.fr;2026-10;2 000,00;1;1;1;1;1;1;1");
        Assert.Contains("0 personnes sur 2 sont pareilles", (await nora.OpenAsync(Page)).Text);
        await desk.CloseAsync(new Month(2026, 10));
        var entries = await desk.CountAsync("posted_entry");

        // What our own entry of Léa says, but 10 more for Urssaf and so for the cost.
        await using (var db = desk.Store.Read())
        {
            var slip = await db.Payslips.SingleAsync(p => p.PersonId == 3);
            var owed = await db.SqlAsync(r => r.GetInt64(0), "SELECT credit - debit FROM posted_line WHERE entry_id = "
                + "@p0 AND account IN ('431000', '437000') ORDER BY account", slip.EntryId.Value);
            var s = slip.Content;
            await ImportAsync(nora, 2, "lea@exemple.fr;31/10/2026;" + string.Join(';', new[]
            {
                s.Gross, new Money(owed[0] + 1000), new Money(owed[1]), s.SocialNet, s.TaxableNet, s.WithholdingTax,
                s.NetPay, s.TotalCost + Money.Euros(10),
            }.Select(m => m.ToDecimal().ToString("0.00", CultureInfo.GetCultureInfo("fr-FR")))));
        }
        var rows = await Desk.RowsAsync(nora, Page + "?ecarts=true&format=csv");
        Assert.Equal([("Urssaf, les deux parts", "10,00"), ("Coût total", "10,00")],
            rows.Where(r => r[0] == "lea Durand").Select(r => (r[1], r[4])));
        Assert.Equal(7, rows.Count(r => r[0] == "paul Durand"));
        Assert.Equal(8, (await Desk.RowsAsync(nora, Page + "?format=csv")).Count(r => r[0] == "lea Durand"));
        Assert.Contains("Même brut, autre taux", (await nora.OpenAsync(Page)).Text);
        Assert.Equal(entries, await desk.CountAsync("posted_entry"));

        Assert.Equal("/imports/2", (await nora.PressAsync("/imports/2", "/imports/2?handler=Undo")).Location);
        Assert.Equal(1, await desk.CountAsync("program_payslip"));
        Assert.Contains("Le programme n’a pas donné son bulletin", (await nora.OpenAsync(Page)).Text);
        var paul = await desk.SignInOwnerAsync("paul");
        Assert.Equal(HttpStatusCode.Forbidden, (await paul.OpenAsync(Page)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await nora.OpenAsync("/paie/2026-13/comparaison")).Status);
    }

    private static async Task ImportAsync(Browser browser, int number, string line)
    {
        await browser.UploadAsync("/imports/nouveau/resultat-paie", "Table", $"resultat-{number}.csv", Heads + line);
        Assert.Equal($"/imports/{number}",
            (await browser.PressAsync($"/imports/{number}", $"/imports/{number}?handler=Import")).Location);
        Assert.Contains("1 ligne ajoutée", (await browser.OpenAsync($"/imports/{number}")).Text);
    }
}
