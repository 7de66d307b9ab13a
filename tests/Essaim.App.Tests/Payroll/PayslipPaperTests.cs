using System.Net;
using Essaim.App.Tests.Documents;
using Essaim.App.Tests.Web;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Payroll;

/// <summary>A payslip as its person reads it, on the page and on paper.</summary>
public sealed class PayslipPaperTests
{
    private const string Slip = "/salaire/bulletins/2026-10";
    private const string Pdf = Slip + "?handler=Pdf";

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_person_and_the_clerk_take_the_paper_and_the_log_names_the_clerk(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("paul", Money.Euros(500));
        var nora = await desk.Site.SignInAsync("payroll");
        Assert.Equal(HttpStatusCode.Redirect, (await nora.SendAsync("/paie/2026-10/2/elements", ("Version", "0"),
            ("Bonuses[0].Label", "Prime de chantier"), ("Bonuses[0].Amount", "100"), ("Mileage", "42,32"))).Status);
        await desk.CloseAsync(new Month(2026, 10));

        var paul = await desk.SignInOwnerAsync("paul");
        var page = await paul.OpenAsync(Slip);
        foreach (var said in new[] { "Part fixe", "Prime de chantier", "Indemnités kilométriques",
            "Le remboursement de vos trajets professionnels", "Source : CSS D. 242-3", "Montant net social" })
            Assert.Contains(said, page.Text);

        var paper = (await paul.FetchAsync(Pdf)).Bytes;
        var text = PaperReader.Text(paper).ReplaceLineEndings(" ");
        // 500 of fixed pay and 100 of bonus; what R. 3243-1 asks and the co-op keeps.
        foreach (var said in new[]
        {
            "Bulletin de paie", "octobre 2026", "L’Établi", "12 rue des Tisserands", "SIREN 303", "paul Durand",
            "Couture", "(Cesa)", "1er janvier 2026", "du 01/10/2026 au 31/10/2026", "5 novembre 2026", "Part fixe",
            "500,00", "Prime de chantier", "100,00", "600,00", "Santé", "Retraite", "CSG et CRDS",
            "Montant net social", "Net à payer avant impôt sur le revenu", "Impôt prélevé à la source",
            "Entre l’impôt et le net à payer", "Indemnités kilométriques", "42,32", "sans limite de durée",
        })
            Assert.Contains(said, text);
        Assert.Equal(0, await desk.CountAsync("act WHERE verb = 'taken'"));

        Assert.Equal(paper, (await nora.FetchAsync("/paie/2026-10/2?handler=Pdf")).Bytes);
        Assert.Equal(paper, (await nora.FetchAsync(Pdf + "&activite=paul")).Bytes);
        Assert.Equal(2, await desk.CountAsync("act WHERE verb = 'taken' AND about = '2'"));

        var jeanne = await desk.SignInOwnerAsync("jeanne");
        var advisor = await desk.Site.SignInAsync("advisor");
        foreach (var other in new[] { jeanne, advisor })
            Assert.Equal(HttpStatusCode.NotFound, (await other.OpenAsync(Pdf + "&activite=paul")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await jeanne.OpenAsync(Pdf)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await advisor.OpenAsync("/paie/2026-10/2?handler=Pdf")).Status);
        Assert.Equal(2, await desk.CountAsync("act WHERE verb = 'taken'"));
    }
}
