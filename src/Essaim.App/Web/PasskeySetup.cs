using Essaim.App.Data;
using Essaim.App.Identity;
using Microsoft.AspNetCore.Identity;

namespace Essaim.App.Web;

/// <summary>
/// The framework's passkey handler over the users of the catalogue. The domain that keys are bound to is said by
/// whoever runs the server, never read from the request.
/// </summary>
public static class PasskeySetup
{
    public static void AddPasskeys(this IServiceCollection services, WebServerOptions options)
    {
        services.AddIdentityCore<SignedInUser>();
        services.AddScoped<IUserStore<SignedInUser>, PasskeyUsers>();
        services.AddScoped<IPasskeyHandler<SignedInUser>, PasskeyHandler<SignedInUser>>();
        services.AddScoped<Passkeys>();
        services.Configure<IdentityPasskeyOptions>(passkeys =>
        {
            passkeys.ServerDomain = options.PasskeyDomain ?? options.Address?.Host ?? "localhost";
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
            passkeys.AuthenticatorTimeout = TimeSpan.FromMinutes(5);
        });
    }
}
