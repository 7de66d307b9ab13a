using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Banking;

/// <summary>
/// A month of 400 movements as banks word them, of which it is known what each one was: nine first proposals in ten
/// must be right, and one that calls itself sure must not be wrong.
/// </summary>
public sealed class GoldenMonthTests
{
    private static readonly string[] Names =
    [
        "Mairie de Villeurbanne", "SARL Durand et Fils", "Opéra de Lyon", "Mme Claire Lefèvre", "M. Paul N’Guyen",
        "Association Les Petits Pas", "Boulangerie Martin", "SAS Web & Co", "Lycée Ampère", "CCAS de Bron",
        "Mme Élise Dupond-Moreau", "Maison Gauthier", "Atelier du Cuir", "EARL des Trois Chênes", "Clinique du Parc",
    ];

    private readonly Random _random = new(20261123);
    private readonly List<BankCandidate> _books = [];
    private readonly List<(BankMovement Movement, string Truth)> _month = [];
    private readonly BankRule[] _rules =
    [
        new(1, "commission tenue compte", false, Accounts.BankFees, ActivityId.Structure, "Frais"),
        new(2, "cotisation carte", false, Accounts.BankFees, ActivityId.Structure, "Carte"),
        new(3, "interets crediteurs", true, new AccountNumber("768"), ActivityId.Structure, "Intérêts"),
    ];

    [Fact]
    public void Nine_first_proposals_in_ten_are_right_and_none_that_calls_itself_sure_is_wrong()
    {
        Tell();
        Assert.Equal(400, _month.Count);
        var right = 0;
        var wrong = new List<string>();
        foreach (var (movement, truth) in _month)
        {
            var best = BankReconciliation.Propose(movement, _books, _rules).FirstOrDefault();
            var said = best is null ? "" : best.Rule is { } rule ? $"r{rule.Id}"
                : string.Join(' ', best.Parts.Select(p => p.Entry.Position).Order());
            right += said == truth ? 1 : 0;
            if (said != truth && best is { Certainty: BankCertainty.Sure })
                wrong.Add($"{movement.Text} {movement.Amount}: {said}, not {truth}");
        }
        Assert.True(right >= 360, $"{right} of 400 are right.");
        Assert.True(wrong.Count == 0, $"{right} of 400 are right; but {string.Join('\n', wrong)}");
    }

    private void Tell()
    {
        // Five hundred invoices wait, many of them of the same payers and some of the same amount.
        for (var at = 1; at <= 500; at++)
            Keep(Amount(), $"F2026-{at:0000}", Names[_random.Next(Names.Length)]);
        var invoices = _books.ToList();
        for (var at = 0; at < 180; at++)
            Pay(at, invoices[at]);
        for (var at = 180; at < 220; at += 2)
            PayTwo(invoices[at], invoices[at + 1]);
        for (var at = 0; at < 120; at++)
            ShowBooked(at);
        for (var at = 0; at < 30; at++)
            Pay(0, Keep(-Amount(), $"A{at:000}-{_random.Next(1000, 9999)}",
                $"Fournisseur {(char)('A' + at % 26)}lpha"));
        for (var at = 0; at < 30; at++)
            ShowRule(at);
        for (var at = 0; at < 20; at++)
            _month.Add((new BankMovement(Day(), Money.Euros(7000 + at), $"REMISE CHEQUES {_random.Next(9999999)}"),
                ""));
    }

    private void Pay(int at, BankCandidate item) => _month.Add((new BankMovement(Day(), item.Amount, (at % 6) switch
    {
        0 => $"VIR SEPA RECU /DE {item.PartyName.ToUpperInvariant()} /MOTIF FACTURE {item.Piece} /REF NOTPROVIDED",
        1 => $"VIREMENT {item.Piece.Replace("-", "")} MERCI",
        2 => $"VIR INST {item.PartyName} REGLEMENT {item.Piece.Replace("-", " ")}",
        3 => $"VIREMENT DE {item.PartyName.ToUpperInvariant()} SOLDE FACT",
        4 => $"VIR {Cut(item.PartyName)} {item.Piece}",
        _ => $"VIR SEPA {item.PartyName} REF {_random.Next(100000, 999999)}",
    }), $"{item.Entry.Position}"));

    private void PayTwo(BankCandidate one, BankCandidate other) => _month.Add((new BankMovement(Day(),
        one.Amount + other.Amount, $"VIR {one.PartyName} {one.Piece} ET {other.Piece}"),
        string.Join(' ', new[] { one.Entry.Position, other.Entry.Position }.Order())));

    private void ShowBooked(int at)
    {
        var amount = -Amount();
        var day = Day();
        _books.Add(new BankCandidate(new EntryId(2026, _books.Count + 1), 2, true, Accounts.Bank, ActivityId.Structure,
            amount, day, "", null, "", "Règlement"));
        _month.Add((new BankMovement(day.AddDays(at % 4), amount, $"VIREMENT EMIS {_random.Next(1000, 9999)}"),
            $"{_books[^1].Entry.Position}"));
    }

    private void ShowRule(int at) => _month.Add((at % 3) switch
    {
        0 => (new BankMovement(Day(), Money.Euros(-25), $"COMMISSION DE TENUE DE COMPTE {Day():MM/yyyy}"), "r1"),
        1 => (new BankMovement(Day(), Money.Euros(-12), $"COTISATION CARTE {_random.Next(9999)} NOV"), "r2"),
        _ => (new BankMovement(Day(), Money.Euros(3), "INTERETS CREDITEURS 3E TRIMESTRE"), "r3"),
    });

    private BankCandidate Keep(Money amount, string piece, string name)
    {
        _books.Add(new BankCandidate(new EntryId(2026, _books.Count + 1), 1, false,
            amount.IsPositive ? Accounts.Customers : Accounts.Suppliers, new ActivityId(2), amount, Day(), piece,
            new ThirdParty(name), name, "Facture"));
        return _books[^1];
    }

    /// <summary>Prices are often round: equal amounts must be common.</summary>
    private Money Amount() => _random.Next(3) == 0 ? Money.Euros(_random.Next(1, 30) * 50)
        : new Money(_random.Next(1000, 300_000));

    private DateOnly Day() => new(2026, 11, _random.Next(1, 29));

    private static string Cut(string name) =>
        string.Join(' ', PlainText.Words(name).Select(w => w.Length > 6 ? w[..6] : w)).ToUpperInvariant();
}
