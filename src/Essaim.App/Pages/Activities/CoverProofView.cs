using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;

namespace Essaim.App.Pages.Activities;

/// <summary>The proof of one activity in one publication, verified while shown; what is wrong, in words.</summary>
public sealed record CoverProofView(Activity Activity, CoverPublicationRow Publication, CoverProof? Proof,
    string? Refusal)
{
    public static async Task<CoverProofView> ReadAsync(CoopDb db, Activity activity, CoverPublicationRow publication)
    {
        var proof = await CoverProofs.ReadAsync(db, publication, activity);
        return new CoverProofView(activity, publication, proof, proof is null ? null : RefusalOf(proof, publication));
    }

    public string Download => $"/coffre?handler=Proof&activite={Activity.Code}&total={Publication.Id}";

    /// <summary>Each sum with the two that make it, from the activity's own to the total.</summary>
    public IEnumerable<(string Name, Money Sum, string Why)> Steps()
    {
        if (Proof is null)
            yield break;
        var nodes = Proof.Climb();
        yield return (Activity.TradeName, nodes[0].Sum, "ce que la coopérative vous devait ce jour-là");
        foreach (var (step, i) in Proof.Path.Select((s, i) => (s, i + 1)))
            yield return (i == Proof.Path.Count ? "Total dû à toutes les activités"
                : i == 1 ? "avec une autre activité" : "avec un groupe voisin", nodes[i].Sum,
                $"{nodes[i - 1].Sum} + {step.Neighbour.Sum}");
    }

    /// <summary>A fingerprint in groups of four, as people compare it.</summary>
    public static string Grouped(string hex) => string.Join(' ', hex.Chunk(4).Select(c => new string(c)));

    private static string? RefusalOf(CoverProof proof, CoverPublicationRow publication)
    {
        try
        {
            proof.Verify();
            return proof.Head.Fingerprint.Hex == publication.Fingerprint ? null
                : "L’empreinte ne correspond pas à ce total. Demandez des explications à la coopérative.";
        }
        catch (BrokenRuleException rule)
        {
            return rule.Message;
        }
    }
}
