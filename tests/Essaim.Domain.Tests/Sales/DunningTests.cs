using Essaim.Domain.Sales;

namespace Essaim.Domain.Tests.Sales;

/// <summary>When a customer is asked again for an invoice due on 1 October 2026.</summary>
public sealed class DunningTests
{
    private static readonly DateOnly Due = new(2026, 10, 1);

    [Theory]
    [InlineData(7, null), InlineData(8, ReminderStep.First), InlineData(40, ReminderStep.First)]
    public void A_week_after_it_is_due_a_friendly_word_is_proposed(int day, ReminderStep? step) =>
        Assert.Equal(step, Dunning.Proposed(Due, [], new DateOnly(2026, 10, 1).AddDays(day - 1)));

    [Fact]
    public void Each_step_comes_once_in_its_order_and_never_within_a_week_of_the_last()
    {
        ReminderMade[] first = [Made(ReminderStep.First, 28)];
        Assert.Null(Dunning.Proposed(Due, first, new DateOnly(2026, 11, 3)));
        Assert.Equal(ReminderStep.Second, Dunning.Proposed(Due, first, new DateOnly(2026, 11, 4)));
        ReminderMade[] second = [.. first, Made(ReminderStep.Second, 35)];
        Assert.Null(Dunning.Proposed(Due, second, new DateOnly(2026, 11, 14)));
        Assert.Equal(ReminderStep.FormalNotice, Dunning.Proposed(Due, second, new DateOnly(2026, 11, 15)));
        Assert.Null(Dunning.Proposed(Due, [.. second, Made(ReminderStep.FormalNotice, 45)], new DateOnly(2027, 3, 1)));
        Assert.Null(Dunning.After([Made(ReminderStep.FormalNotice, 45)]));
    }

    [Fact]
    public void A_promise_is_waited_for_and_the_step_comes_the_day_after()
    {
        var promised = new DateOnly(2026, 11, 20);
        ReminderMade[] made = [Made(ReminderStep.First, 10) with { PromisedFor = promised }];
        Assert.Null(Dunning.Proposed(Due, made, promised));
        Assert.Equal(ReminderStep.Second, Dunning.Proposed(Due, made, promised.AddDays(1)));
    }

    private static ReminderMade Made(ReminderStep step, int day) =>
        new(step, ReminderMeans.Mail, new DateOnly(2026, 10, 1).AddDays(day - 1));
}
