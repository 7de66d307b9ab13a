using Essaim.Domain.Law;

namespace Essaim.Domain.Tests.Law;

/// <summary>
/// The project's own law files, found above the test program; the tests hold them to account as well.
/// </summary>
internal static class LawFiles
{
    public static readonly string Folder = Find();
    public static readonly LawBook Book = LawBook.Load(Folder);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "law", "smic.json")))
                return Path.Combine(folder.FullName, "law");
        throw new DirectoryNotFoundException("No law folder above the tests.");
    }
}
