using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Data.Approvals;
using Essaim.App.Data.Banking;
using Essaim.App.Data.Banking.Runs;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Ledger.Checks;
using Essaim.App.Data.Purchases;
using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Essaim.App.Tests.Banking;

/// <summary>Orders to the bank: what they pay, what they write in the books, and what stops them.</summary>
public sealed class PaymentRunTests
{
    private static readonly DateOnly Later = BankDesk.Day.AddDays(3);

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task One_file_pays_each_supplier_in_one_sum_and_the_books_say_so(string engine)
    {
        await using var desk = await RunDesk.StartAsync(engine);
        var run = await desk.OrderedAsync();

        var file = await desk.FileAsync(run.Id);
        Assert.Equal(["180.00", "240.00"], RunDesk.All(file, "InstdAmt"));
        Assert.Equal(["Tissus du Rhone", "L'Imprimeur"],
            file.Descendants().Where(e => e.Name.LocalName == "Cdtr").Select(e => e.Value));
        Assert.Equal([RunDesk.TissusIban, RunDesk.ImprimeurIban], file.Descendants()
            .Where(e => e.Name.LocalName == "CdtrAcct").Select(e => e.Value));
        Assert.Equal(["T-1, T-2", "I-9"], RunDesk.All(file, "Ustrd"));
        Assert.Equal("420.00", RunDesk.All(file, "CtrlSum")[0]);
        Assert.Equal(run.MessageId, RunDesk.All(file, "MsgId")[0]);

        Assert.Empty(await desk.ToPayAsync());
        Assert.Equal(Money.Euros(-420), await desk.Bank.BalanceAsync("512"));
        // 20 + 10 + 40 of VAT, deductible now that it is paid.
        Assert.Equal((Money.Euros(70), Money.Zero),
            (await desk.Bank.BalanceAsync("44566"), await desk.Bank.BalanceAsync("44564")));
        await desk.Bank.AssertBooksAsync();
        Assert.Equal(file.ToString(), (await desk.FileAsync(run.Id)).ToString());
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_is_on_its_way_to_the_bank_is_paid_by_nothing_else_and_booked_on_its_day(string engine)
    {
        await using var desk = await RunDesk.StartAsync(engine);
        var run = await desk.OrderedAsync(Later);
        Assert.Equal(Money.Zero, await desk.Bank.BalanceAsync("512"));
        Assert.Equal(["I-9", "T-1", "T-2"], await desk.ToPayAsync());

        Assert.Contains($"ordre de virement n° {run.Id}", await RefusedAsync(() => PayAsync(desk, "T-1")));
        Assert.Contains($"déjà dans l’ordre de virement n° {run.Id}", await RefusedAsync(() => desk.PrepareAsync()));
        await desk.Store.WriteAsync(w => BookRun.BookDueAsync(w, Later.AddDays(-1)));
        Assert.Equal(Money.Zero, await desk.Bank.BalanceAsync("512"));
        await desk.Store.WriteAsync(w => BookRun.BookDueAsync(w, Later));
        await desk.Store.WriteAsync(w => BookRun.BookDueAsync(w, Later));

        Assert.Equal(Money.Euros(-420), await desk.Bank.BalanceAsync("512"));
        Assert.Empty(await desk.ToPayAsync());
        await desk.Bank.AssertBooksAsync();
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_the_bank_refuses_is_taken_back_and_can_be_paid_again(string engine)
    {
        await using var desk = await RunDesk.StartAsync(engine);
        var run = await desk.OrderedAsync();
        var transfers = await desk.TransfersAsync(run.Id);
        var answer = RunDesk.Answer(run, (transfers[0].EndToEndId, "RJCT", "AC04"),
            (transfers[1].EndToEndId, "ACSC", ""));

        var read = await desk.Store.WriteAsync(w => BookRun.AnswerAsync(w, desk.Keys, answer));
        var again = await desk.Store.WriteAsync(w => BookRun.AnswerAsync(w, desk.Keys, answer));

        Assert.Equal((1, 1, 0), (read.Accepted, read.Rejected, read.Pending));
        Assert.Equal((1, 1, 0), (again.Accepted, again.Rejected, again.Pending));
        transfers = await desk.TransfersAsync(run.Id);
        Assert.Equal([PaymentState.Rejected, PaymentState.Accepted], transfers.Select(t => t.State));
        Assert.Contains("Le compte est clos", transfers[0].Told);
        Assert.Equal(["T-1", "T-2"], await desk.ToPayAsync());
        Assert.Equal(Money.Euros(-240), await desk.Bank.BalanceAsync("512"));
        Assert.Equal(Money.Euros(40), await desk.Bank.BalanceAsync("44566"));
        await desk.Bank.AssertBooksAsync();

        await desk.OrderedAsync();
        Assert.Equal(Money.Euros(-420), await desk.Bank.BalanceAsync("512"));
        await desk.Bank.AssertBooksAsync();
        var other = RunDesk.Answer(new PaymentRun
        {
            Id = run.Id, MadeAt = "2020-01-01T00:00:00Z", BankAccountId = 1, ExecutionOn = BankDesk.Day,
            MadeBy = "", State = RunState.Ordered,
        });
        Assert.Contains("n’est pas d’ici",
            await RefusedAsync(() => desk.Store.WriteAsync(w => BookRun.AnswerAsync(w, desk.Keys, other))));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_changed_account_is_told_to_the_old_address_and_nothing_goes_to_it_for_two_days(string engine)
    {
        await using var desk = await RunDesk.StartAsync(engine);
        await desk.KeepAsync(desk.Tissus, RunDesk.OtherIban, "nouveau@fraude.example");
        await using (var db = desk.Store.Read())
        {
            Assert.Equal("compta@fournisseur.example", await db.ScalarAsync("SELECT recipient FROM mail"));
            var body = (string)(await db.ScalarAsync("SELECT body FROM mail"))!;
            Assert.Contains("••06", body);
            Assert.DoesNotContain(RunDesk.OtherIban[8..20], body);
        }
        var run = await desk.PrepareAsync();
        Assert.Contains("rien ne part sur le nouveau", await RefusedAsync(() => desk.AskAsync(run)));
        desk.Bank.Selling.Site.Time.Advance(TimeSpan.FromHours(47));
        Assert.Contains("rien ne part sur le nouveau", await RefusedAsync(() => desk.Store.WriteAsync(async w =>
        {
            await PrepareRun.ChangeAsync(w, run.Id, desk.Bank.Account.Id, w.Today);
            return await OrderRun.AskAsync(w, desk.Keys, run.Id);
        })));
        desk.Bank.Selling.Site.Time.Advance(TimeSpan.FromHours(2));
        await desk.Store.WriteAsync(w => PrepareRun.ChangeAsync(w, run.Id, desk.Bank.Account.Id, w.Today));
        Assert.Equal(FourEyes.Done, await desk.AskAsync(run));
        Assert.Equal(RunDesk.OtherIban, (await desk.FileAsync(run.Id)).Descendants()
            .First(e => e.Name.LocalName == "CdtrAcct").Value);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_is_settled_between_order_and_execution_waits_on_471(string engine)
    {
        await using var desk = await RunDesk.StartAsync(engine);
        var run = await desk.OrderedAsync(Later, "I-9");
        await desk.Store.WriteAsync(async w => await ReverseEntry.ReverseAsync(w,
            (await w.Db.Purchases.SingleAsync(p => p.Number == "I-9")).EntryId, BankDesk.Day, "erreur"));

        await desk.Store.WriteAsync(w => BookRun.BookDueAsync(w, Later));

        Assert.Equal((Money.Euros(-240), Money.Euros(240)),
            (await desk.Bank.BalanceAsync("512"), await desk.Bank.BalanceAsync("471")));
        await desk.Bank.AssertBooksAsync();
        await desk.Store.WriteAsync(async w =>
            await BookRun.RejectAsync(w, (await desk.TransfersAsync(run.Id))[0].Id, "Compte clos"));
        Assert.Equal((Money.Zero, Money.Zero),
            (await desk.Bank.BalanceAsync("512"), await desk.Bank.BalanceAsync("471")));
        await desk.Bank.AssertBooksAsync();
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_cannot_be_paid_by_transfer_is_said_and_nothing_stays(string engine)
    {
        await using var desk = await RunDesk.StartAsync(engine);
        await desk.OweAsync("Sans RIB", ("S-1", 10m));
        Assert.Contains("passé", await RefusedAsync(() => desk.PrepareAsync(BankDesk.Day.AddDays(-1))));
        Assert.Contains("Cochez", await RefusedAsync(() => desk.PrepareAsync(null, "rien")));
        var run = await desk.PrepareAsync();
        Assert.Contains("L’IBAN de Sans RIB manque", await RefusedAsync(() => desk.AskAsync(run)));
        var transfers = await desk.TransfersAsync(run.Id);
        await desk.Store.WriteAsync(w => PrepareRun.RemoveAsync(w, run.Id, transfers[2].Id));
        await desk.AskAsync(run);
        Assert.Equal(["S-1"], await desk.ToPayAsync());
        Assert.Contains("ne change plus", await RefusedAsync(() => desk.Store.WriteAsync(async w =>
        {
            await PrepareRun.CancelAsync(w, run.Id);
            return "";
        })));
        Assert.Contains("n’est pas donné", await RefusedAsync(async () => await desk.FileAsync(
            (await desk.PrepareAsync()).Id)));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_database_refuses_to_change_what_was_ordered_and_the_check_finds_what_was_forced(string engine)
    {
        await using var desk = await RunDesk.StartAsync(engine);
        var run = await desk.OrderedAsync();
        foreach (var sql in new[]
        {
            "UPDATE payment_transfer SET amount = amount + 1", "UPDATE payment_transfer SET iban = NULL",
            "DELETE FROM payment_transfer_item", "DELETE FROM payment_run",
            "UPDATE payment_run SET file_sha256 = 'autre'", "UPDATE payment_transfer_item SET amount = amount + 1",
            "UPDATE payment_transfer_item SET booked_entry_id = NULL",
        })
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => desk.Store.WriteAsync(w =>
                w.Connection.ExecuteAsync(sql, w.Transaction)));
        await desk.Bank.AssertBooksAsync();

        await using (var owner = await desk.Store.Engine.OpenAsOwnerAsync())
        {
            await owner.ExecuteAsync(engine == "postgres" ? "ALTER TABLE payment_transfer DISABLE TRIGGER USER"
                : "DROP TRIGGER payment_transfer_no_update");
            await owner.ExecuteAsync("UPDATE payment_transfer SET amount = amount + 1");
        }
        var found = (await BooksCheck.RunAsync(desk.Store.Engine)).Checks.Single(c => !c.Ok);
        Assert.Equal("payments", found.Name);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"de l’ordre n° {run.Id} est de"), found.Detail);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task What_left_in_one_sum_is_found_on_the_statement_as_one(string engine)
    {
        await using var desk = await RunDesk.StartAsync(engine);
        var run = await desk.OrderedAsync();
        await desk.Bank.TakeAsync((-180m, "VIR SEPA EMIS"), (-420m, "VIR SEPA GLOBAL"));
        await using var db = desk.Store.Read();
        var line = await desk.Bank.LineAsync("EMIS");
        var proposals = await BankCandidates.ProposeAsync(db, desk.Bank.Account,
            [line, await desk.Bank.LineAsync("GLOBAL")]);

        var best = proposals[line.Id][0];
        Assert.Equal((BankCertainty.Sure, $"Virement à Tissus du Rhône, ordre n° {run.Id}", 2),
            (best.Certainty, best.Reason, best.Parts.Count));
        Assert.Equal($"Ordre de virement n° {run.Id}, entier", proposals[line.Id + 1][0].Reason);
        await desk.Store.WriteAsync(w => ExplainLine.ByLinesAsync(w, line.Id,
            [.. best.Parts.Select(p => new OpenItemId(p.Entry, p.Line))], null, "Claire"));
        await desk.Bank.AssertBooksAsync();
    }

    private static Task PayAsync(RunDesk desk, string piece) => desk.Store.WriteAsync(async w =>
        await PayItem.PayAsync(w, (await PayableItems.ReadAsync(w.Db)).Single(i => i.Piece == piece), null,
            BankDesk.Day));

    private static async Task<string> RefusedAsync(Func<Task> act) =>
        (await Assert.ThrowsAsync<BrokenRuleException>(act)).Message;
}
