using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text.RegularExpressions;
using Essaim.App.Data;
using Essaim.App.Data.Ledger;
using Essaim.App.Identity;
using Essaim.Bench;
using Essaim.Domain.Values;

namespace Essaim.App.Bench;

/// <summary>
/// Measures pages as people get them: a server of its own process, fifty visitors signed in, each asking for the next
/// page as soon as the last one came. The processor time counted is the server's alone.
/// </summary>
internal sealed partial class BenchPages(Installation installation, string coopId, BenchCoop coop)
{
    private const int Visitors = 50;

    public async Task<BenchResult> RunAsync(int count)
    {
        var (login, password) = ($"banc-{Guid.NewGuid():N}", Guid.NewGuid().ToString("N"));
        var user = installation.Catalogue.AddUser(login, "Banc d’essai", password);
        installation.Catalogue.Grant(user, coopId, Role.Accountant);
        using var server = Start(FreePort(), out var address);
        try
        {
            using var client = await SignedInAsync(address, login, password);
            // Fifty rows to show, whatever the folder held.
            await new BenchWork(coop, installation.DataFolder).IssueAsync(await coop.SellersAsync(50), 50);
            var month = await JournalReader.LastMonthAsync(coop.Store.Read()) ?? Month.Of(BenchCoop.Day);
            var path = $"/journaux?mois={month.ToIso()}";
            var page = await client.GetByteArrayAsync(path);
            // Until the compiler has seen each path often enough it measures itself.
            await AskAsync(client, path, Math.Max(count, 4000));
            server.Refresh();
            var before = server.TotalProcessorTime;
            var waits = await AskAsync(client, path, count);
            server.Refresh();
            var product = (server.TotalProcessorTime - before).TotalSeconds;
            return new BenchResult("page", count, product, await BareAsync(month, page, count))
            {
                PeakMegabytes = server.PeakWorkingSet64 / 1048576.0,
                Note = $"{path}, {page.Length / 1024} ko, {Visitors} visiteurs : "
                    + $"{1000 * product / count:0.00} ms de processeur la page, premier octet en "
                    + $"{waits[count * 95 / 100]:0} ms pour 95 % ; le travail nu lit les lignes et écrit les octets",
            };
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
            installation.Catalogue.Disable(user);
        }
    }

    /// <summary>The same fifty rows read and the same bytes written, without server, rights or template.</summary>
    private async Task<double> BareAsync(Month month, byte[] page, int count)
    {
        await using var connection = await coop.Store.Engine.OpenAsync();
        return CpuClock.Of(() =>
        {
            for (var i = 0; i < count; i++)
            {
                BareTable.Rows(connection, "SELECT e.id, e.date, e.journal, e.number, e.piece_ref, e.label, "
                    + "(SELECT count(*) FROM posted_line l WHERE l.entry_id = e.id), "
                    + "(SELECT sum(l.debit) FROM posted_line l WHERE l.entry_id = e.id) "
                    + $"FROM posted_entry e WHERE e.date BETWEEN '{month.FirstDay:O}' AND '{month.LastDay:O}' "
                    + "ORDER BY e.date, e.id LIMIT 50");
                Stream.Null.Write(page);
            }
        });
    }

    private Process Start(int port, out Uri address)
    {
        address = new Uri($"http://127.0.0.1:{port}");
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { RedirectStandardError = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        foreach (var argument in new[] { "serve", "--data", installation.DataFolder, "--port", port.ToString() })
            start.ArgumentList.Add(argument);
        var server = Process.Start(start)!;
        server.BeginErrorReadLine();
        server.BeginOutputReadLine();
        return server;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<HttpClient> SignedInAsync(Uri address, string login, string password)
    {
        var client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() })
        {
            BaseAddress = address,
        };
        // The first form of the page is the one with the password.
        var form = (await WhenUpAsync(client)).Split("</form>")[0];
        using var answer = await client.PostAsync("/connexion", new FormUrlEncodedContent(
            Hidden().Matches(form).Where(m => m.Value.Contains("hidden")).ToDictionary(m => m.Groups["name"].Value,
                m => WebUtility.HtmlDecode(m.Groups["value"].Value))
                .Append(new("Login", login)).Append(new("Password", password))));
        if (answer.RequestMessage!.RequestUri!.AbsolutePath == "/connexion")
            throw new InvalidOperationException("The bench could not sign in.");
        return client;
    }

    private static async Task<string> WhenUpAsync(HttpClient client)
    {
        for (var patience = Stopwatch.StartNew(); ;)
            try
            {
                return await client.GetStringAsync("/connexion");
            }
            catch (HttpRequestException) when (patience.Elapsed < TimeSpan.FromMinutes(1))
            {
                await Task.Delay(100);
            }
    }

    /// <summary>The milliseconds to the first byte of each answer, the shortest first.</summary>
    private static async Task<List<double>> AskAsync(HttpClient client, string path, int count)
    {
        var waits = new List<double>[Visitors];
        await Task.WhenAll(Enumerable.Range(0, Visitors).Select(async visitor =>
        {
            waits[visitor] = [];
            for (var i = visitor; i < count; i += Visitors)
            {
                var watch = Stopwatch.StartNew();
                using var answer = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
                waits[visitor].Add(watch.Elapsed.TotalMilliseconds);
                await answer.EnsureSuccessStatusCode().Content.CopyToAsync(Stream.Null);
            }
        }));
        return [.. waits.SelectMany(w => w).Order()];
    }

    [GeneratedRegex("<input[^>]*name=\"(?<name>[^\"]+)\"[^>]*value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Hidden();
}
