using Essaim.App.Data.Documents;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Essaim.App.Pages.Documents;

/// <summary>
/// A page about the documents of one record, found before any handler runs: somebody else's record is "not found", and
/// only whoever may write in it sends anything here.
/// </summary>
public abstract class DocumentPage : EssaimPage
{
    public DocumentOwner Owner { get; private set; } = null!;

    protected abstract Task<DocumentOwner?> FindAsync();

    public sealed override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await FindAsync() is not { } owner)
            context.Result = NotFound();
        else if (HttpMethods.IsPost(Request.Method) && !owner.TakesFrom(Me))
            context.Result = Forbid();
        else
        {
            Owner = owner;
            await next();
        }
    }

    /// <summary>The documents as they are now, for the place where the page shows them.</summary>
    protected async Task<IActionResult> ListAsync() => Partial("/Pages/Documents/_List.cshtml",
        await DocumentList.ReadAsync(await ReadAsync(), Me, Owner));

    /// <summary>For the script that sends pieces: a broken rule comes back as its sentence.</summary>
    protected static async Task<IActionResult> AnswerAsync(Func<Task<IActionResult>> act)
    {
        try
        {
            return await act();
        }
        catch (BrokenRuleException rule)
        {
            return new JsonResult(new { said = rule.Message })
            {
                StatusCode = StatusCodes.Status422UnprocessableEntity,
            };
        }
    }
}
