using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Activities;

/// <summary>A neighbour as the file writes it: "gauche" or "droite", its fingerprint and its cents.</summary>
public sealed record CoverProofStep(string Side, string Hash, long Cents);

/// <summary>
/// A proof as a file (preuve en JSON), described in `docs/field/cover.md`: all that is needed to verify it without the
/// co-op, with any program that knows SHA-256.
/// </summary>
public sealed record CoverProofFile(string Format, string Siren, DateOnly Day, string Activity, string Salt, long Cents,
    IReadOnlyList<CoverProofStep> Path, string Root, long TotalCents, string Previous, string Fingerprint)
{
    private const string Left = "gauche";
    private const string Right = "droite";
    private const int Longest = 100_000;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    };

    public static CoverProofFile Of(CoverProof proof) => new(CoverProof.Format, proof.Head.Coop.Digits, proof.Head.Day,
        proof.Leaf.Code, proof.Leaf.Salt, proof.Leaf.Amount.Cents,
        [.. proof.Path.Select(s => new CoverProofStep(s.IsLeft ? Left : Right, s.Neighbour.Hash.Hex,
            s.Neighbour.Sum.Cents))],
        proof.Head.Root.Hash.Hex, proof.Head.Root.Sum.Cents, proof.Head.Previous?.Hex ?? "",
        proof.Head.Fingerprint.Hex);

    public string Name => string.Create(CultureInfo.InvariantCulture, $"preuve-{Activity}-{Day:yyyy-MM-dd}.json");

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    public static CoverProofFile Read(string text)
    {
        try
        {
            if (text.Length <= Longest && JsonSerializer.Deserialize<CoverProofFile>(text, Options) is { } read)
                return read;
        }
        catch (JsonException e)
        {
            throw new BrokenRuleException(
                $"Ce fichier n’est pas une preuve ({e.Path ?? "début du fichier"}). Téléchargez-la de nouveau.");
        }
        throw new BrokenRuleException("Ce fichier n’est pas une preuve. Téléchargez-la de nouveau depuis le coffre.");
    }

    /// <summary>The proof itself, verified; a sentence says what does not hold.</summary>
    public CoverProof Verified()
    {
        if (Format != CoverProof.Format)
            throw new BrokenRuleException(
                $"Cette preuve est de la version « {Format} », ce programme connaît {CoverProof.Format}.");
        var head = new CoverHead(new Siren(Siren), Day, new CoverNode(new CoverHash(Root), new Money(TotalCents)),
            Previous.Length == 0 ? null : new CoverHash(Previous));
        var proof = new CoverProof(head, new CoverLeaf(Activity, Salt, new Money(Cents)), [.. Path.Select(Step)]);
        proof.Verify();
        if (head.Fingerprint != new CoverHash(Fingerprint))
            throw new BrokenRuleException("L’empreinte publiée ne correspond pas au jour, à la coopérative ou au total "
                + "de la preuve. Elle a été modifiée.");
        return proof;
    }

    private static CoverStep Step(CoverProofStep step, int at) => step.Side is Left or Right
        ? new CoverStep(step.Side == Left, new CoverNode(new CoverHash(step.Hash), new Money(step.Cents)))
        : throw new BrokenRuleException(
            $"À l’étape {at + 1}, « {step.Side} » n’est pas un côté : écrivez {Left} ou {Right}.");
}
