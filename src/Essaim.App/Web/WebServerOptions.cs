using System.Net;
using Essaim.App.Mail;

namespace Essaim.App.Web;

/// <summary>What whoever starts the server decides.</summary>
public sealed record WebServerOptions
{
    public required string DataFolder { get; init; }
    public IPAddress Bind { get; init; } = IPAddress.Loopback;

    /// <summary>0 takes any free port; <c>WebApplication.Urls</c> tells which once started.</summary>
    public int Port { get; init; } = 5080;

    /// <summary>
    /// Visitors come by HTTPS, through a proxy on this machine that says so. Cookies are then bound to the host and
    /// never sent in clear. Without it, plain HTTP: for a demonstration on one's own machine.
    /// </summary>
    public bool BehindHttps { get; init; }

    /// <summary>Where visitors find it, for what must name it: mails, passkeys. Never guessed from a request.</summary>
    public Uri? Address { get; init; }

    /// <summary>The domain that passkeys are bound to; the host of <see cref="Address"/> unless said.</summary>
    public string? PasskeyDomain { get; init; }

    /// <summary>A service outside through which users may sign in; none unless said.</summary>
    public OidcProvider? Oidc { get; init; }

    /// <summary>The sign-in page says where to find the names of the demonstration.</summary>
    public bool Demonstration { get; init; }

    /// <summary>Adds the page of components.</summary>
    public bool Development { get; init; }

    public MailSetup Mail { get; init; } = MailSetup.Folder;

    /// <summary>The ClamAV daemon that looks at what is handed in; none unless said.</summary>
    public DnsEndPoint? VirusScanner { get; init; }

    /// <summary>The log as one JSON document a line, for programs that gather logs.</summary>
    public bool JsonLog { get; init; }

    /// <summary>Where traces and measures go (OpenTelemetry, OTLP over HTTP); nowhere unless said.</summary>
    public Uri? Collector { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
