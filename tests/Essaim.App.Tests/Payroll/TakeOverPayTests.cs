using System.Data.Common;
using System.Net;
using Essaim.App.Data;
using Essaim.App.Data.Payroll;
using Essaim.App.Imports;
using Essaim.App.Tests.Documents;
using Essaim.App.Tests.Imports;
using Essaim.App.Tests.Web;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Payroll;

/// <summary>A co-op that comes in mid-year brings the sums and the leave of its former program.</summary>
public sealed class TakeOverPayTests
{
    private const string Page = "/paie/personnes/2";
    private static readonly Month October = new(2026, 10);

    private static readonly (string, string)[] Sums =
    [
        ("Version", "0"), ("Through", "2026-09"), ("Gross", "18 000"), ("FirstBracket", "18 000"),
        ("Ceilings", "36 045"), ("MinimumWages", "16 500"), ("Reduction", "4 000"), ("EarnedBefore", "30"),
        ("TakenBefore", "12"), ("EarnedNow", "10"), ("TakenNow", "0"),
    ];

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_first_payslip_goes_on_from_what_was_paid_elsewhere_and_then_it_is_frozen(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await desk.PersonAsync("paul", Money.Euros(2000));
        var nora = await desk.Site.SignInAsync("payroll");
        Assert.Equal(Page, (await nora.SendAsync(Page, Sums)).Location);
        Assert.Contains("a changé ces cumuls entre-temps", (await nora.SendAsync(Page, Sums)).Text);
        Assert.Contains("18 000,00", Plain((await nora.OpenAsync(Page)).Text));
        // September was paid elsewhere: nobody pays it again.
        Assert.DoesNotContain("paul Durand", (await nora.OpenAsync("/paie?mois=2026-09&format=csv")).Html);
        Assert.Equal(HttpStatusCode.Redirect, (await nora.SendAsync("/paie/2026-10/2/elements", ("Version", "0"),
            ("LeaveTaken", "6"), ("LeaveEarned", "30"), ("LeavePay", "24 000"))).Status);
        await desk.CloseAsync(October);

        await using var db = desk.Store.Read();
        var slip = await db.Payslips.SingleAsync(p => p.PersonId == 2);
        // Six days of 26 of 2,000 come off, 461.54, and the higher of them and of 2,400 × 6 ÷ 30, 480, is paid.
        Assert.Equal(Money.Round(2000m - 461.54m + 480m), slip.Gross);
        Assert.Equal((Money.Euros(18_000) + slip.Gross, 36_045m + 4005m),
            (slip.YearToDate.Gross, slip.YearToDate.Ceilings));
        // The month's reduction is the year's less the 4,000 already had.
        Assert.Equal(slip.YearToDate.Reduction - Money.Euros(4000), slip.Content.GeneralReduction);
        // A month whole earns 2.5; six days leave the earlier period.
        Assert.Equal([new LeaveCounter(2025, 30m, 18m), new LeaveCounter(2026, 12.5m, 0m)],
            slip.LeaveAccount!.Periods);
        var paper = PaperReader.Text((await nora.FetchAsync("/paie/2026-10/2?handler=Pdf")).Bytes)
            .ReplaceLineEndings(" ");
        Assert.Contains("Congés 2025-2026, jours acquis 30, pris 18", paper);
        Assert.Contains("reste 12,5", paper);

        Assert.Contains("ne se reprennent plus", (await nora.OpenAsync(Page)).Text);
        Assert.Contains("est déjà émis ici", (await nora.SendAsync(Page, Sums)).Text);
        await using var owner = await desk.Store.Engine.OpenAsOwnerAsync();
        foreach (var change in new[]
        {
            "UPDATE pay_take_over SET content = content", "DELETE FROM pay_take_over",
            "INSERT INTO pay_take_over (id, person_id, year, content, changed_at, changed_by, version) "
                + "SELECT 99, person_id, 2026, content, changed_at, changed_by, 1 FROM pay_take_over",
        })
            Assert.Contains("a payslip used the sums",
                (await Assert.ThrowsAnyAsync<DbException>(() => owner.ExecuteAsync(change))).Message);
    }

    [Fact]
    public async Task Wrong_sums_are_said_with_what_was_typed()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        await desk.PersonAsync("paul", Money.Euros(2000));
        var nora = await desk.Site.SignInAsync("payroll");
        var wrong = await nora.SendAsync(Page, [.. Sums.Where(s => s.Item1 != "FirstBracket"),
            ("FirstBracket", "19 000")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("ne peut dépasser", wrong.Text);
        Assert.Contains("value=\"19 000\"", wrong.Html);
        Assert.Equal(HttpStatusCode.NotFound, (await nora.OpenAsync("/paie/personnes/99")).Status);
        Assert.Equal(0, await desk.CountAsync("pay_take_over"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_file_of_sums_is_taken_over_once_and_taken_back_while_no_payslip_used_it(string engine)
    {
        await using var table = await ImportTable.NewAsync(engine);
        var person = await table.Store.WriteAsync(w => Data.Activities.EnterPerson.EnterAsync(w,
            new Domain.People.Person
            {
                FirstName = "Paul", LastName = "Durand", Email = new EmailAddress("paul@exemple.fr"),
            }));
        await table.Store.WriteAsync(w => PayPrograms.NumberAsync(w, person, "0042"));
        const string heads = "Matricule;Courriel;Dernier mois payé;Cumul brut;Cumul tranche A;Cumul PSS;Cumul Smic;"
            + "RGDU;CP N-1 acquis;CP N-1 pris\n";
        const string good = "0042;;30/06/2026;12 000,00;12 000,00;24 030,00;10 940,00;1 500,00;30;12\n";
        const string wrong = "9999;;2026-06;1;1;1;1;0;;\n"
            + ";paul@exemple.fr;2025-12;1;1;1;1;0;;\n;;2026-06;1;1;1;1;0;;\n";
        var batch = await table.HandInAsync(heads + good + wrong, PayTakeOverImport.Kind);
        var report = await table.CheckAsync(batch);
        Assert.Equal((1, 3), (report.Added, report.Wrong.Count));
        Assert.Collection(report.Faults,
            f => Assert.Contains("Aucune personne n’a ce matricule", f.Message),
            f => Assert.Contains("n’a pas de cumuls à reprendre", f.Message),
            f => Assert.Contains("Dites de qui il s’agit", f.Message));
        batch = await table.ImportAsync(batch);
        await using (var db = table.Store.Read())
        {
            var kept = (await db.PayTakeOvers.SingleAsync()).Content;
            Assert.Equal((new Month(2026, 6), Money.Euros(12_000), new LeaveTakenOver(30m, 12m, 0m, 0m)),
                (kept.Through, kept.Gross, kept.Leave));
        }
        Assert.Single((await table.CheckAsync(await table.HandInAsync(heads + good, PayTakeOverImport.Kind))).Known);
        await table.UndoAsync(batch);
        Assert.Equal(0, await table.CountAsync("pay_take_over"));
    }

    private static string Plain(string text) => text.Replace('\u202f', ' ').Replace('\u00a0', ' ');
}
