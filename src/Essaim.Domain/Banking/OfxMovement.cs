using Essaim.Domain.Values;

namespace Essaim.Domain.Banking;

/// <summary>A movement of an OFX file (STMTTRN) being gathered from its tags.</summary>
internal sealed class OfxMovement
{
    private static readonly string[] Taken =
    [
        "TRNTYPE", "DTPOSTED", "DTAVAIL", "TRNAMT", "FITID", "CHECKNUM", "REFNUM", "NAME", "MEMO", "BANKID",
        "BRANCHID", "ACCTID",
    ];

    private readonly Dictionary<string, string> _values = [];
    private string? _otherCurrency;
    private string? _payee;
    private bool _inPayee;
    private bool _inCurrency;

    public bool IsOpen { get; private set; }
    public int Line { get; private set; }

    public void Begin(int line)
    {
        _values.Clear();
        (IsOpen, Line, _otherCurrency, _payee, _inPayee, _inCurrency) = (true, line, null, null, false, false);
    }

    public void Take(OfxTag tag)
    {
        switch (tag.Name)
        {
            case "PAYEE" or "/PAYEE":
                _inPayee = tag.Name == "PAYEE";
                break;
            // Under CURRENCY the amount is in that money; under ORIGCURRENCY the bank has changed it already.
            case "CURRENCY" or "/CURRENCY":
                _inCurrency = tag.Name == "CURRENCY";
                break;
            case "CURSYM" when _inCurrency:
                _otherCurrency = tag.Value;
                break;
            case "NAME" when _inPayee:
                _payee = tag.Value;
                break;
            default:
                if (tag.Value.Length > 0 && Taken.Contains(tag.Name))
                    _values.TryAdd(tag.Name, tag.Value);
                break;
        }
    }

    public BankLine? End(string? currency, out string? problem)
    {
        IsOpen = false;
        problem = null;
        var (written, day) = (Value("TRNAMT"), Value("DTPOSTED"));
        if (!BankText.TryAmount(written, out var amount))
            problem = $"« {written} » n’est pas un montant en euros au centime.";
        else if (!BankText.TryDate(day, out _))
            problem = $"« {day} » n’est pas une date qui existe (AAAAMMJJ).";
        else if (amount.IsZero)
            problem = "Ce mouvement est de zéro euro ; il n’est pas repris.";
        else if (_otherCurrency is not null && _otherCurrency != (currency ?? "EUR"))
            problem = $"Ce mouvement est en {BankText.Clean(_otherCurrency)}. Seuls les euros sont pris.";
        return problem is null ? ToLine(amount, day) : null;
    }

    private BankLine ToLine(Money amount, string? day)
    {
        BankText.TryDate(day, out var booked);
        var own = BankText.Reference(Value("FITID"));
        var account = Value("ACCTID");
        return new BankLine
        {
            BookedOn = booked, ValueDate = BankText.TryDate(Value("DTAVAIL"), out var value) ? value : null,
            Amount = amount, Label = BankText.Join([Value("NAME") ?? _payee, Value("MEMO")]),
            CounterpartyName = BankText.Clean(_payee),
            CounterpartyIban = account is null ? null
                : StatementAccount.OfRib(Value("BANKID") ?? "", Value("BRANCHID") ?? "", account).Iban,
            BankReference = own ?? BankText.Reference(Value("REFNUM")), HasOwnReference = own is not null,
            Kind = Value("TRNTYPE"), EntryNumber = BankText.Reference(Value("CHECKNUM")),
        };
    }

    private string? Value(string name) => BankText.Clean(_values.GetValueOrDefault(name));
}
