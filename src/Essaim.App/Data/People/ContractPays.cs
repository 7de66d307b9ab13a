using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.People;

/// <summary>What the clerk types of a contract for its pay.</summary>
public sealed record TypedContractPay(
    Rate? Withholding, DateOnly? RateGivenOn, HealthExemption? Health, bool Executive, string Job, string Grade);

/// <summary>Keeps what pay needs of a contract; payslips already issued keep what they used.</summary>
public static class ContractPays
{
    private const int LongestName = 100;

    public static async Task KeepAsync(WriteSession w, long contract, TypedContractPay typed)
    {
        if (typed.Job.Length > LongestName || typed.Grade.Length > LongestName)
            throw new BrokenRuleException(
                $"L’emploi et sa position s’écrivent en {LongestName} signes au plus. Abrégez-les.");
        (await w.Db.Contracts.SingleAsync(c => c.Id == contract)).WithholdingRate = typed.Withholding;
        var row = await w.Db.ContractPays.SingleOrDefaultAsync(p => p.ContractId == contract);
        if (row is null)
            w.Db.ContractPays.Add(row = new ContractPayRow { ContractId = contract });
        (row.RateGivenOn, row.Health, row.Executive) = (typed.RateGivenOn, typed.Health, typed.Executive);
        (row.Job, row.Grade) = (typed.Job, typed.Grade);
    }
}
