using Essaim.App.Data;
using Essaim.App.Data.Sealing;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Platforms;

/// <summary>
/// How the co-op's approved platform is reached by network (raccordement à la plateforme agréée): a flow service of
/// AFNOR XP Z12-013, and the client that signs in to it (OAuth 2.0, client credentials). One for each co-op, or none.
/// </summary>
public sealed class PlatformLink
{
    public const long OnlyOne = 1;

    public long Id { get; init; } = OnlyOne;

    /// <summary>Up to and without "/v1/flows"; always https.</summary>
    public required string Address { get; set; }
    public required string TokenAddress { get; set; }
    public required string ClientId { get; set; }
    public required SealedValue Secret { get; set; }

    /// <summary>Which of its clients is meant, on platforms that serve several; often empty.</summary>
    public required string Organization { get; set; }

    /// <summary>What came to the platform before this day was taken by other means.</summary>
    public required DateOnly FromDay { get; set; }
}

/// <summary>What was typed of a link; an empty secret keeps the one that is there.</summary>
public sealed record TypedLink(
    string Address, string TokenAddress, string ClientId, string Secret, string Organization, DateOnly FromDay);

/// <summary>Keeps, and takes away, how the platform is reached.</summary>
public static class KeepPlatformLink
{
    public static async Task KeepAsync(WriteSession w, SealingKeys keys, TypedLink typed)
    {
        var (address, token) = (Https(typed.Address, "du service"), Https(typed.TokenAddress, "des jetons"));
        if (typed.ClientId.Trim() is not { Length: > 0 and <= 200 } client)
            throw new BrokenRuleException("Il manque l’identifiant que la plateforme vous a donné.");
        var kept = await w.Db.PlatformLinks.SingleOrDefaultAsync();
        if (typed.Secret.Trim().Length == 0 && kept is null)
            throw new BrokenRuleException("Il manque le secret que la plateforme vous a donné.");
        var secret = typed.Secret.Trim().Length == 0 ? kept!.Secret : keys.SealSecret(typed.Secret.Trim());
        if (kept is null)
            w.Db.PlatformLinks.Add(kept = new PlatformLink
            {
                Address = address, TokenAddress = token, ClientId = client, Secret = secret,
                Organization = typed.Organization.Trim(), FromDay = typed.FromDay,
            });
        // Another service, or another day to begin with, is read from its beginning.
        var isAnother = kept.Address != address || kept.FromDay != typed.FromDay
            || kept.Organization != typed.Organization.Trim();
        (kept.Address, kept.TokenAddress, kept.ClientId, kept.Secret, kept.Organization, kept.FromDay) =
            (address, token, client, secret, typed.Organization.Trim(), typed.FromDay);
        await w.SaveAsync();
        await PlatformState.AskNowAsync(w, isAnother);
    }

    public static async Task ForgetAsync(WriteSession w)
    {
        w.Db.PlatformLinks.RemoveRange(await w.Db.PlatformLinks.ToListAsync());
        await w.SaveAsync();
        await PlatformState.AskNowAsync(w, fromTheBeginning: true);
    }

    private static string Https(string typed, string of) =>
        Uri.TryCreate(typed.Trim(), UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
            && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0
            ? address.ToString().TrimEnd('/')
            : throw new BrokenRuleException(
                $"L’adresse {of} commence par https:// et ne porte ni mot de passe ni « ? ». Corrigez-la.");
}

internal static class PlatformRows
{
    public static void Map(ModelBuilder model) => model.Entity<PlatformLink>(e =>
    {
        e.ToTable("platform_link");
        e.Property(l => l.Id).ValueGeneratedNever();
    });
}
