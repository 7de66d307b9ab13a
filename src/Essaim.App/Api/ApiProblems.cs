using System.Text.Json;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Api;

/// <summary>
/// Every refusal of the API as a problem (RFC 9457) with one French sentence; pages keep theirs.
/// </summary>
public sealed class ApiProblems(RequestDelegate next, ILogger<ApiProblems> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null })
                await WriteAsync(context, context.Response.StatusCode, SentenceOf(context.Response.StatusCode));
        }
        catch (BrokenRuleException rule)
        {
            await WriteAsync(context, StatusCodes.Status422UnprocessableEntity, rule.Message);
        }
        catch (NotFoundException missing)
        {
            await WriteAsync(context, StatusCodes.Status404NotFound, missing.Message);
        }
        catch (BadHttpRequestException bad)
        {
            await WriteAsync(context, bad.StatusCode, bad.InnerException is JsonException json
                ? $"Le JSON ne se lit pas{(json.Path is null ? "" : $", à {json.Path}")}. Comparez avec la description."
                : bad.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            log.LogError(e, "A request of the API failed.");
            await WriteAsync(context, StatusCodes.Status500InternalServerError,
                "Le serveur est en panne. Renvoyez la demande avec la même clé : rien ne sera fait deux fois.");
        }
    }

    private static string SentenceOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized =>
            "Ce jeton n’est pas valable : inconnu, révoqué ou fini. Faites-en un autre dans votre profil.",
        StatusCodes.Status403Forbidden => "Ce jeton ne permet pas cela. Faites-en un autre, avec ce droit.",
        StatusCodes.Status404NotFound => "Il n’y a rien à cette adresse. Voyez /api/v1/openapi.json.",
        StatusCodes.Status405MethodNotAllowed =>
            "Cette adresse ne prend pas cette méthode. Voyez /api/v1/openapi.json.",
        StatusCodes.Status415UnsupportedMediaType => "Le contenu doit être en JSON (Content-Type: application/json).",
        StatusCodes.Status429TooManyRequests => "Trop de demandes à la fois. Attendez une minute.",
        _ => "La demande ne peut pas être lue. Voyez /api/v1/openapi.json.",
    };

    private static Task WriteAsync(HttpContext context, int status, string sentence)
    {
        context.Response.Clear();
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(new ProblemDetails
        {
            Status = status, Title = Title(status), Detail = sentence, Instance = context.Request.Path,
        }, options: null, contentType: "application/problem+json");
    }

    private static string Title(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "Demande illisible",
        StatusCodes.Status401Unauthorized => "Jeton refusé",
        StatusCodes.Status403Forbidden => "Droit manquant",
        StatusCodes.Status404NotFound => "Introuvable",
        StatusCodes.Status422UnprocessableEntity => "Refusé par une règle",
        StatusCodes.Status429TooManyRequests => "Trop de demandes",
        >= 500 => "Panne",
        _ => "Demande refusée",
    };
}
