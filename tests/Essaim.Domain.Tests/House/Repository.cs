namespace Essaim.Domain.Tests.House;

/// <summary>The files of this repository, found from where the tests run.</summary>
internal static class Repository
{
    public static readonly string Root = FindRoot();

    /// <summary>
    /// Files below a folder, what tools generate left out, with paths from the root written with slashes.
    /// </summary>
    public static IEnumerable<SourceFile> Files(string folder, params string[] extensions)
    {
        var top = Path.Combine(Root, folder);
        return !Directory.Exists(top)
            ? []
            : Directory.EnumerateFiles(top, "*", SearchOption.AllDirectories)
                .Where(f => extensions.Contains(Path.GetExtension(f)))
                .Select(f => new SourceFile(Path.GetRelativePath(Root, f).Replace('\\', '/')))
                .Where(f => !f.IsGenerated);
    }

    /// <summary>Asserts that nothing was found, and says all that was.</summary>
    public static void None(IEnumerable<string> found)
    {
        var all = string.Join("\n", found);
        Assert.True(all.Length == 0, all);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Essaim.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Essaim.slnx is in no folder above the tests.");
    }
}

/// <summary>One file, by its path from the root.</summary>
internal sealed record SourceFile(string Path)
{
    private static readonly string[] Generated = ["bin", "obj", "Migrations", "wwwroot", "node_modules"];

    public string[] Folders => Path.Split('/')[..^1];
    public bool IsGenerated => Folders.Intersect(Generated).Any();
    public string Text => File.ReadAllText(System.IO.Path.Combine(Repository.Root, Path));
    public string[] Lines => File.ReadAllLines(System.IO.Path.Combine(Repository.Root, Path));
    public override string ToString() => Path;
}
