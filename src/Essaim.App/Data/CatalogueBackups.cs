using Essaim.Domain.Values;

namespace Essaim.App.Data;

/// <summary>When each co-op was last backed up, and how old that may be.</summary>
public sealed partial class Catalogue
{
    /// <summary>A year: longer is no alarm.</summary>
    private const int LongestBackupHours = 8760;

    /// <summary>Notes that a whole backup with these co-ops in it has been written.</summary>
    public void NoteBackup(IEnumerable<string> coops, DateTimeOffset at)
    {
        foreach (var coop in coops)
            Execute("""
                INSERT INTO backed_up (coop_id, at) SELECT id, $at FROM coops WHERE id = $coop
                ON CONFLICT (coop_id) DO UPDATE SET at = excluded.at
                """, ("$coop", coop), ("$at", Instant(at)));
    }

    /// <summary>The last backup of each co-op; one that never was in any is not there.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> LastBackups() => Query(
        "SELECT coop_id, at FROM backed_up", r => (Coop: r.GetString(0), At: At(r.GetString(1))))
        .ToDictionary(b => b.Coop, b => b.At);

    /// <summary>After how many hours a backup is too old.</summary>
    public int BackupHours() => Query("SELECT backup_hours FROM installation", r => r.GetInt32(0)).Single();

    public void ChangeBackupHours(int hours)
    {
        if (hours is < 1 or > LongestBackupHours)
            throw new BrokenRuleException(
                $"Écrivez de 1 à {LongestBackupHours} heures. Pour une sauvegarde chaque nuit, 26 convient.");
        ExecuteAndTell(InstallationAct.BackupHoursChanged, $"{hours} heures",
            "UPDATE installation SET backup_hours = $hours WHERE backup_hours <> $hours", ("$hours", hours));
    }
}
