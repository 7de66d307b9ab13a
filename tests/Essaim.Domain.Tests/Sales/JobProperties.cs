using CsCheck;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Sales;

/// <summary>
/// What holds of any accepted quote, whatever is asked of it and in whatever order: its invoices add up to it, to the
/// cent, net and VAT by rate, and never go over it.
/// </summary>
public sealed class JobProperties
{
    private static readonly VatTreatment[] Treatments = [Vat20, Vat10, Vat55, Training];
    private static readonly string?[] Titles = [null, "Gros œuvre", "Second œuvre", "Finitions"];

    private static readonly Gen<SaleLine> AnyLine = Gen.Select(Gen.Int[0, 3], Gen.Bool, Gen.Bool,
            Gen.Int[1, 60_000], Gen.Int[0, 40])
        .Select((vat, goods, forB, cents, off) => (goods ? Goods(forB ? B : A, cents / 100m, Treatments[vat])
            : Service(forB ? B : A, cents / 100m, Treatments[vat])) with { Discount = Rate.Percent(off) });

    private static readonly Gen<SaleLine[]> AnyLines = Gen.Select(AnyLine, Gen.Int[0, 3], Gen.Int[0, 9])
        .Select((line, chapter, option) => (Line: line with
        {
            Quantity = new Quantity(1), Chapter = Titles[chapter],
            Option = option == 0 ? OptionState.Offered : null,
        }, chapter)).Array[1, 9]
        .Select(lines => lines.OrderBy(l => l.chapter).Select(l => l.Line).ToArray());

    private static readonly Gen<Quote> AnyQuote = Gen.Select(AnyLines, Gen.Int[0, 30], Gen.Bool)
        .Select((lines, discount, takes) => (Lines: lines, Discount: Rate.Percent(discount), Takes: takes))
        .Where(q => new SaleTotals(q.Lines, q.Discount).Total.Cents >= 10)
        .Select(q =>
        {
            var content = new SaleContent(q.Lines, q.Discount, "");
            return JobStory.Accepted(content, q.Takes ? [.. content.OpenOptions()] : []);
        });

    private static readonly Gen<ContributionRule> AnyRule =
        Gen.Int[0, 2].Select(i => new[] { None, TenPercent, TenOnReceipts }[i]);

    private static readonly Gen<(int What, int Percent, int Chapter)[]> AnySteps =
        Gen.Select(Gen.Int[0, 9], Gen.Int[1, 100], Gen.Int[0, 3]).Array[0, 12];

    [Fact]
    public void The_invoices_of_any_quote_add_up_to_it_to_the_cent() =>
        Gen.Select(AnyQuote, AnyRule, AnySteps, Gen.Bool).Sample((quote, rule, steps, debits) =>
        {
            var job = new JobStory(quote, rule, debits);
            foreach (var step in steps)
            {
                Take(job, step);
                Assert.True(job.Standing.LeftNet >= Money.Zero && job.Standing.LeftTotal >= Money.Zero);
            }
            if (!job.Standing.IsClosed)
                job.Balance();
            Adds(job);
            Books(job);
        }, iter: 2000);

    [Fact]
    public void The_parts_of_any_plan_add_up_to_its_quote_and_can_all_be_asked() =>
        Gen.Select(AnyQuote, Gen.Int[1, 60].Array[1, 4], Gen.Int[0, 2000], Gen.Bool)
            .Sample((quote, parts, cents, debits) =>
        {
            var content = quote.Content with
            {
                Plan =
                [
                    .. parts.Select((p, i) => new Instalment($"Échéance {i}", Rate.Percent(p), null, null)),
                    new Instalment("Somme", null, new Money(cents + 1), null),
                    new Instalment("Solde", null, null, null),
                ],
            };
            if (Record.Exception(() => InstalmentPlan.Check(content)) is BrokenRuleException)
                return;
            var amounts = InstalmentPlan.Amounts(content);
            Assert.Equal(content.Totals.Total, amounts.Sum(a => a.Total));
            var job = new JobStory(JobStory.Accepted(content), None, debits);
            for (var i = 0; i < amounts.Count - 1; i++)
            {
                if (Record.Exception(() => job.Instalment(i)) is BrokenRuleException)
                    continue; // A part of a few cents at a rate: nothing to ask, or its VAT would be a cent too much.
                Assert.Equal((amounts[i].Net, amounts[i].Total), (job.Issued[^1].Net, job.Issued[^1].Total));
            }
            job.Balance();
            Adds(job);
            Books(job);
        }, iter: 1000);

    private static void Take(JobStory job, (int What, int Percent, int Chapter) step)
    {
        try
        {
            if (step.What < 3)
                job.Deposit(step.Percent / 3m);
            else if (step.What < 8)
                job.Progress((Titles[step.Chapter], Math.Max(step.Percent, job.DoneOf(Titles[step.Chapter]))));
            else if (step.What == 8)
                job.TakeBackLast();
            else if (step.Percent > 90)
                job.Balance();
        }
        catch (BrokenRuleException)
        {
            // Over the quote, nothing new, or nothing left: refused, and nothing is issued.
        }
    }

    private static void Adds(JobStory job)
    {
        var asked = new Dictionary<string, (Money Net, Money Vat)>();
        foreach (var invoice in job.Issued)
        {
            var sign = invoice.Kind == SaleDocumentKind.CreditNote ? -1 : 1;
            foreach (var rate in invoice.Content.Content.Totals.ByRate)
                Add(rate.Treatment.Code, rate.Net, rate.Vat, sign);
            foreach (var before in invoice.Content.Deposits)
                Add(before.Treatment.Code, before.Net, before.Vat, -sign);
        }
        var totals = job.Quote.Content.Totals;
        Assert.Equal(totals.ByRate.Select(r => (r.Treatment.Code, r.Net, r.Vat)).OrderBy(r => r.Code),
            asked.Where(a => a.Value != default).Select(a => (a.Key, a.Value.Net, a.Value.Vat)).OrderBy(r => r.Key));
        Assert.Equal((Money.Zero, Money.Zero), (job.Standing.LeftNet, job.Standing.LeftTotal));
        Assert.Equal((totals.Net, totals.Total), (job.Standing.InvoicedNet, job.Standing.InvoicedTotal));

        void Add(string code, Money net, Money vat, int sign)
        {
            var (n, v) = asked.GetValueOrDefault(code);
            asked[code] = sign < 0 ? (n - net, v - vat) : (n + net, v + vat);
        }
    }

    /// <summary>Once all is paid and refunded: the income is the quote, no deposit is left, no VAT waits.</summary>
    private static void Books(JobStory job)
    {
        job.ReceiveAll();
        foreach (var item in job.Books.Items.Where(i => i.Remaining.IsNegative).ToList())
            job.Books.Pay(item);
        var totals = job.Quote.Content.Totals;
        Assert.Equal(-totals.Net,
            job.Books.Balance(Accounts.GoodsSold) + job.Books.Balance(Accounts.ServicesSold));
        Assert.Equal(-totals.Vat, job.Books.Balance(Accounts.VatCollected));
        foreach (var account in new[] { Accounts.CustomerDeposits, Accounts.VatAwaitingReceipt, Accounts.Customers })
            Assert.All(job.Books.Activities, a => Assert.Equal(Money.Zero, job.Books.Balance(account, a)));
    }
}
