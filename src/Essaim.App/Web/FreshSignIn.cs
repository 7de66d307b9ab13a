using System.Reflection;
using Essaim.App.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Essaim.App.Web;

/// <summary>
/// On a handler that moves money or gives rights: whoever asks must have shown who they are within ten minutes. If not,
/// what they typed is kept, they show it again, and the form goes on from there.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FreshSignInAttribute : Attribute
{
    /// <summary>Only when this field of the form says something.</summary>
    public string? WhenFilled { get; init; }
}

/// <summary>Holds <see cref="FreshSignInAttribute"/> for every page.</summary>
public sealed class FreshSignInFilter(PendingForms forms, CurrentUser me, TimeProvider time) : IAsyncPageFilter
{
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var asked = context.HandlerMethod?.MethodInfo.GetCustomAttribute<FreshSignInAttribute>();
        var request = context.HttpContext.Request;
        if (asked is null || time.GetUtcNow() - me.ProvedAt <= Fresh || !Concerns(asked, request))
        {
            await next();
            return;
        }
        var back = request.PathBase + request.Path + request.QueryString;
        if (HttpMethods.IsPost(request.Method))
            back = await forms.KeepAsync(request, waitsForProof: true) is { } key
                ? PendingForms.Address(key) : request.PathBase + request.Path;
        context.Result = new LocalRedirectResult("/connexion/preuve?retour=" + Uri.EscapeDataString(back));
    }

    private static bool Concerns(FreshSignInAttribute asked, HttpRequest request) =>
        asked.WhenFilled is not { } field
        || request.HasFormContentType && !string.IsNullOrWhiteSpace(request.Form[field]);
}
