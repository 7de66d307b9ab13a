using Essaim.App.Data.Purchases.Orders;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Purchases;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases.Orders;

/// <summary>
/// A page about one purchase order, or about a new one: found before any handler runs, and somebody else's is "not
/// found".
/// </summary>
public abstract class OrderPage : EssaimPage
{
    [BindProperty(SupportsGet = true)]
    public long? Id { get; set; }

    /// <summary>Null of one that is about to be begun.</summary>
    public PurchaseOrder? Found { get; private set; }

    public bool ForTeam => VisibleOrders.ForTeam(Me);
    public bool MayWrite => VisibleOrders.MayWrite(Me);
    public bool MayApprove => Me.Can(Capability.ApproveMoney);

    public sealed override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var db = await ReadAsync();
        Found = Id is null ? null : await VisibleOrders.Of(db, Me).SingleOrDefaultAsync(o => o.Id == Id);
        if (Id is not null ? Found is null : (await VisibleOrders.ActivitiesAsync(db, Me)).Count == 0)
            context.Result = NotFound();
        else if (HttpMethods.IsPost(Request.Method) && !MayWrite)
            context.Result = Forbid();
        else
            await next();
    }
}
