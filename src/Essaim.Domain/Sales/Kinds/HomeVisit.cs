using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales.Kinds;

/// <summary>A kind of home service that the law lists (nature du service, D. 7231-1).</summary>
public sealed record HomeService(string Code, string Label)
{
    private const string Prefix = "sap-service-";

    public static IReadOnlyList<HomeService> Of(LawBook law, DateOnly day) =>
        [.. law.AllAt(Prefix, day).Select(v => new HomeService(v.Parameter[Prefix.Length..], v.Text))
            .OrderBy(s => s.Code, StringComparer.Ordinal)];

    public static HomeService Find(LawBook law, DateOnly day, string code) =>
        Of(law, day).FirstOrDefault(s => s.Code == code)
        ?? throw new BrokenRuleException("Choisissez le service rendu dans la liste : la loi n’en a pas d’autre.");
}

/// <summary>
/// Work done at a private person's home (intervention): which day, how long, by whom. Once invoiced it stays as it is.
/// </summary>
public sealed class HomeVisit
{
    public long Id { get; init; }
    public required long EngagementId { get; init; }
    public required DateOnly Day { get; init; }

    /// <summary>The code of its <see cref="HomeService"/>, and its words that day.</summary>
    public required string Service { get; init; }
    public required string ServiceLabel { get; init; }

    public required decimal Hours { get; init; }

    /// <summary>Who came, by name and number (nom et numéro d’identification de l’intervenant).</summary>
    public required string Worker { get; init; }
    public required string WorkerNumber { get; init; }

    /// <summary>Price of an hour without VAT, in euros; all is in it.</summary>
    public required decimal HourPrice { get; init; }
    public required string VatCode { get; init; }

    /// <summary>The invoice that asks for it; a credit note of all of that invoice frees it again.</summary>
    public long? InvoiceId { get; set; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }

    public const decimal LongestDay = 24;

    public void Check(DateOnly today)
    {
        if (Hours is <= 0 or > LongestDay)
            throw new BrokenRuleException("Une intervention dure plus de zéro heure et vingt-quatre au plus. "
                + "Écrivez 2,5 pour deux heures et demie.");
        if (Day > today)
            throw new BrokenRuleException("Notez l’intervention une fois faite : ce jour est à venir.");
        if (Worker.Trim().Length == 0 || WorkerNumber.Trim().Length == 0)
            throw new BrokenRuleException("Dites qui est intervenu, avec son nom et son numéro : l’attestation fiscale "
                + "le demande (D. 7233-4).");
        if (HourPrice <= 0)
            throw new BrokenRuleException("Donnez le prix d’une heure, tout compris.");
    }

    /// <summary>What the invoice says of it.</summary>
    public SaleLine ToLine(ActivityId activity, VatTreatment vat) => new(activity,
        $"{ServiceLabel}, le {FrenchText.Long(Day)}, par {Worker} (n°\u00a0{WorkerNumber})", new Quantity(Hours),
        "heure", new UnitPrice(HourPrice), Rate.Zero, vat, SupplyKind.Services)
    {
        VisitId = Id,
    };
}
