using System.Text;
using Microsoft.AspNetCore.Html;
using QRCoder;

namespace Essaim.App.Web.Components;

/// <summary>A square picture that a telephone reads (QR code), always black on white, whatever the theme.</summary>
public static class QrCode
{
    public static IHtmlContent Draw(string content, string name)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(content, QRCodeGenerator.ECCLevel.M);
        // The library's own quiet zone is four modules wide, as the standard wants.
        var modules = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var y = 0; y < modules.Count; y++)
            for (var x = 0; x < modules[y].Count; x++)
                if (modules[y][x])
                    path.Append($"M{x} {y}h1v1h-1z");
        return new HtmlContentBuilder().AppendFormat(
            "<svg class=\"qr\" viewBox=\"0 0 {0} {0}\" role=\"img\" aria-label=\"{1}\" shape-rendering=\"crispEdges\">"
            + "<path fill=\"#fff\" d=\"M0 0h{0}v{0}h-{0}z\"/><path fill=\"#000\" d=\"{2}\"/></svg>",
            modules.Count, name, path.ToString());
    }
}
