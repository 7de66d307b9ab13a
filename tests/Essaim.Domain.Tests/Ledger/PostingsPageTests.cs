namespace Essaim.Domain.Tests.Ledger;

public sealed class PostingsPageTests
{
    [Fact]
    public void The_page_has_the_rows_1_to_46_and_each_has_a_test()
    {
        Assert.Equal(Enumerable.Range(1, 46), PostingsPage.Rows.Keys.Order());
        var tested = typeof(PostingsPageTests).Assembly.GetTypes().SelectMany(t => t.GetMethods())
            .Where(m => m.Name.StartsWith("Row_", StringComparison.Ordinal))
            .Select(m => int.Parse(m.Name.Split('_')[1])).ToHashSet();
        Assert.Equal(Enumerable.Range(1, 46), tested.Order());
    }
}
