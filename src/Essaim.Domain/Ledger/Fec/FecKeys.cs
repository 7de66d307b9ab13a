using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger.Fec;

/// <summary>
/// Says to which entry each line belongs: the lines that share journal, number and date. A line whose date cannot be
/// read goes with the lines around it that have its journal and number, so that it takes the whole entry down.
/// </summary>
internal sealed class FecKeys(FecFields fields)
{
    private ulong _currentNumber;

    /// <summary>
    /// A number for the entry, the same in every reading of the file; two entries sharing one is unheard of.
    /// </summary>
    public ulong Key { get; private set; }

    public bool HasKey { get; private set; }

    /// <summary>What is wrong with the line already, or null.</summary>
    public string? Problem { get; private set; }

    /// <summary>For a line without an entry: the journal and number of the entry that may miss it, or 0.</summary>
    public ulong Suspect { get; private set; }

    public string Journal { get; private set; } = "";
    public string JournalLabel { get; private set; } = "";
    public string Number { get; private set; } = "";
    public DateOnly Date { get; private set; }

    /// <summary>The journal and number of the current entry, as <see cref="Suspect"/> names them.</summary>
    public ulong NumberKey => _currentNumber;

    public void Read(FecLines lines)
    {
        var line = lines.TooLong ? [] : lines.Current;
        fields.Split(line, lines.Ended);
        Problem = lines.TooLong ? "La ligne est trop longue pour être celle d’un FEC." : fields.Problem;
        var journal = fields.Text(line, FecColumn.JournalCode, comesBack: true);
        var number = fields.Text(line, FecColumn.EcritureNum);
        var numberKey = journal.Length == 0 || number.Length == 0 ? 0
            : FecHash.Of(FecHash.Of(FecHash.Seed, journal), number);
        var dated = FecValues.TryDate(fields.Raw(line, FecColumn.EcritureDate), out var date);
        HasKey = numberKey != 0 && (dated || (numberKey == _currentNumber && Key != 0));
        Suspect = HasKey ? 0 : numberKey;
        if (journal.Length == 0)
            Problem ??= "Le code journal est vide.";
        else if (number.Length == 0)
            Problem ??= "Le numéro d’écriture est vide.";
        else if (!dated)
            Problem ??= $"La date d’écriture « {FecLineReader.Short(fields.Raw(line, FecColumn.EcritureDate))} » "
                + "n’est pas une date. Il faut AAAAMMJJ.";
        if (!HasKey || !dated)
            return;
        _currentNumber = numberKey;
        Key = FecHash.Mixed(numberKey ^ (ulong)date.DayNumber * 0x9E3779B97F4A7C15UL);
        (Journal, Number, Date) = (journal, number, date);
        JournalLabel = fields.Text(line, FecColumn.JournalLib, comesBack: true);
    }
}

/// <summary>The lines of one entry while they are gathered.</summary>
internal sealed class FecGroup(FecKeys keys)
{
    public ulong Key { get; } = keys.Key;
    public string Journal { get; } = keys.Journal;
    public string Number { get; } = keys.Number;
    public DateOnly Date { get; } = keys.Date;
    public List<FecLine> Lines { get; } = new(4);
    public List<FecRejection> Wrong { get; } = [];

    private readonly string _journalLabel = keys.JournalLabel;

    /// <summary>A line elsewhere in the file that most likely belongs to this entry, or 0.</summary>
    public long Missing { get; set; }

    /// <summary>The entry if all of it can be taken, otherwise each of its lines with the reason.</summary>
    public IEnumerable<FecItem> Items()
    {
        var why = Refusal();
        if (why is null)
            return [new FecEntry(Journal, _journalLabel.Length == 0 ? Journal : _journalLabel, Number, Date, Lines)];
        return Wrong.Concat(Lines.Select(l => new FecRejection(l.Position, why))).OrderBy(r => r.Line);
    }

    private string? Refusal()
    {
        var name = FecEntry.NameOf(Journal, Number, Date);
        if (Wrong.Count > 0)
            return $"L’écriture {name} est rejetée en entier : sa ligne {Wrong[0].Line} ne peut pas être prise.";
        if (Missing > 0)
            return $"L’écriture {name} est rejetée en entier : la ligne {Missing}, de même numéro, ne peut pas être "
                + $"prise.";
        var debit = Lines.Sum(l => l.Debit);
        var credit = Lines.Sum(l => l.Credit);
        if (debit != credit)
            return $"L’écriture {name} n’est pas équilibrée : débit {debit}, crédit {credit}, "
                + $"différence {(debit - credit).Abs()}.";
        return Lines.Count < 2 ? $"L’écriture {name} n’a qu’une ligne : il en faut deux au moins." : null;
    }
}
