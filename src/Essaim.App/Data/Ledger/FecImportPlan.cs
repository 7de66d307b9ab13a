using System.Data.Common;
using Essaim.Domain.Ledger;
using Essaim.Domain.Ledger.Fec;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>
/// What an import must know of the whole file and of the books before it posts the first entry: years to open, which
/// letters hold, which openings repeat earlier items, which entries are there already.
/// </summary>
internal sealed class FecImportPlan
{
    private readonly FecDrafts _drafts;
    private readonly ImportedEntries _imported;
    private readonly FecLetters _letters = new();
    private readonly List<FiscalYear> _years;
    private readonly HashSet<int> _emptyYears;
    private readonly HashSet<int> _lockedMonths;
    private readonly HashSet<DateOnly> _openings = [];
    private readonly HashSet<Month> _months = [];
    private DateOnly _lastOpening;

    private FecImportPlan(DbConnection connection, ActivityMap map, List<FiscalYear> years, HashSet<int> emptyYears,
        HashSet<int> lockedMonths, DateOnly lastOpening)
    {
        _drafts = new FecDrafts(map);
        _imported = ImportedEntries.Load(connection);
        (_years, _emptyYears, _lockedMonths, _lastOpening) = (years, emptyYears, lockedMonths, lastOpening);
    }

    /// <summary>Years to open before posting, and empty years they take the place of.</summary>
    public List<FiscalYear> YearsToOpen { get; } = [];
    public List<FiscalYear> YearsToReplace { get; } = [];

    /// <summary>
    /// Items of imported entries before this day are carried by a later opening: they are no longer open.
    /// </summary>
    public DateOnly CarriedBefore => _lastOpening;

    public FecDrafts Drafts => _drafts;
    public ImportedEntries Imported => _imported;

    public static async Task<FecImportPlan> MakeAsync(Store store, FecReader reader, string fileName, ActivityMap map)
    {
        await using var connection = await store.Engine.OpenAsync();
        var years = await LedgerReader.YearsAsync(connection, null);
        var empty = await connection.ListAsync(r => r.GetInt32(0),
            "SELECT year FROM fiscal_year WHERE closed_at IS NULL AND year NOT IN (SELECT fiscal_year FROM "
            + "chain_head)");
        var locked = await connection.ListAsync(r => r.GetInt32(0), "SELECT month FROM month_lock");
        var openings = await connection.ListAsync(r => r.Date(0),
            "SELECT DISTINCT date FROM posted_entry WHERE is_opening AND import_id IS NOT NULL");
        var plan = new FecImportPlan(connection, map, years, [.. empty], [.. locked], openings.DefaultIfEmpty().Max());
        foreach (var entry in reader.Read().OfType<FecEntry>())
            plan.Survey(entry);
        plan.PlanYears(FecOpenings.FirstMonth(plan._openings, fileName));
        plan._lastOpening = plan._openings.Where(d => plan.YearOf(d)?.Days.First == d).Append(plan._lastOpening).Max();
        return plan;
    }

    /// <summary>Why the entry cannot enter the books, or null.</summary>
    public string? Refusal(FecEntry entry)
    {
        var year = YearOf(entry.Date);
        if (year is null)
            return $"Aucun exercice ne peut être ouvert pour le {FrenchText.Short(entry.Date)} : un exercice déjà "
                + $"ouvert "
                + "couvre une partie des mêmes mois. Ouvrez l’exercice voulu, puis recommencez.";
        if (year.IsClosed)
            return $"L’exercice {year.Year} est clos : il ne prend plus d’écriture.";
        return _lockedMonths.Contains(Month.Of(entry.Date).Number) && !IsOpening(entry)
            ? $"Le mois de {Month.Of(entry.Date)} est clos : il ne prend plus d’écriture." : null;
    }

    /// <summary>The refusal of an entry, that of one which the books know with other lines included.</summary>
    public string? WhyNot(FecEntry entry, out bool isKnown)
    {
        isKnown = false;
        if (Refusal(entry) is { } refusal)
            return refusal;
        isKnown = Imported.TryFind(entry, DraftOf(entry).Draft, out _, out var same);
        return isKnown && !same ? KnownOtherwise(entry) : null;
    }

    public static string KnownOtherwise(FecEntry entry) =>
        $"L’écriture {entry.Name} est déjà dans les comptes avec d’autres lignes. "
        + "Elle ne change plus : corrigez par une écriture.";

    public FecDraft DraftOf(FecEntry entry) => _drafts.Make(entry, IsOpening(entry), line => Opens(entry, line));

    /// <summary>The group of lines that the letter joins, when they sum to zero.</summary>
    public ulong? GroupOf(FecLine line) => _letters.GroupOf(line);

    /// <summary>True for a line to be settled later: not matched, and not repeated by a later opening.</summary>
    public bool Opens(FecEntry entry, FecLine line) =>
        FecDrafts.IsItem(line) && entry.Date >= _lastOpening && _letters.GroupOf(line) is null;

    private bool IsOpening(FecEntry entry) =>
        YearOf(entry.Date)?.Days.First == entry.Date && FecOpenings.LooksLikeOpening(entry);

    private FiscalYear? YearOf(DateOnly day) => _years.Find(y => y.Days.Contains(day));

    private void Survey(FecEntry entry)
    {
        if (YearOf(entry.Date) is not null && Refusal(entry) is not null)
            return;
        _months.Add(Month.Of(entry.Date));
        if (entry.Date.Day == 1 && FecOpenings.LooksLikeOpening(entry))
            _openings.Add(entry.Date);
        if (!entry.Lines.Any(l => l.Letter is not null))
            return;
        EntryId known = default;
        var draft = _imported.IsEmpty ? null : _drafts.Make(entry, false, _ => false);
        var isKnown = draft is not null && _imported.TryFind(entry, draft.Draft, out known, out _);
        for (var i = 0; i < entry.Lines.Count; i++)
            if (!isKnown || _imported.LineOf(known, draft!.LineNumbers[i]) != ImportedLine.Done)
                _letters.Add(entry.Lines[i]);
    }

    /// <summary>
    /// Each month of the file needs a year. A year that is open but empty, such as the calendar year of a new co-op,
    /// gives way to the years that the file shows.
    /// </summary>
    private void PlanYears(int firstMonth)
    {
        foreach (var day in _months.OrderBy(m => m.Number).Select(m => m.FirstDay))
            PlanYear(FecOpenings.YearOf(day, firstMonth), day);
        foreach (var replaced in YearsToReplace.ToList())
            if (YearOf(replaced.Days.Last) is null)
                PlanYear(FecOpenings.YearOf(replaced.Days.Last, firstMonth), replaced.Days.Last);
    }

    private void PlanYear(FiscalYear wanted, DateOnly day)
    {
        if (_years.Exists(y => y.Days == wanted.Days) || YearOf(day) is { } held && !_emptyYears.Contains(held.Year))
            return;
        var overlapping = _years.Where(y => y.Days.Overlaps(wanted.Days)).ToList();
        if (!overlapping.All(y => _emptyYears.Contains(y.Year)) || _years.Except(overlapping)
            .Any(y => y.Year == wanted.Year))
            return;
        foreach (var year in overlapping)
            _years.Remove(year);
        YearsToReplace.AddRange(overlapping);
        YearsToOpen.Add(wanted);
        _years.Add(wanted);
    }
}
