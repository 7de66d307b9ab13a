using System.Text;

namespace Essaim.Domain.Tests.Banking;

/// <summary>Makes records of a CFONB 120, field by field at the places of the format.</summary>
internal static class CfonbSample
{
    /// <summary>The account of IBAN FR76 3000 6000 0112 3456 7890 189, the usual French example.</summary>
    public const string Account = "12345678901";

    public static string Old(string day, long cents, string account = Account, string currency = "EUR") =>
        Record("01", "", currency, account, "", day, "", "", cents, "");

    public static string Movement(
        string day, long cents, string label, string kind = "05", string account = Account, string number = "",
        string value = "", string reference = "", string currency = "EUR") =>
        Record("04", "0588", currency, account, kind, day, value.Length == 0 ? day : value, label, cents, reference,
            number);

    public static string More(string day, string qualifier, string text, string account = Account) =>
        $"0530006058800001EUR2 {account}05{day}".PadRight(45) + qualifier + text.PadRight(70) + "  ";

    public static string New(string day, long cents, string account = Account, string currency = "EUR") =>
        Record("07", "", currency, account, "", day, "", "", cents, "");

    /// <summary>Thirteen digits and a last one that says the sign.</summary>
    public static string Amount(long cents)
    {
        var digits = Math.Abs(cents).ToString("00000000000000");
        return digits[..13] + (cents < 0 ? "}JKLMNOPQR" : "{ABCDEFGHI")[digits[13] - '0'];
    }

    private static string Record(
        string code, string operation, string currency, string account, string kind, string day, string value,
        string label, long cents, string reference, string number = "")
    {
        var text = new StringBuilder(code).Append("30006").Append(operation.PadRight(4)).Append("00001")
            .Append(currency).Append('2').Append(' ').Append(account.PadRight(11)).Append(kind.PadRight(2)).Append(day)
            .Append("  ").Append(value.PadRight(6)).Append(label.PadRight(31)).Append("  ")
            .Append(number.PadLeft(7, '0'))
            .Append("  ").Append(Amount(cents)).Append(reference.PadRight(16));
        Assert.Equal(120, text.Length);
        return text.ToString();
    }
}
