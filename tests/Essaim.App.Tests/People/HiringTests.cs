using Essaim.App.Data.Activities;
using Essaim.App.Tests.Web;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.People;

/// <summary>What is told when somebody is hired, or begins a Cape. Today is 23 November 2026.</summary>
public sealed class HiringTests
{
    private const string Hiring = "/personnes/2/embauche";
    private const string Notices = "/personnes/2/avis";

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_hiring_says_what_lacks_and_keeps_that_it_was_declared(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("paul", Money.Euros(300));
        var nora = await desk.Site.SignInAsync("payroll");
        var empty = await nora.OpenAsync(Hiring);
        Assert.Contains("nom de naissance, sexe, jour de naissance, commune et département de naissance, pays de "
            + "naissance, numéro de sécurité sociale, SIRET de la coopérative, code NAF, service de santé au travail",
            empty.Text);
        Assert.Contains("en retard", empty.Text); // his Cesa began in January
        Assert.Contains("24 décembre 2025", empty.Text.Replace('\u00a0', ' ')); // eight days before 1 January 2026

        Assert.Contains("Vérifiez l’année", (await nora.PressAsync(Hiring, Hiring, ("BirthDay", "01/01/2027"))).Text);
        Assert.Equal(Hiring, (await nora.PressAsync(Hiring, Hiring, ("BirthName", "Durand"), ("Sex", "Male"),
            ("BirthDay", "04/05/1990"), ("BirthPlace", "Lyon, 69"), ("BirthCountry", "France"))).Location);
        var known = await nora.OpenAsync(Hiring);
        Assert.DoesNotContain("nom de naissance,", known.Text);
        Assert.Contains("numéro de sécurité sociale, SIRET", known.Text);

        Assert.Contains("accusé de réception", (await DeclareAsync(nora, "29/12/2025", "")).Text);
        Assert.Contains("Choisissez une embauche",
            (await nora.PressAsync(Hiring, Hiring + "?handler=Declare", ("FirstDay", "02/01/2026"),
                ("DoneOn", "29/12/2025"), ("Reference", "X"))).Text);
        Assert.Equal(Hiring, (await DeclareAsync(nora, "29/12/2025", "DPAE-778")).Location);
        await using var db = desk.Store.Read();
        var row = await db.HiringDeclarations.SingleAsync();
        Assert.Equal((2L, new DateOnly(2026, 1, 1), new DateOnly(2025, 12, 29), "DPAE-778", "Prénom Payroll"),
            (row.PersonId, row.FirstDay, row.DoneOn, row.Reference, row.MadeBy));
        Assert.DoesNotContain("en retard", (await nora.OpenAsync(Hiring)).Text);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_cape_that_ends_early_is_told_to_both_and_stays_late_until_then(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("paul", Money.Zero);
        await desk.Store.WriteAsync(async w =>
        {
            w.Db.Contracts.RemoveRange(w.Db.Contracts.Where(c => c.PersonId == 2));
            await w.SaveAsync();
            await Contracts.SignAsync(w, new Contract
            {
                PersonId = 2, Kind = ContractKind.Cape, FirstDay = new(2026, 9, 1), LastDay = new(2027, 2, 28),
            });
        });
        var nora = await desk.Site.SignInAsync("payroll");
        await nora.PressAsync("/personnes/2", "/personnes/2?handler=End", ("ContractId", "3"),
            ("EndsOn", "31/10/2026"));

        var all = (await nora.OpenAsync("/personnes/echeances")).Text;
        Assert.Contains("Informer de la conclusion du Cape", all);
        Assert.Contains("Informer de la rupture du Cape avant son terme", all);
        foreach (var told in new[] { "Concluded Urssaf", "EndedEarly Urssaf", "EndedEarly FranceTravail" })
            Assert.Equal(Notices, (await nora.PressAsync(Notices, Notices, ("What", "3 " + told),
                ("SentOn", "03/11/2026"), ("Reference", "courriel"))).Location);
        var twice = await nora.PressAsync(Notices, Notices, ("What", "3 Concluded Urssaf"), ("SentOn", "03/11/2026"));
        Assert.Contains("Choisissez un avis à envoyer", twice.Text);

        var left = (await nora.OpenAsync("/personnes/echeances")).Text;
        Assert.Contains("Un avis reste à envoyer", left);
        Assert.DoesNotContain("Informer de la rupture", left);
        Assert.Contains("Informer de la conclusion du Cape", (await nora.OpenAsync("/personnes/2")).Text);
        Assert.Equal(3, await desk.CountAsync("cape_notice WHERE made_by = 'Prénom Payroll'"));
    }

    private static Task<Answer> DeclareAsync(Browser browser, string on, string reference) =>
        browser.PressAsync(Hiring, Hiring + "?handler=Declare", ("FirstDay", "01/01/2026"), ("DoneOn", on),
            ("Reference", reference));
}
