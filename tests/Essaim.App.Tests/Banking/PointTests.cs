using Essaim.App.Data.Banking;
using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Essaim.App.Tests.Banking;

/// <summary>Movements find their place in the books, and lose it again.</summary>
public sealed class PointTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_transfer_pays_its_invoice_with_the_vat_and_undoing_opens_it_again(string engine)
    {
        await using var desk = await BankDesk.StartAsync(engine);
        var invoice = await desk.InvoiceAsync();
        await desk.TakeAsync((1440m, "VIR F2026-0001"));
        var line = await desk.LineAsync("VIR");
        var best = (await ProposalsAsync(desk, line))[0];
        Assert.Equal((BankCertainty.Sure, "F2026-0001"), (best.Certainty, best.Parts[0].Piece));

        await PointAsync(desk, line, best.Parts);

        Assert.Equal(Money.Zero, await desk.OpenAsync(invoice));
        Assert.Equal((Money.Euros(1440), Money.Euros(-240)),
            (await desk.BalanceAsync("512"), await desk.BalanceAsync("44571")));
        await desk.AssertBooksAsync();
        var again = await Assert.ThrowsAsync<BrokenRuleException>(() => PointAsync(desk, line, best.Parts));
        Assert.Contains("Claire a déjà rapproché", again.Message);

        await desk.Store.WriteAsync(w => ExplainLine.UndoAsync(w, line.Id));
        Assert.Equal(Money.Euros(1440), await desk.OpenAsync(invoice));
        Assert.Equal((Money.Zero, Money.Zero), (await desk.BalanceAsync("512"), await desk.BalanceAsync("44571")));
        await desk.AssertBooksAsync();
        // What was undone proposes the same again, and nothing of the entries that cancel each other.
        Assert.Equal(best.Parts.Select(p => p.Entry),
            (await ProposalsAsync(desk, line)).Single().Parts.Select(p => p.Entry));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_part_leaves_the_rest_open_and_too_much_is_owed_to_the_customer(string engine)
    {
        await using var desk = await BankDesk.StartAsync(engine);
        var invoice = await desk.InvoiceAsync();
        await desk.TakeAsync((500m, "ACOMPTE"), (1000m, "SOLDE ET PLUS"));
        var item = await desk.ItemAsync(invoice);

        await PointAsync(desk, await desk.LineAsync("ACOMPTE"), item);
        Assert.Equal(Money.Euros(940), await desk.OpenAsync(invoice));
        await PointAsync(desk, await desk.LineAsync("SOLDE"), item);

        Assert.Equal(Money.Zero, await desk.OpenAsync(invoice));
        Assert.Equal(Money.Euros(-60), await desk.BalanceAsync("411"));
        await desk.AssertBooksAsync();
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_bank_that_keeps_its_fee_leaves_the_invoice_paid_and_the_fee_a_cost(string engine)
    {
        await using var desk = await BankDesk.StartAsync(engine);
        var (one, two) = (await desk.InvoiceAsync(), await desk.InvoiceAsync(100m));
        await desk.TakeAsync((1550m, "VIR DEUX FACTURES"));
        var line = await desk.LineAsync("VIR");
        OpenItemId[] both = [await desk.ItemAsync(one), await desk.ItemAsync(two)];

        await PointAsync(desk, line, new TakenDifference(Accounts.BankFees, desk.Selling.Jeanne), both);

        Assert.Equal((Money.Zero, Money.Zero), (await desk.OpenAsync(one), await desk.OpenAsync(two)));
        Assert.Equal((Money.Euros(1550), Money.Euros(10)),
            (await desk.BalanceAsync("512"), await desk.BalanceAsync("627")));
        await desk.AssertBooksAsync();
        await desk.Store.WriteAsync(w => ExplainLine.UndoAsync(w, line.Id));
        Assert.Equal((Money.Zero, Money.Euros(1440)), (await desk.BalanceAsync("627"), await desk.OpenAsync(one)));
        await desk.AssertBooksAsync();
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Unknown_money_waits_on_471_until_somebody_knows_it(string engine)
    {
        await using var desk = await BankDesk.StartAsync(engine);
        var invoice = await desk.InvoiceAsync();
        await desk.TakeAsync((1440m, "VIR REF 99X0417"));
        var line = await desk.LineAsync("VIR");
        await desk.Store.WriteAsync(w => ExplainLine.AsUnknownAsync(w, line.Id, "Claire"));
        Assert.Equal(Money.Euros(-1440), await desk.BalanceAsync("471"));
        await using var db = desk.Store.Read();
        var waiting = Assert.Single(await (await db.BooksAsync()).Items.OpenAsync(account: Accounts.Suspense));
        var item = await desk.ItemAsync(invoice);

        await desk.Store.WriteAsync(w => KnowSuspense.ByLinesAsync(w, waiting.Id, [item], BankDesk.Day));

        Assert.Equal((Money.Zero, Money.Zero), (await desk.OpenAsync(invoice), await desk.BalanceAsync("471")));
        Assert.Equal(Money.Euros(1440), await desk.BalanceAsync("512"));
        await desk.AssertBooksAsync();
        var refused = await Assert.ThrowsAsync<BrokenRuleException>(() =>
            desk.Store.WriteAsync(w => ExplainLine.UndoAsync(w, line.Id)));
        Assert.Contains("déjà été réglée", refused.Message);
    }

    [Fact]
    public async Task Money_that_came_before_its_invoice_waits_first()
    {
        await using var desk = await BankDesk.StartAsync("sqlite");
        var file = BankDesk.Statement(null, (1440m, "VIR EN AVANCE"));
        await desk.TakeAsync(System.Text.Encoding.UTF8.GetBytes(
            System.Text.Encoding.UTF8.GetString(file).Replace("<DTPOSTED>20261123", "<DTPOSTED>20261120")));
        var item = await desk.ItemAsync(await desk.InvoiceAsync());
        var line = await desk.LineAsync("VIR");
        Assert.Contains("Mettez-le en attente", await RefusedAsync(() => PointAsync(desk, line, item)));
    }

    [Fact]
    public async Task What_does_not_add_up_is_refused_and_nothing_stays()
    {
        await using var desk = await BankDesk.StartAsync("sqlite");
        var (one, two) = (await desk.InvoiceAsync(), await desk.InvoiceAsync(100m));
        await desk.TakeAsync((1440m, "VIR"));
        var line = await desk.LineAsync("VIR");
        OpenItemId[] tooMuch = [await desk.ItemAsync(one), await desk.ItemAsync(two)];
        Assert.Contains("dépassent", await RefusedAsync(() => PointAsync(desk, line, null, tooMuch)));
        Assert.Contains("au moins une ligne", await RefusedAsync(() =>
            PointAsync(desk, line, null, Array.Empty<OpenItemId>())));
        Assert.Contains("fait 10,00", await RefusedAsync(() => desk.Store.WriteAsync(w => ExplainLine.ByAccountsAsync(w,
            line.Id, [new ImputedPart(Accounts.BankFees, ActivityId.Structure, Money.Euros(10))], "", "Claire"))));
        Assert.Contains("n’est pas dans votre plan", await RefusedAsync(() => desk.Store.WriteAsync(w =>
            ExplainLine.ByAccountsAsync(w, line.Id, [new ImputedPart(new AccountNumber("799"), ActivityId.Structure,
                Money.Euros(1440))], "", "Claire"))));
        Assert.Equal(Money.Zero, await desk.BalanceAsync("512"));
        Assert.Equal(Money.Euros(1440), await desk.OpenAsync(one));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Of_two_people_who_point_at_once_one_is_told_and_the_money_is_counted_once(string engine)
    {
        await using var desk = await BankDesk.StartAsync(engine);
        var invoice = await desk.InvoiceAsync();
        await desk.TakeAsync((1440m, "VIR"));
        var (line, item) = (await desk.LineAsync("VIR"), await desk.ItemAsync(invoice));
        var told = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try
            {
                await PointAsync(desk, line, item);
                return "";
            }
            catch (BrokenRuleException e)
            {
                return e.Message;
            }
        }));
        Assert.Single(told, "");
        Assert.Equal(Money.Euros(1440), await desk.BalanceAsync("512"));
        await desk.AssertBooksAsync();
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_movement_of_a_closed_month_is_posted_on_the_first_open_day(string engine)
    {
        await using var desk = await BankDesk.StartAsync(engine);
        var invoice = await desk.InvoiceAsync();
        await desk.TakeAsync((-25m, "FRAIS"));
        await desk.LockAsync(Month.Parse("2026-11"));
        var line = await desk.LineAsync("FRAIS");
        await desk.Store.WriteAsync(w => ExplainLine.ByAccountsAsync(w, line.Id,
            [new ImputedPart(Accounts.BankFees, ActivityId.Structure, Money.Euros(-25))], "", "Claire"));
        await using var db = desk.Store.Read();
        Assert.Equal(new DateOnly(2026, 12, 1), (await MatchedLine.OfAsync(db, line.Id)).Single().Date);
        Assert.Equal(Money.Euros(1440), await desk.OpenAsync(invoice));
        await desk.AssertBooksAsync();
    }

    private static async Task<IReadOnlyList<BankProposal>> ProposalsAsync(BankDesk desk, BankLineRow line)
    {
        await using var db = desk.Store.Read();
        return (await BankCandidates.ProposeAsync(db, desk.Account, [line]))[line.Id];
    }

    private static Task PointAsync(BankDesk desk, BankLineRow line, IReadOnlyList<BankCandidate> parts) =>
        PointAsync(desk, line, null, [.. parts.Select(p => new OpenItemId(p.Entry, p.Line))]);

    private static Task PointAsync(BankDesk desk, BankLineRow line, OpenItemId item) =>
        PointAsync(desk, line, null, item);

    private static Task PointAsync(BankDesk desk, BankLineRow line, TakenDifference? difference,
        params OpenItemId[] ids) =>
        desk.Store.WriteAsync(w => ExplainLine.ByLinesAsync(w, line.Id, ids, difference, "Claire"));

    private static async Task<string> RefusedAsync(Func<Task> act) =>
        (await Assert.ThrowsAsync<BrokenRuleException>(act)).Message;
}
