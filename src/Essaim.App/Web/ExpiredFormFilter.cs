using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Essaim.App.Web;

/// <summary>
/// A form whose token is no longer good (another session, another co-op, an old page) is not thrown away: what it said
/// is kept and offered again. Where it cannot be kept, as with a password, the page is shown afresh with a word why.
/// </summary>
public sealed class ExpiredFormFilter(PendingForms forms) : IAsyncAlwaysRunResultFilter
{
    public async Task OnResultExecutionAsync(ResultExecutingContext context, ResultExecutionDelegate next)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
            context.Result = await AnswerAsync(context.HttpContext.Request);
        await next();
    }

    private async Task<IActionResult> AnswerAsync(HttpRequest request)
    {
        if (await forms.KeepAsync(request) is { } key)
            return new LocalRedirectResult(PendingForms.Address(key));
        if (SameOriginForms.ComesFromHere(request) == true)
            return new LocalRedirectResult(request.Path + request.QueryString.Add("expire", "1"));
        return new StatusCodeResult(StatusCodes.Status400BadRequest);
    }
}
