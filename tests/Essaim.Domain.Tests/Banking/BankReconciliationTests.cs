using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Banking;

/// <summary>What is proposed for a movement of the bank, in what order, and why.</summary>
public sealed class BankReconciliationTests
{
    private static readonly DateOnly Day = new(2026, 11, 16);
    private static readonly BankRule Fees = new(7, "frais tenue compte", false, new AccountNumber("627"),
        ActivityId.Structure, "Frais bancaires");

    private int _entries;

    [Fact]
    public void The_number_of_an_invoice_with_its_amount_is_sure()
    {
        var found = Propose(1440m, "VIR SEPA RECU /DE DURAND /MOTIF FACT. F2026-0042",
            Item(1440m, "F2026-0042"), Item(1440m, "F2026-0041"));
        Assert.Equal((BankCertainty.Sure, "F2026-0042"), (found[0].Certainty, found[0].Parts[0].Piece));
        Assert.Contains("nomme F2026-0042", found[0].Reason);
    }

    [Theory]
    [InlineData("FACTURE F20260042", true)]
    [InlineData("FACTF2026 0042 MERCI", true)]
    [InlineData("F 2026 / 0042", true)]
    [InlineData("F2026-00421", false)]
    [InlineData("1F2026-0042", false)]
    [InlineData("2026-0042", false)]
    public void A_number_is_known_however_its_marks_are_written_and_only_whole(string text, bool known) =>
        Assert.Equal(known, Propose(500m, text, Item(1440m, "F2026-0042")).Count == 1);

    [Fact]
    public void Several_numbers_in_one_transfer_are_settled_together()
    {
        var found = Propose(300m, "DUPONT F2026-0001 F2026-0002", Item(100m, "F2026-0001"), Item(200m, "F2026-0002"),
            Item(300m, "F2026-0003"));
        Assert.Equal(BankCertainty.Sure, found[0].Certainty);
        Assert.Equal(["F2026-0001", "F2026-0002"], found[0].Parts.Select(p => p.Piece));
    }

    [Fact]
    public void A_part_payment_that_names_its_invoice_is_proposed_with_the_difference_said()
    {
        var found = Assert.Single(Propose(500m, "ACOMPTE F2026-0042", Item(1440m, "F2026-0042")));
        Assert.Equal(BankCertainty.Likely, found.Certainty);
        Assert.Contains("le montant diffère", found.Reason);
    }

    [Fact]
    public void What_the_books_say_already_comes_first_when_nothing_else_has_its_amount()
    {
        var found = Propose(-120m, "PRLV EDF", Booked(-120m, Day.AddDays(-3)), Item(-120m, "A-17"));
        Assert.True(found[0].Parts[0].IsBooked);
        Assert.Equal(BankCertainty.Sure, found[0].Certainty);
        Assert.Equal(BankCertainty.Likely,
            Propose(-120m, "PRLV EDF", Booked(-120m, Day), Booked(-120m, Day.AddDays(1)))[0].Certainty);
        Assert.Empty(Propose(-120m, "PRLV EDF", Booked(-120m, Day.AddDays(-8))));
    }

    [Fact]
    public void Money_in_never_explains_what_is_to_be_paid()
    {
        Assert.Empty(Propose(120m, "EDF A-1700", Item(-120m, "A-1700"), Booked(-120m, Day)));
        Assert.Empty(Propose(25m, "FRAIS TENUE COMPTE"));
    }

    [Theory]
    [InlineData("VIR RECU MME ELISE DUPOND-MOREAU", true)]
    [InlineData("VIR DUPOND MORE ELIS", true)]
    [InlineData("VIR DUPOND", false)]
    [InlineData("VIR DUPONDEAU MOREAU ELISE", false)]
    public void A_payer_is_known_by_all_the_words_of_the_name_even_cut_short(string text, bool known)
    {
        var found = Propose(90m, text, Item(90m, "F2026-0042", "Mme Élise Dupond-Moreau"), Item(90m, "F2026-0043"));
        Assert.Equal(known ? BankCertainty.Sure : BankCertainty.Possible, found[0].Certainty);
    }

    [Fact]
    public void An_account_that_paid_before_is_known_without_its_name()
    {
        var party = new ThirdParty("cli-9");
        var item = Item(90m, "F2026-0042", "Opéra") with { Party = party };
        var movement = new BankMovement(Day, Money.Euros(90), "VIREMENT", party);
        Assert.Equal(BankCertainty.Sure,
            BankReconciliation.Propose(movement, [item, Item(90m, "F2026-0043")], [])[0].Certainty);
    }

    [Fact]
    public void Some_invoices_of_one_payer_are_put_together_the_fewest_first()
    {
        var items = new[] { 10m, 20m, 30m, 40m, 50m }
            .Select((a, at) => Item(a, $"F2026-000{at + 1}", "Opéra de Lyon")).ToArray();
        var found = Propose(90m, "OPERA DE LYON", items)[0];
        Assert.Equal([40m, 50m], found.Parts.Select(p => p.Amount.ToDecimal()));
        Assert.Contains("2 postes", found.Reason);
        Assert.Equal(5, Propose(150m, "OPERA DE LYON", items)[0].Parts.Count);
        Assert.Contains("le montant diffère", Propose(5m, "OPERA DE LYON", items)[0].Reason);
    }

    [Fact]
    public void A_rule_of_the_co_op_takes_what_comes_again()
    {
        var found = BankReconciliation.Propose(new BankMovement(Day, Money.Euros(-25),
            "FRAIS DE TENUE DE COMPTE 11/2026"), [], [Fees]);
        Assert.Equal(7, Assert.Single(found).Rule!.Id);
        Assert.Empty(BankReconciliation.Propose(new BankMovement(Day, Money.Euros(-25), "COMPTE FRAIS TENUE"), [],
            [Fees]));
        Assert.Equal("frais de tenue de compte", BankRule.Lasting("FRAIS DE TENUE DE COMPTE 11/2026 REF 77"[..32]));
    }

    private IReadOnlyList<BankProposal> Propose(decimal amount, string text, params BankCandidate[] candidates) =>
        BankReconciliation.Propose(new BankMovement(Day, Money.Round(amount), text), candidates, [Fees]);

    private BankCandidate Item(decimal amount, string piece, string name = "Tartempion") => new(
        new EntryId(2026, ++_entries), 1, false, Accounts.Customers, new ActivityId(2), Money.Round(amount),
        Day.AddDays(-20), piece, new ThirdParty("x-" + name), name, "Facture");

    private BankCandidate Booked(decimal amount, DateOnly day) => new(new EntryId(2026, ++_entries), 2, true,
        Accounts.Bank, ActivityId.Structure, Money.Round(amount), day, "", null, "", "Règlement");
}
