using Essaim.App.Data.Imports;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Imports;
using Essaim.App.Tests.Safety;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Imports;

public sealed class TakeOverImportTests
{
    private const string Invoices = "Activité;Client;Numéro;Date;Échéance;Reste à payer TTC;TVA restant due\n"
        + "jeanne;Théâtre des Tisserands;2026-117;12/03/2026;11/04/2026;1 440,00;240,00";

    private const string Bills = "Activité;Fournisseur;Numéro;Date;Reste à payer TTC;TVA restant due\n"
        + "jeanne;Tissus du Rhône;A-9;14/03/2026;120,00;20,00";

    private const string Balances = "Activité;Compte;Débit;Crédit\njeanne;181;400,00;\njeanne;2183;500,00;";

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task An_activity_gets_its_part_and_the_company_does_not_move_by_a_cent(string engine)
    {
        await using var table = await CompanyAsync(engine);
        var company = await CompanyAsync(table);
        foreach (var (text, kind) in new[]
            { (Invoices, OpenInvoiceImport.Sales), (Bills, OpenInvoiceImport.Bills), (Balances, BalanceImport.Kind) })
        {
            var done = await table.ImportAsync(await table.HandInAsync(text, kind));
            Assert.Equal(0, done.Refused);
        }

        Assert.Equal(company, await CompanyAsync(table));
        Assert.Equal(
            ["110000 -2000,00", "181000 400,00", "218300 500,00", "401000 -120,00", "411000 1440,00", "445640 20,00",
                "445740 -240,00"], await HoldsAsync(table, table.Jeanne));
        Assert.Equal(
            ["110000 2000,00", "181000 -400,00", "512000 500,00", "604000 100,00", "706000 -2200,00"],
            await HoldsAsync(table, ActivityId.Structure));
        await AssertSoundAsync(table);
    }

    /// <summary>A payment of the invoice makes its VAT fall due, as for an invoice issued here.</summary>
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_vat_of_an_invoice_taken_over_falls_due_as_it_is_paid(string engine)
    {
        await using var table = await CompanyAsync(engine);
        await table.ImportAsync(await table.HandInAsync(Invoices, OpenInvoiceImport.Sales));
        await table.Store.WriteAsync(async w =>
        {
            var item = Assert.Single(await w.Books.Items.OpenAsync(table.Jeanne));
            Assert.Equal((new DateOnly(2026, 4, 11), ThirdParty.Customer(1)), (item.Due, item.ThirdParty!.Value));
            var entry = new EntryBuilder(Journal.Bank, new DateOnly(2026, 4, 2), "Théâtre des Tisserands");
            item.Settle(entry, Money.Euros(720), MoneySide.Bank);
            await w.Ledger.PostAsync(entry.Build());
        });
        Assert.Equal(["110000 -1200,00", "181000 600,00", "411000 720,00", "445740 -120,00"],
            await HoldsAsync(table, table.Jeanne));
        Assert.Contains("445710 -120,00", await HoldsAsync(table, ActivityId.Structure));
        await AssertSoundAsync(table);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_same_lines_again_add_nothing_and_another_amount_is_told(string engine)
    {
        await using var table = await CompanyAsync(engine);
        await table.ImportAsync(await table.HandInAsync(Invoices, OpenInvoiceImport.Sales));
        var again = await table.CheckAsync(await table.HandInAsync(
            Invoices.Replace("1 440,00;240,00", "1 200,00;200,00"), OpenInvoiceImport.Sales));
        Assert.Equal((0, 0), (again.Added, again.Faults.Count));
        Assert.Equal(["Montant\u00a0: 1\u202f440,00\u00a0€ ici, 1\u202f200,00\u00a0€ dans le fichier"],
            Assert.Single(again.Known).Differences);
    }

    [Theory]
    [InlineData("jeanne;Théâtre des Tisserands;9;12/03/2026;;1 440,01;240,00", "plus que 1 440,00 € à répartir")]
    [InlineData("jeanne;Théâtre des Tisserands;9;12/03/2026;;1 440,00;240,01", "plus de 20 %")]
    [InlineData("jeanne;Inconnu;9;12/03/2026;;10,00;", "Importez d’abord les clients")]
    [InlineData("personne;Théâtre des Tisserands;9;12/03/2026;;10,00;", "Aucune activité ouverte")]
    [InlineData("jeanne;Théâtre des Tisserands;9;12/03/2026;;-10,00;", "est positif")]
    public async Task What_the_books_do_not_hold_is_not_given(string line, string says)
    {
        await using var table = await CompanyAsync("sqlite");
        var report = await table.CheckAsync(await table.HandInAsync(
            Invoices.Split('\n')[0] + "\n" + line, OpenInvoiceImport.Sales));
        Assert.Contains(says, Assert.Single(report.Faults).Message.Replace('\u00a0', ' ').Replace('\u202f', ' '));
    }

    [Theory]
    [InlineData("jeanne;512;10,00;", "sont à la coopérative")]
    [InlineData("jeanne;411;10,00;", "import des factures ouvertes")]
    [InlineData("jeanne;110;10,00;", "se déduit des autres")]
    [InlineData("jeanne;2183;500,01;", "plus que 500,00 € à répartir")]
    [InlineData("jeanne;2183;;1,00", "plus que 500,00 € à répartir")]
    [InlineData("jeanne;2183;;", "solde est nul")]
    public async Task A_balance_that_is_not_the_activitys_is_refused(string line, string says)
    {
        await using var table = await CompanyAsync("sqlite");
        var report = await table.CheckAsync(await table.HandInAsync(
            Balances.Split('\n')[0] + "\n" + line, BalanceImport.Kind));
        Assert.Contains(says, Assert.Single(report.Faults).Message.Replace('\u00a0', ' ').Replace('\u202f', ' '));
    }

    /// <summary>Two lines cannot share what stands there once.</summary>
    [Fact]
    public async Task Nothing_is_given_twice()
    {
        await using var table = await CompanyAsync("sqlite");
        await table.Coop.ActivityAsync("omar");
        var report = await table.CheckAsync(await table.HandInAsync(
            Balances + "\nomar;2183;1,00;", BalanceImport.Kind));
        Assert.Equal((2, 4), (report.Added, Assert.Single(report.Faults).Line));
    }

    /// <summary>Without a FEC the structure's lines are the company's opening balance.</summary>
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_balance_alone_opens_the_books(string engine)
    {
        await using var table = await ImportTable.NewAsync(engine);
        await table.ImportAsync(await table.HandInAsync("Activité;Compte;Débit;Crédit\n"
            + "structure;512;9 000,00;\nstructure;1013;;5 000,00\njeanne;181;1 500,00;", BalanceImport.Kind));
        Assert.Equal(["101300 -5000,00", "110000 -2500,00", "181000 -1500,00", "512000 9000,00"],
            await HoldsAsync(table, ActivityId.Structure));
        Assert.Equal(["110000 -1500,00", "181000 1500,00"], await HoldsAsync(table, table.Jeanne));
        await AssertSoundAsync(table);
    }

    /// <summary>Taken back, each entry is reversed; one that was paid since stays and is named.</summary>
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_take_over_is_taken_back_by_reversals(string engine)
    {
        await using var table = await CompanyAsync(engine);
        var before = await HoldsAsync(table, ActivityId.Structure);
        var batch = await table.ImportAsync(await table.HandInAsync(Invoices, OpenInvoiceImport.Sales));
        var undone = await table.UndoAsync(batch);
        Assert.Equal((ImportBatch.Undone, 0L), (undone.State, undone.Kept));
        Assert.Equal(before, await HoldsAsync(table, ActivityId.Structure));
        Assert.Empty(await HoldsAsync(table, table.Jeanne));

        var again = await table.ImportAsync(await table.HandInAsync(Invoices + " ", OpenInvoiceImport.Sales));
        Assert.Equal(1L, again.Added);
        await table.Store.WriteAsync(async w =>
        {
            var entry = new EntryBuilder(Journal.Bank, new DateOnly(2026, 4, 2), "Théâtre");
            (await w.Books.Items.OpenAsync(table.Jeanne))[0].Settle(entry, Money.Euros(10), MoneySide.Bank);
            await w.Ledger.PostAsync(entry.Build());
        });
        Assert.Equal(1L, (await table.UndoAsync(again)).Kept);
        await AssertSoundAsync(table);
    }

    /// <summary>What the structure itself owes stays with it, with its supplier and its day.</summary>
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_bill_of_the_structure_becomes_an_item_of_its_supplier(string engine)
    {
        await using var table = await CompanyAsync(engine);
        var before = await HoldsAsync(table, ActivityId.Structure);
        await table.ImportAsync(await table.HandInAsync(Bills.Replace("jeanne", "structure"), OpenInvoiceImport.Bills));
        Assert.Equal(before, await HoldsAsync(table, ActivityId.Structure));
        await using var db = table.Store.Read();
        var item = Assert.Single(await (await db.BooksAsync()).Items.OpenAsync(null, Accounts.Suppliers));
        Assert.Equal((ThirdParty.Supplier(1), Money.Euros(20)),
            (item.ThirdParty!.Value, Assert.Single(item.Deferred).Amount));
        await AssertSoundAsync(table);
    }

    private static async Task AssertSoundAsync(ImportTable table)
    {
        await BookExamination.AssertSoundAsync(table.Store.Engine);
        var checks = (await BooksCheck.RunAsync(table.Store.Engine)).Checks;
        Assert.Empty(checks.Where(c => !c.Ok).Select(c => c.Detail));
    }

    /// <summary>A company whose books came from elsewhere, all of them on the structure.</summary>
    private static async Task<ImportTable> CompanyAsync(string engine)
    {
        var table = await ImportTable.NewAsync(engine);
        await table.Coop.CustomerAsync(table.Jeanne);
        await table.Store.WriteAsync(async w =>
        {
            await Data.Purchases.EnterSupplier.EnterAsync(w, new Supplier { Name = "Tissus du Rhône" });
            var (customer, supplier, s) = (new ThirdParty("C-0042"), new ThirdParty("F-7"), ActivityId.Structure);
            await w.Ledger.KnowAsync(customer, "Théâtre");
            await w.Ledger.KnowAsync(supplier, "Tissus");
            var due = new OpenItemTerms(new DateOnly(2026, 4, 1));
            await w.Ledger.PostAsync(Entry("2026-117").Debit(new("411"), s, Money.Euros(1440), customer, due)
                .Credit(new("706"), s, Money.Euros(1200)).Credit(new("44574"), s, Money.Euros(240)).Build());
            await w.Ledger.PostAsync(Entry("A-9").Credit(new("401"), s, Money.Euros(120), supplier, due)
                .Debit(new("604"), s, Money.Euros(100)).Debit(new("44564"), s, Money.Euros(20)).Build());
            await w.Ledger.PostAsync(Entry("Banque").Debit(new("512"), s, Money.Euros(500))
                .Debit(new("2183"), s, Money.Euros(500)).Credit(new("706"), s, Money.Euros(1000)).Build());
        });
        return table;
    }

    private static EntryBuilder Entry(string piece) =>
        new(Journal.General, new DateOnly(2026, 3, 15), "Ancien logiciel") { PieceRef = piece };

    private static async Task<List<string>> CompanyAsync(ImportTable table) =>
        Told((await PositionAsync(table, null)).Where(b => !b.Account.StartsWith("181")));

    private static async Task<List<string>> HoldsAsync(ImportTable table, ActivityId activity) =>
        Told(await PositionAsync(table, activity));

    private static List<string> Told(IEnumerable<AccountBalance> balances) =>
        [.. balances.GroupBy(b => b.Account.Digits).Select(g => (g.Key, Sum: g.Sum(b => b.Balance)))
            .Where(b => !b.Sum.IsZero).OrderBy(b => b.Key)
            .Select(b => $"{b.Key} {FrenchText.Amount(b.Sum).Replace("\u202f", "").Replace('\u2212', '-')}")];

    private static async Task<List<AccountBalance>> PositionAsync(ImportTable table, ActivityId? activity)
    {
        await using var db = table.Store.Read();
        return await (await db.BooksAsync()).PositionAsync(new DateOnly(2026, 12, 31), activity);
    }
}
