using Essaim.App.Data;
using Essaim.App.Data.Banking;
using Essaim.App.Data.Banking.Runs;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Sealing;
using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Demo;

/// <summary>
/// The bank of the demonstration: its account, and a statement of the month after the story, in which some movements
/// pay invoices that are still open, some are fees, and one nobody knows.
/// </summary>
internal sealed class DemoBank(Store coop, SealingKeys keys)
{
    private const int MostInvoices = 14;
    private const int MostTransfers = 6;

    public async Task OpenAsync(Iban iban, Month last)
    {
        var month = last.Next();
        await coop.WriteAsync(w => OpenBankAccount.OpenAsync(w, "Crédit des Pentes", iban, "AGRIFRPP", month.FirstDay));
        var statement = new BankStatement
        {
            Account = new StatementAccount(iban.Text, iban), Reference = $"{month.Year}-{month.MonthOfYear:00}",
            Lines = await LinesAsync(month),
        };
        var held = await HeldAsync(last);
        var whole = statement with
        {
            Opening = new BankBalance(held, last.LastDay),
            Closing = new BankBalance(held + statement.Lines.Sum(l => l.Amount), month.FirstDay.AddDays(19)),
        };
        await coop.WriteAsync(w => TakeStatement.TakeAsync(w, keys, new BankFile(BankFileFormat.Camt053, [whole], []),
            new GivenStatement($"releve-{month.ToIso()}.xml", "demonstration", TakeStatement.Automatic)));
        await KnowAccountsAsync();
        await PrepareOrderAsync();
    }

    /// <summary>Everybody who is paid has an account; of one supplier it is still to be asked.</summary>
    private Task KnowAccountsAsync() => coop.WriteAsync(async w =>
    {
        foreach (var person in await w.Db.People.ToListAsync())
            person.Iban = keys.Seal(Iban.OfRib("13807", "00801", $"{person.Id:00000000000}")!.Value);
        foreach (var supplier in await w.Db.Suppliers.OrderBy(s => s.Id).Skip(1).ToListAsync())
            await Payees.KeepAsync(w, ThirdParty.Supplier(supplier.Id).Code,
                keys.Seal(Iban.OfRib("42559", "10000", $"{supplier.Id:00000000000}")!.Value), null);
    });

    /// <summary>An order that waits for the second person.</summary>
    private Task PrepareOrderAsync() => coop.WriteAsync(async w =>
    {
        var payable = (await PayableItems.ReadAsync(w.Db)).Where(i => i.Kind == PayeeKind.Supplier).ToList();
        var known = await Payees.ReadAsync(w.Db, payable.Select(i => i.Item.ThirdParty!.Value.Code));
        var items = payable.Where(i => known[i.Item.ThirdParty!.Value.Code].Iban is not null).Take(MostTransfers)
            .ToList();
        if (items.Count == 0)
            return;
        var account = await w.Db.BankAccounts.SingleAsync();
        var run = await PrepareRun.PrepareAsync(w, account.Id, w.Today.AddDays(2), items, TakeStatement.Automatic);
        await OrderRun.AskAsync(w, keys, run.Id);
    });

    private async Task<Money> HeldAsync(Month last)
    {
        await using var db = coop.Read();
        return (await (await db.BooksAsync()).PositionAsync(last.LastDay, account: Accounts.Bank)).Sum(b => b.Balance);
    }

    private async Task<List<BankLine>> LinesAsync(Month month)
    {
        await using var db = coop.Read();
        var open = await db.SqlAsync(
            r => (Number: r.GetString(0), Name: r.GetString(1), Left: new Money(r.GetInt64(2))),
            "SELECT i.number, t.name, o.amount - o.credited - o.settled FROM open_item o "
            + "JOIN invoice i ON i.entry_id = o.entry_id JOIN third_party t ON t.code = o.third_party "
            + $"WHERE o.amount - o.credited > o.settled ORDER BY i.number LIMIT {MostInvoices}");
        var lines = open.Select((invoice, at) => Line(month.FirstDay.AddDays(at), at % 5 == 3
            ? new Money(invoice.Left.Cents / 2) : invoice.Left, (at % 4) switch
            {
                0 => $"VIR SEPA RECU /DE {invoice.Name.ToUpperInvariant()} /MOTIF FACTURE {invoice.Number}",
                1 => $"VIREMENT {invoice.Number.Replace("-", "")}",
                2 => $"VIR INST {invoice.Name.ToUpperInvariant()}",
                _ => $"VIR {invoice.Name.ToUpperInvariant()} ACOMPTE {invoice.Number}",
            })).ToList();
        lines.Add(Line(month.FirstDay.AddDays(1), Money.Euros(-25), "FRAIS DE TENUE DE COMPTE"));
        lines.Add(Line(month.FirstDay.AddDays(8), Money.Euros(150), "VIR REF 99X0417"));
        lines.Add(Line(month.FirstDay.AddDays(12), Money.Euros(-42), "COTISATION CARTE VISA"));
        var counted = new BankLineKeys();
        return [.. lines.OrderBy(l => l.BookedOn).Select(l => l with
        {
            Key = counted.Of(new StatementAccount("demonstration", null), l),
        })];
    }

    private static BankLine Line(DateOnly day, Money amount, string label) =>
        new() { BookedOn = day, Amount = amount, Label = label };
}
