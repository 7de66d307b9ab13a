using System.Diagnostics.CodeAnalysis;

namespace Essaim.Domain.Ledger.Fec;

/// <summary>
/// Gathers lines into entries. An entry whose lines follow one another is given at once; one that comes back later in
/// the file waits for its last run.
/// </summary>
internal sealed class FecGroups(IReadOnlyDictionary<ulong, int> scattered)
{
    private readonly Dictionary<ulong, int> _runsLeft = new(scattered);
    private readonly Dictionary<ulong, FecGroup> _waiting = [];
    private readonly Queue<FecItem> _ready = [];
    private FecGroup? _current;
    private (ulong Number, long Line) _suspect;

    public void Enter(FecKeys keys)
    {
        if (_current?.Key == keys.Key)
            return;
        Leave();
        if (!_waiting.Remove(keys.Key, out _current))
            _current = new FecGroup(keys);
        if (_suspect.Number == keys.NumberKey && _suspect.Number != 0)
            _current.Missing = _suspect.Line;
        _suspect = default;
    }

    public void Add(FecLine line) => _current!.Lines.Add(line);

    public void AddWrong(long line, string reason) => _current!.Wrong.Add(new FecRejection(line, reason));

    /// <summary>A line of no entry; if the next entry has its journal and number, that entry misses it.</summary>
    public void Reject(long line, string reason, ulong suspect)
    {
        _ready.Enqueue(new FecRejection(line, reason));
        if (suspect != 0)
            _suspect = (suspect, line);
    }

    public void Finish()
    {
        Leave();
        foreach (var group in _waiting.Values)
            Give(group);
        _waiting.Clear();
    }

    public bool TryTake([NotNullWhen(true)] out FecItem? item) => _ready.TryDequeue(out item);

    private void Leave()
    {
        if (_current is null)
            return;
        var left = _runsLeft.GetValueOrDefault(_current.Key, 1) - 1;
        if (left > 0)
        {
            _runsLeft[_current.Key] = left;
            _waiting.Add(_current.Key, _current);
        }
        else
        {
            Give(_current);
        }
        _current = null;
    }

    private void Give(FecGroup group)
    {
        foreach (var item in group.Items())
            _ready.Enqueue(item);
    }
}
