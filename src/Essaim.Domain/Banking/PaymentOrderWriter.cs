using System.Globalization;
using System.Text;
using System.Xml;
using Essaim.Domain.Values;

namespace Essaim.Domain.Banking;

/// <summary>
/// Writes an order as pain.001.001.09 within the rules of the SEPA credit transfer (EPC132-08): one block for each
/// purpose, shared charges, no postal address, since unstructured ones are no longer taken.
/// </summary>
internal static class PaymentOrderWriter
{
    private const string Namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";

    public static byte[] Write(PaymentOrder order)
    {
        using var file = new MemoryStream();
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", CloseOutput = false,
        };
        using (var xml = XmlWriter.Create(file, settings))
        {
            xml.WriteStartElement("Document", Namespace);
            xml.WriteStartElement("CstmrCdtTrfInitn", Namespace);
            WriteHeader(xml, order);
            foreach (var block in order.Blocks)
                WriteBlock(xml, order, block);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        return file.ToArray();
    }

    private static void WriteHeader(XmlWriter xml, PaymentOrder order) => Inside(xml, "GrpHdr", () =>
    {
        Value(xml, order.MessageId, "MsgId");
        Value(xml, order.CreatedAt.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture), "CreDtTm");
        WriteSums(xml, order.TransferCount, order.Total);
        Value(xml, order.DebtorName, "InitgPty", "Nm");
    });

    private static void WriteBlock(XmlWriter xml, PaymentOrder order, PaymentBlock block) => Inside(xml, "PmtInf", () =>
    {
        var salaries = block.Purpose == TransferPurpose.Salary;
        Value(xml, block.Id, "PmtInfId");
        Value(xml, "TRF", "PmtMtd");
        Value(xml, salaries ? "true" : "false", "BtchBookg");
        WriteSums(xml, block.Transfers.Count, block.Total);
        Inside(xml, "PmtTpInf", () =>
        {
            Value(xml, "SEPA", "SvcLvl", "Cd");
            if (salaries)
                Value(xml, "SALA", "CtgyPurp", "Cd");
        });
        Value(xml, order.ExecutionDate.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "ReqdExctnDt", "Dt");
        Value(xml, order.DebtorName, "Dbtr", "Nm");
        Value(xml, order.DebtorIban.Text, "DbtrAcct", "Id", "IBAN");
        // The element must stand; this is how the rules write that the bank is not named.
        if (order.DebtorBic is { } bic)
            Value(xml, bic.Text, "DbtrAgt", "FinInstnId", "BICFI");
        else
            Value(xml, "NOTPROVIDED", "DbtrAgt", "FinInstnId", "Othr", "Id");
        Value(xml, "SLEV", "ChrgBr");
        foreach (var transfer in block.Transfers)
            WriteTransfer(xml, transfer);
    });

    private static void WriteTransfer(XmlWriter xml, CreditTransfer transfer) => Inside(xml, "CdtTrfTxInf", () =>
    {
        Value(xml, transfer.EndToEndId, "PmtId", "EndToEndId");
        Inside(xml, "Amt", () =>
        {
            xml.WriteStartElement("InstdAmt", Namespace);
            xml.WriteAttributeString("Ccy", "EUR");
            xml.WriteString(transfer.Amount.ToInvariant());
            xml.WriteEndElement();
        });
        if (transfer.Bic is { } bic)
            Value(xml, bic.Text, "CdtrAgt", "FinInstnId", "BICFI");
        Value(xml, transfer.Name, "Cdtr", "Nm");
        Value(xml, transfer.Iban.Text, "CdtrAcct", "Id", "IBAN");
        if (transfer.Purpose == TransferPurpose.Salary)
            Value(xml, "SALA", "Purp", "Cd");
        if (transfer.Reference is { } reference)
            WriteReference(xml, reference);
        else if (transfer.Label.Length > 0)
            Value(xml, transfer.Label, "RmtInf", "Ustrd");
    });

    private static void WriteReference(XmlWriter xml, CreditorReference reference) => Inside(xml, "RmtInf", () =>
        Inside(xml, "Strd", () => Inside(xml, "CdtrRefInf", () =>
        {
            Inside(xml, "Tp", () =>
            {
                Value(xml, "SCOR", "CdOrPrtry", "Cd");
                Value(xml, "ISO", "Issr");
            });
            Value(xml, reference.Text, "Ref");
        })));

    private static void WriteSums(XmlWriter xml, int count, Money total)
    {
        Value(xml, count.ToString(CultureInfo.InvariantCulture), "NbOfTxs");
        Value(xml, total.ToInvariant(), "CtrlSum");
    }

    private static void Inside(XmlWriter xml, string name, Action content)
    {
        xml.WriteStartElement(name, Namespace);
        content();
        xml.WriteEndElement();
    }

    /// <summary>A value at the end of a path of elements that hold nothing else.</summary>
    private static void Value(XmlWriter xml, string value, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            xml.WriteStartElement(name, Namespace);
        xml.WriteString(value);
        foreach (var _ in path)
            xml.WriteEndElement();
    }
}
