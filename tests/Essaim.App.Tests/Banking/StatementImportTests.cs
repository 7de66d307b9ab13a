using Essaim.App.Data.Banking;
using Essaim.App.Tests.Web;
using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Essaim.App.Tests.Banking;

/// <summary>A statement as a table goes through the wizard of imports.</summary>
[Trait("Length", "Slow")]
public sealed class StatementImportTests
{
    private const string Table = "Date;Libellé;Débit;Crédit\n20/11/2026;CB CAFE;2,50;\n20/11/2026;CB CAFE;2,50;\n"
        + "21/11/2026;VIR DURAND;;1 440,00\n21/11/2026;SANS MONTANT;;\n";

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Equal_movements_are_two_and_the_same_table_again_adds_nothing(string engine)
    {
        await using var desk = await BankDesk.StartAsync(engine);
        var claire = await desk.Selling.SignInAsync("claire");
        await ImportAsync(claire, Table);
        await ImportAsync(claire, Table + "22/11/2026;CB LIVRE;20,00;\n");
        await using var db = desk.Store.Read();
        Assert.Equal([-250L, -250L, 144000L, -2000L],
            (await db.BankLines.OrderBy(l => l.Id).ToListAsync()).Select(l => l.Amount.Cents));
        await desk.AssertBooksAsync();
    }

    [Fact]
    public async Task Taking_it_back_leaves_the_movements_that_are_pointed()
    {
        await using var desk = await BankDesk.StartAsync("sqlite");
        var claire = await desk.Selling.SignInAsync("claire");
        var page = await ImportAsync(claire, Table);
        var line = await desk.LineAsync("VIR DURAND");
        await desk.Store.WriteAsync(w => ExplainLine.ByAccountsAsync(w, line.Id,
            [new ImputedPart(new AccountNumber("627"), ActivityId.Structure, Money.Euros(1440))], "", "Claire"));
        await claire.PressAsync(page, page + "?handler=Undo");
        Assert.Equal("VIR DURAND", (await desk.LineAsync("")).Label);
        Assert.Contains("un pointage", (await claire.OpenAsync(page)).Text);
        await desk.AssertBooksAsync();
    }

    /// <summary>Through the three pages of the wizard; the address of the import.</summary>
    private static async Task<string> ImportAsync(Browser claire, string table)
    {
        var handed = await claire.UploadAsync("/imports/nouveau/releves", "Table", "releve.csv", table);
        var columns = handed.Location ?? throw new InvalidOperationException(handed.Text);
        await claire.PressAsync(columns, columns, [.. new[] { "date", "libelle", "debit", "credit" }
            .Select(p => ("Places", p))]);
        var page = columns.Replace("/colonnes", "");
        await claire.PressAsync(page, page + "?handler=Import");
        return page;
    }
}
