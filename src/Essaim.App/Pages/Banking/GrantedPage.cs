using Essaim.App.Identity;
using Essaim.App.Web;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Essaim.App.Pages.Banking;

/// <summary>
/// A page of what somebody asks for: whoever may grant it reads it, and only who keeps the books acts on it.
/// </summary>
public abstract class GrantedPage : EssaimPage
{
    public bool MayAct => Me.Can(Capability.KeepBooks);

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (MayAct || !HttpMethods.IsPost(Request.Method) && Me.Can(Capability.ApproveMoney))
            await next();
        else
            context.Result = Forbid();
    }
}
