using Essaim.App.Data;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Essaim.Victim;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Safety;

/// <summary>R6 and R10: what is sent twice is done once, and nobody's change is overwritten in silence.</summary>
public sealed class OnceTests
{
    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public Task A_key_sent_five_times_at_once_has_one_effect(string engine) => SendAsync(engine, 50);

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop)), Trait("Length", "Long")]
    public Task A_thousand_keys_sent_five_times_at_once_have_one_effect_each(string engine) => SendAsync(engine, 1000);

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task After_a_refusal_the_same_key_may_be_sent_again(string engine)
    {
        await using var coop = await DurableCoop.NewAsync(engine, 1);
        var key = Guid.CreateVersion7();
        await Assert.ThrowsAsync<BrokenRuleException>(() => coop.Store.WriteOnceAsync(key, async w =>
        {
            await w.Ledger.NextNumberAsync("invoice");
            throw new BrokenRuleException("Il manque le client.");
        }));

        Assert.Equal("fait", await coop.Store.WriteOnceAsync(key, _ => Task.FromResult("fait")));
        Assert.Equal("fait", await coop.Store.WriteOnceAsync(key, _ => Task.FromResult("refait")));
        await BookExamination.AssertSoundAsync(coop.Store.Engine);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_second_to_save_the_same_draft_is_told(string engine)
    {
        await using var coop = await TestCoop.NewAsync(engine);
        var activity = await coop.ActivityAsync("jeanne");
        var customer = await coop.CustomerAsync(activity);
        var draft = await coop.Store.WriteAsync(w => Task.FromResult(w.Db.SaleDrafts.Add(new SaleDraft
        {
            ActivityId = activity, CustomerId = customer.Id, Kind = SaleDocumentKind.Invoice, UpdatedAt = w.Now,
            Content = SaleContent.Empty,
        }).Entity));

        Task ReviseAsync(int seen, string notes) => coop.Store.WriteAsync(async w =>
        {
            var mine = await w.Db.SaleDrafts.SingleAsync(d => d.Id == draft.Id);
            w.Db.Entry(mine).Property(d => d.Version).OriginalValue = seen;
            mine.Revise(new SaleContent([TestCoop.Service(activity, 100m)], Rate.Zero, notes));
        });

        await ReviseAsync(0, "première");
        var told = await Assert.ThrowsAsync<BrokenRuleException>(() => ReviseAsync(0, "seconde"));
        Assert.StartsWith("Quelqu’un d’autre a modifié ceci", told.Message);
        await using var db = coop.Store.Read();
        var kept = await db.SaleDrafts.SingleAsync();
        Assert.Equal(("première", 1), (kept.Content.Notes, kept.Version));
        await ReviseAsync(1, "seconde, relue");
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Two_receipts_at_once_never_settle_more_than_the_invoice(string engine)
    {
        await using var coop = await DurableCoop.NewAsync(engine, 1);
        var trade = new Trade(coop.Store, TestCoop.Law, new Random(3));
        await trade.DoAsync(trade.IssueAsync);
        await using var connection = await coop.Store.Engine.OpenAsync();
        var total = new Money(Convert.ToInt64(await connection.ScalarAsync("SELECT total FROM invoice")));

        var tries = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            trade.DoAsync(async w => "receipt " + (await Data.Sales.RecordReceipt.RecordAsync(w, 1, total, trade.Day,
                "virement")).Id))));

        Assert.Single(tries, t => t is not null);
        await BookExamination.AssertSoundAsync(coop.Store.Engine);
    }

    private static async Task SendAsync(string engine, int keys)
    {
        await using var coop = await DurableCoop.NewAsync(engine, 3);
        var trade = new Trade(coop.Store, TestCoop.Law, new Random(5));
        await trade.ReadyAsync();
        foreach (var chunk in Enumerable.Range(0, keys).Select(_ => Guid.CreateVersion7()).Chunk(10))
        {
            var answers = await Task.WhenAll(chunk.SelectMany(key => Enumerable.Repeat(key, 5)).Select(key =>
                Task.Run(async () => (Key: key, Answer: await coop.Store.WriteOnceAsync(key, async w =>
                    (await trade.IssueAsync(w))!)))));
            Assert.All(answers.GroupBy(a => a.Key), g => Assert.Single(g.Select(a => a.Answer).Distinct()));
        }
        await using var connection = await coop.Store.Engine.OpenAsync();
        Assert.Equal(keys, Convert.ToInt32(await connection.ScalarAsync("SELECT count(*) FROM invoice")));
        await BookExamination.AssertSoundAsync(coop.Store.Engine);
    }
}
