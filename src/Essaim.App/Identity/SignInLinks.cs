using System.Security.Cryptography;
using System.Text;
using Essaim.App.Data;
using Essaim.App.Mail;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.WebUtilities;

namespace Essaim.App.Identity;

/// <summary>
/// Links to sign in, sent to the address that is the login (lien de connexion): a first proof only, instead of the
/// password. 256 bits of chance, ten minutes, once, and only by pressing a button: mail programs open links too.
/// </summary>
public sealed class SignInLinks(Catalogue catalogue, Postman postman, WebServerOptions server, TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(10);
    private const int MostAtOnce = 3;

    /// <summary>Links name the site, so whoever runs it must have said its address.</summary>
    public bool AreOffered => server.Address is not null;

    /// <summary>
    /// Sends a link to whoever the login belongs to. Known or not, the same is written, and nothing comes back: who
    /// asks learns nothing about who exists, neither from the answer nor from its time.
    /// </summary>
    public async Task SendAsync(string login)
    {
        var token = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow();
        var user = catalogue.UserByLogin(login);
        var reached = user is not null && catalogue.LinksOf(user.Id, now) < MostAtOnce ? user.Address : null;
        catalogue.KeepLink(Hash(token), reached is null ? null : user!.Id, now, now + Life);
        if (reached is null)
        {
            catalogue.KeepLink(Hash(token + "!"), null, now, now + Life);
            return;
        }
        await Outbox.PutAsync(catalogue, Letter(reached.Value, user!.Name, token), time);
        postman.Call();
    }

    /// <summary>Whose link it was; refused with one and the same sentence whatever is wrong.</summary>
    public SignedInUser Take(string token) => catalogue.TakeLink(Hash(token), time.GetUtcNow())
        ?? throw new BrokenRuleException(
            "Ce lien a déjà servi, ou plus de dix minutes ont passé. Demandez-en un autre.");

    private Letter Letter(EmailAddress to, string name, string token)
    {
        var link = new Uri(server.Address!, "/connexion/lien?jeton=" + token);
        return new Letter("lien-de-connexion", to, name, "Votre lien pour entrer dans Essaim", $"""
            Bonjour {name},

            Voici le lien demandé pour entrer dans Essaim. Il sert une seule fois, pendant dix minutes :

            {link}

            Vous n’avez rien demandé ? Ne faites rien : sans ce lien, personne n’entre.
            """.ReplaceLineEndings("\n"));
    }

    private static string Hash(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
