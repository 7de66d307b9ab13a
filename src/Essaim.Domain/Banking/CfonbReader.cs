using Essaim.Domain.Values;

namespace Essaim.Domain.Banking;

/// <summary>
/// Reads CFONB 120 (relevé de compte sur support informatique, 120 signs a record): 01 opens an account's statement,
/// 04 is a movement, 05 what completes it, 07 closes. Records stand on lines of any end or follow one another without.
/// The format has no reference that is a movement's own.
/// </summary>
internal sealed class CfonbReader
{
    private readonly BankFileDraft _draft;
    private readonly List<BankLine> _lines = [];
    private readonly CfonbMovement _movement = new();
    private string? _account;
    private StatementAccount? _shown;
    private BankBalance? _opening;
    private string? _foreign;
    private bool _tornMovement;

    private CfonbReader(BankFileDraft draft) => _draft = draft;

    public static void Read(byte[] content, BankFileDraft draft)
    {
        var text = BankText.Decode(content, BankText.EncodingOf(content, null));
        var reader = new CfonbReader(draft);
        foreach (var record in CfonbRecord.Of(text))
            reader.Take(record);
        if (reader._account is not null)
        {
            draft.Tell($"relevé {draft.NextNumber}", "Le nouveau solde manque à la fin de ce relevé : "
                + "le fichier est sans doute coupé. Téléchargez-le de nouveau.");
            reader.End(null);
        }
    }

    private void Take(CfonbRecord record)
    {
        var place = $"ligne {record.Number}";
        if (record.Problem is not null)
        {
            _tornMovement = _tornMovement || record.Code != "05";
            _draft.Tell(place, record.Problem);
        }
        else if (record.Currency != "EUR")
            TellForeign(record, place);
        else if (record.Code == "05")
            TakeComplement(record, place);
        else
            TakeMain(record, place);
    }

    /// <summary>Once for an account in another currency, but each record that strays into one in euros.</summary>
    private void TellForeign(CfonbRecord record, string place)
    {
        var strays = record.Account == _account;
        _tornMovement = _tornMovement || strays && record.Code != "05";
        if (strays || record.Account != _foreign || record.Code == "01")
            _draft.Tell(place, $"Ce compte est tenu en {record.Currency}. Seuls les comptes en euros sont pris.");
        _foreign = strays ? _foreign : record.Account;
    }

    private void TakeMain(CfonbRecord record, string place)
    {
        if (_account is not null && (record.Code == "01" || record.Account != _account))
        {
            _draft.Tell(place, $"Le relevé {_draft.NextNumber} n’a pas de nouveau solde : il manque sa fin.");
            End(null);
        }
        if (_account is null)
            Begin(record, place);
        if (!record.TryAmount(out var amount))
        {
            _tornMovement = true;
            _draft.Tell(place, $"« {record.AmountText} » n’est pas un montant : "
                + "treize chiffres et un signe de A à I, de J à R, ou une accolade.");
        }
        else if (record.Code == "01")
            _opening = new BankBalance(amount, record.Date);
        else if (record.Code == "07")
            End(new BankBalance(amount, record.Date));
        else
            Begin(record, amount, place);
    }

    private void Begin(CfonbRecord record, string place)
    {
        (_account, _opening) = (record.Account, null);
        _shown = StatementAccount.OfRib(record.Bank, record.Branch, record.Number11);
        if (record.Code != "01")
            _draft.Tell(place, "L’ancien solde manque au début de ce relevé ; les mouvements sont pris sans lui.");
    }

    private void Begin(CfonbRecord record, Money amount, string place)
    {
        EndMovement();
        _tornMovement = true;
        if (record.Date is not { } date)
            _draft.Tell(place, $"« {record.DateText} » n’est pas une date (JJMMAA).");
        else if (amount.IsZero)
            _draft.Tell(place, "Ce mouvement est de zéro euro ; il n’est pas repris.");
        else
        {
            _movement.Begin(record, date, amount);
            _tornMovement = false;
        }
    }

    /// <summary>What completes a torn movement goes with it; the movement has been told.</summary>
    private void TakeComplement(CfonbRecord record, string place)
    {
        if (_movement.IsOpen && record.Account == _account && !_tornMovement)
            _movement.Complete(record);
        else if (!_tornMovement)
            _draft.Tell(place, "Ce complément (05) ne suit aucun mouvement de son compte ; il est laissé.");
    }

    private void EndMovement()
    {
        if (_movement.IsOpen)
            _lines.Add(_movement.End());
    }

    private void End(BankBalance? closing)
    {
        EndMovement();
        _draft.Add(new BankStatement
        {
            Account = _shown!, Opening = _opening, Closing = closing, Lines = [.. _lines],
        });
        _lines.Clear();
        (_account, _opening, _tornMovement) = (null, null, false);
    }
}
