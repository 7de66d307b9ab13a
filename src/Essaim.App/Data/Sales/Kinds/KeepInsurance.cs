using Essaim.Domain.Ledger;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales.Kinds;

/// <summary>Keeps the certificates of ten-year insurance of an activity.</summary>
public static class KeepInsurance
{
    public static async Task<InsuranceCertificate> AddAsync(
        WriteSession w, ActivityId activity, TenYearInsurance insurance, string by)
    {
        insurance.Check();
        var row = new InsuranceCertificate
        {
            ActivityId = activity, Content = insurance, LastDay = insurance.LastDay, MadeAt = w.Now, MadeBy = by,
        };
        w.Db.InsuranceCertificates.Add(row);
        await w.SaveAsync();
        return row;
    }

    /// <summary>It covers nothing any more; what was issued under it stays as it is.</summary>
    public static async Task WithdrawAsync(WriteSession w, long id)
    {
        var row = await w.Db.InsuranceCertificates.SingleAsync(c => c.Id == id);
        if (row.WithdrawnOn is not null)
            throw new BrokenRuleException("Cette attestation est déjà retirée.");
        row.WithdrawnOn = w.Today;
    }

    public static Task<List<InsuranceCertificate>> OfAsync(CoopDb db, ActivityId activity) =>
        db.InsuranceCertificates.AsNoTracking().Where(c => c.ActivityId == activity)
            .OrderByDescending(c => c.LastDay).ThenByDescending(c => c.Id).ToListAsync();
}
