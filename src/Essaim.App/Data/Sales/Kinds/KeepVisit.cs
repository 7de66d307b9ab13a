using Essaim.Domain.Law;
using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales.Kinds;

/// <summary>Notes visits at home and puts them on an invoice, each once.</summary>
public static class KeepVisit
{
    public static async Task<HomeVisit> AddAsync(WriteSession w, HomeVisit visit)
    {
        visit.Check(w.Today);
        if (await w.Db.Engagements.Where(e => e.Id == visit.EngagementId).Select(e => e.Kind).SingleAsync()
            != EngagementKind.HomeServices)
            throw new BrokenRuleException("Les interventions se notent dans une affaire de services à la personne.");
        if (await w.Db.HomeVisits.AnyAsync(v => v.EngagementId == visit.EngagementId && v.Day == visit.Day
            && v.Service == visit.Service && v.Worker == visit.Worker && v.Hours == visit.Hours))
            throw new BrokenRuleException("Cette intervention est déjà notée : même jour, même service, même durée, "
                + "même personne. S’il y en a eu deux, écrivez la durée totale.");
        w.Db.HomeVisits.Add(visit);
        await w.SaveAsync();
        return visit;
    }

    public static async Task RemoveAsync(WriteSession w, long engagement, long id)
    {
        var visit = await w.Db.HomeVisits.SingleOrDefaultAsync(v => v.Id == id && v.EngagementId == engagement)
            ?? throw new BrokenRuleException("Cette intervention n’existe plus. Rechargez la page.");
        if (visit.InvoiceId is not null)
            throw new BrokenRuleException("Cette intervention est facturée. Reprenez d’abord la facture par un avoir.");
        w.Db.HomeVisits.Remove(visit);
    }

    /// <summary>Those that no invoice asks for: never invoiced, or taken back whole by a credit note.</summary>
    public static async Task<List<HomeVisit>> FreeAsync(CoopDb db, long engagement)
    {
        var visits = await db.HomeVisits.AsNoTracking().Where(v => v.EngagementId == engagement)
            .OrderBy(v => v.Day).ThenBy(v => v.Id).ToListAsync();
        var credited = await CreditedAsync(db, engagement);
        return [.. visits.Where(v => v.InvoiceId is not { } id || credited.Contains(id))];
    }

    /// <summary>A draft with one line for each free visit.</summary>
    public static async Task<SaleDraft> InvoiceAsync(WriteSession w, Engagement engagement, LawBook law)
    {
        var visits = await FreeAsync(w.Db, engagement.Id);
        if (visits.Count == 0)
            throw new BrokenRuleException("Aucune intervention n’est à facturer. Notez-en d’abord une.");
        var rates = InvoiceLaw.Of(law, w.Today);
        var lines = visits.Select(v => v.ToLine(engagement.ActivityId, VatTreatments.Find(rates, v.VatCode)));
        return await KeepDraft.StartAsync(w, new SaleDraft
        {
            ActivityId = engagement.ActivityId, CustomerId = engagement.CustomerId, Kind = SaleDocumentKind.Invoice,
            EngagementId = engagement.Id, Content = new SaleContent([.. lines], Rate.Zero, ""), UpdatedAt = w.Now,
        });
    }

    /// <summary>The visits of an invoice about to be issued: of its job, free, and as long as its lines say.</summary>
    public static async Task<IReadOnlyList<HomeVisit>> CheckedAsync(WriteSession w, IssueInvoice.Order order)
    {
        var lines = order.Content.Lines.Where(l => l.VisitId is not null).ToList();
        if (lines.Count == 0 || order.Kind == SaleDocumentKind.CreditNote)
            return [];
        var ids = lines.Select(l => l.VisitId!.Value).ToList();
        if (ids.Distinct().Count() < ids.Count)
            throw new BrokenRuleException("Une intervention est deux fois sur cette facture. Retirez une ligne.");
        var visits = await w.Db.HomeVisits.Where(v => v.EngagementId == order.EngagementId && ids.Contains(v.Id))
            .ToListAsync();
        var credited = order.EngagementId is { } engagement ? await CreditedAsync(w.Db, engagement) : [];
        foreach (var line in lines)
        {
            var visit = visits.FirstOrDefault(v => v.Id == line.VisitId) ?? throw new BrokenRuleException(
                $"L’intervention « {line.Description} » n’est plus notée. Retirez la ligne.");
            if (visit.InvoiceId is { } id && !credited.Contains(id))
                throw new BrokenRuleException($"L’intervention du {FrenchText.Long(visit.Day)} est déjà facturée. "
                    + "Retirez la ligne.");
            if (visit.Hours != line.Quantity.Value)
                throw new BrokenRuleException($"L’intervention du {FrenchText.Long(visit.Day)} est notée pour "
                    + $"{FrenchText.Decimal(visit.Hours, 2)} heures, et la facture en demande "
                    + $"{FrenchText.Decimal(line.Quantity.Value, 2)}. Corrigez l’une ou l’autre.");
        }
        return visits;
    }

    private static async Task<HashSet<long>> CreditedAsync(CoopDb db, long engagement)
    {
        var invoices = await db.Invoices.AsNoTracking().Where(i => i.EngagementId == engagement)
            .Select(i => new { i.Id, i.CreditsInvoiceId, i.Total }).ToListAsync();
        return [.. invoices.Where(i => i.CreditsInvoiceId is null && invoices.Where(c => c.CreditsInvoiceId == i.Id)
            .Sum(c => c.Total) is var back && !back.IsZero && back >= i.Total).Select(i => i.Id)];
    }
}
