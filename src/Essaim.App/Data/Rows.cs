using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Data;

/// <summary>The co-op itself, as its documents name it: one row.</summary>
public sealed class Cooperative
{
    public int Id { get; init; } = 1;
    public required string Name { get; set; }
    public required Siren Siren { get; set; }
    public required string LegalForm { get; set; }
    public Money Capital { get; set; }
    public required string Street { get; set; }
    public required string PostalCode { get; set; }
    public required string City { get; set; }
    public required string Registry { get; set; }
    public required string Email { get; set; }
    public required string Phone { get; set; }
    public Iban? Iban { get; set; }

    /// <summary>Where suppliers may mail their invoices to; empty while there is no such address.</summary>
    public string InvoiceMail { get; set; } = "";

    /// <summary>From when it sends its invoices through its platform by choice; null until the law asks.</summary>
    public DateOnly? SendFrom { get; set; }

    /// <summary>How often it declares its VAT, which decides how often it reports its sales.</summary>
    public VatRegime VatRegime { get; set; }

    /// <summary>The number of its approved platform (matricule); empty while it is not known.</summary>
    public string PlatformNumber { get; set; } = "";

    /// <summary>The co-op opted for VAT on invoicing for services (option pour les débits).</summary>
    public bool VatOnDebits { get; set; }

    /// <summary>Deposits received are kept aside instead of counting as available for pay.</summary>
    public bool DepositsReserved { get; set; }

    public int Headcount { get; set; }

    /// <summary>The rate of work accidents notified to the co-op (taux AT/MP).</summary>
    public Rate WorkAccidentRate { get; set; }

    public bool IsDemonstration { get; set; }

    /// <summary>Acts on money take two people: one asks, another grants.</summary>
    public bool FourEyes { get; set; } = true;
}

/// <summary>A contribution rule as voted, in the co-op's database with its resolution.</summary>
public sealed class ContributionRuleRow
{
    public long Id { get; init; }
    public required string Name { get; init; }
    public required DateOnly FromDay { get; init; }
    public required ContributionRule Content { get; init; }
}

/// <summary>Which rule an activity has, and from when.</summary>
public sealed class ActivityRule
{
    public required ActivityId ActivityId { get; init; }
    public required long RuleId { get; init; }
    public required DateOnly FromDay { get; init; }
}

/// <summary>What month end settled of an activity's contribution: shown with the rule, never changed.</summary>
public sealed class ContributionAdjustment
{
    public required ActivityId ActivityId { get; init; }
    public required Month Month { get; init; }
    public required Money Base { get; init; }
    public required Money Due { get; init; }
    public required Money Posted { get; init; }
    public EntryId? EntryId { get; init; }
}

/// <summary>Money received, as recorded.</summary>
public sealed class Receipt
{
    public required long Id { get; init; }
    public long? InvoiceId { get; init; }
    public required DateOnly Date { get; init; }
    public required Money Amount { get; init; }
    public required string Method { get; init; }
    public required EntryId EntryId { get; init; }

    public const string DocumentKind = "receipt";
}

/// <summary>Money paid for one open item.</summary>
public sealed class Payment
{
    public required long Id { get; init; }
    public required long ItemEntryId { get; init; }
    public required int ItemLineNo { get; init; }
    public required DateOnly Date { get; init; }
    public required Money Amount { get; init; }
    public required EntryId EntryId { get; init; }

    public const string DocumentKind = "payment";
}

/// <summary>A sale between two activities, as booked.</summary>
public sealed class InternalSaleRow
{
    public required long Id { get; init; }
    public required ActivityId SellerId { get; init; }
    public required ActivityId BuyerId { get; init; }
    public required DateOnly Date { get; init; }
    public required Money Amount { get; init; }
    public required string Description { get; init; }
    public required EntryId EntryId { get; init; }

    public const string DocumentKind = "internal-sale";
}

/// <summary>A sum spread over months as pay (lissage): decided once, stopped by a new one.</summary>
public sealed class SmoothingPlanRow
{
    public long Id { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required long PersonId { get; init; }
    public required Month FirstMonth { get; init; }
    public required IReadOnlyList<Money> Amounts { get; init; }
    public required DateOnly DecidedOn { get; init; }
    public DateOnly? StoppedOn { get; set; }

    /// <summary>What the plan gives for a month, charges included; zero outside it.</summary>
    public Money For(Month month)
    {
        var at = (month.Year - FirstMonth.Year) * 12 + month.MonthOfYear - FirstMonth.MonthOfYear;
        return at >= 0 && at < Amounts.Count && (StoppedOn is null || StoppedOn > month.FirstDay) ? Amounts[at]
            : Money.Zero;
    }
}

/// <summary>An issued payslip: its content as computed that day, never computed again.</summary>
public sealed class PayslipRow
{
    public required long PersonId { get; init; }
    public required Month Month { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required Money Gross { get; init; }
    public required Money TotalCost { get; init; }
    public required Money NetPay { get; init; }

    /// <summary>The year's sums after this payslip: where the next month's regularisation starts.</summary>
    public required YearToDate YearToDate { get; init; }

    public required PayslipSnapshot Content { get; init; }
    public required EntryId EntryId { get; init; }

    /// <summary>Paid leave after this payslip; null in those issued before it was counted.</summary>
    public LeaveAccount? LeaveAccount { get; init; }

    public const string DocumentKind = "payslip";
}

/// <summary>
/// Cash lent to an activity, or paid back when negative (mouvement d’avance); opened by law when fixed pay lacked cash,
/// then to be ratified by the board.
/// </summary>
public sealed class CashAdvance
{
    public required long Id { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required Month Month { get; init; }
    public required Money Amount { get; init; }
    public required bool OpenedByLaw { get; init; }
    public DateOnly? RatifiedOn { get; set; }
    public required EntryId EntryId { get; init; }

    /// <summary>The advance with a plan that it pays out or pays back; null while no plan was decided.</summary>
    public long? AdvanceId { get; set; }

    public const string DocumentKind = "cash-advance";
}

/// <summary>The closing of a month: a row from its start, dated once the month takes no more entries.</summary>
public sealed class MonthClosing
{
    public required Month Month { get; init; }
    public required string StartedAt { get; init; }
    public string? ClosedAt { get; set; }
    public required string ClosedBy { get; init; }
}

/// <summary>The PDF of an issued document, byte for byte, chained to the one before.</summary>
public sealed class IssuedFile
{
    public long Id { get; init; }
    public required long InvoiceId { get; init; }
    public required string Name { get; init; }
    public required byte[] Bytes { get; init; }
    public required byte[] Sha256 { get; init; }
    public required byte[] Previous { get; init; }
    public required byte[] Hash { get; init; }
    public required string MadeAt { get; init; }
}

/// <summary>Work that takes over two seconds: its progress, kept so that it survives the process.</summary>
public sealed class Job
{
    public long Id { get; init; }
    public required string Kind { get; init; }
    public required string Argument { get; init; }
    public required string State { get; set; }
    public long Done { get; set; }
    public long Total { get; set; }
    public required string Message { get; set; }
    public required string CreatedAt { get; init; }
    public required string UpdatedAt { get; set; }
    public required string AskedBy { get; init; }

    /// <summary>The sign-in that asked; null from the command line.</summary>
    public long? AskedByUser { get; init; }

    public string? StartedAt { get; set; }
    public string? FinishedAt { get; set; }

    /// <summary>Who wants it stopped: it ends at its next batch.</summary>
    public string? StopAskedBy { get; set; }

    public string? FileName { get; set; }
    public string? FileSha256 { get; set; }
}

/// <summary>Who stands behind a code of the books.</summary>
public sealed class ThirdPartyRow
{
    public required string Code { get; init; }
    public required string Name { get; set; }
}

/// <summary>A number of the chart and its label.</summary>
public sealed class AccountRow
{
    public required AccountNumber Number { get; init; }
    public required string Label { get; set; }
}
