using Essaim.App.Data.Banking.Runs;
using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Banking;

/// <summary>
/// An account of the co-op at a bank (compte bancaire), and the account of the books that carries it.
/// </summary>
public sealed class BankAccountRow
{
    public long Id { get; init; }
    public required string Name { get; set; }
    public required Iban Iban { get; init; }
    public string Bic { get; set; } = "";
    public required AccountNumber Account { get; init; }

    /// <summary>What the books say before this day is not compared with statements.</summary>
    public required DateOnly StartsOn { get; set; }

    public DateOnly? ClosedOn { get; set; }

    public MoneySide Side => new(Account);
}

/// <summary>A statement as it was handed in (relevé): its balances, and how many of its lines were new.</summary>
public sealed class BankStatementRow
{
    public long Id { get; init; }
    public required long BankAccountId { get; init; }
    public required string FileName { get; init; }
    public required string FileSha256 { get; init; }
    public string Reference { get; init; } = "";
    public Money? Opening { get; init; }
    public DateOnly? OpeningOn { get; init; }
    public Money? Closing { get; init; }
    public DateOnly? ClosingOn { get; init; }
    public required long Added { get; init; }
    public required long Known { get; init; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }
}

/// <summary>A movement of a bank account as its bank told it (mouvement), and who explained it.</summary>
public sealed class BankLineRow
{
    public const string DocumentKind = "bank-line";

    public long Id { get; init; }
    public required long BankAccountId { get; init; }
    public required long StatementId { get; init; }
    public required string Key { get; init; }
    public required DateOnly Date { get; init; }
    public DateOnly? ValueDate { get; init; }
    public required Money Amount { get; init; }
    public required string Label { get; init; }
    public string Party { get; init; } = "";
    public SealedValue? PartyIban { get; init; }

    /// <summary>What whoever paid called it, else what the bank calls it.</summary>
    public string Reference { get; init; } = "";

    public string? ExplainedAt { get; set; }
    public string? ExplainedBy { get; set; }

    public DocumentRef Document => new(DocumentKind, Id);

    /// <summary>All that the bank wrote of it, each thing once.</summary>
    public string Text => string.Join(' ', new[] { Label, Party, Reference }.Where((t, at) => t.Length > 0
        && (at == 0 || !Label.Contains(t, StringComparison.OrdinalIgnoreCase))));
}

/// <summary>A rule for movements that come again, and how often it was followed.</summary>
public sealed class BankRuleRow
{
    public long Id { get; init; }
    public required string Text { get; init; }
    public required bool IsIncoming { get; init; }
    public required AccountNumber Account { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required string Label { get; init; }
    public long Uses { get; set; }
    public required string MadeAt { get; init; }
    public required string MadeBy { get; init; }

    public BankRule Rule => new(Id, Text, IsIncoming, Account, ActivityId, Label);
}

internal static class BankRows
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<BankAccountRow>(e => { e.ToTable("bank_account"); e.Ignore(a => a.Side); });
        model.Entity<BankStatementRow>().ToTable("bank_statement");
        model.Entity<BankLineRow>(e =>
        {
            e.ToTable("bank_line");
            e.Ignore(l => l.Document);
            e.Ignore(l => l.Text);
        });
        PaymentRunRows.Map(model);
        model.Entity<BankRuleRow>(e => { e.ToTable("bank_rule"); e.Ignore(r => r.Rule); });
    }
}
