using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Essaim.App.Web;

/// <summary>
/// The program's own files, which never change while it runs: so none is watched, and a machine that serves many
/// co-ops does not run out of watches.
/// </summary>
public sealed class StillFiles(IFileProvider files) : IFileProvider
{
    public IFileInfo GetFileInfo(string subpath) => files.GetFileInfo(subpath);

    public IDirectoryContents GetDirectoryContents(string subpath) => files.GetDirectoryContents(subpath);

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;
}
