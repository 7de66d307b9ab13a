using System.Globalization;
using System.Text;
using static Essaim.App.Data.Ledger.Checks.BooksCheck;

namespace Essaim.App.Data.Ledger.Checks;

/// <summary>
/// Goes once over all entries with their lines in the order of posting: balance in total and by activity, places and
/// numbers without a gap, instants that do not go back, the chain, locked months; and adds up what is compared after.
/// </summary>
internal sealed class EntryPass(CheckedRows rows, Findings found, IReadOnlyDictionary<string, long> counters)
{
    public const int Id = 0, Year = 1, Journal = 2, EntryNumber = 3, Sequence = 4, Date = 5, PostedAt = 6, Label = 7,
        PieceRef = 8, PieceDate = 9, DocumentKind = 10, DocumentId = 11, DocumentHash = 12, Reverses = 13,
        IsOpening = 14,
        ImportId = 15, Hash = 16, LineNo = 17, LineDate = 18, Account = 19, Activity = 20, ThirdParty = 21, Debit = 22,
        Credit = 23, LineLabel = 24, ReversedImport = 25;

    private const long PlacesPerYear = 1_000_000_000;

    private readonly ChainVersion1 _chain = new();
    private readonly YearSums _sums = new(rows, found);
    private readonly Dictionary<long, byte[]> _locks = LoadLocks(rows);
    private readonly Dictionary<string, long> _sequences = [];
    private readonly List<(long Activity, long Sum)> _activities = new(8);
    private readonly byte[] _storedHash = new byte[32];
    private readonly byte[] _lastInstant = new byte[24];
    private readonly byte[] _date = new byte[10];
    private YearRow _year = null!;
    private bool _counts;
    private bool _open;
    private long _id;
    private long _position;
    private long _lineCount;
    private string _name = "";

    public long Entries { get; private set; }
    public long Lines { get; private set; }

    public void Run(YearRow year)
    {
        (_year, _position, _open) = (year, 0, false);
        _chain.StartYear(year.Year);
        _lastInstant.AsSpan().Clear();
        using (var all = rows.Open(Query(year.Year)))
        {
            while (all.Read())
            {
                if (!_open || all.Number(Id) != _id)
                {
                    End();
                    Begin(all);
                }
                if (!all.IsNull(LineNo))
                    Line(all);
            }
            End();
        }
        CheckHead();
        CheckCounters();
    }

    /// <summary>Compares the sums, and looks for rows that stand outside every year.</summary>
    public void Finish(IReadOnlyList<YearRow> years)
    {
        _sums.Compare();
        var known = string.Join(",", years.Select(y => y.Year).DefaultIfEmpty(0));
        rows.Each($"SELECT id FROM posted_entry WHERE id / {PlacesPerYear} NOT IN ({known})",
            r => found.Add(Names.Numbers, $"l’écriture n° {r.Number(0)} n’est d’aucun exercice"));
        var lines = rows.Count("SELECT count(*) FROM posted_line");
        if (lines != Lines)
            rows.Each("SELECT l.entry_id, l.line_no FROM posted_line l "
                + "WHERE NOT EXISTS (SELECT 1 FROM posted_entry e WHERE e.id = l.entry_id)",
                r => found.Add(Names.Entries,
                    $"la ligne {r.Number(1)} de l’écriture n° {r.Number(0)} n’a pas d’écriture"));
    }

    private string Query(int year) => $"""
        SELECT e.id, e.fiscal_year, e.journal, e.number, e.sequence, {rows.Day("e.date")}, e.posted_at, e.label,
          e.piece_ref, {rows.Day("e.piece_date")}, e.document_kind, e.document_id, e.document_hash, e.reverses,
          e.is_opening, e.import_id, e.hash, l.line_no, {rows.Day("l.date")}, l.account, l.activity_id,
          l.third_party, l.debit, l.credit, l.label,
          r.import_id
        FROM posted_entry e LEFT JOIN posted_line l ON l.entry_id = e.id LEFT JOIN posted_entry r ON r.id = e.reverses
        WHERE e.id BETWEEN {year * PlacesPerYear} AND {(year + 1) * PlacesPerYear - 1} ORDER BY e.id, l.line_no
        """;

    private void Begin(ByteRows row)
    {
        (_open, _id, _lineCount) = (true, row.Number(Id), 0);
        _activities.Clear();
        _chain.Begin(row);
        row.Bytes(Hash)[..Math.Min(32, row.Bytes(Hash).Length)].CopyTo(_storedHash);
        _name = "";
        if (_id != _year.Year * PlacesPerYear + ++_position)
        {
            found.Add(Names.Numbers, $"exercice {_year.Year} : la place {_position} manque avant {Name(row)}");
            _position = _id - _year.Year * PlacesPerYear;
        }
        if (row.Number(Year) != _year.Year)
            found.Add(Names.Numbers, $"{Name(row)} : rangée dans l’exercice {row.Number(Year)}");
        CheckInstant(row);
        CheckPeriod(row);
        CheckNumber(row);
        // Imported books have current accounts of their own, which nothing mirrors; so does what takes them back.
        _counts = row.IsNull(ImportId) && row.IsNull(ReversedImport) && row.Number(IsOpening) == 0;
        Entries++;
        _name = Name(row);
    }

    private void Line(ByteRows row)
    {
        if (row.Number(LineNo) != ++_lineCount)
            found.Add(Names.Entries, $"{_name} : la ligne {_lineCount} manque");
        _lineCount = row.Number(LineNo);
        _chain.Line(row);
        var (debit, credit, activity) = (row.Number(Debit), row.Number(Credit), row.Number(Activity));
        if (debit < 0 || credit < 0 || (debit != 0 && credit != 0))
            found.Add(Names.Entries,
                $"{_name}, ligne {_lineCount} : débit {CheckedRows.Euros(debit)} et crédit "
                + $"{CheckedRows.Euros(credit)}");
        if (!row.Bytes(LineDate).SequenceEqual(_date))
            found.Add(Names.Entries,
                $"{_name}, ligne {_lineCount} : datée du {Encoding.UTF8.GetString(row.Bytes(LineDate))}");
        var at = _activities.FindIndex(a => a.Activity == activity);
        if (at < 0)
            _activities.Add((activity, debit - credit));
        else
            _activities[at] = (activity, _activities[at].Sum + debit - credit);
        _sums.Add(row, _counts, _name);
        Lines++;
    }

    private void End()
    {
        if (!_open)
            return;
        foreach (var (activity, sum) in _activities.Where(a => a.Sum != 0))
            found.Add(Names.Entries,
                $"{_name} : déséquilibre de {CheckedRows.Euros(sum)} pour l’activité n° {activity}");
        if (_lineCount < 2)
            found.Add(Names.Entries, $"{_name} : {_lineCount} ligne");
        _chain.End();
        if (!_chain.Head.SequenceEqual(_storedHash))
        {
            found.Add(Names.Chain, $"{_name} : son empreinte n’est pas celle de son contenu");
            _chain.Resume(_storedHash);
        }
    }

    private void CheckInstant(ByteRows row)
    {
        var instant = row.Bytes(PostedAt);
        if (instant.SequenceCompareTo(_lastInstant) < 0)
            found.Add(Names.Numbers, $"{Name(row)} : comptabilisée avant la précédente");
        if (instant.Length == _lastInstant.Length)
            instant.CopyTo(_lastInstant);
    }

    private void CheckPeriod(ByteRows row)
    {
        var date = row.Bytes(Date);
        var instant = row.Bytes(PostedAt);
        if (date.Length == _date.Length)
            date.CopyTo(_date);
        var text = Encoding.UTF8.GetString(date);
        if (string.CompareOrdinal(text, _year.First) < 0 || string.CompareOrdinal(text, _year.Last) > 0)
            found.Add(Names.Periods, $"{Name(row)} : le {text} est hors de l’exercice {_year.Year}");
        if (_year.ClosedAt is { } closed && string.CompareOrdinal(Encoding.UTF8.GetString(instant), closed) > 0)
            found.Add(Names.Periods, $"{Name(row)} : comptabilisée après la clôture de l’exercice {_year.Year}");
        var month = MonthOf(text);
        // A year is closed, and carried over, when the first months of the next are closed too.
        if (row.Number(IsOpening) == 0 && _locks.TryGetValue(month, out var locked)
            && instant.SequenceCompareTo(locked) > 0)
            found.Add(Names.Periods,
                $"{Name(row)} : comptabilisée après la clôture du mois {CheckedRows.MonthText(month)}");
    }

    /// <summary>
    /// Our own entries are numbered 1, 2, 3… in their journal and year; imported ones keep what they had.
    /// </summary>
    private void CheckNumber(ByteRows row)
    {
        if (row.IsNull(Sequence) == row.IsNull(ImportId))
            found.Add(Names.Numbers, $"{Name(row)} : ni numérotée ici, ni importée, ou les deux");
        if (row.IsNull(Sequence))
            return;
        var journal = Encoding.UTF8.GetString(row.Bytes(Journal));
        var expected = _sequences.GetValueOrDefault(journal) + 1;
        var sequence = row.Number(Sequence);
        if (sequence != expected)
            found.Add(Names.Numbers, $"journal {journal} {_year.Year} : le numéro {expected} manque avant {Name(row)}");
        if (Encoding.UTF8.GetString(row.Bytes(EntryNumber)) != $"{journal}-{_year.Year}-{sequence:000000}")
            found.Add(Names.Numbers, $"{Name(row)} : son numéro n’est pas {journal}-{_year.Year}-{sequence:000000}");
        _sequences[journal] = sequence;
    }

    private void CheckHead()
    {
        var (head, stored) = (_position, _year.Position ?? 0);
        if (stored != head)
            found.Add(Names.Chain, $"exercice {_year.Year} : la chaîne finit à la place {head}, sa tête dit {stored}");
        else if (head > 0 && !_chain.Head.SequenceEqual(_year.Head))
            found.Add(Names.Chain,
                $"exercice {_year.Year} : la tête de chaîne n’est pas l’empreinte de la dernière écriture");
        if (_year.Anchor is not null && !_chain.Head.SequenceEqual(_year.Anchor))
            found.Add(Names.Chain, $"exercice {_year.Year} : l’ancre de la clôture n’est pas la fin de la chaîne");
    }

    private void CheckCounters()
    {
        var suffix = "-" + _year.Year.ToString(CultureInfo.InvariantCulture);
        foreach (var (journal, last) in _sequences)
            if (counters.GetValueOrDefault(journal + suffix) != last)
                found.Add(Names.Numbers,
                    $"journal {journal} {_year.Year} : {last} écritures, le compteur dit "
                    + $"{counters.GetValueOrDefault(journal + suffix)}");
        foreach (var (series, value) in counters.Where(c => c.Key.EndsWith(suffix, StringComparison.Ordinal)))
            if (!_sequences.ContainsKey(series[..^suffix.Length]) && value != 0)
                found.Add(Names.Numbers,
                    $"journal {series[..^suffix.Length]} {_year.Year} : aucune écriture, le compteur dit {value}");
        _sequences.Clear();
    }

    private string Name(ByteRows row) => _name.Length > 0 ? _name
        : $"écriture {Encoding.UTF8.GetString(row.Bytes(EntryNumber))} (n° {_id})";

    private static long MonthOf(string day) => day.Length >= 7 && int.TryParse(day[..4], out var year)
        && int.TryParse(day[5..7], out var month) ? year * 100 + month : 0;

    private static Dictionary<long, byte[]> LoadLocks(CheckedRows rows)
    {
        var locks = new Dictionary<long, byte[]>();
        rows.Each("SELECT month, locked_at FROM month_lock", r => locks[r.Number(0)] = r.Bytes(1).ToArray());
        return locks;
    }
}
