using System.Xml;
using Essaim.Domain.Values;

namespace Essaim.Domain.Banking;

/// <summary>
/// Reads CAMT.053 (ISO 20022, versions 001.02 to 001.08 and their like): statements of any number of accounts, one
/// movement held at a time. Only what is booked is taken; announced movements are counted and left. A file cut in the
/// middle gives what stands before the cut.
/// </summary>
internal sealed class Camt053Reader
{
    private readonly BankFileDraft _draft;
    private readonly List<BankLine> _lines = [];
    private StatementAccount? _account;
    private string? _reference;
    private string? _foreign;
    private BankBalance? _opening;
    private BankBalance? _closing;
    private int _entries;
    private int _announced;

    private Camt053Reader(BankFileDraft draft) => _draft = draft;

    public static void Read(byte[] content, BankFileDraft draft)
    {
        var camt = new Camt053Reader(draft);
        using var reader = XmlPart.Open(content);
        try
        {
            camt.ReadAll(reader);
        }
        catch (XmlException wrong)
        {
            draft.Tell($"ligne {wrong.LineNumber}", "Le fichier est coupé ou abîmé à cet endroit "
                + $"(ligne {wrong.LineNumber}) ; ce qui suit n’est pas lu. Téléchargez-le de nouveau.");
            camt.EndStatement();
        }
    }

    private void ReadAll(XmlReader reader)
    {
        var depth = -1;
        while (XmlPart.Advance(reader))
        {
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "Stmt" && depth < 0)
            {
                BeginStatement();
                depth = reader.IsEmptyElement ? -1 : reader.Depth;
            }
            else if (reader.NodeType == XmlNodeType.Element && reader.Depth == depth + 1 && depth >= 0)
                Take(reader);
            else if (reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth)
            {
                EndStatement();
                depth = -1;
            }
        }
    }

    private void BeginStatement()
    {
        _lines.Clear();
        (_account, _reference, _foreign, _opening, _closing) = (null, null, null, null, null);
        (_entries, _announced) = (0, 0);
    }

    private void Take(XmlReader reader)
    {
        switch (reader.LocalName)
        {
            case "Id": _reference = XmlPart.Read(reader).TextAt(); break;
            case "Acct": TakeAccount(XmlPart.Read(reader)); break;
            case "Bal": TakeBalance(XmlPart.Read(reader)); break;
            case "Ntry": TakeEntry(XmlPart.Read(reader)); break;
        }
    }

    private void TakeAccount(XmlPart account)
    {
        var text = account.TextAt("Id", "IBAN") ?? account.TextAt("Id", "Othr", "Id");
        if (text is not null)
            _account = StatementAccount.Of(text);
        if (account.TextAt("Ccy") is { } currency && currency != "EUR")
            _foreign = currency;
    }

    private void TakeBalance(XmlPart balance)
    {
        var code = balance.TextAt("Tp", "CdOrPrtry", "Cd");
        if (code is not ("OPBD" or "PRCD" or "CLBD"))
            return;
        var place = $"relevé {_draft.NextNumber}, ligne {balance.Line}";
        if (balance.Find("Amt") is not { } amount || Signed(amount, balance) is not { } money)
        {
            _draft.Tell(place, "Le solde n’est pas un montant en euros au centime ; il n’est pas repris.");
            return;
        }
        var date = BankText.TryDate(balance.TextAt("Dt", "Dt") ?? balance.TextAt("Dt", "DtTm"), out var day)
            ? day : (DateOnly?)null;
        var read = new BankBalance(money, date);
        // Where the opening balance is missing, the balance at which the last statement closed stands for it.
        if (code == "CLBD")
            _closing = read;
        else if (code == "OPBD" || _opening is null)
            _opening = read;
    }

    private void TakeEntry(XmlPart entry)
    {
        _entries++;
        var status = entry.TextAt("Sts", "Cd") ?? entry.TextAt("Sts");
        if (status is not (null or "BOOK"))
            _announced++;
        else if (Camt053Entry.Read(entry, out var problem) is { } line)
            _lines.Add(line);
        else
            _draft.Tell(_draft.HasManyFaults ? ""
                : $"relevé {_draft.NextNumber}, mouvement {_entries} (ligne {entry.Line})", problem!);
    }

    private void EndStatement()
    {
        var place = $"relevé {_draft.NextNumber}";
        if (_foreign is not null)
            _draft.LeaveOut($"Ce compte est tenu en {_foreign}. Seuls les comptes en euros sont pris.");
        else if (_account is not null)
        {
            if (_announced > 0)
                _draft.Tell(place, $"{_announced} mouvements annoncés mais pas encore passés en compte sont laissés : "
                    + "ils viendront avec le relevé suivant.");
            _draft.Add(new BankStatement
            {
                Account = _account, Reference = _reference, Opening = _opening, Closing = _closing, Lines = [.. _lines],
            });
        }
        else if (_entries > 0)
            _draft.LeaveOut("Ce relevé ne dit pas de quel compte il est ; il n’est pas pris.");
        BeginStatement();
    }

    /// <summary>The amount with the sign that stands beside it; null when it is none, or not in euros.</summary>
    internal static Money? Signed(XmlPart amount, XmlPart beside)
    {
        var sign = beside.TextAt("CdtDbtInd");
        if (amount.Currency is not (null or "EUR") || amount.Text.AsSpan().IndexOfAny('+', '-', ',') >= 0
                || !BankText.TryAmount(amount.Text, out var money) || sign is not ("CRDT" or "DBIT"))
            return null;
        return sign == "CRDT" ? money : -money;
    }
}
