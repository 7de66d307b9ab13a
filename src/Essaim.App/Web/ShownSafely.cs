using System.Globalization;
using Essaim.App.Data.Documents;
using Essaim.App.Documents;

namespace Essaim.App.Web;

/// <summary>What goes with the bytes of a document, so that nothing in them can act.</summary>
internal static class ShownSafely
{
    /// <summary>Nothing runs and nothing is fetched; the style is the browser's own, around a picture.</summary>
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    public static void Head(HttpResponse response, KeptDocument document, FoundType type) =>
        Head(response, document.Id, type);

    public static void Head(HttpResponse response, long id, FoundType type)
    {
        // Browsers draw a PDF in a process of its own, and refuse to in a sandbox.
        response.Headers.ContentSecurityPolicy = type == FoundType.Pdf ? Policy : "sandbox; " + Policy;
        response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture,
            $"{(type.IsShown ? "inline" : "attachment")}; filename=\"justificatif-{id}.{type.Extension}\"");
    }
}
