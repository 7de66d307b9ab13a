using System.Text.Json;
using Xunit;

namespace Essaim.App.Tests.Safety;

/// <summary>`docs/parts.cdx.json`: what the program is built of (SBOM), for whoever watches over its parts.</summary>
public sealed class PartsTests
{
    private static readonly string[] Free =
        ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PostgreSQL", "MS-PL"];

    [Fact]
    public async Task The_list_of_parts_is_what_the_program_is_built_of()
    {
        var built = (await ReadAsync(Path.Combine(AppContext.BaseDirectory, "essaim.deps.json")))
            .GetProperty("libraries").EnumerateObject()
            .Where(l => l.Value.GetProperty("type").GetString() == "package").Select(l => l.Name).Order();
        var told = (await ReadAsync(Path.Combine(Repository.Root, "docs", "parts.cdx.json")))
            .GetProperty("components").EnumerateArray().ToList();

        Assert.Equal(built, told.Select(c => $"{c.GetProperty("name")}/{c.GetProperty("version")}").Order());
        Assert.All(told, c => Assert.Contains(c.GetProperty("licenses")[0].GetProperty("license").GetProperty("id")
            .GetString(), Free));
        Assert.All(told, c => Assert.Equal($"pkg:nuget/{c.GetProperty("name")}@{c.GetProperty("version")}",
            c.GetProperty("purl").GetString()));
    }

    private static async Task<JsonElement> ReadAsync(string file) =>
        JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement;
}
