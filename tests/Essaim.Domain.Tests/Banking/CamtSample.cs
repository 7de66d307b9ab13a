using System.Text;

namespace Essaim.Domain.Tests.Banking;

/// <summary>Makes CAMT.053 files of both versions, with what differs between them.</summary>
internal static class CamtSample
{
    public const string French = "FR7630006000011234567890189";

    public static string Document(string version, params string[] statements) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001."
        + $"{version}\"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-02-01T06:00:00</CreDtTm></GrpHdr>\n"
        + string.Join('\n', statements) + "\n</BkToCstmrStmt></Document>\n";

    public static string Statement(
        string id, string opening, string closing, string entries, string iban = French, string currency = "EUR") =>
        $"<Stmt><Id>{id}</Id><CreDtTm>2026-02-01T06:00:00</CreDtTm><Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>{currency}"
        + $"</Ccy></Acct>{Balance("OPBD", opening, "2026-01-01")}{Balance("CLBD", closing, "2026-01-31")}\n"
        + $"{entries}</Stmt>";

    public static string Balance(string code, string amount, string day) =>
        $"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount.TrimStart('-')}</Amt><CdtDbtInd>"
        + $"{Sign(amount)}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>\n";

    /// <summary>An entry; a minus before the amount makes it a debit.</summary>
    public static string Entry(
        string amount, string day = "2026-01-15", string reference = "", string details = "", string words = "",
        string status = "<Sts><Cd>BOOK</Cd></Sts>", string currency = "EUR", string kind = Transfer) =>
        $"<Ntry><Amt Ccy=\"{currency}\">{amount.TrimStart('-')}</Amt><CdtDbtInd>{Sign(amount)}</CdtDbtInd>{status}"
        + $"<BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>"
        + (reference.Length == 0 ? "" : $"<AcctSvcrRef>{reference}</AcctSvcrRef>") + kind
        + (details.Length == 0 ? "" : $"<NtryDtls>{details}</NtryDtls>")
        + (words.Length == 0 ? "" : $"<AddtlNtryInf>{words}</AddtlNtryInf>") + "</Ntry>\n";

    public const string Transfer = "<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly>"
        + "</Domn></BkTxCd>";

    /// <summary>A payment of an entry as version 08 writes it: the party in Pty, the amount beside the sign.</summary>
    public static string Payment08(
        string endToEnd, string amount, string debtor, string iban, string words, string returned = "") =>
        $"<TxDtls><Refs><EndToEndId>{endToEnd}</EndToEndId></Refs>"
        + $"<Amt Ccy=\"EUR\">{amount.TrimStart('-')}</Amt><CdtDbtInd>{Sign(amount)}</CdtDbtInd><RltdPties>"
        + $"<Dbtr><Pty><Nm>{debtor}</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>{iban}"
        + "</IBAN></Id></DbtrAcct><Cdtr><Pty><Nm>CAE Les Ruches</Nm></Pty></Cdtr></RltdPties><RmtInf><Ustrd>"
        + $"{words}</Ustrd></RmtInf>{returned}</TxDtls>";

    /// <summary>A payment as version 02 writes it: the name at once, the amount among its details.</summary>
    public static string Payment02(string endToEnd, string amount, string creditor, string iban, string words) =>
        $"<TxDtls><Refs><EndToEndId>{endToEnd}</EndToEndId></Refs><AmtDtls><TxAmt>"
        + $"<Amt Ccy=\"EUR\">{amount}</Amt></TxAmt></AmtDtls><RltdPties>"
        + $"<Cdtr><Nm>{creditor}</Nm></Cdtr><CdtrAcct><Id><IBAN>{iban}</IBAN></Id></CdtrAcct>"
        + $"</RltdPties><RmtInf><Ustrd>{words}</Ustrd></RmtInf></TxDtls>";

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Sign(string amount) => amount.StartsWith('-') ? "DBIT" : "CRDT";
}
