namespace Essaim.Domain.Tests.Banking;

/// <summary>Makes answers of banks (pain.002), with what differs between versions 03 and 10.</summary>
internal static class AnswerSample
{
    public static readonly string Mixed = Answer("10", Group("O1", "PART"), Block("O1-VIR", "PART",
        Transfer("P1", "ACSC"), Transfer("P2", "RJCT", "AC04", "COMPTE CLOTURE")));

    public static string Answer(string version, string group, params string[] blocks) =>
        $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001."
        + $"{version}\"><CstmrPmtStsRpt><GrpHdr><MsgId>B1</MsgId><CreDtTm>2026-02-01T06:00:00</CreDtTm></GrpHdr>"
        + $"{group}{string.Concat(blocks)}</CstmrPmtStsRpt></Document>";

    public static string Group(string order, string status, string reason = "") =>
        $"<OrgnlGrpInfAndSts><OrgnlMsgId>{order}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>"
        + Status("GrpSts", status) + Reason(reason, "") + "</OrgnlGrpInfAndSts>";

    public static string Block(string id, string status, params string[] transfers) =>
        $"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{id}</OrgnlPmtInfId>{Status("PmtInfSts", status)}"
        + $"{string.Concat(transfers)}</OrgnlPmtInfAndSts>";

    public static string Transfer(string id, string status, string reason = "", string words = "") =>
        $"<TxInfAndSts><StsId>1</StsId><OrgnlEndToEndId>{id}</OrgnlEndToEndId>{Status("TxSts", status)}"
        + $"{Reason(reason, words)}</TxInfAndSts>";

    private static string Status(string name, string code) => code.Length == 0 ? "" : $"<{name}>{code}</{name}>";

    private static string Reason(string code, string words) => code.Length == 0 ? ""
        : $"<StsRsnInf><Rsn><Cd>{code}</Cd></Rsn>"
            + $"{(words.Length == 0 ? "" : $"<AddtlInf>{words}</AddtlInf>")}</StsRsnInf>";
}
