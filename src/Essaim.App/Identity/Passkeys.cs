using System.Globalization;
using Essaim.App.Data;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Identity;

namespace Essaim.App.Identity;

/// <summary>
/// Passkeys (clés d’accès): made and read by ASP.NET Core's own handler. A passkey counts as both proofs, because the
/// device is held and has asked for a finger, a face or a secret; so user verification is always required. The
/// challenge travels sealed in the form and is good once, for five minutes.
/// </summary>
public sealed class Passkeys(IPasskeyHandler<SignedInUser> handler, Catalogue catalogue, Seals seals, TimeProvider time)
{
    public const int Most = 10;
    public const int LongestName = 60;
    private const string AnybodyPurpose = "passkey/sign-in";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    /// <summary>What the browser needs to make a key, and the state to send back with it.</summary>
    public async Task<PasskeyQuestion> AskForNewAsync(HttpContext context, SignedInUser user)
    {
        var entity = new PasskeyUserEntity
        {
            Id = user.Id.ToString(CultureInfo.InvariantCulture), Name = user.Login, DisplayName = user.Name,
        };
        var made = await handler.MakeCreationOptionsAsync(entity, context);
        return new PasskeyQuestion(made.CreationOptionsJson,
            seals.Close(NewPurpose(user.Id), made.AttestationState ?? "", Life));
    }

    public async Task AddAsync(HttpContext context, SignedInUser user, string name, PasskeyAnswer answer)
    {
        name = CheckName(name);
        var state = seals.OpenOnce(NewPurpose(user.Id), answer.State) ?? throw TooLate();
        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext
        {
            HttpContext = context, CredentialJson = answer.Credential, AttestationState = state,
        });
        if (!result.Succeeded || result.UserEntity.Id != user.Id.ToString(CultureInfo.InvariantCulture))
            throw new BrokenRuleException(
                "Votre appareil n’a pas fait de clé d’accès lisible ici. Réessayez, ou changez d’appareil.");
        var made = result.Passkey;
        var key = new UserPasskeyInfo(made.CredentialId, made.PublicKey, time.GetUtcNow(), made.SignCount,
            made.Transports, made.IsUserVerified, made.IsBackupEligible, made.IsBackedUp, made.AttestationObject,
            made.ClientDataJson) { Name = name };
        if (!catalogue.AddPasskey(user.Id, key, Most))
            throw new BrokenRuleException($"Vous avez déjà {Most} clés d’accès. Retirez-en une, puis réessayez.");
    }

    /// <summary>For whoever comes: the browser shows the keys it has for this site.</summary>
    public async Task<PasskeyQuestion> AskAsync(HttpContext context, SignedInUser? user = null)
    {
        var made = await handler.MakeRequestOptionsAsync(user, context);
        return new PasskeyQuestion(made.RequestOptionsJson,
            seals.Close(AnybodyPurpose, made.AssertionState ?? "", Life));
    }

    /// <summary>Whose key it is; refused with one and the same sentence whatever is wrong.</summary>
    public async Task<SignedInUser> TakeAsync(HttpContext context, PasskeyAnswer answer)
    {
        var state = seals.OpenOnce(AnybodyPurpose, answer.State) ?? throw TooLate();
        var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext
        {
            HttpContext = context, CredentialJson = answer.Credential, AssertionState = state,
        });
        if (!result.Succeeded || catalogue.User(result.User.Id) is not { } user)
            throw new BrokenRuleException("Cette clé d’accès n’ouvre rien ici. Entrez avec votre mot de passe.");
        catalogue.SeePasskey(result.Passkey);
        return user;
    }

    /// <summary>A second or a fresh proof: the key must be that of who is already known.</summary>
    public async Task TakeOwnAsync(HttpContext context, PasskeyAnswer answer, long owner)
    {
        if ((await TakeAsync(context, answer)).Id != owner)
            throw new BrokenRuleException("Cette clé d’accès est à quelqu’un d’autre. Prenez la vôtre.");
    }

    public void Rename(long user, byte[] id, string name) => catalogue.RenamePasskey(user, id, CheckName(name));

    private static string CheckName(string name)
    {
        name = name.Trim();
        if (name.Length is 0 or > LongestName)
            throw new BrokenRuleException(
                $"Donnez à cette clé un nom de {LongestName} signes au plus, par exemple « Téléphone ».");
        return name;
    }

    private static BrokenRuleException TooLate() =>
        new("Trop de temps a passé depuis la question. Réessayez.");

    private static string NewPurpose(long user) => $"passkey/new/{user}";
}

/// <summary>What the browser is asked to sign, and the sealed state that comes back with its answer.</summary>
public sealed record PasskeyQuestion(string Options, string State);

/// <summary>What the browser sends back.</summary>
public sealed class PasskeyAnswer
{
    public string Credential { get; set; } = "";
    public string State { get; set; } = "";
}
