using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Sales;
using Essaim.Domain.Activities;
using Essaim.Domain.Banking;
using Essaim.Domain.Funding;
using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Membership;
using Essaim.Domain.Payroll;
using Essaim.Domain.Purchases;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Demo;

/// <summary>
/// Tells the story of the demonstration co-op, one month after the other: what is sold and paid, bought and reimbursed,
/// in the order of the days, through the verbs that pages use.
/// </summary>
internal sealed class DemoStory(Store coop, LawBook law, Random random, DemoPeople.Entered people, Month last)
{
    private const int ActsPerCommit = 25;

    /// <summary>A large demonstration is there for its size: plans would take longer than all the rest.</summary>
    private const int MostWithPlans = 200;

    private readonly Dictionary<long, List<(Invoice Invoice, DateOnly PaidOn, Money Amount)>> _toReceive = [];
    private readonly PriorityQueue<Func<WriteSession, Task>, (DateOnly Day, int Order)> _acts = new();
    private readonly Dictionary<ActivityId, SellerData> _sellers = [];
    private int _order;
    private int _numbers;

    /// <summary>The first days: capital of the founders, a grant, and what the team needs to begin.</summary>
    public async Task FoundAsync(Month first)
    {
        var day = first.FirstDay;
        await coop.WriteAsync(async w =>
        {
            foreach (var member in people.Members.Take(29))
            {
                var subscribed = await w.Ledger.PostAsync(SharePosting.Subscribed(member, Money.Euros(2000), day,
                    "parts de départ"));
                await w.Ledger.FlushAsync();
                var item = await w.Books.Items.FindAsync(new OpenItemId(subscribed.Id, 1));
                await w.Ledger.PostAsync(SharePosting.Paid(item!, item!.Remaining, day, "parts de départ"));
            }
            await w.Ledger.PostAsync(GrantPosting.Announced("Région", Money.Euros(90_000), day, day.AddDays(20)));
        });
    }

    public async Task TellAsync(Month month)
    {
        Structure(month);
        foreach (var actor in people.Actors)
            Trade(actor, month);
        Jeanne(month);
        if (month.MonthOfYear % 3 == 1 && law.FirstPayMonth <= month && people.Actors.Count <= MostWithPlans)
            foreach (var actor in people.Actors.Where(a => a.Player.FixedPay > 0))
                On(month.FirstDay, w => DecideAsync(w, actor, month));
        while (_acts.TryPeek(out _, out var next) && next.Day <= month.LastDay)
            await coop.WriteAsync(async w =>
            {
                for (var i = 0; i < ActsPerCommit && _acts.TryPeek(out var act, out var at)
                    && at.Day <= month.LastDay; i++)
                {
                    _acts.Dequeue();
                    await act(w);
                }
            });
    }

    private void On(DateOnly day, Func<WriteSession, Task> act) => _acts.Enqueue(act, (day, _order++));

    private DateOnly Some(Month month, int from = 1, int to = 28) => month.FirstDay.AddDays(random.Next(from, to) - 1);

    private void Structure(Month month)
    {
        On(month.FirstDay.AddDays(2), w =>
            BuyAsync(w, ActivityId.Structure, "Foncière des Pentes", "613", "Loyer", 1400m, true,
            month.FirstDay.AddDays(2)));
        On(month.FirstDay.AddDays(4), w =>
            BuyAsync(w, ActivityId.Structure, "Télécom Rhône", "626", "Téléphone", 180m, true,
            month.FirstDay.AddDays(4)));
        On(month.FirstDay.AddDays(5), w =>
            DemoDesk.PayDueAsync(w, Accounts.PayOwed, month.FirstDay.AddDays(5), "Salaires"));
        On(month.FirstDay.AddDays(15), w =>
            DemoDesk.PayDueAsync(w, Accounts.Urssaf, month.FirstDay.AddDays(15), "Urssaf"));
        On(month.FirstDay.AddDays(15), w =>
            DemoDesk.PayDueAsync(w, Accounts.PensionBodies, month.FirstDay.AddDays(15), "Retraite et santé"));
        On(month.FirstDay.AddDays(15), w =>
            DemoDesk.PayDueAsync(w, Accounts.WithholdingTax, month.FirstDay.AddDays(15), "Prélèvement à la source"));
        On(month.FirstDay.AddDays(18), w => DemoDesk.VatAsync(w, month.Add(-1), month.FirstDay.AddDays(18)));
        On(month.FirstDay.AddDays(20), w =>
            DemoDesk.PayDueAsync(w, Accounts.VatToPay, month.FirstDay.AddDays(20), "TVA"));
        On(month.FirstDay.AddDays(20), w => DemoDesk.GrantAsync(w, month.FirstDay.AddDays(20)));
        On(month.FirstDay.AddDays(24), w =>
            w.Ledger.PostAsync(BankPostings.Fee(ActivityId.Structure, Money.Round(18.5m), month.FirstDay.AddDays(24),
            "Frais bancaires")));
    }

    private void Trade(DemoPeople.Actor actor, Month month)
    {
        var sales = random.Next(1, 4);
        for (var i = 0; i < sales; i++)
        {
            var day = Some(month);
            var net = Math.Max(60m,
                decimal.Round(actor.Player.MonthlyTurnover / sales * (0.6m + random.Next(80) / 100m) / 5m) * 5m);
            var customer = actor.Customers[random.Next(actor.Customers.Count)];
            On(day, w => SellAsync(w, actor, customer, net, day));
        }
        if (random.Next(4) > 0)
        {
            var day = Some(month);
            On(day, w =>
                BuyAsync(w, actor.Activity, "Fournitures " + actor.Player.Trade, actor.Player.Goods ? "607" : "604",
                actor.Player.Buys, decimal.Round(actor.Player.MonthlyTurnover * 0.12m), !actor.Player.Goods, day));
        }
        if (random.Next(3) == 0)
        {
            var day = Some(month, 20);
            On(day, w => ClaimAsync(w, actor, day));
        }
        if (random.Next(12) == 0 && people.Actors.Count > 1)
        {
            var buyer = people.Actors[random.Next(people.Actors.Count)];
            var day = Some(month);
            if (buyer.Activity != actor.Activity)
                On(day, w =>
                    SellInternally.SellAsync(w, actor.Activity, buyer.Activity, Money.Euros(random.Next(1, 6) * 50),
                    day,
                    $"{actor.Player.Sells} pour {buyer.Player.TradeName}"));
        }
    }

    /// <summary>
    /// Jeanne, dressmaker: 1,200 in three months, all received, 280 of costs, all paid; then her first pay.
    /// </summary>
    private void Jeanne(Month month)
    {
        var at = (month.Year - last.Year) * 12 + month.MonthOfYear - last.MonthOfYear + 3;
        if (at == 3)
            On(month.FirstDay, w => SmoothAsync(w, month));
        if (at is < 0 or > 2)
            return;
        var (net, cost) = at switch { 0 => (480m, 150m), 1 => (420m, 0m), _ => (300m, 130m) };
        var day = month.FirstDay.AddDays(3);
        On(day, async w =>
        {
            var invoice = await SellAsync(w, people.Jeanne, people.Jeanne.Customers[at], net, day, paid: false);
            await RecordReceipt.RecordAsync(w, invoice.Id, invoice.Total, day.AddDays(10), "virement");
        });
        if (cost > 0)
            On(day.AddDays(12), async w =>
            {
                var purchase = await BuyAsync(w, people.Jeanne.Activity, "Tissus Perrin", "607", "Tissus et mercerie",
                    cost, false, day.AddDays(12));
                await DemoDesk.PayAllAsync(w, purchase.EntryId, day.AddDays(14), "Règlement Tissus Perrin");
            });
    }

    /// <summary>
    /// Every quarter most decide what they pay themselves: the fixed part, and half of what is there.
    /// </summary>
    private async Task DecideAsync(WriteSession w, DemoPeople.Actor actor, Month month)
    {
        var activity = await w.Db.Activities.AsNoTracking().SingleAsync(a => a.Id == actor.Activity);
        var available = (await ActivityReport.ReadAsync(w.Db, activity, month.FirstDay)).AvailableForPay;
        var share = Money.Round(available.ToDecimal() * 0.15m + actor.Player.FixedPay * 1.2m);
        if (share.IsPositive)
            w.Db.SmoothingPlans.Add(new SmoothingPlanRow
            {
                ActivityId = actor.Activity, PersonId = actor.PersonId, FirstMonth = month,
                Amounts = [share, share, share], DecidedOn = month.FirstDay,
            });
    }

    private async Task SmoothAsync(WriteSession w, Month month)
    {
        var account = await ActivityReport.ReadAsync(w.Db, await w.Db.Activities.SingleAsync(a => a.Code == "jeanne"),
            month.FirstDay);
        var plan = SmoothingPlan.Spread(account.AvailableForPay, month, 6);
        w.Db.SmoothingPlans.Add(new SmoothingPlanRow
        {
            ActivityId = people.Jeanne.Activity, PersonId = people.Jeanne.PersonId, FirstMonth = month,
            Amounts = [.. plan.Amounts], DecidedOn = month.FirstDay,
        });
    }

    private async Task<Invoice> SellAsync(WriteSession w, DemoPeople.Actor actor, Customer customer, decimal net,
        DateOnly day, bool paid = true)
    {
        if (!_sellers.TryGetValue(actor.Activity, out var seller))
            _sellers[actor.Activity] = seller = await SellerData.ReadAsync(w.Db, actor.Activity, law, day);
        var line = new SaleLine(actor.Activity, actor.Player.Sells, new Quantity(1), "forfait", new UnitPrice(net),
            Rate.Zero,
            VatTreatments.Find(InvoiceLaw.Of(law, day), actor.Player.Vat), actor.Player.Goods ? SupplyKind.Goods
                : SupplyKind.Services);
        var invoice =
            await IssueInvoice.IssueAsync(w, new IssueInvoice.Order(SaleDocumentKind.Invoice, actor.Activity, customer,
            new SaleContent([line], Rate.Zero, ""), day), seller);
        if (paid)
            PlanReceipts(invoice, day);
        return invoice;
    }

    /// <summary>
    /// Most pay near the due date, some in two parts, a few late, and one in fifty gets a credit note instead.
    /// </summary>
    private void PlanReceipts(Invoice invoice, DateOnly day)
    {
        var fate = random.Next(50);
        var on = day.AddDays(random.Next(5, fate > 44 ? 80 : 38));
        if (fate == 0)
            On(on, w => CreditAsync(w, invoice, on));
        else if (fate < 6)
        {
            var half = Money.Round(invoice.Total.ToDecimal() / 2);
            On(on, w => RecordReceipt.RecordAsync(w, invoice.Id, half, on, "virement"));
            var rest = on.AddDays(random.Next(10, 30));
            On(rest, w => RecordReceipt.RecordAsync(w, invoice.Id, invoice.Total - half, rest, "chèque"));
        }
        else if (fate < 48)
            On(on, w => RecordReceipt.RecordAsync(w, invoice.Id, invoice.Total, on, random.Next(4) == 0 ? "chèque"
                : "virement"));
    }

    private async Task CreditAsync(WriteSession w, Invoice invoice, DateOnly day)
    {
        await w.SaveAsync();
        var customer = await w.Db.Customers.SingleAsync(c => c.Id == invoice.CustomerId);
        await IssueInvoice.IssueAsync(w,
            new IssueInvoice.Order(SaleDocumentKind.CreditNote, invoice.ActivityId, customer,
            invoice.Content.Content, day) { CreditsInvoiceId = invoice.Id },
                await SellerData.ReadAsync(w.Db, invoice.ActivityId, law, day));
    }

    private async Task<Purchase> BuyAsync(WriteSession w, ActivityId activity, string supplier, string account,
        string what, decimal net,
        bool service, DateOnly day)
    {
        var known = await w.Db.Suppliers.FirstOrDefaultAsync(s => s.Name == supplier)
            ?? new Supplier { Name = supplier };
        var line = new PurchaseLine(activity, new AccountNumber(account), what, Money.Round(net),
            Money.Round(net * 0.2m), service);
        var purchase = await BookPurchase.BookAsync(w, known, $"FA{++_numbers:00000}", day, day.AddDays(30), [line]);
        var on = day.AddDays(random.Next(12, 32));
        if (activity != people.Jeanne.Activity)
            On(on, x => DemoDesk.PayAllAsync(x, purchase.EntryId, on, $"Règlement {supplier}"));
        return purchase;
    }

    private async Task ClaimAsync(WriteSession w, DemoPeople.Actor actor, DateOnly day)
    {
        var kilometres = random.Next(20, 220);
        var claim = new ExpenseClaim
        {
            PersonId = actor.PersonId, ActivityId = actor.Activity, Month = Essaim.Domain.Values.Month.Of(day),
            Content = new ExpenseClaimContent(
                [new ExpenseLine(day.AddDays(-3), new AccountNumber("6257"), "Repas avec un client",
                    Money.Round(18.18m), Money.Round(1.82m))],
                [new MileageTrip(day.AddDays(-2), "Lyon", "Villefranche", kilometres, 5, false)]),
        };
        w.Db.ExpenseClaims.Add(claim);
        await w.SaveAsync();
        var posted = await BookExpenseClaim.BookAsync(w, claim, law, day);
        On(day.AddDays(14), x => DemoDesk.PayAllAsync(x, posted.Id, day.AddDays(14), "Remboursement de frais"));
    }
}
