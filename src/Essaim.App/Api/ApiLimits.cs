using System.Threading.RateLimiting;
using Essaim.App.Identity;

namespace Essaim.App.Api;

/// <summary>
/// How often one token may ask (limite de requêtes). Kept by the server and ended with it: the limiter of the
/// framework's own middleware is never ended, and its clock ticks on.
/// </summary>
public sealed class ApiLimits : IDisposable
{
    /// <summary>So many requests a minute for one token.</summary>
    public const int PerMinute = 300;

    private const int Seconds = 60;

    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, string>(
        context => RateLimitPartition.GetFixedWindowLimiter(WhoAsks(context), _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = PerMinute, Window = TimeSpan.FromSeconds(Seconds),
        }));

    /// <summary>Goes on, or answers 429 and when to come back.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        using var lease = _limiter.AttemptAcquire(context);
        if (lease.IsAcquired)
        {
            await next(context);
            return;
        }
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = $"{Seconds}";
    }

    public void Dispose() => _limiter.Dispose();

    private static string WhoAsks(HttpContext context) => new CurrentUser(context.User) is { HasCoop: true } user
        ? $"{user.CoopId}/{context.User.FindFirst(TokenAuthentication.TokenClaim)?.Value}" : "";
}
