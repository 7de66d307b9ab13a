using System.Text;

namespace Essaim.Domain.Ledger.Fec;

/// <summary>
/// Reads another program's FEC (fichier des écritures comptables, LPF art. A.47 A-1) as it comes: any of its lawful
/// encodings and forms, and the unlawful ones that are common. Reads twice, so that the lines of an entry may stand
/// apart and yet only those few entries are held: the memory does not grow with the lines of an orderly file. What
/// cannot be taken is told line by line; nothing in a file makes it throw.
/// </summary>
public sealed class FecReader
{
    private readonly Stream _file;
    private readonly Encoding _encoding;
    private readonly FecColumns? _columns;
    private readonly string? _problem;
    private readonly Dictionary<ulong, int> _scattered = [];

    private FecReader(Stream file)
    {
        _file = file;
        _encoding = FecEncoding.Of(file);
        var lines = Lines();
        var header = FirstLine(lines);
        if (header is null)
            _problem = "Le fichier est vide.";
        else
            _columns = FecColumns.Of(header, out _problem);
        if (_columns is not null)
            FindScattered();
    }

    /// <summary>Takes a seekable stream and looks through it once; the stream stays the caller's.</summary>
    public static FecReader Open(Stream file) => new(file);

    /// <summary>The entries and the rejected lines; may be asked for again, each time from the start.</summary>
    public IEnumerable<FecItem> Read()
    {
        if (_columns is null)
        {
            yield return new FecRejection(1, _problem!);
            yield break;
        }
        var groups = new FecGroups(_scattered);
        var (lines, keys, reader) = Start(_columns);
        while (NextLine(lines, keys))
        {
            TakeLine(lines, keys, reader, groups);
            while (groups.TryTake(out var item))
                yield return item;
        }
        groups.Finish();
        while (groups.TryTake(out var item))
            yield return item;
    }

    private static void TakeLine(FecLines lines, FecKeys keys, FecLineReader reader, FecGroups groups)
    {
        if (!keys.HasKey)
        {
            groups.Reject(lines.Number, keys.Problem!, keys.Suspect);
            return;
        }
        groups.Enter(keys);
        var problem = keys.Problem;
        var line = problem is null ? reader.Read(lines.Current, lines.Number, out problem) : null;
        if (line is null)
            groups.AddWrong(lines.Number, problem!);
        else
            groups.Add(line);
    }

    /// <summary>The entries whose lines come in more than one run, with how many runs.</summary>
    private void FindScattered()
    {
        var ended = new HashSet<ulong>();
        var current = 0UL;
        var (lines, keys, _) = Start(_columns!);
        while (NextLine(lines, keys))
            if (keys.HasKey && keys.Key != current)
            {
                if (current != 0)
                    ended.Add(current);
                current = keys.Key;
                if (ended.Contains(current))
                    _scattered[current] = _scattered.GetValueOrDefault(current, 1) + 1;
            }
    }

    private (FecLines Lines, FecKeys Keys, FecLineReader Reader) Start(FecColumns columns)
    {
        var lines = Lines();
        if (!columns.WithoutHeader)
            FirstLine(lines);
        var fields = new FecFields(columns);
        return (lines, new FecKeys(fields), new FecLineReader(fields));
    }

    private static bool NextLine(FecLines lines, FecKeys keys)
    {
        while (lines.Next())
            if (lines.TooLong || !IsBlank(lines.Current))
            {
                keys.Read(lines);
                return true;
            }
        return false;
    }

    private FecLines Lines()
    {
        _file.Position = 0;
        return new FecLines(new StreamReader(_file, _encoding, true, 1 << 14, leaveOpen: true));
    }

    private static string? FirstLine(FecLines lines)
    {
        while (lines.Next())
            if (lines.TooLong || !IsBlank(lines.Current))
                return lines.Current.ToString();
        return null;
    }

    /// <summary>Some programs end their files with the old mark of the end, 0x1A.</summary>
    private static bool IsBlank(ReadOnlySpan<char> line) => line.Trim("\u001A\0 \u00A0\uFEFF").IsWhiteSpace();
}
