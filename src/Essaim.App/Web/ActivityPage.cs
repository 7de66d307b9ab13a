using Essaim.App.Identity;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Web;

/// <summary>
/// A page about one activity: its entrepreneur's, or for the team the one named by <c>?activite=</c>. Found before any
/// handler runs, so that no page can forget to ask; somebody else's activity is "not found".
/// </summary>
public abstract class ActivityPage : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "activite")]
    public string? Code { get; set; }

    public Activity Activity { get; private set; } = null!;

    /// <summary>The team looks at somebody's activity; its entrepreneur says "you".</summary>
    public bool ForTeam => Me.Can(Capability.SeeAllActivities);

    /// <summary>What one must be allowed to do to send a form here.</summary>
    protected virtual bool MayWrite => Me.Can(Capability.SellForActivity) || Me.Can(Capability.SellForAll);

    /// <summary>Pages about one document find the activity that it belongs to.</summary>
    protected virtual Task<Activity?> FindAsync() => ActivityAsync(Code);

    /// <summary>The address of a page about the same activity.</summary>
    public string At(string path) => !ForTeam && Code is null
        ? path
        : path + (path.Contains('?') ? "&" : "?") + new QueryBuilder { { "activite", Activity.Code } }.ToString()[1..];

    public sealed override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var found = Me.Can(Capability.SeeOwnActivity) || ForTeam ? await FindAsync() : null;
        if (found is null)
            context.Result = NotFound();
        else if (HttpMethods.IsPost(Request.Method) && !MayWrite)
            context.Result = Forbid();
        else
        {
            Activity = found;
            await next();
        }
    }

    /// <summary>The activity of a document, if the visitor may see it.</summary>
    protected async Task<Activity?> OwnerAsync(ActivityId? id)
    {
        if (id is not { } activity)
            return null;
        var db = await ReadAsync();
        var code = await db.Activities.Where(a => a.Id == activity).Select(a => a.Code).SingleOrDefaultAsync();
        return code is null ? null : await ActivityAsync(code);
    }
}
