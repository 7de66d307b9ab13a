using System.Diagnostics;
using System.Text.Json;

namespace Essaim.App.Tests.Commands;

/// <summary>What a command said and how it ended.</summary>
public sealed record Said(int Status, string Output, string Complaint)
{
    /// <summary>Standard output is one JSON document, or this throws.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public IEnumerable<string> Fields => Json.EnumerateObject().Select(p => p.Name);
}

/// <summary>Somebody at a terminal: the program as it is installed, in a folder of its own.</summary>
public sealed class Terminal : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("essaim-").FullName;

    public string Data => Path.Combine(Folder, "data");

    public async Task<Said> RunAsync(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "essaim.dll"), .. words, "--data", Data])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder,
        };
        using var process = Process.Start(start)!;
        var (output, complaint) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new Said(process.ExitCode, await output, await complaint);
    }

    public Task<Said> JsonAsync(string line) => RunAsync([.. line.Split(' '), "--json"]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
