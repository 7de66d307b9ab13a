using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.People;

/// <summary>Keeps what pay needs of a contract; payslips already issued keep what they used.</summary>
public static class ContractPays
{
    public static async Task KeepAsync(
        WriteSession w, long contract, Rate? withholding, DateOnly? givenOn, HealthExemption? health,
        bool executive)
    {
        (await w.Db.Contracts.SingleAsync(c => c.Id == contract)).WithholdingRate = withholding;
        if (await w.Db.ContractPays.SingleOrDefaultAsync(p => p.ContractId == contract) is { } known)
            (known.RateGivenOn, known.Health, known.Executive) = (givenOn, health, executive);
        else if (givenOn is not null || health is not null || executive)
            w.Db.ContractPays.Add(new ContractPayRow
            {
                ContractId = contract, RateGivenOn = givenOn, Health = health, Executive = executive,
            });
    }
}
