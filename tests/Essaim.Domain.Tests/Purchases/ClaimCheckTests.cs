using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Tests.Law;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.Domain.Tests.Purchases;

public class ClaimCheckTests
{
    private static readonly DateOnly Day = new(2026, 11, 12);
    private ExpenseRule _rule = ExpenseRule.None;
    private readonly Dictionary<int, LineDecision> _decisions = [];

    [Fact]
    public void A_claim_is_granted_as_it_is_asked_when_all_is_accepted()
    {
        Decide(LineDecision.Accept(1), LineDecision.Accept(2), LineDecision.Accept(3));
        Assert.Equal([Eur(48.70m), Eur(20), Eur(63.60m)], Granted().Select(g => g.Line.Total));
        Assert.Equal(100m, Granted()[2].Kilometres);
    }

    [Fact]
    public void What_is_refused_is_not_granted_and_its_kilometres_are_not_counted()
    {
        Decide(LineDecision.Accept(1), Refuse(2), Refuse(3));
        Assert.Equal(1, Granted().Single().Line.No);
        Assert.Equal(0m, _counter.Of("v1", 2026));
    }

    /// <summary>100 km become 60: 60 × 0.636 = 38.16.</summary>
    [Fact]
    public void A_corrected_line_is_granted_as_it_was_corrected()
    {
        Decide(Correct(1) with { Total = Eur(40), Vat = Eur(0) }, Correct(2) with { Kind = "fournitures" },
            Correct(3) with { Kilometres = 60 });
        var granted = Granted();
        Assert.Equal((Eur(40), Money.Zero), (granted[0].Line.Net, granted[0].Line.Vat));
        Assert.Equal((new AccountNumber("606"), Eur(1.82m)), (granted[1].Line.Account, granted[1].Line.Vat));
        Assert.Equal((Eur(38.16m), 60m), (granted[2].Line.Total, granted[2].Kilometres));
    }

    [Fact]
    public void A_trip_may_be_paid_less_than_the_scale_and_never_more()
    {
        Decide(LineDecision.Accept(1), LineDecision.Accept(2), Correct(3) with { Total = Eur(50) });
        Assert.Equal((Eur(50), 100m), (Granted()[2].Line.Total, Granted()[2].Kilometres));
        Decide(Correct(3) with { Total = Eur(63.61m) });
        Refused("Ligne 3", "le barème donne");
    }

    [Theory]
    [InlineData(LineOutcome.Refused, ReceiptSeen.Yes, "pourquoi cette dépense est refusée")]
    [InlineData(LineOutcome.Corrected, ReceiptSeen.Yes, "pourquoi vous corrigez")]
    [InlineData(LineOutcome.Accepted, ReceiptSeen.Missing, "sans reçu")]
    public void What_the_person_must_understand_needs_a_reason(LineOutcome outcome, ReceiptSeen receipt, string said)
    {
        Decide(LineDecision.Accept(1), new LineDecision(2, outcome, receipt, " "), LineDecision.Accept(3));
        Refused("Ligne 2", said);
    }

    [Fact]
    public void Without_a_receipt_no_vat_is_deducted()
    {
        Decide(LineDecision.Accept(1), new LineDecision(2, LineOutcome.Accepted, ReceiptSeen.Missing, "perdu"),
            LineDecision.Accept(3));
        Refused("Ligne 2", "Corrigez la TVA à 0,00");
        Decide(new LineDecision(2, LineOutcome.Corrected, ReceiptSeen.Missing, "perdu", Vat: Money.Zero));
        Assert.Equal((Eur(20), Money.Zero), (Granted()[1].Line.Net, Granted()[1].Line.Vat));
    }

    [Fact]
    public void A_line_without_a_decision_stops_the_claim()
    {
        Decide(LineDecision.Accept(1), LineDecision.Accept(3));
        Refused("Il reste la ligne 2");
    }

    /// <summary>The law's mark is 21.40 a meal in 2026, the co-op's own rule comes before it.</summary>
    [Fact]
    public void More_than_a_ceiling_needs_a_reason_and_the_ceiling_is_the_co_ops_own_where_it_has_one()
    {
        Decide(LineDecision.Accept(1), LineDecision.Accept(2), LineDecision.Accept(3));
        _rule = new ExpenseRule(Eur(19.99m), null, null, null);
        Refused("Ligne 2", "19,99");
        _rule = new ExpenseRule(Eur(20), null, null, null);
        Assert.Equal(3, Granted().Count);
        _rule = new ExpenseRule(null, null, null, 0.635m);
        Refused("Ligne 3", "63,50");
        Decide(LineDecision.Accept(3) with { Reason = "Convenu avec la gérance" });
        Assert.Equal(3, Granted().Count);
    }

    [Fact]
    public void Ceilings_are_for_one_meal_or_night_and_of_the_day_of_the_expense()
    {
        ExpenseCeilings ceilings = new(LawFiles.Book, day => day.Year < 2026 ? ExpenseRule.None : _rule);
        ExpenseLine Line(string kind, decimal total, int count = 1, int year = 2026) => ExpenseKind.Find(kind)!
            .Line(LawFiles.Book, new DateOnly(year, 11, 2), "x", Eur(total), Money.Zero, count);
        Assert.Null(ceilings.Over(Line("repas", 42.80m, 2)));
        Assert.Contains("pour 2", ceilings.Over(Line("repas", 42.81m, 2)));
        Assert.Null(ceilings.Over(Line("hotel", 56.80m)));
        Assert.NotNull(ceilings.Over(Line("hotel", 56.81m)));
        Assert.Null(ceilings.Over(Line("hotel-paris", 76.60m)));
        Assert.NotNull(ceilings.Over(Line("hotel-paris", 76.61m)));
        Assert.Null(ceilings.Over(Line("hotel", 900, year: 2025)));
        Assert.Null(ceilings.Over(Line("fournitures", 900)));
    }

    /// <summary>Of 10.00 of VAT: nothing for a train or a night, 80 % for fuel, all of it for a meal.</summary>
    [Theory]
    [InlineData("transport", 0, "transport de personnes")]
    [InlineData("hotel", 0, "hôtel")]
    [InlineData("carburant", 800, "en partie")]
    [InlineData("repas", 1000, null)]
    [InlineData("parking", 1000, null)]
    public void Only_the_vat_that_may_be_deducted_is_and_the_rest_is_said(string kind, long deducted, string? said)
    {
        var line = ExpenseKind.Find(kind)!.Line(LawFiles.Book, Day, "x", Eur(110), Eur(10));
        Assert.Equal((new Money(deducted), Eur(110), Eur(10)), (line.Vat, line.Total, line.ReceiptVat));
        if (said is null)
            Assert.Null(ExpenseKind.VatSaid(line));
        else
            Assert.Contains(said, ExpenseKind.VatSaid(line));
    }

    [Fact]
    public void Lines_keep_their_numbers_and_none_is_given_twice()
    {
        var content = Content.Numbered();
        Assert.Equal([1, 2], content.Expenses.Select(e => e.No));
        Assert.Equal(3, content.Trips.Single().No);
        var less = (content with { Expenses = [content.Expenses[1]], Trips = [] }).Numbered();
        var more = (less with { Expenses = [.. less.Expenses, content.Expenses[0] with { No = 0 }] }).Numbered();
        Assert.Equal([2, 4], more.Expenses.Select(e => e.No));
    }

    private MileageCounter _counter = new();

    private static readonly ExpenseClaimContent Content = new(
    [
        ExpenseKind.Find("transport")!.Line(LawFiles.Book, Day, "Train", Money.Round(48.70m), Money.Round(4.43m)),
        ExpenseKind.Find("repas")!.Line(LawFiles.Book, Day, "Repas", Money.Euros(20), Money.Round(1.82m)),
    ], [new MileageTrip(Day, "Lyon", "Oullins", 100, 5, false, 1)]);

    private IReadOnlyList<GrantedLine> Granted()
    {
        _counter = new MileageCounter();
        return new ClaimCheck(LawFiles.Book, new ExpenseCeilings(LawFiles.Book, _ => _rule))
            .Granted(Content.Numbered(), _decisions, _counter, _ => "v1");
    }

    private void Refused(params string[] said)
    {
        var sentence = Assert.Throws<BrokenRuleException>(Granted).Message;
        Assert.All(said, s => Assert.Contains(s, sentence));
    }

    private void Decide(params LineDecision[] decisions)
    {
        foreach (var decision in decisions)
            _decisions[decision.No] = decision;
    }

    private static LineDecision Refuse(int no) => new(no, LineOutcome.Refused, ReceiptSeen.Yes, "Hors sujet");
    private static LineDecision Correct(int no) => new(no, LineOutcome.Corrected, ReceiptSeen.Yes, "Recopié du reçu");
    private static Money Eur(decimal euros) => Money.Round(euros);
}
