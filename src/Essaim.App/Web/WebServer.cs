using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Essaim.App.Api;
using Essaim.App.Data;
using Essaim.App.Data.Acts;
using Essaim.App.Data.Banking.Runs;
using Essaim.App.Data.Retention;
using Essaim.App.Documents;
using Essaim.App.Identity;
using Essaim.App.Imports;
using Essaim.App.Jobs;
using Essaim.App.Mail;
using Essaim.App.Platforms;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.WebEncoders;

namespace Essaim.App.Web;

/// <summary>Puts the web part together: what is registered, then what each request goes through, in order.</summary>
public static class WebServer
{
    public static WebApplication Build(WebServerOptions options, Action<IServiceCollection>? more = null)
    {
        // Numbers and dates are read and written by FrenchText alone: the machine's own culture must not matter.
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebServer).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = "wwwroot",
            EnvironmentName = options.Development ? Environments.Development : Environments.Production,
            // No settings file is watched: there is none, and watches are few on a shared machine.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });
        builder.Environment.WebRootFileProvider = new StillFiles(builder.Environment.WebRootFileProvider);
        Listen(builder, options);
        KeepQuiet(builder.Logging, options.JsonLog);
        AddServices(builder.Services, options);
        more?.Invoke(builder.Services);

        var app = builder.Build();
        Handle(app, options);
        return app;
    }

    private static void Listen(WebApplicationBuilder builder, WebServerOptions options)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 32 * 1024 * 1024;
            kestrel.Listen(options.Bind, options.Port);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
    }

    /// <summary>Warnings only, and on standard error: standard output belongs to the command line's JSON.</summary>
    private static void KeepQuiet(ILoggingBuilder logging, bool json)
    {
        logging.ClearProviders();
        if (json)
            logging.AddJsonConsole(console => console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fffK");
        else
            logging.AddSimpleConsole(console => console.SingleLine = true);
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Critical);
    }

    private static void AddServices(IServiceCollection services, WebServerOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(options.Time);
        services.AddSingleton(_ => Installation.Open(options.DataFolder, options.Time));
        services.AddSingleton(s => s.GetRequiredService<Installation>().Catalogue);
        services.AddSingleton<SignInThrottle>();
        services.AddSingleton<Seals>();
        services.AddSingleton<FirstPasswords>();
        services.AddSingleton<Devices>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<SecondFactors>();
        services.AddSingleton<FirstProofs>();
        services.AddSingleton<Entrance>();
        services.AddSingleton<SignInLinks>();
        services.AddSingleton<PendingForms>();
        services.AddSingleton<Navigation>();
        AddBackgroundWork(services, options);
        services.AddMemoryCache();
        services.AddHttpContextAccessor();
        services.AddScoped(s => new CurrentUser(s.GetRequiredService<IHttpContextAccessor>().HttpContext!.User));

        services.AddDataProtection().SetApplicationName("essaim")
            .PersistKeysToFileSystem(PrivateFolder(Path.Combine(options.DataFolder, "keys")));
        services.AddTelemetry(options);
        services.AddSignIn(options);
        services.AddPasskeys(options);
        services.AddOidc(options);
        services.AddApi();
        services.AddAntiforgery(antiforgery => Cookies.Harden(antiforgery.Cookie, "formulaire", options));
        services.AddRazorPages().AddMvcOptions(SpeakFrench).AddCookieTempDataProvider(
            temp => Cookies.Harden(temp.Cookie, "message", options));
        // Accents stay letters in the page's source; only what means something to HTML is escaped.
        services.Configure<WebEncoderOptions>(
            web => web.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<RouteOptions>(routes => routes.LowercaseUrls = true);
        services.Configure<ForwardedHeadersOptions>(forwarded => forwarded.ForwardedHeaders =
            ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost);
        services.AddHsts(hsts => (hsts.MaxAge, hsts.IncludeSubDomains) = (TimeSpan.FromDays(365), true));
        services.AddResponseCompression(CompressFilesOnly);
    }

    /// <summary>What goes on without a visitor: long works, mails, documents to look at, files to forget.</summary>
    private static void AddBackgroundWork(IServiceCollection services, WebServerOptions options)
    {
        services.AddSingleton(JobKinds.All);
        services.AddSingleton<JobRunner>();
        services.AddHostedService(s => s.GetRequiredService<JobRunner>());
        services.AddSingleton(options.Mail);
        services.AddSingleton<Postman>();
        services.AddHostedService(s => s.GetRequiredService<Postman>());
        services.AddSingleton<VirusScan>();
        services.AddSingleton<DocumentRounds>();
        services.AddHostedService(s => s.GetRequiredService<DocumentRounds>());
        services.AddHostedService<ImportRounds>();
        services.AddHostedService<PaymentRounds>();
        services.AddHostedService<RetentionRounds>();
        services.AddHostedService<CoverRounds>();
        services.AddHostedService<AdvanceRounds>();
        services.AddHostedService<FinancingRounds>();
        services.AddHostedService<TemplateRounds>();
        services.AddHostedService<AssetRounds>();
        services.AddSingleton(PublicHttp.Make());
        services.AddHostedService<WebhookCourier>();
        services.AddSingleton<FlowPlatform>();
        services.AddSingleton<IApprovedPlatform, ChosenPlatform>();
        services.AddSingleton<MailedRounds>();
        services.AddHostedService(s => s.GetRequiredService<MailedRounds>());
        services.AddSingleton<PlatformRounds>();
        services.AddHostedService(s => s.GetRequiredService<PlatformRounds>());
        services.AddSingleton<SendingRounds>();
        services.AddHostedService(s => s.GetRequiredService<SendingRounds>());
    }

    private static void SpeakFrench(MvcOptions mvc)
    {
        mvc.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
        mvc.ModelMetadataDetailsProviders.Add(new EmptyStaysEmpty());
        mvc.Filters.Add<ExpiredFormFilter>();
        mvc.Filters.Add<FreshSignInFilter>();
        var messages = mvc.ModelBindingMessageProvider;
        messages.SetValueMustNotBeNullAccessor(_ => "Il manque une réponse.");
        messages.SetAttemptedValueIsInvalidAccessor((value, _) => $"« {value} » ne convient pas ici.");
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(value => $"« {value} » ne convient pas ici.");
        messages.SetUnknownValueIsInvalidAccessor(_ => "Cette réponse ne convient pas ici.");
        messages.SetValueIsInvalidAccessor(value => $"« {value} » ne convient pas ici.");
        messages.SetMissingBindRequiredValueAccessor(_ => "Il manque une réponse.");
        messages.SetMissingKeyOrValueAccessor(() => "Il manque une réponse.");
    }

    /// <summary>Pages hold secrets beside what a visitor can choose, so compressing them would leak (BREACH).</summary>
    private static void CompressFilesOnly(ResponseCompressionOptions compression)
    {
        compression.EnableForHttps = true;
        compression.MimeTypes = ["text/css", "text/javascript", "image/svg+xml"];
        compression.Providers.Add<BrotliCompressionProvider>();
        compression.Providers.Add<GzipCompressionProvider>();
    }

    private static void Handle(WebApplication app, WebServerOptions options)
    {
        if (options.BehindHttps)
        {
            app.UseForwardedHeaders();
            app.UseHsts();
        }
        app.UseSecurityHeaders();
        app.UseExceptionHandler("/erreur/500");
        app.UseResponseCompression();
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = CacheForLong });
        app.UseStatusCodePagesWithReExecute("/erreur/{0}");
        app.UseApiProblems();
        app.UseSameOriginForms();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(NameAuthorAsync);
        app.UseApiLimits();
        app.MapRazorPages();
        app.MapApi();
        app.MapHealth();
        app.MapCalendar();
    }

    /// <summary>What is written while this request is served is written by its visitor.</summary>
    private static async Task NameAuthorAsync(HttpContext context, RequestDelegate next)
    {
        if (new CurrentUser(context.User) is { HasCoop: true } me)
            Author.Current = new Author(me.UserId, me.Name);
        await next(context);
    }

    /// <summary>Addresses with a fingerprint never change what they mean; fonts change name when they change.</summary>
    private static void CacheForLong(StaticFileResponseContext file)
    {
        var forEver = file.Context.Request.Query.ContainsKey("v")
            || file.File.Name.EndsWith(".woff2", StringComparison.Ordinal);
        file.Context.Response.Headers.CacheControl =
            forEver ? "public, max-age=31536000, immutable" : "public, max-age=3600";
    }

    private static DirectoryInfo PrivateFolder(string path)
    {
        var folder = Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
            folder.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        return folder;
    }

    /// <summary>An empty field arrives as "", so that page models need no null for what was not typed.</summary>
    private sealed class EmptyStaysEmpty : IDisplayMetadataProvider
    {
        public void CreateDisplayMetadata(DisplayMetadataProviderContext context) =>
            context.DisplayMetadata.ConvertEmptyStringToNull = false;
    }
}
