using Essaim.App.Data.Ledger;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases;

/// <summary>The order that a purchase invoices, and what was agreed to that was not as ordered.</summary>
public sealed record OrderOfPurchase(long OrderId, string Number, string Told, string By);

/// <summary>What a person paid of a purchase.</summary>
public sealed record ShareOfPurchase(string Person, Money Amount, DateOnly On, string Means, EntryId Entry);

/// <summary>One supplier's invoice as it was booked, and what is left to pay of it.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class ShowModel : EssaimPage
{
    public Purchase Purchase { get; private set; } = null!;
    public Supplier Supplier { get; private set; } = null!;
    public Money Remaining { get; private set; }
    public bool Reversed { get; private set; }

    /// <summary>The received invoice that it was booked from.</summary>
    public long? ReceivedId { get; private set; }

    public OrderOfPurchase? Ordered { get; private set; }
    public IReadOnlyList<ShareOfPurchase> Shares { get; private set; } = [];

    private Dictionary<ActivityId, string> _activities = [];

    public string NameOf(ActivityId id) => _activities.GetValueOrDefault(id, "");

    public async Task<IActionResult> OnGetAsync(long id)
    {
        var db = await ReadAsync();
        if (await db.Purchases.SingleOrDefaultAsync(p => p.Id == id) is not { } purchase)
            return NotFound();
        Purchase = purchase;
        Supplier = await db.Suppliers.SingleAsync(s => s.Id == purchase.SupplierId);
        Remaining = -(await (await db.BooksAsync()).Items.OfEntryAsync(purchase.EntryId)).Sum(i => i.Remaining);
        Ordered = await (from i in db.OrderInvoices
                         join o in db.PurchaseOrders on i.OrderId equals o.Id
                         where i.PurchaseId == id && i.UndoneAt == null
                         select new OrderOfPurchase(o.Id, o.Number!, i.Told, i.MadeBy)).SingleOrDefaultAsync();
        Shares = await (from s in db.PersonShares
                        join p in db.People on s.PersonId equals p.Id
                        where s.PurchaseId == id
                        orderby s.Id
                        select new ShareOfPurchase(p.FirstName + " " + p.LastName, s.Amount, s.PaidOn, s.Means,
                            s.EntryId)).ToListAsync();
        Reversed = (await EntryReader.HeadAsync(db, purchase.EntryId))?.ReversedBy is not null;
        ReceivedId = await db.ReceivedInvoices.Where(r => r.PurchaseId == id).Select(r => (long?)r.Id)
            .SingleOrDefaultAsync();
        _activities = (await db.Activities.ToListAsync()).ToDictionary(a => a.Id, a => a.TradeName);
        return Page();
    }
}
