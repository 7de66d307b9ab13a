using Essaim.Domain.Payroll;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Payroll;

/// <summary>Each line that a payslip can bear says what it is for and which text asks for it.</summary>
public sealed class PayLineNoteTests
{
    [Fact]
    public void Every_contribution_is_explained_in_sentences_beside_its_rate()
    {
        var day = Pay.July.Date;
        var names = Law.LawFiles.Book.SocialContributionsOf(day).Select(c => c.Name)
            .Concat(["complementaire-sante", PayLineNote.Reduction, PayLineNote.Tax]);
        Assert.All(names, name =>
        {
            var note = PayLineNote.Of(Law.LawFiles.Book, name, day);
            Assert.EndsWith(".", note.Explanation);
            Assert.NotEmpty(note.Source);
        });
    }

    [Fact]
    public void Every_element_has_a_label_an_explanation_and_a_source() =>
        Assert.All(Enum.GetValues<PayElementKind>(), kind =>
        {
            var words = PayElementWords.Of(kind);
            Assert.EndsWith(".", words.Explanation);
            Assert.NotEmpty(words.Label);
            Assert.NotEmpty(words.Source);
        });

    [Fact]
    public void A_line_that_the_law_does_not_know_is_refused() => Assert.Throws<BrokenRuleException>(
        () => PayLineNote.Of(Law.LawFiles.Book, "cotisation-inconnue", Pay.July.Date));
}
