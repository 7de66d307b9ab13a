using Essaim.Domain.Values;

namespace Essaim.Domain.Banking;

/// <summary>
/// What a transfer is for: banks treat salaries apart (SALA) and hide their details on the statement.
/// </summary>
public enum TransferPurpose
{
    Ordinary,
    Salary,
}

/// <summary>
/// One payment of an order (virement): to whom, how much, and under which name it is found again in the bank's answer
/// and on the statement (référence de bout en bout). Refuses what no bank would take.
/// </summary>
public sealed record CreditTransfer
{
    /// <summary>The schemes of the SEPA go no higher: 999 999 999,99 €.</summary>
    private static readonly Money Most = new(99_999_999_999);

    public string EndToEndId { get; }
    public Money Amount { get; }

    /// <summary>The creditor's name as banks take it.</summary>
    public string Name { get; }

    public Iban Iban { get; }
    public TransferPurpose Purpose { get; }

    /// <summary>What the creditor reads, as banks take it; ignored when there is a <see cref="Reference"/>.</summary>
    public string Label { get; }

    public CreditorReference? Reference { get; init; }

    /// <summary>Not needed within the SEPA: the IBAN is enough.</summary>
    public Bic? Bic { get; init; }

    public CreditTransfer(
        string endToEndId, Money amount, string name, Iban iban, string label,
        TransferPurpose purpose = TransferPurpose.Ordinary)
    {
        EndToEndId = SepaText.Id(endToEndId, "La référence de virement");
        Name = SepaText.Name(name);
        if (!amount.IsPositive)
            throw new BrokenRuleException(
                $"Le virement à {name.Trim()} est de {amount}. Un virement est d’au moins un centime : retirez-le.");
        if (amount > Most)
            throw new BrokenRuleException($"Le virement à {name.Trim()} dépasse {Most}. Partagez-le en plusieurs.");
        Iban = SepaCountries.Reachable(iban, name.Trim());
        (Amount, Label, Purpose) = (amount, SepaText.Label(label), purpose);
    }
}

/// <summary>
/// Transfers that the bank treats alike (lot de paiements, PmtInf), under an identifier of their own.
/// </summary>
public sealed record PaymentBlock(string Id, TransferPurpose Purpose, IReadOnlyList<CreditTransfer> Transfers)
{
    public Money Total => Transfers.Sum(t => t.Amount);
}

/// <summary>
/// An order to the bank to pay (ordre de virement SEPA), ready to be written as a file. Its salaries stand in a block
/// of their own, booked at once; other payments are booked one by one, so that each is found on the statement. The
/// same order gives the same bytes: identifier and instant come from the caller.
/// </summary>
public sealed record PaymentOrder
{
    /// <summary>Leaves room for what names the blocks.</summary>
    public const int LongestMessageId = 30;

    public string MessageId { get; }

    /// <summary>Written as the clock of its own offset shows it.</summary>
    public DateTimeOffset CreatedAt { get; }

    /// <summary>The co-op's name as banks take it.</summary>
    public string DebtorName { get; }

    public Iban DebtorIban { get; }
    public DateOnly ExecutionDate { get; }
    public Bic? DebtorBic { get; init; }
    public IReadOnlyList<PaymentBlock> Blocks { get; }

    public PaymentOrder(
        string messageId, DateTimeOffset createdAt, string debtorName, Iban debtorIban, DateOnly executionDate,
        IReadOnlyCollection<CreditTransfer> transfers)
    {
        MessageId = SepaText.Id(messageId, "Le numéro de l’ordre", LongestMessageId);
        DebtorName = SepaText.Name(debtorName);
        DebtorIban = SepaCountries.Reachable(debtorIban, "la coopérative");
        if (transfers.Count == 0)
            throw new BrokenRuleException("Cet ordre ne contient aucun virement. Choisissez au moins un paiement.");
        if (executionDate < DateOnly.FromDateTime(createdAt.Date))
            throw new BrokenRuleException($"La date d’exécution, le {FrenchText.Short(executionDate)}, est passée. "
                + "Choisissez aujourd’hui ou un jour à venir.");
        var twice = transfers.GroupBy(t => t.EndToEndId).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new BrokenRuleException($"La référence « {twice.Key} » sert à deux virements : la réponse de la "
                + "banque ne dirait pas duquel elle parle. Donnez-leur deux références.");
        (CreatedAt, ExecutionDate) = (createdAt, executionDate);
        Blocks = [.. transfers.GroupBy(t => t.Purpose).OrderBy(g => g.Key)
            .Select(g => new PaymentBlock($"{MessageId}-{(g.Key == TransferPurpose.Salary ? "SAL" : "VIR")}", g.Key,
                [.. g]))];
    }

    public int TransferCount => Blocks.Sum(b => b.Transfers.Count);
    public Money Total => Blocks.Sum(b => b.Total);

    /// <summary>The file for the bank, pain.001.001.09 in UTF-8.</summary>
    public byte[] ToFile() => PaymentOrderWriter.Write(this);
}
