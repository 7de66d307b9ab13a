using Essaim.App.Data.People;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities;

/// <summary>Signs and ends contracts: one at a time for a person, and never under a payslip.</summary>
public static class Contracts
{
    public static async Task<long> SignAsync(WriteSession w, Contract contract)
    {
        if (contract.LastDay < contract.FirstDay)
            throw new BrokenRuleException("Le contrat finit avant de commencer. Vérifiez les deux dates.");
        if (contract.FixedPay.IsNegative || contract.MonthlyHours < 0)
            throw new BrokenRuleException("Une part fixe et des heures ne sont pas négatives.");
        if (contract.Kind is ContractKind.PermanentStaff or ContractKind.FixedTermStaff
            && contract.MonthlyHours is null)
            throw new BrokenRuleException("Un contrat de l’équipe compte des heures. Indiquez celles du mois.");
        if (contract.Kind == ContractKind.FixedTermStaff && contract.LastDay is null)
            throw new BrokenRuleException("Un CDD a un terme. Indiquez son dernier jour.");
        contract.PlannedEnd ??= contract.LastDay;
        var others = await w.Db.Contracts.Where(c => c.PersonId == contract.PersonId).ToListAsync();
        if (others.Any(c => c.FirstDay <= (contract.LastDay ?? DateOnly.MaxValue)
            && contract.FirstDay <= (c.LastDay ?? DateOnly.MaxValue)))
            throw new BrokenRuleException("Un autre contrat court à ces dates. Mettez-y fin d’abord.");
        w.Db.Contracts.Add(contract);
        await w.SaveAsync();
        return contract.Id;
    }

    /// <summary>
    /// Puts an amendment in the place of the contract that it amends, which ends the day before. What was paid already
    /// stays: an amendment begins after the last payslip.
    /// </summary>
    public static async Task<long> AmendAsync(WriteSession w, Contract amendment)
    {
        var before = await w.Db.Contracts.SingleAsync(c => (c.Id == amendment.AmendsId
            || c.AmendsId == amendment.AmendsId) && c.Amendment == amendment.Amendment - 1);
        if (amendment.FirstDay <= before.FirstDay)
            throw new BrokenRuleException($"Ce qui est changé vaut depuis le {FrenchText.Long(before.FirstDay)} : "
                + "l’avenant doit commencer plus tard.");
        if (before.LastDay < amendment.FirstDay)
            throw new BrokenRuleException($"Le contrat finit le {FrenchText.Long(before.LastDay.Value)} : un avenant "
                + "ne peut pas commencer après. Préparez un nouveau contrat.");
        var month = Month.Of(amendment.FirstDay);
        if (await w.Db.Payslips.AnyAsync(p => p.PersonId == before.PersonId && p.Month >= month))
            throw new BrokenRuleException($"Le bulletin {month.AfterDe()} ou un bulletin suivant est déjà émis. "
                + "Faites commencer l’avenant au mois suivant.");
        before.LastDay = amendment.FirstDay.AddDays(-1);
        await w.SaveAsync();
        var number = await SignAsync(w, amendment);
        if (await w.Db.ContractPays.SingleOrDefaultAsync(p => p.ContractId == before.Id) is { } pay)
            w.Db.ContractPays.Add(new ContractPayRow
            {
                ContractId = number, ActivityId = pay.ActivityId, Health = pay.Health, RateGivenOn = pay.RateGivenOn,
                Executive = pay.Executive,
            });
        amendment.WithholdingRate = before.WithholdingRate;
        return number;
    }

    public static async Task EndAsync(WriteSession w, long id, DateOnly last)
    {
        var contract = await w.Db.Contracts.SingleOrDefaultAsync(c => c.Id == id)
            ?? throw new BrokenRuleException("Ce contrat n’existe pas. Rechargez la page.");
        if (last < contract.FirstDay)
            throw new BrokenRuleException(
                $"Le contrat commence le {FrenchText.Short(contract.FirstDay)} : il ne peut finir avant.");
        var month = Month.Of(last);
        if (await w.Db.Payslips.AnyAsync(p => p.PersonId == contract.PersonId && p.Month > month))
            throw new BrokenRuleException("Un bulletin existe après cette date. Choisissez un jour plus tard.");
        contract.LastDay = last;
    }
}
