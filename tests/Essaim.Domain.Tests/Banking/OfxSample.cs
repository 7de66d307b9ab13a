namespace Essaim.Domain.Tests.Banking;

/// <summary>Makes OFX files of both versions.</summary>
internal static class OfxSample
{
    public const string Head1 = "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nSECURITY:NONE\r\nENCODING:USASCII\r\n"
        + "CHARSET:1252\r\nCOMPRESSION:NONE\r\nOLDFILEUID:NONE\r\nNEWFILEUID:NONE\r\n\r\n";

    public const string Head2 = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n"
        + "<?OFX OFXHEADER=\"200\" VERSION=\"211\" SECURITY=\"NONE\" OLDFILEUID=\"NONE\" NEWFILEUID=\"NONE\"?>\n";

    /// <summary>Version 1: values have no closing tag, aggregates have.</summary>
    public static string Sgml(string movements, string balance = "1240.50", string currency = "EUR",
        string account = "<BANKID>30006\r\n<BRANCHID>00001\r\n<ACCTID>12345678901\r\n<ACCTTYPE>CHECKING") =>
        Head1 + "<OFX>\r\n<SIGNONMSGSRSV1>\r\n<SONRS>\r\n<STATUS>\r\n<CODE>0\r\n<SEVERITY>INFO\r\n</STATUS>\r\n"
        + "<DTSERVER>20260201060000\r\n<LANGUAGE>FRA\r\n</SONRS>\r\n</SIGNONMSGSRSV1>\r\n<BANKMSGSRSV1>\r\n"
        + $"<STMTTRNRS>\r\n<TRNUID>1\r\n<STMTRS>\r\n<CURDEF>{currency}\r\n"
        + $"<BANKACCTFROM>\r\n{account}\r\n</BANKACCTFROM>\r\n"
        + $"<BANKTRANLIST>\r\n<DTSTART>20260101\r\n<DTEND>20260131\r\n{movements}</BANKTRANLIST>\r\n"
        + $"<LEDGERBAL>\r\n<BALAMT>{balance}\r\n<DTASOF>20260131\r\n</LEDGERBAL>\r\n<AVAILBAL>\r\n<BALAMT>9.99\r\n"
        + "<DTASOF>20260131\r\n</AVAILBAL>\r\n</STMTRS>\r\n</STMTTRNRS>\r\n</BANKMSGSRSV1>\r\n</OFX>\r\n";

    public static string SgmlMovement(
        string amount, string day, string id, string name, string memo = "", string kind = "CREDIT") =>
        $"<STMTTRN>\r\n<TRNTYPE>{kind}\r\n<DTPOSTED>{day}\r\n<TRNAMT>{amount}\r\n<FITID>{id}\r\n<NAME>{name}\r\n"
        + (memo.Length == 0 ? "" : $"<MEMO>{memo}\r\n") + "</STMTTRN>\r\n";

    /// <summary>Version 2, each value closed, all on one line as some banks send it.</summary>
    public static string Xml(string movements, string balance = "1240.50") => Head2
        + "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR</CURDEF><BANKACCTFROM><BANKID>30006</BANKID>"
        + "<ACCTID>FR7630006000011234567890189</ACCTID><ACCTTYPE>CHECKING</ACCTTYPE></BANKACCTFROM><BANKTRANLIST>"
        + $"{movements}</BANKTRANLIST><LEDGERBAL><BALAMT>{balance}</BALAMT><DTASOF>20260131120000[+1:CET]</DTASOF>"
        + "</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>";

    public static string XmlMovement(string amount, string day, string id, string name, string more = "") =>
        $"<STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>{day}</DTPOSTED><TRNAMT>{amount}</TRNAMT><FITID>{id}</FITID>"
        + $"<NAME>{name}</NAME>{more}</STMTTRN>";
}
