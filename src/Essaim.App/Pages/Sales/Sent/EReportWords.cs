using Essaim.App.Data.Sales.Sending;
using Essaim.App.Web.Components;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Pages.Sales.Sent;

/// <summary>How the reports to the State are spoken of, and where each is.</summary>
public static class EReportWords
{
    private const string SalesKey = "ventes";
    private const string ReceiptsKey = "encaissements";

    public static string Name(EReportKind kind) => kind == EReportKind.Sales ? "Ventes" : "Encaissements";

    public static string Key(EReportKind kind) => kind == EReportKind.Sales ? SalesKey : ReceiptsKey;

    public static EReportKind? Kind(string key) => key switch
    {
        SalesKey => EReportKind.Sales,
        ReceiptsKey => EReportKind.Receipts,
        _ => null,
    };

    public static string Address(EReportPeriod period) =>
        $"/ventes/plateforme/declarations/{Key(period.Kind)}/{period.First:yyyy-MM-dd}";

    public static string Days(EReportPeriod period) =>
        $"du {FrenchText.Short(period.First)} au {FrenchText.Short(period.Last)}";

    public static (string Label, Tone Tone) Of(EReportState state) => state switch
    {
        EReportState.Open => ("En cours", Tone.Off),
        EReportState.Nothing => ("Vide", Tone.Off),
        EReportState.ToSend => ("À envoyer", Tone.Wait),
        EReportState.Late => ("En retard", Tone.Bad),
        EReportState.Waiting => ("Part bientôt", Tone.Wait),
        EReportState.Sent => ("Envoyée", Tone.Ok),
        EReportState.Changed => ("À rectifier", Tone.Bad),
        _ => ("Refusée", Tone.Bad),
    };

    public static string Category(string code) => code switch
    {
        "TLB1" => "Biens",
        "TPS1" => "Services",
        _ => "Non taxé en France",
    };
}
