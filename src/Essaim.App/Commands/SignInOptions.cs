using System.CommandLine;
using Essaim.App.Web;
using Essaim.Domain.Values;

namespace Essaim.App.Commands;

/// <summary>What `essaim serve` is told about signing in; each may stand in the environment instead.</summary>
internal static class SignInOptions
{
    private static readonly Option<string?> Address = new("--address")
    {
        Description = "adresse du site pour les visiteurs, https://… (ou ESSAIM_ADDRESS) ; nécessaire aux liens par "
            + "courriel et aux clés d’accès",
    };

    private static readonly Option<string?> PasskeyDomain = new("--passkey-domain")
    {
        Description = "domaine des clés d’accès, s’il n’est pas celui de l’adresse (ou ESSAIM_PASSKEY_DOMAIN)",
    };

    private static readonly Option<string?> Authority = new("--oidc-authority")
    {
        Description = "service de connexion OpenID Connect, https://… (ou ESSAIM_OIDC_AUTHORITY)",
    };

    private static readonly Option<string?> ClientId = new("--oidc-client-id")
    {
        Description = "notre nom chez lui (ou ESSAIM_OIDC_CLIENT_ID)",
    };

    private static readonly Option<string?> SecretFile = new("--oidc-client-secret-file")
    {
        Description = "fichier de notre secret chez lui (ou ESSAIM_OIDC_CLIENT_SECRET_FILE)",
    };

    public static IReadOnlyList<Option> All => [Address, PasskeyDomain, Authority, ClientId, SecretFile];

    public static WebServerOptions Read(CommandRun run, WebServerOptions options) => options with
    {
        Address = Said(run, Address, "ESSAIM_ADDRESS") is { } text ? ReadAddress(text) : null,
        PasskeyDomain = Said(run, PasskeyDomain, "ESSAIM_PASSKEY_DOMAIN"),
        Oidc = ReadOidc(run),
    };

    private static OidcProvider? ReadOidc(CommandRun run)
    {
        if (Said(run, Authority, "ESSAIM_OIDC_AUTHORITY") is not { } authority)
            return null;
        var client = Said(run, ClientId, "ESSAIM_OIDC_CLIENT_ID");
        var file = Said(run, SecretFile, "ESSAIM_OIDC_CLIENT_SECRET_FILE");
        if (client is null || file is null)
            throw new BrokenRuleException(
                "Le service de connexion demande aussi --oidc-client-id et --oidc-client-secret-file. Donnez-les.");
        return new OidcProvider(ReadAddress(authority), client, File.ReadAllText(file).Trim());
    }

    private static Uri ReadAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("https" or "http")
            ? address
            : throw new BrokenRuleException(
                $"« {text} » n’est pas l’adresse d’un site. Écrivez par exemple https://essaim.exemple.fr.");

    private static string? Said(CommandRun run, Option<string?> option, string variable) =>
        run.Get(option) ?? Environment.GetEnvironmentVariable(variable);
}
