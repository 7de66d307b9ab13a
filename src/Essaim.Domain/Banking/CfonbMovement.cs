using System.Text;
using Essaim.Domain.Values;

namespace Essaim.Domain.Banking;

/// <summary>A movement of a CFONB 120 being gathered: its record 04, then the records 05 that complete it.</summary>
internal sealed class CfonbMovement
{
    /// <summary>More complements than any bank writes: the rest is left.</summary>
    private const int MostComplements = 50;

    private readonly List<(string Qualifier, string Text)> _complements = [];
    private CfonbRecord? _record;
    private DateOnly _date;
    private Money _amount;

    public bool IsOpen => _record is not null;

    public void Begin(CfonbRecord record, DateOnly date, Money amount)
    {
        (_record, _date, _amount) = (record, date, amount);
        _complements.Clear();
    }

    public void Complete(CfonbRecord record)
    {
        if (_complements.Count < MostComplements)
            _complements.Add((record.Qualifier, record.Complement));
    }

    public BankLine End()
    {
        var record = _record!;
        _record = null;
        // RCN holds the client's reference, then the purpose, of 35 signs each.
        var client = First("RCN");
        return new BankLine
        {
            BookedOn = _date, ValueDate = record.ValueDate, Amount = _amount,
            Label = BankText.Join([record.Label, .. Texts("LIB", "LCC", "LC2", "LCS", "LEM")]),
            CounterpartyName = _amount.IsPositive ? Name("NPY", "NPO", "NBE") : Name("NBE", "NBU", "NPY"),
            CounterpartyIban = BankText.ToIban(First(_amount.IsPositive ? "CPY" : "CBE")),
            EndToEndId = BankText.Reference(client is { Length: > 35 } ? client[..35] : client),
            BankReference = BankText.Reference(First("REF")) ?? BankText.Reference(record.Reference),
            Kind = BankText.Clean(record.Kind), EntryNumber = BankText.Reference(record.EntryNumber),
        };
    }

    private IEnumerable<string> Texts(params string[] qualifiers) =>
        _complements.Where(c => qualifiers.Contains(c.Qualifier)).Select(c => c.Text);

    private string? First(string qualifier)
    {
        foreach (var (name, text) in _complements)
            if (name == qualifier)
                return text;
        return null;
    }

    private string? Name(params string[] qualifiers) =>
        _complements.Count == 0 ? null
            : qualifiers.Select(q => BankText.Clean(First(q))).FirstOrDefault(n => n is not null);
}
