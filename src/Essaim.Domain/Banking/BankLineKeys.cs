using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Essaim.Domain.Banking;

/// <summary>
/// Gives each line of an account the key under which it is added once (clé d’une ligne de relevé), whichever files it
/// comes in. One instance serves one file.
/// <para>
/// With a reference of the bank, the key is made of it, the day and the amount: some banks give a transfer and its fee
/// the same reference, and those are two movements. A statement never lists a movement twice, so what repeats all three
/// within a statement is counted; in another statement of the file it is the same line.
/// </para>
/// <para>
/// Without one (CFONB 120, some CAMT.053), the key is made of the days, amount, label, counterparty and codes, and of
/// the line's rank among its equals of that day in the file: two equal coffees on one day are two lines, and the same
/// day read again in a longer file finds the first and adds the second. Its limit: equal movements of one day that
/// come in two files, each with one of them, are taken for one.
/// </para>
/// </summary>
public sealed class BankLineKeys
{
    private readonly Dictionary<string, int> _seen = [];
    private int _statement;

    public void NextStatement() => _statement++;

    /// <summary>The key: 32 hexadecimal signs, unique within the account.</summary>
    public string Of(StatementAccount account, BankLine line)
    {
        var own = line.HasOwnReference && line.BankReference is not null;
        var content = own
            ? $"R\n{line.BankReference}\n{line.BookedOn.DayNumber}\n{line.Amount.Cents}"
            : $"D\n{line.BookedOn.DayNumber}\n{line.ValueDate?.DayNumber}\n{line.Amount.Cents}\n{line.Label}\n"
                + $"{line.Kind}\n{line.CounterpartyName}\n{line.EndToEndId}\n{line.BankReference}\n{line.EntryNumber}";
        var counted = $"{(own ? _statement : 0)}\n{account.Identity}\n{content}";
        ref var rank = ref CollectionsMarshal.GetValueRefOrAddDefault(_seen, counted, out _);
        rank++;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{content}\n{rank}"));
        return Convert.ToHexStringLower(hash, 0, 16);
    }
}
