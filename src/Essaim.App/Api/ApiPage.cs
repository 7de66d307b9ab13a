using Essaim.Domain.Values;

namespace Essaim.App.Api;

/// <summary>How much of a list is given at once, and what is given that is not JSON.</summary>
internal static class ApiPage
{
    public const string Pdf = "application/pdf";
    private const int Most = 500;
    private const int Usual = 100;

    public static int Size(int? limit) => limit is null ? Usual : limit is > 0 and <= Most ? limit.Value
        : throw new BrokenRuleException($"Une page va de 1 à {Most} lignes. Changez « limit ».");

    /// <summary>Said in the description: the answer is a paper, not JSON.</summary>
    public static RouteHandlerBuilder ProducesPdf(this RouteHandlerBuilder route) =>
        route.Produces<Stream>(StatusCodes.Status200OK, Pdf);
}
