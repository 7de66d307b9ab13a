using System.Net;

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

    /// <summary>The sign-in page says where to find the names of the demonstration.</summary>
    public bool Demonstration { get; init; }

    /// <summary>Adds the page of components.</summary>
    public bool Development { get; init; }

    /// <summary>The log as one JSON document a line, for programs that gather logs.</summary>
    public bool JsonLog { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
