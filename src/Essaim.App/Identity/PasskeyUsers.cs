using System.Globalization;
using Essaim.App.Data;
using Microsoft.AspNetCore.Identity;

namespace Essaim.App.Identity;

/// <summary>
/// The users of the catalogue as ASP.NET Core Identity's passkey handler wants to read them. It only reads: who is
/// added, changed or removed goes through the catalogue, so those doors stay shut.
/// </summary>
public sealed class PasskeyUsers(Catalogue catalogue) : IUserPasskeyStore<SignedInUser>
{
    private static readonly NotSupportedException Shut = new("Users change through the catalogue.");

    public Task<string> GetUserIdAsync(SignedInUser user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Id.ToString(CultureInfo.InvariantCulture));

    public Task<string?> GetUserNameAsync(SignedInUser user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.Login);

    public Task<string?> GetNormalizedUserNameAsync(SignedInUser user, CancellationToken cancellationToken) =>
        GetUserNameAsync(user, cancellationToken);

    public Task<SignedInUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Task.FromResult(long.TryParse(userId, CultureInfo.InvariantCulture, out var id) ? catalogue.User(id) : null);

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(SignedInUser user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([.. catalogue.PasskeysOf(user.Id)]);

    public Task<UserPasskeyInfo?> FindPasskeyAsync(
        SignedInUser user, byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(catalogue.Passkey(user.Id, credentialId));

    public Task<SignedInUser?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        Task.FromResult(catalogue.OwnerOfPasskey(credentialId));

    public Task<SignedInUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        throw Shut;

    public Task AddOrUpdatePasskeyAsync(
        SignedInUser user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw Shut;

    public Task RemovePasskeyAsync(SignedInUser user, byte[] credentialId, CancellationToken cancellationToken) =>
        throw Shut;

    public Task SetUserNameAsync(SignedInUser user, string? userName, CancellationToken cancellationToken) =>
        throw Shut;

    public Task SetNormalizedUserNameAsync(
        SignedInUser user, string? normalizedName, CancellationToken cancellationToken) => throw Shut;

    public Task<IdentityResult> CreateAsync(SignedInUser user, CancellationToken cancellationToken) => throw Shut;

    public Task<IdentityResult> UpdateAsync(SignedInUser user, CancellationToken cancellationToken) => throw Shut;

    public Task<IdentityResult> DeleteAsync(SignedInUser user, CancellationToken cancellationToken) => throw Shut;

    public void Dispose()
    {
    }
}
