namespace Essaim.App.Web;

/// <summary>Where a customer reads a quote: the secret stands in the query, which no log keeps.</summary>
public static class QuoteAddress
{
    public const string Path = "/devis";

    public static string Of(HttpRequest request, WebServerOptions server, string link) =>
        new Uri(server.Address ?? new Uri($"{request.Scheme}://{request.Host}"), $"{Path}?cle={link}").ToString();
}
