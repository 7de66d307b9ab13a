namespace Essaim.App.Data.Backups;

/// <summary>
/// How old the last backup of a co-op is (âge de la sauvegarde). One that never was backed up is late from its first
/// day; a demonstration never is.
/// </summary>
public sealed record BackupAge(string Coop, DateTimeOffset? At, bool IsLate)
{
    public static IReadOnlyList<BackupAge> Of(Catalogue catalogue, DateTimeOffset now)
    {
        var (last, most) = (catalogue.LastBackups(), TimeSpan.FromHours(catalogue.BackupHours()));
        return
        [
            .. catalogue.Coops().Select(c => last.TryGetValue(c.Id, out var at)
                ? new BackupAge(c.Id, at, !c.IsDemonstration && now - at > most)
                : new BackupAge(c.Id, null, !c.IsDemonstration)),
        ];
    }
}
