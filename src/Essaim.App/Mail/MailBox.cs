using System.Data.Common;
using Essaim.App.Data;

namespace Essaim.App.Mail;

/// <summary>Where mails wait: the outbox of one co-op, or that of the installation.</summary>
internal abstract class MailBox
{
    /// <summary>Whose name stands before the address that sends.</summary>
    public abstract string Sender { get; }

    /// <summary>The text of what has left is a secret, such as a link to sign in.</summary>
    public abstract bool Forgets { get; }

    public abstract Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read);

    public abstract Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> write);

    /// <summary>Every outbox of the installation that can be opened.</summary>
    public static async Task<List<MailBox>> AllAsync(Installation installation)
    {
        List<MailBox> all = [new CatalogueBox(installation)];
        foreach (var coop in installation.Catalogue.Coops().Where(installation.HasBooks))
            all.Add(new CoopBox(await installation.StoreAsync(coop.Id), coop));
        return all;
    }
}

internal sealed class CoopBox(Store store, Coop coop) : MailBox
{
    public override string Sender => coop.Name;
    public override bool Forgets => false;

    public override async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read)
    {
        await using var db = store.Read();
        return await read(await db.OpenAsync());
    }

    public override Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> write) =>
        store.WriteAsync(w => write(w.Connection, w.Transaction));
}

internal sealed class CatalogueBox(Installation installation) : MailBox
{
    public override string Sender => "Essaim";
    public override bool Forgets => true;

    public override Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read) => installation.Catalogue.ReadAsync(read);

    public override Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> write) =>
        installation.Catalogue.WriteAsync(write);
}
