using Essaim.Domain.Values;

namespace Essaim.Domain.Banking;

/// <summary>
/// One movement (Ntry) of a CAMT.053 as a line; its payments (TxDtls) as details when there are several.
/// </summary>
internal static class Camt053Entry
{
    public static BankLine? Read(XmlPart entry, out string? problem)
    {
        problem = null;
        if (entry.Find("Amt") is not { } written || Camt053Reader.Signed(written, entry) is not { } amount)
        {
            problem = WrongAmount(entry);
            return null;
        }
        if (amount.IsZero)
        {
            problem = "Ce mouvement est de zéro euro ; il n’est pas repris.";
            return null;
        }
        var value = Date(entry, "ValDt");
        if ((Date(entry, "BookgDt") ?? value) is not { } booked)
        {
            problem = $"La date « {entry.TextAt("BookgDt", "Dt") ?? entry.TextAt("BookgDt", "DtTm")} » n’existe pas.";
            return null;
        }
        var payments = entry.All("NtryDtls", "TxDtls").ToList();
        var details = payments.Select(p => Detail(p, entry, amount)).ToList();
        var only = details.Count == 1 ? details[0] : null;
        var reference = BankText.Reference(entry.TextAt("AcctSvcrRef")) ?? only?.BankReference;
        return new BankLine
        {
            BookedOn = booked, ValueDate = value, Amount = amount,
            Label = BankText.Join([entry.TextAt("AddtlNtryInf"), only?.Label]),
            CounterpartyName = only?.CounterpartyName, CounterpartyIban = only?.CounterpartyIban,
            EndToEndId = only?.EndToEndId, BankReference = reference, HasOwnReference = reference is not null,
            Kind = Kind(entry), EntryNumber = only is null ? null : payments[0].TextAt("Refs", "ChqNb"),
            PaymentBlockId = BankText.Reference(entry.TextAt("NtryDtls", "Btch", "PmtInfId"))
                ?? (payments.Count == 0 ? null : BankText.Reference(payments[0].TextAt("Refs", "PmtInfId"))),
            Details = only is null ? details : [],
        };
    }

    private static string WrongAmount(XmlPart entry)
    {
        var written = entry.TextAt("Amt");
        if (entry.Find("Amt")?.Currency is { } currency && currency != "EUR")
            return $"Ce mouvement est en {BankText.Clean(currency)}. Seuls les euros sont pris.";
        return entry.TextAt("CdtDbtInd") is "CRDT" or "DBIT"
            ? $"« {written} » n’est pas un montant en euros au centime."
            : "Ce mouvement ne dit pas s’il est au crédit ou au débit.";
    }

    private static DateOnly? Date(XmlPart entry, string name) =>
        BankText.TryDate(entry.TextAt(name, "Dt") ?? entry.TextAt(name, "DtTm"), out var date) ? date : null;

    /// <summary>ISO's code in three parts; a bank's own code where it gives no other.</summary>
    private static string? Kind(XmlPart entry)
    {
        var parts = new[]
        {
            entry.TextAt("BkTxCd", "Domn", "Cd"), entry.TextAt("BkTxCd", "Domn", "Fmly", "Cd"),
            entry.TextAt("BkTxCd", "Domn", "Fmly", "SubFmlyCd"),
        };
        return parts[0] is null ? entry.TextAt("BkTxCd", "Prtry", "Cd") : string.Join('/', parts.OfType<string>());
    }

    private static BankLineDetail Detail(XmlPart payment, XmlPart entry, Money whole)
    {
        // What comes back names the parties of the first payment, which went the other way.
        var returned = payment.Find("RtrInf") is not null || entry.TextAt("RvslInd") is "true" or "1";
        var side = whole.IsPositive != returned ? "Dbtr" : "Cdtr";
        return new BankLineDetail(
            AmountOf(payment, whole), BankText.Join(Words(payment)),
            NameOf(payment, side) ?? NameOf(payment, "Ultmt" + side),
            BankText.ToIban(payment.TextAt("RltdPties", side + "Acct", "Id", "IBAN")),
            BankText.Reference(payment.TextAt("Refs", "EndToEndId")),
            BankText.Reference(payment.TextAt("Refs", "AcctSvcrRef")));
    }

    private static string? NameOf(XmlPart payment, string side) =>
        payment.TextAt("RltdPties", side, "Pty", "Nm") ?? payment.TextAt("RltdPties", side, "Nm");

    private static Money? AmountOf(XmlPart payment, Money whole)
    {
        var written = payment.Find("Amt") ?? payment.Find("AmtDtls", "TxAmt", "Amt");
        if (written is null || written.Currency is not (null or "EUR")
                || !BankText.TryAmount(written.Text, out var amount) || amount.IsNegative)
            return null;
        var credit = payment.TextAt("CdtDbtInd") is { } sign ? sign == "CRDT" : whole.IsPositive;
        return credit ? amount : -amount;
    }

    private static IEnumerable<string?> Words(XmlPart payment) =>
    [
        .. payment.All("RmtInf", "Ustrd").Select(p => p.Text), payment.TextAt("RmtInf", "Strd", "CdtrRefInf", "Ref"),
        .. payment.All("RmtInf", "Strd", "AddtlRmtInf").Select(p => p.Text),
        payment.TextAt("RtrInf", "Rsn", "Cd"), payment.TextAt("AddtlTxInf"),
    ];
}
