using Essaim.App.Data.Ledger.Assets;
using Essaim.App.Web.Components;
using Essaim.Domain.Law;
using Essaim.Domain.Ledger.Assets;
using Essaim.Domain.Values;

namespace Essaim.App.Pages.Ledger.Assets;

/// <summary>What the pages of fixed assets say of one, and how they read what was typed.</summary>
internal static class AssetWords
{
    public static (string Label, Tone Tone) StateOf(RegisteredAsset asset) => asset switch
    {
        { Asset.WithdrawnOn: not null } => ("Retirée", Tone.Off),
        { Disposal: { } gone } => (Of(gone.Kind), Tone.Off),
        { Asset.Months: 0 } => ("Ne s’amortit pas", Tone.Info),
        { Net: var net } when net == asset.Asset.Residual => ("Amortie", Tone.Info),
        _ => ("En service", Tone.Ok),
    };

    public static string Of(DisposalKind kind) => kind switch
    {
        DisposalKind.Scrapped => "Au rebut",
        DisposalKind.Sold => "Vendue",
        DisposalKind.Stolen => "Volée",
        DisposalKind.Returned => "Rendue",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>"3 ans", "18 mois".</summary>
    public static string Time(int months) => months == 0 ? "ne s’amortit pas"
        : months % 12 == 0 ? months == 12 ? "1 an" : $"{months / 12} ans" : $"{months} mois";

    /// <summary>"Ordinateur, téléphone 36, mobilier 120…": a proposal.</summary>
    public static string UsualTimes => string.Join("\u202f; ",
        AssetKind.Usual.Select(k => $"{k.Name.ToLowerInvariant()} {k.Months}"));

    public static Money SmallBelow(LawBook law, DateOnly day) => law.Euros("immobilisation-petit-materiel", day);

    public static int ReadMonths(string typed) => int.TryParse(typed.Trim(), out var months) ? months
        : throw new BrokenRuleException("Écrivez un nombre de mois, par exemple 36.");
}
