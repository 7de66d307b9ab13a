using Essaim.App.Data.Documents;
using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales.Kinds;

/// <summary>Reads what decides on the mentions and checks of a document of a job.</summary>
public static class EngagementState
{
    /// <summary>Null for a sale without a job, or of a plain one: nothing is read then.</summary>
    public static async Task<EngagementFacts?> FactsAsync(CoopDb db, long? id, SaleDocumentKind? document,
        Customer customer, SaleContent content, DateOnly day)
    {
        if (id is null || await db.Engagements.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id)
            is not { Kind: not EngagementKind.Plain } engagement)
            return null;
        return new EngagementFacts
        {
            Kind = engagement.Kind, Document = document, Day = day, CustomerIsCompany = customer.IsCompany,
            Content = content, Details = engagement.Details,
            HomeServices = await TradeSettings.HomeServicesAsync(db, day),
            Training = await TradeSettings.TrainingAsync(db, day),
            Insurances = engagement.Kind != EngagementKind.BuildingSite ? []
                : await InsurancesAsync(db, engagement),
            Papers = await PapersAsync(db, engagement.Id),
        };
    }

    /// <summary>The numbers of the required papers that are there and not refused by the scanner.</summary>
    public static async Task<IReadOnlySet<int>> PapersAsync(CoopDb db, long id) =>
        (await db.KeptDocuments.Where(d => d.OwnerKind == Engagement.DocumentKind && d.OwnerId == id
            && d.RemovedAt == null && d.State != DocumentState.Refused && d.LineNo != null)
            .Select(d => d.LineNo!.Value).ToListAsync()).ToHashSet();

    /// <summary>Keeps what the kind asks to know; what was sent or issued has its own words already.</summary>
    public static async Task DescribeAsync(WriteSession w, long id, int version, EngagementDetails details)
    {
        var engagement = await w.Db.Engagements.SingleAsync(e => e.Id == id);
        if (engagement.Version != version)
            throw new BrokenRuleException("Cette affaire a changé ailleurs entre-temps. Rechargez la page.");
        engagement.Details = details;
    }

    /// <summary>The kind may change while no quote is sent and nothing is invoiced.</summary>
    public static async Task ChangeKindAsync(WriteSession w, long id, EngagementKind kind)
    {
        var engagement = await w.Db.Engagements.SingleAsync(e => e.Id == id);
        if (engagement.Kind == kind)
            return;
        if (await w.Db.Quotes.AnyAsync(q => q.EngagementId == id && q.Status != QuoteStatus.Draft)
            || await w.Db.Invoices.AnyAsync(i => i.EngagementId == id)
            || await w.Db.HomeVisits.AnyAsync(v => v.EngagementId == id))
            throw new BrokenRuleException("Un devis de cette affaire est envoyé, ou quelque chose y est noté ou "
                + "facturé : son genre ne change plus. Ouvrez une autre affaire.");
        engagement.Kind = kind;
    }

    private static async Task<IReadOnlyList<TenYearInsurance>> InsurancesAsync(CoopDb db, Engagement engagement) =>
        [.. (await db.InsuranceCertificates.AsNoTracking().Where(c => c.ActivityId == engagement.ActivityId
            && c.WithdrawnOn == null).ToListAsync()).Select(c => c.Content)];
}
