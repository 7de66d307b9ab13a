using System.Data.Common;
using System.IO.Pipelines;
using Essaim.App.Data.Ledger.Checks;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Backups;

/// <summary>
/// Moves a co-op to the other engine, or to another database of the same (déménagement). Its writers wait while every
/// row is copied and counted; then the catalogue names the new place and the old one takes no more writes, so that
/// nobody who still held it can write what would be lost.
/// </summary>
public static class MoveCoop
{
    private const string Sqlite = "sqlite";

    public static async Task<CoopRestored> RunAsync(
        Installation installation, string id, string to, CancellationToken cancel = default)
    {
        var coop = installation.Catalogue.Find(id)
            ?? throw new BrokenRuleException($"Il n’y a pas de coopérative « {id} » ici. Voyez « essaim coop list ».");
        var source = (await installation.StoreAsync(id)).Engine;
        var store = to == Sqlite ? FreeFile(installation.DataFolder, id) : to;
        if (to != Sqlite && !to.StartsWith("postgres:", StringComparison.Ordinal))
            throw new BrokenRuleException("Écrivez --to sqlite, ou --to \"postgres:Host=…;Database=…\".");
        if (!(await BooksCheck.RunAsync(source, cancel)).Ok)
            throw new BrokenRuleException("Les livres ont une faute : rien n’a été déplacé. Voyez « essaim check ».");
        var target = Engine.Of(store, installation.DataFolder);
        await RestoreBackup.RefuseFilledAsync(target);
        try
        {
            return await CopyAsync(source, target, coop, () => installation.Catalogue.Place(id, store), cancel);
        }
        catch
        {
            if (installation.Catalogue.Find(id)!.Store == coop.Store)
                target.Discard();
            throw;
        }
    }

    private static async Task<CoopRestored> CopyAsync(
        Engine source, Engine target, Coop coop, Action place, CancellationToken cancel)
    {
        await using var connection = await source.OpenAsOwnerAsync();
        await using var transaction = await source.BeginWriteAsync(connection, cancel);
        var head = await CoopHead.ReadAsync(coop.Id, connection, transaction);
        await StreamAsync(connection, transaction, target);
        var moved = await RestoreBackup.CheckAsync(coop.Id, head, target, cancel);
        if (!moved.Books.Ok)
            throw new InvalidDataException($"The books of {coop.Id} changed on their way.");
        await RetireAsync(source, connection, transaction);
        // Before the commit: until it, nobody can write to the old place; after it, nobody may.
        place();
        await transaction.CommitAsync(CancellationToken.None);
        return moved;
    }

    private static async Task StreamAsync(DbConnection connection, DbTransaction transaction, Engine target)
    {
        var pipe = new Pipe();
        var reading = Task.Run(async () =>
        {
            try
            {
                await using var from = new BufferedStream(pipe.Reader.AsStream(), 1 << 16);
                await RowLoad.ReadAsync(new BinaryReader(from), target);
            }
            finally
            {
                await pipe.Reader.CompleteAsync();
            }
        });
        try
        {
            await using var to = new BinaryWriter(new BufferedStream(pipe.Writer.AsStream(), 1 << 16));
            await new RowDump(connection, transaction, to).WriteAsync();
        }
        catch (Exception e)
        {
            await pipe.Writer.CompleteAsync(e);
        }
        await reading;
    }

    /// <summary>From now on each write is refused, by whatever process: the rows stay to be looked at.</summary>
    private static async Task RetireAsync(Engine source, DbConnection connection, DbTransaction transaction)
    {
        var tables = await RowDump.TablesAsync(connection, transaction);
        if (source is PostgresEngine)
            await connection.ExecuteAsync("CREATE FUNCTION refuse_moved() RETURNS trigger LANGUAGE plpgsql AS $$ "
                + $"BEGIN RAISE EXCEPTION 'moved' USING ERRCODE = '{StorageRefusal.MovedState}'; END $$", transaction);
        foreach (var table in tables)
            if (source is PostgresEngine)
                await connection.ExecuteAsync($"CREATE TRIGGER a_moved BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE "
                    + $"ON \"{table}\" FOR EACH STATEMENT EXECUTE FUNCTION refuse_moved()", transaction);
            else
                foreach (var act in new[] { "INSERT", "UPDATE", "DELETE" })
                    await connection.ExecuteAsync($"CREATE TRIGGER \"moved_{table}_{act}\" BEFORE {act} ON \"{table}\" "
                        + $"BEGIN SELECT RAISE(ABORT, '{StorageRefusal.MovedState}'); END", transaction);
    }

    /// <summary>The usual name, or the next when the co-op had a file here before.</summary>
    private static string FreeFile(string dataFolder, string id) =>
        Enumerable.Range(1, int.MaxValue).Select(n => Coop.FileStore(n == 1 ? id : $"{id}-{n}"))
            .First(s => !File.Exists(((SqliteEngine)Engine.Of(s, dataFolder)).Path));
}
