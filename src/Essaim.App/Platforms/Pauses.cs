namespace Essaim.App.Platforms;

/// <summary>How long to wait between two attempts to reach a platform: longer each time, a day at most.</summary>
internal static class Pauses
{
    private static readonly TimeSpan[] All =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(5),
        TimeSpan.FromHours(12), TimeSpan.FromHours(24), TimeSpan.FromHours(24),
    ];

    /// <summary>Most statuses have served by then: a message that nobody took is given up, and somebody
    /// looks.</summary>
    public static bool IsLast(int attempts) => attempts >= All.Length;

    /// <param name="attempts">How many were made, this one included.</param>
    public static TimeSpan After(int attempts) => All[Math.Clamp(attempts - 1, 0, All.Length - 1)];
}
