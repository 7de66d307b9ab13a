using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales.Kinds;

/// <summary>What a dated setting of a co-op's trades is about.</summary>
public enum TradeTopic
{
    Invoicing,
    HomeServices,
    Training,
}

/// <summary>What the co-op is declared for, or decided of invoicing, from a day on (réglage des métiers).</summary>
public sealed class TradeSetting
{
    public long Id { get; init; }
    public required TradeTopic Topic { get; init; }
    public required DateOnly FromDay { get; init; }

    /// <summary>JSON: a declaration or a rule by its topic; "null" says that it ends.</summary>
    public required string Content { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }

    public T? Read<T>() where T : class => ValueJson.Read<T?>(Content);
}

/// <summary>That the management lets an activity invoice for a time, though its contract does not (ratification).
/// </summary>
public sealed class InvoicingRatification
{
    public long Id { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required DateOnly FromDay { get; init; }
    public required DateOnly Until { get; init; }
    public required string Reason { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
}

/// <summary>The certificate of a ten-year insurance of an activity (attestation décennale).</summary>
public sealed class InsuranceCertificate
{
    public const string DocumentKind = "insurance-certificate";

    public long Id { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required TenYearInsurance Content { get; init; }

    /// <summary>As in the content: the day by which another is needed.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>When it turned out to be wrong or cancelled; it no longer covers anything.</summary>
    public DateOnly? WithdrawnOn { get; set; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
}

/// <summary>The yearly certificate of a customer of home services, as it was given (attestation fiscale).</summary>
public sealed class TaxCertificate
{
    public long Id { get; init; }
    public required string Number { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required long CustomerId { get; init; }
    public required int Year { get; init; }

    /// <summary>1, then 2 for what replaces it.</summary>
    public required int Edition { get; init; }
    public required Money Amount { get; init; }
    public required TaxCertificateContent Content { get; init; }
    public required DateOnly MadeOn { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
}

internal static class KindRows
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Engagement>(e =>
        {
            e.ToTable("engagement");
            CoopDb.Json(e.Property(i => i.Details));
            e.Property(i => i.Version).IsConcurrencyToken();
        });
        model.Entity<TradeSetting>().ToTable("trade_setting");
        model.Entity<InvoicingRatification>().ToTable("invoicing_ratification");
        model.Entity<InsuranceCertificate>(e =>
        {
            e.ToTable("insurance_certificate");
            CoopDb.Json(e.Property(c => c.Content));
        });
        model.Entity<TrainingSession>(e => { e.ToTable("training_session"); e.Ignore(s => s.Label); });
        model.Entity<Trainee>().ToTable("trainee");
        model.Entity<TrainingPresence>().ToTable("training_presence").HasKey(p => new { p.SessionId, p.TraineeId });
        model.Entity<HomeVisit>().ToTable("home_visit");
        model.Entity<TaxCertificate>(e =>
        {
            e.ToTable("tax_certificate");
            CoopDb.Json(e.Property(c => c.Content));
        });
    }
}
