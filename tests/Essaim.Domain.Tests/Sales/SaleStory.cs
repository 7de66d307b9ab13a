using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Sales;

/// <summary>One invoice, perhaps with a deposit, and what happens to it at random until nothing is open.</summary>
internal sealed class SaleStory
{
    private readonly TestBooks _books = new();
    private readonly ContributionRule _rule;
    private readonly SaleDocument _invoice;
    private readonly Money[] _creditable;
    private Money _vat;
    private int _notes;

    public SaleStory(SaleDocument invoice, ContributionRule rule, int depositPercent = 0, bool depositReceived = false)
    {
        _rule = rule;
        if (depositPercent > 0)
        {
            var deposit = Deposit("D1",
                [.. invoice.Lines.Select(l => Part(l, l.Net.ToDecimal() * depositPercent / 100))]);
            _books.Sell(deposit, rule);
            if (depositReceived)
                _books.Receive("D1", deposit.ToPay.ToDecimal());
            invoice = invoice with
            {
                Deposits = [.. deposit.Totals.Groups.Select(g =>
                    new DepositTaken("D1", Day, g.Activity, g.Treatment, g.Net, g.Vat))],
            };
        }
        _invoice = invoice;
        _creditable = [.. invoice.Lines.Select(l => l.Net)];
        _vat = invoice.Totals.Vat;
        _books.Sell(invoice, rule);
    }

    public SaleStory Run(IEnumerable<(int What, int Percent)> steps)
    {
        foreach (var (what, percent) in steps)
            if (what < 5)
                Receive(percent);
            else if (what < 9)
                TakeBack(percent);
            else
                Lose();
        return this;
    }

    /// <summary>
    /// Customers pay all that is open, are refunded all that is theirs; then nothing waits and VAT is right.
    /// </summary>
    public void ThenSettle()
    {
        foreach (var piece in new[] { "D1", "F1" })
            if (Open(piece) is { IsPositive: true } open)
                _books.Receive(piece, open.ToDecimal());
        foreach (var item in _books.Items.Where(i => i.Remaining.IsNegative).ToList())
            _books.Pay(item);
        Assert.All(_books.Activities, a => Assert.Equal(Money.Zero, _books.Balance(Accounts.VatAwaitingReceipt, a)));
        Assert.All(_books.Activities, a => Assert.Equal(Money.Zero, _books.Balance(Accounts.Customers, a)));
        Assert.All(_books.Activities, a => Assert.Equal(Money.Zero, _books.Balance(Accounts.CustomerDeposits, a)));
        Assert.Equal(-_vat, _books.Balance(Accounts.VatCollected));
    }

    private void Receive(int percent)
    {
        var part = Money.Round(Open("F1").ToDecimal() * percent / 100);
        if (part.IsPositive)
            _books.Receive("F1", part.ToDecimal());
    }

    private void TakeBack(int percent)
    {
        var parts = _creditable.Select(c => Money.Round(c.ToDecimal() * percent / 100)).ToArray();
        var lines = _invoice.Lines.Zip(parts).Where(p => p.Second.IsPositive)
            .Select(p => Part(p.First, p.Second.ToDecimal())).ToArray();
        var note = CreditNote($"N{++_notes}", lines) with
        {
            Discount = _invoice.Discount, VatOnDebits = _invoice.VatOnDebits,
        };
        if (!note.Totals.Total.IsPositive)
            return;
        _books.TakeBack(note, "F1", _rule);
        _vat -= note.Totals.Vat;
        for (var i = 0; i < parts.Length; i++)
            _creditable[i] -= parts[i];
    }

    private void Lose()
    {
        foreach (var item in _books.ItemsOf("F1").Where(i => i.Remaining.IsPositive))
        {
            _vat -= item.Deferred.Where(d => d.IsVat).Sum(d => d.Left);
            _books.Post(SaleCorrections.BadDebt(item, Day, "F1", _rule, null));
        }
    }

    private Money Open(string piece) =>
        _books.ItemsOf(piece).Where(i => i.Remaining.IsPositive).Sum(i => i.Remaining);

    private static SaleLine Part(SaleLine line, decimal net) => line.Kind == SupplyKind.Goods
        ? Goods(line.Activity, Money.Round(net).ToDecimal(), line.Vat)
        : Service(line.Activity, Money.Round(net).ToDecimal(), line.Vat);
}
