using System.Diagnostics;
using Essaim.App.Data;
using Essaim.App.Data.Banking;
using Essaim.App.Data.Sealing;
using Essaim.Bench;
using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Bench;

/// <summary>
/// Takes a statement of 10,000 movements and proposes for each, fifty at a time as the page does, against ten open
/// items for each movement. The bare work looks up each movement's amount among the same items, one query each.
/// </summary>
internal sealed class BenchBank(BenchCoop coop, SealingKeys keys)
{
    private const int ItemsPerMovement = 10;
    private const int AtOnce = 50;
    private static readonly Iban Iban = new("FR7630006000011234567890189");

    public async Task<BenchResult> RunAsync(int items)
    {
        await OpenItemsAsync(items);
        var account = await AccountAsync();
        var taken = await CpuClock.OfAsync(() => TakeAsync(account, items));
        var lines = await LinesAsync(account);
        await ProposeAsync(account, lines[..Math.Min(AtOnce, lines.Count)]); // warm-up
        var slowest = new List<double>();
        var cpu = await CpuClock.OfAsync(async () =>
        {
            foreach (var page in lines.Chunk(AtOnce))
            {
                var watch = Stopwatch.StartNew();
                await ProposeAsync(account, page);
                slowest.Add(watch.Elapsed.TotalMilliseconds);
            }
        });
        var bare = await CpuClock.OfAsync(() => LookUpAsync(lines));
        slowest.Sort();
        return new BenchResult("reconcile", lines.Count, cpu, bare)
        {
            Note = $"relevé importé en {taken:0.0} s de processeur ; une page de {AtOnce} mouvements en "
                + $"{slowest[slowest.Count / 2]:0} ms, {slowest[slowest.Count * 95 / 100]:0} ms pour 95 %, "
                + $"contre {items} postes ouverts.",
        };
    }

    private async Task OpenItemsAsync(int items)
    {
        var sellers = await coop.SellersAsync(int.MaxValue);
        for (var at = 0; at < items;)
            at = await coop.Store.WriteAsync(async w =>
            {
                for (var until = Math.Min(items, at + 1000); at < until; at++)
                    await OpenAsync(w, sellers[at % sellers.Count], at);
                return at;
            });
    }

    private static async Task OpenAsync(
        WriteSession w, (ActivityId Activity, Domain.Sales.Customer Customer) seller, int at)
    {
        var party = ThirdParty.Customer(seller.Customer.Id);
        await w.Ledger.KnowAsync(party, seller.Customer.Name);
        var day = BenchCoop.Day.AddDays(-at % 200);
        await w.Ledger.PostAsync(new EntryBuilder(Journal.Sales, day, $"Vente {Number(at)}")
        {
            PieceRef = Number(at),
        }.Debit(Accounts.Customers, seller.Activity, Amount(at), party, new OpenItemTerms(BenchCoop.Day))
            .Credit(Accounts.ServicesSold, seller.Activity, Amount(at)).Build());
    }

    private static string Number(int at) => $"V{at:000000}";

    /// <summary>Some amounts come several times, as prices do.</summary>
    private static Money Amount(int at) => new(5000 + at * 37 % 700_000);

    private async Task<BankAccountRow> AccountAsync() => await coop.Store.WriteAsync(async w =>
        await w.Db.BankAccounts.FirstOrDefaultAsync()
        ?? await OpenBankAccount.OpenAsync(w, "Banque", Iban, "", new DateOnly(2026, 1, 1)));

    private Task TakeAsync(BankAccountRow account, int items)
    {
        var counted = new BankLineKeys();
        var of = new StatementAccount(account.Iban.Text, account.Iban);
        var lines = Enumerable.Range(0, items / ItemsPerMovement).Select(i => i * ItemsPerMovement).Select(at =>
            new BankLine
            {
                BookedOn = BenchCoop.Day.AddDays(at % 18), Amount = Amount(at), Label = Label(at),
            }).Select(l => l with { Key = counted.Of(of, l) }).ToList();
        var file = new BankFile(BankFileFormat.Camt053, [new BankStatement { Account = of, Lines = lines }], []);
        var given = new GivenStatement("banc", "", "banc");
        return coop.Store.WriteAsync(w => TakeStatement.TakeAsync(w, keys, file, given));
    }

    private static string Label(int at) => (at / ItemsPerMovement % 3) switch
    {
        0 => $"VIR SEPA RECU MOTIF {Number(at)}",
        1 => $"VIREMENT CLIENT DE A {at}",
        _ => $"VIR REF {at * 7919L % 1_000_000}",
    };

    private async Task<List<BankLineRow>> LinesAsync(BankAccountRow account)
    {
        await using var db = coop.Store.Read();
        return await db.BankLines.Where(l => l.BankAccountId == account.Id && l.ExplainedAt == null).OrderBy(l => l.Id)
            .ToListAsync();
    }

    private async Task ProposeAsync(BankAccountRow account, IReadOnlyList<BankLineRow> lines)
    {
        await using var db = coop.Store.Read();
        await BankCandidates.ProposeAsync(db, account, lines);
    }

    private async Task LookUpAsync(List<BankLineRow> lines)
    {
        await using var connection = await coop.Store.Engine.OpenAsync();
        foreach (var line in lines)
            await connection.ListAsync(r => r.GetInt64(0), "SELECT entry_id FROM open_item "
                + "WHERE amount - credited <> settled AND (amount - credited - settled) = @p0", null,
                line.Amount.Cents);
    }
}
