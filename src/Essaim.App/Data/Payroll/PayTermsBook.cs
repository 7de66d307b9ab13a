using Essaim.App.Data.People;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>
/// What each contract's pay depends on beside its amount: the co-op, its dated choices, and what pay needs of the
/// contract itself.
/// </summary>
public sealed class PayTermsBook(Cooperative coop, PayChoices choices, IReadOnlyDictionary<long, ContractPayRow> own)
{
    public static async Task<PayTermsBook> ReadAsync(CoopDb db, Cooperative coop) => new(coop,
        await PayChoices.ReadAsync(db), await db.ContractPays.AsNoTracking().ToDictionaryAsync(p => p.ContractId));

    public PayTerms Of(Contract contract, Month month)
    {
        var mine = own.GetValueOrDefault(contract.Id);
        return choices.On(month.LastDay).In(OfCoop(month) with
        {
            HoursPerMonth = contract.Kind == ContractKind.Cesa ? null : contract.MonthlyHours,
            Executive = mine?.Executive ?? false,
            HealthExemption = mine?.Health,
            Withholding = contract.WithholdingRate is not { } rate ? WithholdingRate.Neutral
                : mine?.RateGivenOn is { } given ? WithholdingRate.Given(rate, given) : WithholdingRate.Given(rate),
        });
    }

    /// <summary>Of a pay that no contract fixes yet.</summary>
    public PayTerms OfCoop(Month month) => new(month.LastDay)
    {
        Headcount = Math.Max(1, coop.Headcount), WorkAccidentRate = coop.WorkAccidentRate,
    };

    /// <summary>For whose work the person was hired; null for an entrepreneur and for the co-op's own team.</summary>
    public ActivityId? HiredFor(Contract contract) => own.GetValueOrDefault(contract.Id)?.ActivityId;
}
