using System.Xml;
using Essaim.Domain.Values;

namespace Essaim.Domain.Banking;

/// <summary>What the bank made of a payment. Pending is also what it says nothing of.</summary>
public enum PaymentState
{
    Pending,
    Accepted,
    Rejected,
}

/// <summary>
/// What the bank says of one transfer, block or order, with a French sentence. The codes stay as the bank gave them.
/// </summary>
/// <param name="EndToEndId">The transfer's; null for what speaks of a block or order, or names no transfer.</param>
public sealed record PaymentOutcome(
    string? EndToEndId, PaymentState State, string Sentence, string? StatusCode, string? ReasonCode);

/// <summary>
/// The bank's answer to an order (pain.002, versions 001.03 and 001.10). It may speak of the whole order, of a block
/// and of single transfers: a refusal of the larger one holds for all that is in it; otherwise the smaller one is more
/// exact. An answer that is not whole is refused, since half of it could hide a refusal.
/// </summary>
public sealed class PaymentAnswer
{
    private readonly Dictionary<string, PaymentOutcome> _blocks = [];
    private readonly Dictionary<string, PaymentOutcome> _transfers = [];
    private readonly List<PaymentOutcome> _unnamed = [];

    /// <summary>The identifier of the order that is answered; null when the bank forgot it.</summary>
    public string? OrderId { get; private init; }

    /// <summary>What is said of the whole order; null when nothing is.</summary>
    public PaymentOutcome? Whole { get; private init; }

    /// <summary>The transfers that the answer names.</summary>
    public IReadOnlyCollection<PaymentOutcome> Named => _transfers.Values;

    /// <summary>What is said of transfers that the answer does not name: a person must look.</summary>
    public IReadOnlyList<PaymentOutcome> Unnamed => _unnamed;

    private PaymentAnswer()
    {
    }

    public static PaymentAnswer Read(byte[] content)
    {
        if (content.Length > BankFile.MostBytes)
            throw new BrokenRuleException("Cette réponse dépasse 64 Mo : ce n’est sans doute pas le bon fichier.");
        var report = Report(content)?.Find("CstmrPmtStsRpt") ?? throw new BrokenRuleException(
            "Ce fichier n’est pas la réponse d’une banque à un ordre de virement (pain.002). Choisissez-en un autre.");
        var group = report.Find("OrgnlGrpInfAndSts");
        var answer = new PaymentAnswer
        {
            OrderId = group?.TextAt("OrgnlMsgId"), Whole = group is null ? null : Outcome(group, "GrpSts", null),
        };
        foreach (var block in report.All("OrgnlPmtInfAndSts"))
            answer.TakeBlock(block);
        return answer;
    }

    /// <summary>What the answer means for one transfer of the order.</summary>
    public PaymentOutcome Of(string endToEndId, string? blockId)
    {
        var transfer = _transfers.GetValueOrDefault(endToEndId);
        var block = blockId is null ? null : _blocks.GetValueOrDefault(blockId);
        var outcome = transfer is { State: PaymentState.Rejected } ? transfer
            : Whole is { State: PaymentState.Rejected } ? Whole
            : block is { State: PaymentState.Rejected } ? block
            : transfer ?? block ?? Whole
            ?? new PaymentOutcome(null, PaymentState.Pending, "La banque ne dit rien de ce virement.", null, null);
        return outcome with { EndToEndId = endToEndId };
    }

    /// <summary>What it means for each transfer of the order, in the order's sequence.</summary>
    public IReadOnlyList<PaymentOutcome> Of(PaymentOrder order)
    {
        if (OrderId is not null && OrderId != order.MessageId)
            throw new BrokenRuleException($"Cette réponse est celle de l’ordre {OrderId}, pas de l’ordre "
                + $"{order.MessageId}. Importez-la depuis l’ordre {OrderId}.");
        return [.. order.Blocks.SelectMany(b => b.Transfers.Select(t => Of(t.EndToEndId, b.Id)))];
    }

    private static XmlPart? Report(byte[] content)
    {
        using var reader = XmlPart.Open(content);
        try
        {
            while (XmlPart.Advance(reader))
                if (reader.NodeType == XmlNodeType.Element)
                {
                    var root = XmlPart.Read(reader);
                    // What follows the root must be well formed too, or the file is not whole.
                    while (XmlPart.Advance(reader))
                        continue;
                    return root;
                }
        }
        catch (XmlException wrong)
        {
            throw new BrokenRuleException($"Cette réponse est coupée ou abîmée à la ligne {wrong.LineNumber}. "
                + "Téléchargez-la de nouveau auprès de la banque.", wrong);
        }
        return null;
    }

    private void TakeBlock(XmlPart block)
    {
        if (block.TextAt("OrgnlPmtInfId") is { } id && Outcome(block, "PmtInfSts", null) is { } said)
            Keep(_blocks, id, said);
        foreach (var transfer in block.All("TxInfAndSts"))
        {
            var endToEndId = BankText.Reference(transfer.TextAt("OrgnlEndToEndId"));
            var outcome = Outcome(transfer, "TxSts", endToEndId) ?? PaymentStatus.Silent(endToEndId);
            if (endToEndId is null)
                _unnamed.Add(outcome);
            else
                Keep(_transfers, endToEndId, outcome);
        }
    }

    /// <summary>Said twice, a refusal stays; otherwise the last word counts.</summary>
    private static void Keep(Dictionary<string, PaymentOutcome> kept, string id, PaymentOutcome outcome)
    {
        if (kept.GetValueOrDefault(id) is not { State: PaymentState.Rejected })
            kept[id] = outcome;
    }

    private static PaymentOutcome? Outcome(XmlPart part, string status, string? endToEndId)
    {
        var reason = part.TextAt("StsRsnInf", "Rsn", "Cd") ?? part.TextAt("StsRsnInf", "Rsn", "Prtry");
        var more = BankText.Join(part.All("StsRsnInf", "AddtlInf").Select(p => p.Text));
        return part.TextAt(status) is { } code ? PaymentStatus.Told(endToEndId, code, reason, more) : null;
    }
}
