using System.Text.Json;
using System.Text.Json.Serialization;

namespace Essaim.App.Platforms;

/// <summary>What a flow service is asked to look for (AFNOR XP Z12-013, SearchFlowParams).</summary>
internal sealed record FlowSearch(FlowFilter Where, int Limit = 100, string? Cursor = null);

internal sealed record FlowFilter
{
    public DateTimeOffset? UpdatedAfter { get; init; }
    public IReadOnlyList<string>? FlowType { get; init; }
    public IReadOnlyList<string>? FlowDirection { get; init; }
    public string? TrackingId { get; init; }
    public string? AckStatus { get; init; }
}

internal sealed record FlowPage
{
    public string? NextCursor { get; init; }
    public IReadOnlyList<FoundFlow>? Results { get; init; }
}

/// <summary>A flow as the service tells of it: of what it says, what we need.</summary>
internal sealed record FoundFlow
{
    public string? FlowId { get; init; }
    public string? Name { get; init; }
    public string? TrackingId { get; init; }
    public DateTimeOffset SubmittedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }
    public FlowAcknowledgement? Acknowledgement { get; init; }

    public bool IsRefused => Acknowledgement?.Status == "Error";

    /// <summary>Codes and words of the service, for whoever mends it.</summary>
    public string Why => string.Join(" ; ", (Acknowledgement?.Details ?? []).Select(
        d => $"{d.ReasonCode} : {d.ReasonMessage}"));
}

internal sealed record FlowAcknowledgement(string? Status, IReadOnlyList<FlowDetail>? Details);

internal sealed record FlowDetail(string? ReasonCode, string? ReasonMessage);

/// <summary>What is said of a file that is handed over (FlowInfo).</summary>
internal sealed record FlowInfo(
    string TrackingId, string Name, string ProcessingRule, string FlowSyntax, string FlowProfile, string Sha256 = "")
{
    public const string FacturX = "Factur-X";

    public static FlowInfo Of(StatusMessage message) =>
        new(message.Id, message.Id + ".xml", "B2B", "CDAR", "Undefined");

    /// <summary>The profile EN 16931 is the French CIUS; a report has none.</summary>
    public static FlowInfo Of(OutgoingFile file) => file.Kind == OutgoingKind.FacturX
        ? new FlowInfo(file.TrackingId, file.Name, file.Rule, FacturX, "CIUS")
        : new FlowInfo(file.TrackingId, file.Name, file.Rule, "FRR", "Undefined");
}

internal sealed record TokenAnswer
{
    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    [JsonPropertyName("expires_in")]
    public int? ExpiresIn { get; init; }
}

internal static class FlowJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, MaxDepth = 16,
    };
}
