using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Essaim.App.Tests.Web;

/// <summary>The log never holds what people keep to themselves, not even when it is told to say everything.</summary>
[Trait("Length", "Slow")]
public sealed class LogTests
{
    private const string Secret = "un-mot-de-passe-jamais-ecrit";
    private const string Iban = "FR1420041010050500013M02606";
    private const string Nir = "185057800608491";

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_password_an_iban_and_a_nir_that_are_posted_are_not_in_the_log(string engine)
    {
        using var log = new Heard();
        await using var desk = await Desk.StartAsync(engine, services =>
        {
            services.RemoveAll<ILoggerProvider>();
            services.AddSingleton<ILoggerProvider>(log);
            services.Configure<LoggerFilterOptions>(o =>
            {
                o.MinLevel = LogLevel.Trace;
                o.Rules.Clear();
            });
        });
        await desk.Site.Browse().SendAsync("/connexion", ("Login", "payroll"), ("Password", Secret));
        var payroll = await desk.Site.SignInAsync("payroll");
        var saved = await payroll.PressAsync("/personnes/nouvelle?id=1", "/personnes/nouvelle?id=1",
            ("FirstName", "jeanne"), ("LastName", "Durand"), ("Email", "jeanne@exemple.fr"), ("Iban", Iban),
            ("Nir", Nir), ("MemberSince", ""));
        Assert.Equal(HttpStatusCode.Redirect, saved.Status);
        await payroll.PressAsync("/personnes/1", "/personnes/1?handler=Reveal", ("What", "IBAN"),
            ("Why", "virement refusé"));
        Assert.True(log.Lines.Count > 100, "The log was not listened to.");
        foreach (var secret in new[] { Secret, Site.Password, Iban, Nir })
            Assert.DoesNotContain(log.Lines, l => l.Contains(secret, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Keeps every line of every logger.</summary>
    private sealed class Heard : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();
        public ILogger CreateLogger(string categoryName) => this;
        public bool IsEnabled(LogLevel logLevel) => true;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) => Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
