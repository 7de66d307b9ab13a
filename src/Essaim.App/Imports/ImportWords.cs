using Essaim.App.Data.Imports;
using Essaim.App.Web.Components;
using Essaim.Domain.Values;

namespace Essaim.App.Imports;

/// <summary>What becomes of an import, in words.</summary>
public static class ImportWords
{
    public static string Lines(long count) =>
        count == 1 ? "1 ligne" : $"{FrenchText.Decimal(count, 0)} lignes";

    /// <summary>"118 lignes ajoutées, 3 déjà là, 2 à corriger."</summary>
    public static string Counts(ImportBatch batch) =>
        $"{Lines(batch.Added)} {(batch.Added == 1 ? "ajoutée" : "ajoutées")}, "
        + $"{FrenchText.Decimal(batch.Known, 0)} déjà là, {FrenchText.Decimal(batch.Refused, 0)} à corriger.";

    public static string Undone(ImportBatch batch) => batch.Kept == 0
        ? "Tout ce que cet import avait ajouté est retiré."
        : $"Import annulé, sauf {Lines(batch.Kept)} qui "
            + (batch.Kept == 1 ? "sert déjà et reste." : "servent déjà et restent.");

    public static string Label(this ImportBatch batch) => batch.State switch
    {
        ImportBatch.Waiting => "À vérifier",
        ImportBatch.Running => "En cours",
        ImportBatch.Done => "Fait",
        ImportBatch.Undoing => "S’annule",
        ImportBatch.Undone => "Annulé",
        _ => "Abandonné",
    };

    public static Tone Tint(this ImportBatch batch) => batch.State switch
    {
        ImportBatch.Done => Tone.Ok,
        ImportBatch.Waiting or ImportBatch.Running or ImportBatch.Undoing => Tone.Wait,
        ImportBatch.Undone => Tone.Info,
        _ => Tone.Off,
    };
}
