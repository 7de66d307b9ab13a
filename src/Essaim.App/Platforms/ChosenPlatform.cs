using Essaim.App.Data;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Platforms;

/// <summary>The network for a co-op that has a link to its platform, its folder otherwise.</summary>
public sealed class ChosenPlatform(Installation installation, FlowPlatform network) : IApprovedPlatform
{
    private readonly FolderPlatform _folder = new(installation.DataFolder);

    public async Task<IReadOnlyList<PlatformFile>> WaitingAsync(string coop, int most, CancellationToken cancel) =>
        await (await OfAsync(coop)).WaitingAsync(coop, most, cancel);

    public async Task<byte[]> ReadAsync(string coop, PlatformFile file, CancellationToken cancel) =>
        await (await OfAsync(coop)).ReadAsync(coop, file, cancel);

    public async Task TakenAsync(string coop, PlatformFile file, CancellationToken cancel) =>
        await (await OfAsync(coop)).TakenAsync(coop, file, cancel);

    public async Task UnreadAsync(string coop, PlatformFile file, string sentence, CancellationToken cancel) =>
        await (await OfAsync(coop)).UnreadAsync(coop, file, sentence, cancel);

    public async Task<PlatformAnswer> TellAsync(
        string coop, StatusMessage message, bool isAgain, CancellationToken cancel) =>
        await (await OfAsync(coop)).TellAsync(coop, message, isAgain, cancel);

    public async Task<PlatformAnswer> SendAsync(
        string coop, OutgoingFile file, bool isAgain, CancellationToken cancel) =>
        await (await OfAsync(coop)).SendAsync(coop, file, isAgain, cancel);

    private async Task<IApprovedPlatform> OfAsync(string coop)
    {
        await using var db = (await installation.StoreAsync(coop)).Read();
        return await db.PlatformLinks.AnyAsync() ? network : _folder;
    }
}
