using Essaim.App.Data.Banking;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Essaim.App.Tests.Banking;

/// <summary>What becomes of a bank's file.</summary>
public sealed class StatementTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_same_file_twice_and_a_longer_one_add_each_movement_once(string engine)
    {
        await using var desk = await BankDesk.StartAsync(engine);
        var file = BankDesk.Statement(500m, (100m, "VIR A"), (-20m, "CB"), (-20m, "CB 2"));

        var first = await desk.TakeAsync(file);
        var again = await desk.TakeAsync(file);
        var longer = await desk.TakeAsync((100m, "VIR A"), (-20m, "CB"), (-20m, "CB 2"), (7m, "VIR B"));

        Assert.Equal((3L, 0L), (first.Added, first.Known));
        Assert.Equal((0L, 3L), (again.Added, again.Known));
        Assert.Equal((1L, 3L), (longer.Added, longer.Known));
        await using var db = desk.Store.Read();
        Assert.Equal(4, await db.BankLines.CountAsync());
        Assert.Equal(2, await db.BankStatements.CountAsync());
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_the_books_have_already_is_pointed_at_once_and_posts_nothing(string engine)
    {
        await using var desk = await BankDesk.StartAsync(engine);
        var invoice = await desk.InvoiceAsync();
        await desk.Store.WriteAsync(w => App.Data.Sales.RecordReceipt.RecordAsync(w, invoice.Id, Money.Euros(500),
            new DateOnly(2026, 11, 23), "virement"));
        var before = await desk.BalanceAsync("512");

        var taken = await desk.TakeAsync((500m, "VIR CLIENT"), (501m, "VIR AUTRE"));

        Assert.Equal(1L, taken.Matched);
        Assert.Equal(TakeStatement.Automatic, (await desk.LineAsync("VIR CLIENT")).ExplainedBy);
        Assert.Null((await desk.LineAsync("VIR AUTRE")).ExplainedAt);
        Assert.Equal(before, await desk.BalanceAsync("512"));
        await desk.AssertBooksAsync();
    }

    [Fact]
    public async Task Movements_of_an_account_that_is_not_ours_are_left_and_told()
    {
        await using var desk = await BankDesk.StartAsync("sqlite");
        var theirs = System.Text.Encoding.UTF8.GetString(BankDesk.Statement(1m, (1m, "X")))
            .Replace("12345678901", "12345678902");
        var refused = await Assert.ThrowsAsync<BrokenRuleException>(() =>
            desk.TakeAsync(System.Text.Encoding.UTF8.GetBytes(theirs)));
        Assert.Contains("n’est pas un compte de la coopérative", refused.Message);
        await using var db = desk.Store.Read();
        Assert.False(await db.BankStatements.AnyAsync());
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_state_of_the_account_names_all_that_lies_between_the_bank_and_the_books(string engine)
    {
        await using var desk = await BankDesk.StartAsync(engine);
        var invoice = await desk.InvoiceAsync();
        await desk.Store.WriteAsync(w => App.Data.Sales.RecordReceipt.RecordAsync(w, invoice.Id, Money.Euros(500),
            new DateOnly(2026, 11, 23), "chèque"));
        await desk.TakeAsync(BankDesk.Statement(75m, (100m, "VIR INCONNU"), (-25m, "FRAIS")));
        await using var db = desk.Store.Read();
        var state = await BankState.OfAsync(db, desk.Account, BankDesk.Day);
        Assert.Equal((Money.Euros(75), Money.Euros(500)), (state.Bank!.Value, state.Books));
        Assert.Equal((2, 1), (state.OnlyAtBank.Count, state.OnlyInBooks.Count));
        Assert.Equal(Money.Zero, state.Unexplained);
        var wrong = await desk.TakeAsync(BankDesk.Statement(80m, (3m, "VIR C MANQUANTE")));
        Assert.Equal(1L, wrong.Added);
        Assert.Equal(Money.Euros(2), (await BankState.OfAsync(db, desk.Account, BankDesk.Day)).Unexplained);
    }
}
