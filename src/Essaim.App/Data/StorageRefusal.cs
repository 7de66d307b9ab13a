using System.Data.Common;
using Essaim.Domain.Values;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using static SQLitePCL.raw;

namespace Essaim.App.Data;

/// <summary>
/// What the storage refuses, told to the person who asked: a full disk, a busy database, a row that somebody else has
/// changed, a server that went away. Anything else is an error of the program and stays one.
/// </summary>
internal static class StorageRefusal
{
    private const string Full =
        "Le disque est plein : rien n’a été enregistré. Libérez de la place sur le serveur, puis recommencez.";
    private const string Unwritable =
        "Le disque ne peut pas être écrit : rien n’a été enregistré. Vérifiez-le (place, droits), puis recommencez.";
    private const string Busy =
        "La base de données est occupée par un autre travail : rien n’a été enregistré. Recommencez dans un instant.";
    private const string Changed =
        "Quelqu’un d’autre a modifié ceci pendant que vous l’aviez à l’écran : rien n’a été enregistré. "
        + "Rechargez la page, puis refaites votre changement.";

    // Cut during the commit, it may have been done: only looking tells.
    private const string Cut =
        "La base de données a coupé la liaison. Rechargez la page pour voir si l’opération est enregistrée "
        + "avant de recommencer.";

    private const string Moved =
        "La coopérative vient de changer de base : rien n’a été enregistré ici. Recommencez, tout est à sa place.";

    /// <summary>What the guards of a database left behind say.</summary>
    public const string MovedState = "ESM01";

    /// <summary>What Linux answers when a file cannot grow (ENOSPC).</summary>
    private const int NoSpace = 28;

    public static BrokenRuleException? Of(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
            if (Sentence(cause) is { } sentence)
                return new BrokenRuleException(sentence, error);
        return null;
    }

    /// <summary>True when the connection is gone, whatever the statement was.</summary>
    public static bool IsCut(DbException error) => Sentence(error) == Cut;

    private static string? Sentence(Exception error) => error switch
    {
        DbUpdateConcurrencyException => Changed,
        SqliteException e => e.SqliteErrorCode switch
        {
            SQLITE_FULL => Full,
            SQLITE_IOERR or SQLITE_READONLY or SQLITE_CANTOPEN => Unwritable,
            SQLITE_BUSY or SQLITE_LOCKED => Busy,
            SQLITE_CONSTRAINT when e.Message.Contains(MovedState, StringComparison.Ordinal) => Moved,
            _ => null,
        },
        PostgresException e => e.SqlState switch
        {
            PostgresErrorCodes.DiskFull => Full,
            MovedState => Moved,
            PostgresErrorCodes.IoError => Unwritable,
            PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected
                or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.TooManyConnections => Busy,
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
                or PostgresErrorCodes.CannotConnectNow => Cut,
            _ => null,
        },
        NpgsqlException { IsTransient: true } => Cut,
        IOException { HResult: NoSpace } => Full,
        _ => null,
    };
}
