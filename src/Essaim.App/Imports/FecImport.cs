using Essaim.App.Identity;

namespace Essaim.App.Imports;

/// <summary>
/// The books of another program (FEC): its columns are fixed by law, and posted entries are not taken back.
/// </summary>
public static class FecImport
{
    public static readonly ImportKind Kind = new("ecritures", "Écritures (FEC)",
        "Les livres d’un autre logiciel, par son fichier des écritures comptables.", [])
    {
        Needs = Capability.KeepBooks,
    };
}
