using System.Collections.Concurrent;

namespace Essaim.App.Platforms;

/// <summary>The tokens that platforms gave, until shortly before they end; none is ever written down.</summary>
public sealed class FlowTokens(TimeProvider time)
{
    private static readonly TimeSpan Early = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Until)> _kept = [];

    public async Task<string> GetAsync(PlatformLink link,
        Func<CancellationToken, Task<(string Token, DateTimeOffset Until)>> ask, CancellationToken cancel)
    {
        if (_kept.TryGetValue(Key(link), out var kept) && time.GetUtcNow() < kept.Until - Early)
            return kept.Token;
        var given = await ask(cancel);
        _kept[Key(link)] = given;
        return given.Token;
    }

    public void Forget(PlatformLink link) => _kept.TryRemove(Key(link), out _);

    /// <summary>A changed secret is another key: its old token is not used again.</summary>
    private static string Key(PlatformLink link) =>
        string.Join('\n', link.TokenAddress, link.ClientId, link.Secret.Text);
}
