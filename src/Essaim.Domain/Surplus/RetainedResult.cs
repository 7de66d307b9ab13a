using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Surplus;

/// <summary>
/// An activity's retained result goes to the reserves that the general meeting voted (résultat affecté): row 28. The
/// reserves belong to the structure and are indivisible.
/// </summary>
public static class RetainedResult
{
    public static DraftEntry ToReserves(
        ActivityId activity, Money legalReserve, Money developmentFund, DateOnly date, string resolution) =>
        new EntryBuilder(Journal.General, date, $"Affectation du résultat, {resolution}")
            .Debit(Accounts.ProfitOfYear, activity, legalReserve + developmentFund)
            .Credit(Accounts.LegalReserve, ActivityId.Structure, legalReserve)
            .Credit(Accounts.DevelopmentFund, ActivityId.Structure, developmentFund)
            .Build();
}
