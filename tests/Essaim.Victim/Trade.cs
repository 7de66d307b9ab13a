using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Sales;
using Essaim.Domain.Activities;
using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.Victim;

/// <summary>
/// What a co-op does all day, drawn at random: sells, is paid, buys, pays, reimburses. Each act is one transaction by
/// the verbs that pages use, and answers with its table and number once it is committed; null when a rule refused it.
/// </summary>
public sealed class Trade(Store store, LawBook law, Random random)
{
    private List<(ActivityId Activity, Customer Customer, long Person)>? _sellers;

    /// <summary>The day on which everything happens; it never goes back.</summary>
    public DateOnly Day { get; set; } = new(2026, 10, 12);

    /// <summary>Acts by name, in the proportions in which they are drawn.</summary>
    public IReadOnlyList<(string Name, Func<WriteSession, Task<string?>> Act)> Acts =>
    [
        ("issue", IssueAsync), ("issue", IssueAsync), ("issue", IssueAsync), ("receive", ReceiveAsync),
        ("receive", ReceiveAsync), ("buy", BuyAsync), ("pay", PayAsync), ("pay", PayAsync), ("claim", ClaimAsync),
        ("sell inside", SellInsideAsync), ("credit", CreditAsync), ("lose", LoseAsync),
    ];

    public async Task<string?> SomethingAsync()
    {
        await ReadyAsync();
        var (_, act) = Acts[random.Next(Acts.Count)];
        return await DoAsync(act);
    }

    public async Task<string?> DoAsync(Func<WriteSession, Task<string?>> act)
    {
        await ReadyAsync();
        try
        {
            return await store.WriteAsync(act);
        }
        catch (BrokenRuleException rule) when (rule.InnerException is null)
        {
            return null;
        }
    }

    public async Task<string?> IssueAsync(WriteSession w)
    {
        var (activity, customer, _) = Any(_sellers!);
        return "invoice " + (await IssueInvoice.IssueAsync(w, new IssueInvoice.Order(SaleDocumentKind.Invoice, activity,
            customer, Content(activity), Day), await SellerData.ReadAsync(w, activity, law, Day))).Id;
    }

    /// <summary>All of an invoice, a part of it, or too much.</summary>
    public async Task<string?> ReceiveAsync(WriteSession w)
    {
        var open = await OpenInvoicesAsync(w);
        if (open.Count == 0)
            return null;
        var (id, left) = Any(open);
        var amount = random.Next(4) switch { 0 => Part(left), 1 => left + Money.Euros(random.Next(1, 90)), _ => left };
        return "receipt " + (await RecordReceipt.RecordAsync(w, id, amount, Day, "virement")).Id;
    }

    public async Task<string?> BuyAsync(WriteSession w)
    {
        var (activity, _, _) = Any(_sellers!);
        var supplier = await w.Db.Suppliers.FirstOrDefaultAsync() ?? new Supplier { Name = "Tissus Perrin" };
        var net = new Money(random.Next(100, 90_000));
        var line = new PurchaseLine(activity, new AccountNumber(random.Next(2) == 0 ? "604" : "607"), "Tissu", net,
            Money.Round(net.ToDecimal() * 0.2m), random.Next(2) == 0);
        var number = $"FA-{random.NextInt64():x}";
        var booked = await BookPurchase.BookAsync(w, supplier, number, Day, Day.AddDays(30), [line]);
        return "purchase " + booked.Id;
    }

    /// <summary>Pays a supplier, a claim, a salary, or gives back what a customer paid too much.</summary>
    public async Task<string?> PayAsync(WriteSession w)
    {
        var owed = (await w.Books.Items.OpenAsync()).Where(i => i.Remaining.IsNegative).ToList();
        if (owed.Count == 0)
            return null;
        var item = Any(owed);
        var amount = random.Next(3) == 0 ? Part(-item.Remaining) : -item.Remaining;
        return "payment " + (await PayItem.PayAsync(w, item.Id, amount, Day, "Règlement")).Id;
    }

    public async Task<string?> ClaimAsync(WriteSession w)
    {
        var (activity, _, person) = Any(_sellers!);
        var claim = new ExpenseClaim
        {
            PersonId = person, ActivityId = activity, Month = Month.Of(Day),
            Content = new ExpenseClaimContent(
                [new ExpenseLine(Day, new AccountNumber("6257"), "Repas", new Money(random.Next(500, 4000)),
                    new Money(91))],
                [new MileageTrip(Day, "Lyon", "Villefranche", random.Next(20, 220), 5, false)]),
        };
        w.Db.ExpenseClaims.Add(claim);
        await w.SaveAsync();
        await BookExpenseClaim.BookAsync(w, claim, law, Day);
        return "expense_claim " + claim.Id;
    }

    public async Task<string?> SellInsideAsync(WriteSession w)
    {
        var (seller, _, _) = Any(_sellers!);
        var (buyer, _, _) = Any(_sellers!);
        var amount = new Money(random.Next(1, 50_000));
        var sale = await SellInternally.SellAsync(w, seller, buyer, amount, Day, "Atelier partagé");
        return "internal_sale " + sale.Id;
    }

    /// <summary>Takes back a whole invoice, paid or not.</summary>
    public async Task<string?> CreditAsync(WriteSession w)
    {
        var last = Convert.ToInt64(await w.Connection.ScalarAsync("SELECT max(id) FROM invoice", w.Transaction) ?? 0L);
        if (last == 0)
            return null;
        var id = random.NextInt64(1, last + 1);
        var invoice = await w.Db.Invoices.AsNoTracking().SingleAsync(i => i.Id == id);
        if (invoice.Kind == SaleDocumentKind.CreditNote)
            return null;
        var customer = await w.Db.Customers.AsNoTracking().SingleAsync(c => c.Id == invoice.CustomerId);
        return "invoice " + (await IssueInvoice.IssueAsync(w, new IssueInvoice.Order(SaleDocumentKind.CreditNote,
            invoice.ActivityId, customer, invoice.Content.Content, Day) { CreditsInvoiceId = invoice.Id },
            await SellerData.ReadAsync(w, invoice.ActivityId, law, Day))).Id;
    }

    /// <summary>Gives up what an invoice still has open.</summary>
    public async Task<string?> LoseAsync(WriteSession w)
    {
        var owed = (await w.Books.Items.OpenAsync(null, Accounts.Customers))
            .Where(i => i.Remaining.IsPositive).ToList();
        if (owed.Count == 0)
            return null;
        var item = Any(owed);
        var rules = await Rules.ReadAsync(w.Db, item.Activity);
        foreach (var entry in SaleCorrections.BadDebt(item, Day, "perdue", rules.Of(item.Activity, Day), null))
            await w.Ledger.PostAsync(entry);
        return "posted_entry " + item.Id.Entry.Value;
    }

    /// <summary>Reads who sells; the acts themselves ask no more.</summary>
    public async Task ReadyAsync()
    {
        if (_sellers is not null)
            return;
        await using var db = store.Read();
        var people = await db.Activities.ToDictionaryAsync(a => a.Id, a => a.PersonId ?? 0);
        _sellers = [.. (await db.Customers.OrderBy(c => c.Id).ToListAsync())
            .Select(c => (c.ActivityId, c, people[c.ActivityId]))];
    }

    private static Task<List<(long Id, Money Left)>> OpenInvoicesAsync(WriteSession w) => w.Connection.ListAsync(
        r => (r.GetInt64(0), new Money(Convert.ToInt64(r.GetValue(1)))),
        "SELECT e.document_id, sum(o.amount - o.credited - o.settled) FROM open_item o "
        + "JOIN posted_entry e ON e.id = o.entry_id JOIN invoice i ON i.id = e.document_id AND i.kind <> 'CreditNote' "
        + "WHERE e.document_kind = 'invoice' AND o.amount > 0 AND o.amount - o.credited <> o.settled "
        + "GROUP BY e.document_id ORDER BY e.document_id DESC LIMIT 20", w.Transaction);

    private SaleContent Content(ActivityId activity)
    {
        var rates = InvoiceLaw.Of(law, Day);
        SaleLine Line(string vat, SupplyKind kind) => new(activity, "Costumes",
            new Quantity(random.Next(1, 5)), "unité", new UnitPrice(random.Next(1, 90_000) / 100m),
            Rate.Percent(random.Next(2) * 5), VatTreatments.Find(rates, vat), kind);
        return new SaleContent(random.Next(2) == 0
            ? [Line("20", SupplyKind.Services)]
            : [Line("20", SupplyKind.Services), Line("10", SupplyKind.Services), Line("20", SupplyKind.Goods)],
            Rate.Zero, "");
    }

    private T Any<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    private Money Part(Money whole) => whole.Cents < 2 ? whole : new Money(random.NextInt64(1, whole.Cents));
}
