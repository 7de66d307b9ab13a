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
        if (contract.Kind == ContractKind.PermanentStaff && contract.MonthlyHours is null)
            throw new BrokenRuleException("Un contrat de l’équipe compte des heures. Indiquez celles du mois.");
        var others = await w.Db.Contracts.Where(c => c.PersonId == contract.PersonId).ToListAsync();
        if (others.Any(c => c.FirstDay <= (contract.LastDay ?? DateOnly.MaxValue)
            && contract.FirstDay <= (c.LastDay ?? DateOnly.MaxValue)))
            throw new BrokenRuleException("Un autre contrat court à ces dates. Mettez-y fin d’abord.");
        w.Db.Contracts.Add(contract);
        await w.SaveAsync();
        return contract.Id;
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
