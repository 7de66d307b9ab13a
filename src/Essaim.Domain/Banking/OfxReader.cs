using System.Text;
using System.Text.RegularExpressions;
using Essaim.Domain.Values;

namespace Essaim.Domain.Banking;

/// <summary>
/// Reads OFX, version 1 (SGML, values without closing tags) and 2 (XML) alike: banks write both loosely, so one
/// reading of tags serves them. A movement ends with its tag or where the next begins. There is no opening balance.
/// </summary>
internal sealed partial class OfxReader
{
    /// <summary>An account or a balance has a handful of values.</summary>
    private const int MostValues = 30;

    private readonly BankFileDraft _draft;
    private readonly List<BankLine> _lines = [];
    private readonly Dictionary<string, string> _account = [];
    private readonly Dictionary<string, string> _balance = [];
    private readonly OfxMovement _movement = new();
    private Dictionary<string, string>? _filling;
    private string? _currency;
    private int _movements;
    private bool _inStatement;

    private OfxReader(BankFileDraft draft) => _draft = draft;

    public static void Read(byte[] content, BankFileDraft draft)
    {
        var head = Encoding.Latin1.GetString(content, 0, Math.Min(content.Length, 1000));
        if (head.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
            throw new BrokenRuleException("Ce fichier OFX contient une définition de document, ce qu’aucune banque "
                + "n’écrit. Téléchargez-le de nouveau depuis le site de la banque.");
        var declared = DeclaredCharset().Match(head);
        var text = BankText.Decode(content, BankText.EncodingOf(content,
            declared.Success ? declared.Groups[1].Value : null));
        var reader = new OfxReader(draft);
        foreach (var tag in OfxTag.Of(text))
            reader.Take(tag);
        reader.EndStatement(cut: true);
    }

    private void Take(OfxTag tag)
    {
        switch (tag.Name)
        {
            case "STMTRS" or "CCSTMTRS":
                EndStatement(cut: true);
                _inStatement = true;
                break;
            case "/STMTRS" or "/CCSTMTRS":
                EndStatement(cut: false);
                break;
            case "BANKACCTFROM" or "CCACCTFROM":
                _filling = _account;
                break;
            case "LEDGERBAL":
                _filling = _balance;
                break;
            case "/BANKACCTFROM" or "/CCACCTFROM" or "/LEDGERBAL" or "AVAILBAL":
                _filling = null;
                break;
            case "CURDEF":
                _currency = tag.Value;
                break;
            case "STMTTRN":
                EndMovement(cut: false);
                _movement.Begin(tag.Line);
                break;
            case "/STMTTRN" or "/BANKTRANLIST":
                EndMovement(cut: false);
                break;
            default:
                if (_movement.IsOpen)
                    _movement.Take(tag);
                else if (tag.Value.Length > 0 && _filling is { Count: < MostValues })
                    _filling.TryAdd(tag.Name, tag.Value);
                break;
        }
    }

    private void EndMovement(bool cut)
    {
        if (!_movement.IsOpen)
            return;
        _movements++;
        var place = $"relevé {_draft.NextNumber}, mouvement {_movements} (ligne {_movement.Line})";
        var line = _movement.End(_currency, out var problem);
        // What is cut may have lost its reference or the end of its amount.
        if (cut)
            _draft.Tell(place, "Le mouvement est coupé ; il n’est pas pris.");
        else if (line is null)
            _draft.Tell(place, problem!);
        else
            _lines.Add(line);
    }

    private void EndStatement(bool cut)
    {
        EndMovement(cut);
        var place = $"relevé {_draft.NextNumber}";
        if (cut && _inStatement)
            _draft.Tell(place, "La fin de ce relevé manque : le fichier est sans doute coupé. "
                + "Téléchargez-le de nouveau.");
        if (_currency is not (null or "EUR") && (_inStatement || _movements > 0))
            _draft.LeaveOut($"Ce compte est tenu en {BankText.Clean(_currency)}. "
                + "Seuls les comptes en euros sont pris.");
        else if (AccountOf(_account) is { } account)
            _draft.Add(new BankStatement { Account = account, Closing = Closing(), Lines = [.. _lines] });
        else if (_lines.Count > 0)
            _draft.LeaveOut("Ce relevé ne dit pas de quel compte il est ; il n’est pas pris.");
        _lines.Clear();
        _account.Clear();
        _balance.Clear();
        (_currency, _movements, _filling, _inStatement) = (null, 0, null, false);
    }

    private static StatementAccount? AccountOf(Dictionary<string, string> account)
    {
        string Part(string name) => BankText.Clean(account.GetValueOrDefault(name)) ?? "";
        return Part("ACCTID").Length == 0 ? null
            : StatementAccount.OfRib(Part("BANKID"), Part("BRANCHID"), Part("ACCTID"));
    }

    private BankBalance? Closing()
    {
        if (!_balance.TryGetValue("BALAMT", out var written))
            return null;
        if (BankText.TryAmount(written, out var amount))
            return new BankBalance(amount,
                BankText.TryDate(_balance.GetValueOrDefault("DTASOF"), out var date) ? date : null);
        _draft.Tell($"relevé {_draft.NextNumber}",
            $"Le solde « {BankText.Clean(written)} » n’est pas un montant au centime ; il n’est pas repris.");
        return null;
    }

    [GeneratedRegex("""(?:\bCHARSET:|encoding=["'])\s*([\w-]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex DeclaredCharset();
}
