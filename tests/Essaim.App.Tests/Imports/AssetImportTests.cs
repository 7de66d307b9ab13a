using Essaim.App.Data;
using Essaim.App.Data.Imports;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Ledger.Assets;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Imports;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Imports;

public sealed class AssetImportTests
{
    private const string Heads = "Référence;Code activité;Désignation;Compte;Valeur brute;Date d’achat;Durée en mois;"
        + "Amortissements cumulés;Amorti jusqu’au\n";

    private const string Machine = "I-1;jeanne;Machine;2183;3 600,00;01/01/2025;36;2 000,00;31/10/2026\n";

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Assets_of_other_books_come_without_an_entry_once_and_go_again(string engine)
    {
        await using var table = await ImportTable.NewAsync(engine);
        await table.Store.WriteAsync(async w =>
        {
            await KnownAccounts.KnowAsync(w, new AccountNumber("28183"));
            foreach (var owner in new[] { ActivityId.Structure, table.Jeanne })
                foreach (var (account, amount) in new[] { ("2183", 3600), ("28183", -2000) })
                    await w.Ledger.PostAsync(TakeOverPosting.Balance(owner, new AccountNumber(account),
                        Money.Euros(amount), new DateOnly(2026, 10, 31), "Reprise"));
        });
        var batch = await table.ImportAsync(await table.HandInAsync(Heads + Machine, AssetImport.Kind));
        Assert.Equal((1, 0), (batch.Added, batch.Refused));
        await using (var db = table.Store.Read())
        {
            var asset = Assert.Single(await AssetRegister.ReadAsync(db));
            Assert.Equal((Money.Euros(1600), new Month(2026, 10)), (asset.Net, asset.Through));
            Assert.All(await AssetRegister.CompareAsync(db, [asset], [], new DateOnly(2026, 10, 31)),
                g => Assert.Equal(Money.Zero, g.Gap));
        }
        var again = await table.CheckAsync(await table.HandInAsync(Heads + Machine, AssetImport.Kind));
        Assert.Equal((0, 1), (again.Added, again.Known.Count));

        await table.Store.WriteAsync(w => UndoImport.BeginAsync(w, batch.Id, "Claire"));
        await UndoImport.RunAsync(table.Store, new HashSet<long>(), batch.Id);
        Assert.Equal(1, (await table.CheckAsync(await table.HandInAsync(Heads + Machine, AssetImport.Kind))).Added);
        Assert.True((await BooksCheck.RunAsync(table.Store.Engine)).Ok);
    }

    [Theory]
    [InlineData("I-1;personne;Machine;2183;3 600,00;01/01/2025;36;;", "Aucune activité")]
    [InlineData("I-1;jeanne;Machine;606;3 600,00;01/01/2025;36;;", "n’est pas un compte d’immobilisation")]
    [InlineData("I-1;jeanne;Machine;2183;3 600,00;01/01/2025;36;2 000,00;30/10/2026", "dernier jour d’un mois")]
    [InlineData("I-1;jeanne;Machine;2183;3 600,00;01/01/2025;36;2 000,00;", "dernier jour d’un mois")]
    [InlineData("I-1;jeanne;Machine;2183;3 600,00;01/01/2024;36;;", "Dites ce qui était déjà amorti")]
    [InlineData("I-1;jeanne;Machine;2183;3 600,00;01/01/2020;36;2 000,00;31/10/2026", "une durée plus longue")]
    [InlineData("I-1;jeanne;Machine;2183;3 600,00;01/01/2025;trois;;", "un nombre de mois")]
    public async Task What_no_register_can_hold_is_refused_by_line(string line, string says)
    {
        await using var table = await ImportTable.NewAsync("sqlite");
        var report = await table.CheckAsync(await table.HandInAsync(Heads + line, AssetImport.Kind));
        Assert.Contains(says, Assert.Single(report.Faults).Message);
    }
}
