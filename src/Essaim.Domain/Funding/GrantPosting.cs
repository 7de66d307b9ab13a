using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Funding;

/// <summary>
/// A grant (subvention) announced by its convention, then received: row 22. Receiving settles the open item.
/// </summary>
public static class GrantPosting
{
    public static DraftEntry Announced(string funder, Money amount, DateOnly date, DateOnly due) =>
        new EntryBuilder(Journal.General, date, $"Subvention {funder}")
            .Debit(Accounts.GrantsReceivable, ActivityId.Structure, amount, opens: new OpenItemTerms(due))
            .Credit(Accounts.Grants, ActivityId.Structure, amount)
            .Build();
}
