using System.Text.Json;
using System.Text.Json.Nodes;
using Essaim.App.Commands;
using Essaim.Domain.Values;

namespace Essaim.App.Demo;

/// <summary>
/// What a demonstration came to, kept beside its data so that a second start prints the same sign-ins. Only the
/// demonstration does so: no real password is ever written down.
/// </summary>
internal static class DemoFile
{
    private const string Name = "demonstration.json";

    public static Task WriteAsync(string folder, DemoResult demo) =>
        File.WriteAllTextAsync(Path.Combine(folder, Name), JsonAnswer.Write(demo));

    public static async Task<DemoResult?> ReadAsync(string folder)
    {
        var file = Path.Combine(folder, Name);
        if (!File.Exists(file))
            return null;
        var json = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        return new DemoResult((string)json["coop"]!, (int)json["entrepreneurs"]!, (long)json["entries"]!,
            (long)json["lines"]!,
            (long)json["invoices"]!, Month.Parse((string)json["lastMonth"]!),
            json["logins"].Deserialize<List<DemoLogin>>(JsonSerializerOptions.Web)!);
    }
}
