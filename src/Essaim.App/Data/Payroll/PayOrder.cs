using Essaim.App.Data.Ledger;
using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using NpgsqlTypes;

namespace Essaim.App.Data.Payroll;

/// <summary>One payslip to be issued: who, for which activity, and what it comes to.</summary>
/// <param name="ContributionsDue">When what is owed to social bodies and the State is due.</param>
public sealed record PayOrder(Person Person, ActivityId Activity, Payslip Payslip, DateOnly ContributionsDue)
{
    internal static readonly BulkTable Table = new("payslip",
        ("person_id", NpgsqlDbType.Bigint), ("month", NpgsqlDbType.Integer), ("activity_id", NpgsqlDbType.Integer),
        ("gross", NpgsqlDbType.Bigint), ("total_cost", NpgsqlDbType.Bigint), ("net_pay", NpgsqlDbType.Bigint),
        ("year_to_date", NpgsqlDbType.Text), ("content", NpgsqlDbType.Text), ("entry_id", NpgsqlDbType.Bigint),
        ("leave_account", NpgsqlDbType.Text));

    /// <summary>Paid leave after this payslip.</summary>
    public required LeaveAccount Leave { get; init; }

    /// <summary>What is left of an earlier year's variable part, where this payslip pays it.</summary>
    public VariableSettlementRow? Settlement { get; init; }

    /// <summary>How it pays it.</summary>
    public VariablePayment? Paid { get; init; }

    /// <summary>The day on which a month is paid: the fifth of the next.</summary>
    public static DateOnly PayDay(Month month) => month.Next().FirstDay.AddDays(4);

    /// <summary>
    /// The entry of the payslip. Money kept back settles what the person owes; accounts that older charts lack are
    /// made known first.
    /// </summary>
    internal async Task<DraftEntry> EntryAsync(WriteSession w, Month month)
    {
        var settled = new List<OpenItem>();
        if (Payslip.Movements.Count > 0)
        {
            await KnownAccounts.KnowAsync(w, [.. Payslip.Movements.Select(m => m.Account).Distinct()]);
            if (Payslip.Movements.Any(m => m.Party == PayParty.HealthInsurance))
                await w.Ledger.KnowAsync(ThirdParty.HealthInsurance, "Assurance maladie");
            settled = await OwedByAsync(w.Books, Person.Id, Payslip);
        }
        return PayPosting.Entry(Person.Id, Person.FullName, Activity, month, Payslip.Amounts, PayDay(month),
            ContributionsDue, new DocumentRef(PayslipRow.DocumentKind, Person.Id * 1_000_000 + month.Number), settled);
    }

    /// <summary>What the person owes on the accounts from which the payslip keeps money back.</summary>
    internal static async Task<List<OpenItem>> OwedByAsync(LedgerReader books, long person, Payslip payslip)
    {
        var owed = new List<OpenItem>();
        foreach (var account in new[] { Accounts.PayAdvances, Accounts.MemberSubscriptions })
            if (payslip.Movements.Any(m => m.Account == account))
                owed.AddRange((await books.Items.OpenAsync(account: account))
                    .Where(i => i.ThirdParty == ThirdParty.Person(person)));
        return owed;
    }

    internal object?[] Row(Month month, EntryId entry) =>
    [
        Person.Id, month.Number, Activity.Value, Payslip.Gross.Cents, Payslip.TotalCost.Cents, Payslip.NetPay.Cents,
        ValueJson.Write(Payslip.YearToDate), ValueJson.Write(PayslipSnapshot.Of(Payslip)), entry.Value,
        ValueJson.Write(Leave),
    ];
}

/// <summary>
/// What a month proposes for one person (paie proposée): a payslip, nothing to pay, or a sentence that says why none
/// can be made.
/// </summary>
/// <param name="Why">Where the amount comes from, in the clerk's words.</param>
/// <param name="HasElements">Something was typed for the month.</param>
public sealed record PayProposal(Person Person, PayOrder? Order, string Why, string? Problem, bool HasElements);
