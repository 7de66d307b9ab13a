using Essaim.App.Data;
using Essaim.App.Mail;
using Essaim.App.Tests.Web;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using Xunit;

namespace Essaim.App.Tests.Identity;

/// <summary>The mails that belong to no co-op, as they left.</summary>
internal static class CatalogueMails
{
    /// <summary>The texts of the mails that have left: they are laid in the data folder.</summary>
    public static async Task<List<string>> TextsAsync(Site site)
    {
        var postman = site.Services.GetRequiredService<Postman>();
        while (Ask(site, "SELECT count(*) FROM mail WHERE state <> 'sent'") is > 0L)
            await postman.RoundAsync(TestContext.Current.CancellationToken);
        var folder = Path.Combine(Folder(site), "mail");
        return !Directory.Exists(folder) ? []
            : [.. Directory.GetFiles(folder, "*.eml").Select(f => MimeMessage.Load(f).TextBody!)];
    }

    public static object? Ask(Site site, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Folder(site), Catalogue.FileName)}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static string Folder(Site site) => site.Services.GetRequiredService<Installation>().DataFolder;
}
