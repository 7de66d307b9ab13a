using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Sales;

/// <summary>
/// Chapters, options, plans and what is invoiced of them, worked out by hand: 1,000 € at 20 % and 500 € at 10 %.
/// </summary>
public sealed class QuoteTests
{
    private static readonly SaleLine[] TwoChapters =
    [
        Service(A, 1000) with { Chapter = "Dépose" }, Service(A, 500, Vat10) with { Chapter = "Pose" },
    ];

    [Fact]
    public void An_option_counts_once_the_customer_has_chosen_it()
    {
        var content = new SaleContent([Service(A, 100), Service(A, 40) with { Option = OptionState.Offered },
            Service(A, 7) with { Option = OptionState.Offered }], Rate.Zero, "");
        Assert.Equal(Eur(100), content.Totals.Net);
        var quote = JobStory.Accepted(content, 1);
        Assert.Equal((Eur(140), Eur(168)), (quote.Net, quote.Total));
        Assert.Equal([Eur(100), Eur(40)], QuoteInvoicing.Balance(quote).Lines.Select(l => l.Net));
        Assert.Contains("n’existe pas", Refusal(() => JobStory.Accepted(content, 0)));
    }

    [Fact]
    public void A_discount_on_the_whole_falls_on_the_chapters_without_losing_a_cent()
    {
        // 3 × 33.35 € less 10 %: 100.05 − 10.01 = 90.04; each alone would lose 3.34 and leave 90.03.
        var totals = new SaleTotals([.. new[] { "A", "B", "C" }.Select(c => Service(A, 33.35m) with { Chapter = c })],
            Rate.Percent(10));
        Assert.Equal(Eur(90.04m), totals.Net);
        Assert.Equal([Eur(30.01m), Eur(30.02m), Eur(30.01m)], totals.ByChapter.Select(p => p.Net));
    }

    [Fact]
    public void Two_chapters_of_one_title_are_refused() => Assert.Contains("« Dépose »", Refusal(() => JobStory.Draft(
        new SaleContent([TwoChapters[0], TwoChapters[1], TwoChapters[0]], Rate.Zero, ""))));

    [Fact]
    public void A_quote_past_its_last_day_takes_a_word_of_the_seller()
    {
        var quote = JobStory.Draft(new SaleContent(TwoChapters, Rate.Zero, ""));
        quote.Hold(15);
        quote.Send("D1", Day);
        Assert.Equal(Day.AddDays(15), quote.ValidUntil);
        Assert.False(quote.IsExpired(Day.AddDays(15)));
        var late = Day.AddDays(16);
        Assert.Contains(FrenchText.Long(Day.AddDays(15)), Refusal(() => quote.Accept(late, new HashSet<int>(), " ")));
        quote.Accept(late, new HashSet<int>(), "Prix tenus jusqu’à la fin du mois");
        Assert.Equal(QuoteStatus.Accepted, quote.Status);
    }

    [Fact]
    public void A_replaced_version_takes_no_answer_and_an_accepted_one_is_not_replaced()
    {
        var first = JobStory.Draft(new SaleContent(TwoChapters, Rate.Zero, ""));
        first.Send("D1", Day);
        first.Replace();
        Assert.Contains("remplacé", Refusal(() => first.Accept(Day, new HashSet<int>(), "")));
        Assert.Contains("remplacé", Refusal(first.Decline));
        Assert.Contains("accepté", Refusal(JobStory.Accepted(Rate.Zero, TwoChapters).Replace));
    }

    [Fact]
    public void A_plan_asks_parts_and_amounts_and_the_balance_takes_the_rest()
    {
        var content = new SaleContent(TwoChapters, Rate.Zero, "")
        {
            Plan = [new("Acompte", Rate.Percent(30), null, Day), new("Livraison", null, Eur(600), null),
                new("Solde", null, null, Day.AddDays(60))],
        };
        InstalmentPlan.Check(content);
        // 30 %: 300 + 150, VAT 60 + 15. 600 shared 2:1: 400 + 200, VAT 80 + 20. The rest: 450, VAT 250 − 175.
        Assert.Equal([(Eur(450), Eur(75)), (Eur(600), Eur(100)), (Eur(450), Eur(75))],
            InstalmentPlan.Amounts(content).Select(a => (a.Net, a.Vat)));
    }

    [Fact]
    public void A_plan_that_leaves_no_balance_is_refused()
    {
        Assert.Contains("le total du devis", Refusal(() => InstalmentPlan.Check(Planned(
            new("Acompte", Rate.Percent(60), null, null), new("Milieu", null, Eur(600), null),
            new("Solde", null, null, null)))));
        // Each third of 0.02 € rounds up to a cent: three of them ask more than there is at that rate.
        Assert.Contains("le total du devis", Refusal(() => InstalmentPlan.Check(new SaleContent(
            [Service(A, 0.02m), Service(A, 100, Vat10)], Rate.Zero, "")
        {
            Plan = [.. Enumerable.Range(1, 3).Select(i => new Instalment($"Tiers {i}", Rate.Percent(30), null, null)),
                new("Solde", null, null, null)],
        })));
        Assert.Contains("solde", Refusal(() => InstalmentPlan.Check(Planned(
            new Instalment("Acompte", Rate.Percent(60), null, null)))));
        Assert.Contains("se suivent", Refusal(() => InstalmentPlan.Check(Planned(
            new("Acompte", Rate.Percent(10), null, Day), new("Solde", null, null, Day.AddDays(-1))))));
    }

    [Fact]
    public void Work_is_invoiced_as_it_goes_then_the_balance_takes_the_deposit_back()
    {
        var job = new JobStory(JobStory.Accepted(Rate.Zero, TwoChapters), None, vatOnDebits: false);
        job.Deposit(30);
        job.Progress(("Dépose", 40));
        job.Progress(("Dépose", 70), ("Pose", 10));
        job.Balance();
        // 450 + 75; 400 + 80; 300 + 50, VAT 60 + 5; what is left of 1,500 + 250.
        Assert.Equal([(Eur(450), Eur(75)), (Eur(400), Eur(80)), (Eur(350), Eur(65)), (Eur(300), Eur(30))],
            job.Issued.Select(i => (i.Net, i.Vat)));
        Assert.Equal(Eur(-1500), job.Books.Balance(Accounts.ServicesSold));
        Assert.Equal(Money.Zero, job.Books.Balance(Accounts.CustomerDeposits));
        Assert.Contains("en entier", Refusal(() => job.Balance()));
    }

    [Fact]
    public void Progress_never_goes_back_nor_over_the_quote()
    {
        var job = new JobStory(JobStory.Accepted(Rate.Zero, TwoChapters), None, vatOnDebits: false);
        job.Deposit(30);
        job.Progress(("Dépose", 40));
        Assert.Contains("ne recule pas", Refusal(() => job.Progress(("Dépose", 39))));
        Assert.Contains("Rien de nouveau", Refusal(() => job.Progress(("Dépose", 40))));
        Assert.Contains("il reste 300,00", Refusal(() => job.Progress(("Dépose", 71))));
        Assert.Contains("il va de 0 à 100", Refusal(() => job.Progress(("Dépose", 101))));
        Assert.Equal([0.4m, 0m], job.Standing.Chapters.Select(c => c.Done));
    }

    [Fact]
    public void The_cents_of_vat_that_small_parts_round_up_stop_before_the_quote_and_the_balance_settles_them()
    {
        var job = new JobStory(JobStory.Accepted(Rate.Zero, Service(A, 1)), None, vatOnDebits: false);
        job.Progress((null, 33));
        job.Progress((null, 66));
        // 0.33 asks 0.07 of VAT each time: a third one would make 0.21, and the quote has 0.20.
        Assert.Contains("il reste 0,34", Refusal(() => job.Progress((null, 99))));
        job.Balance();
        Assert.Equal((Eur(0.34m), Eur(0.06m)), (job.Issued[^1].Net, job.Issued[^1].Vat));
    }

    [Fact]
    public void Work_that_progress_has_asked_for_to_the_last_cent_needs_no_balance()
    {
        var job = new JobStory(JobStory.Accepted(Rate.Zero, TwoChapters), None, vatOnDebits: false);
        job.Progress(("Dépose", 100));
        Assert.False(job.Standing.IsClosed);
        job.Progress(("Pose", 100));
        Assert.True(job.Standing.IsClosed);
        Assert.Contains("en entier", Refusal(job.Balance));
    }

    [Fact]
    public void A_part_of_the_plan_is_asked_once_unless_it_was_taken_back()
    {
        var quote = JobStory.Accepted(Planned(new("Acompte", Rate.Percent(30), null, null),
            new("Solde", null, null, null)));
        var job = new JobStory(quote, None, vatOnDebits: false);
        job.Instalment(0);
        Assert.Contains("déjà facturée", Refusal(() => job.Instalment(0)));
        job.TakeBackLast();
        job.Instalment(0);
        Assert.Contains("n’est pas un acompte", Refusal(() => job.Instalment(1)));
    }

    private static SaleContent Planned(params Instalment[] plan) => new(TwoChapters, Rate.Zero, "") { Plan = plan };

    private static string Refusal(Action act) => Assert.Throws<BrokenRuleException>(act).Message;
}
