using Essaim.App.Data;
using Essaim.App.Mail;
using Essaim.Domain.Values;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Essaim.App.Tests.Mail;

/// <summary>An installation with one co-op on the asked engine, a clock that a test moves, and a postman.</summary>
internal sealed class PostOffice : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("essaim-mail-").FullName;

    private PostOffice(DateTimeOffset start) => Time = new FakeTimeProvider(start);

    public FakeTimeProvider Time { get; }
    public Installation Installation { get; private set; } = null!;
    public Store Store { get; private set; } = null!;
    public string Folder => _folder;

    public static Task<PostOffice> OpenAsync(string engine)
    {
        Environment.SetEnvironmentVariable(Engine.LossySwitch, "1");
        return OpenAsync(engine == "sqlite" ? "sqlite:coops/etabli.db" : "postgres:" + TestPostgres.NewDatabase(),
            new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    }

    public static async Task<PostOffice> OpenAsync(string store, DateTimeOffset start)
    {
        var office = new PostOffice(start);
        office.Installation = Installation.Open(office._folder, office.Time);
        office.Installation.Catalogue.Add(new Coop("etabli", "L’Établi", "123456782", store));
        office.Store = await office.Installation.StoreAsync("etabli");
        return office;
    }

    public Postman Postman(Uri? server) => new(Installation, new MailSetup
    {
        Server = server, From = new EmailAddress("bonjour@etabli.example"),
    }, NullLogger<Postman>.Instance);

    public static Letter Letter(string to = "client@exemple.fr", string subject = "Votre facture") =>
        new("essai", new EmailAddress(to), "Théâtre des Tisserands", subject, "Bonjour,\n\nvoici.\n");

    public Task<long> PutAsync(Letter? letter = null) =>
        Store.WriteAsync(w => Outbox.PutAsync(w, letter ?? Letter()));

    public async Task<KeptMail> MailAsync(long id)
    {
        await using var db = Store.Read();
        return Assert.Single(await db.SqlAsync(KeptMail.Read, $"SELECT {KeptMail.Columns} FROM mail WHERE id = @p0",
            id));
    }

    public async ValueTask DisposeAsync()
    {
        await Installation.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
