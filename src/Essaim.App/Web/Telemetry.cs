using Npgsql;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Essaim.App.Web;

/// <summary>
/// Traces and measures for whoever runs the server (OpenTelemetry), only where a collector was named. What visitors
/// search for and type stays here: values of addresses are left out, SQL goes without its parameters.
/// </summary>
public static class Telemetry
{
    public static void AddTelemetry(this IServiceCollection services, WebServerOptions options)
    {
        if (options.Collector is not { } collector)
            return;
        var version = typeof(Telemetry).Assembly.GetName().Version?.ToString(3);
        services.AddOpenTelemetry().ConfigureResource(r => r.AddService("essaim", serviceVersion: version))
            .WithTracing(traces => traces.AddAspNetCoreInstrumentation().AddNpgsql()
                .AddOtlpExporter(o => Send(o, collector, "v1/traces")))
            .WithMetrics(measures => measures.AddAspNetCoreInstrumentation()
                .AddOtlpExporter(o => Send(o, collector, "v1/metrics")));
    }

    private static void Send(OtlpExporterOptions exporter, Uri collector, string path)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri(collector.ToString().TrimEnd('/') + "/" + path);
    }
}
