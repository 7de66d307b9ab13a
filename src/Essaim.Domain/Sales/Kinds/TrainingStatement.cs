using Essaim.Domain.Values;

namespace Essaim.Domain.Sales.Kinds;

/// <summary>Half a day of a training (demi-journée): signed for by each trainee.</summary>
public sealed class TrainingSession
{
    public long Id { get; init; }
    public required long EngagementId { get; init; }
    public required DateOnly Day { get; init; }
    public required bool IsAfternoon { get; init; }
    public required decimal Hours { get; init; }
    public required string Trainer { get; init; }

    /// <summary>The trainer is no employee of the co-op: bought from somebody else (cadre E, cadre G).</summary>
    public required bool IsOutside { get; init; }
    public required string MadeAt { get; init; }

    public string Label => $"{FrenchText.Long(Day)}, {(IsAfternoon ? "après-midi" : "matin")}";

    public void Check()
    {
        if (Hours is <= 0 or > 6)
            throw new BrokenRuleException("Une demi-journée dure plus de zéro heure et six au plus.");
        if (Trainer.Trim().Length == 0)
            throw new BrokenRuleException("Dites qui forme.");
    }
}

/// <summary>A person who is trained (stagiaire).</summary>
public sealed class Trainee
{
    public long Id { get; init; }
    public required long EngagementId { get; init; }
    public required string Name { get; init; }
    public required TraineeKind Kind { get; init; }
    public required string MadeAt { get; init; }
}

/// <summary>That a trainee was there for half a day, as the signed sheet says (émargement).</summary>
public sealed class TrainingPresence
{
    public required long SessionId { get; init; }
    public required long TraineeId { get; init; }
}

/// <summary>One training of a year, with what the yearly statement counts of it.</summary>
/// <param name="Income">What was invoiced in the year without VAT, deposits counted with their balance.</param>
/// <param name="Sessions">The half-days of the year.</param>
public sealed record TrainingOfYear(long Engagement, string Title, TrainingTerms Terms, Money Income,
    IReadOnlyList<TrainingSession> Sessions, IReadOnlyList<Trainee> Trainees,
    IReadOnlySet<(long Session, long Trainee)> Presences)
{
    public decimal HoursOf(Trainee trainee) =>
        Sessions.Where(s => Presences.Contains((s.Id, trainee.Id))).Sum(s => s.Hours);

    /// <summary>Those who were there at least once in the year.</summary>
    public IEnumerable<Trainee> Present => Trainees.Where(t => HoursOf(t) > 0);
}

/// <summary>A line of the statement: people and hours, or money; with the trainings that make it.</summary>
public sealed record StatementLine(
    string Frame, string Key, Money Income, int People, decimal Hours, IReadOnlyList<TrainingOfYear> From);

/// <summary>
/// The yearly statement of a training body (bilan pédagogique et financier, Code du travail L. 6352-11): the frames
/// that can be counted from what is noted. Charges (frame D) are the accountant's.
/// </summary>
public static class TrainingStatement
{
    public const string Income = "C";
    public const string Trainers = "E";
    public const string Trainees = "F-1";
    public const string Objects = "F-3";
    public const string Specialities = "F-4";

    public static IReadOnlyList<StatementLine> Of(IReadOnlyList<TrainingOfYear> year) =>
    [
        .. year.Where(t => !t.Income.IsZero).GroupBy(t => t.Terms.Funds).OrderBy(g => g.Key)
            .Select(g => new StatementLine(Income, g.Key.ToString(), g.Sum(t => t.Income), 0, 0, [.. g])),
        .. new[] { false, true }.Select(outside => OfTrainers(year, outside)).Where(l => l.People > 0),
        .. Enum.GetValues<TraineeKind>().Select(k => OfTrainees(year, k)).Where(l => l.People > 0),
        .. year.GroupBy(t => t.Terms.Object).OrderBy(g => g.Key)
            .Select(g => Counted(Objects, g.Key.ToString(), [.. g])).Where(l => l.People > 0),
        .. year.GroupBy(t => t.Terms.Speciality).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Counted(Specialities, g.Key, [.. g])).Where(l => l.People > 0),
    ];

    private static StatementLine OfTrainers(IReadOnlyList<TrainingOfYear> year, bool outside)
    {
        var sessions = year.SelectMany(t => t.Sessions).Where(s => s.IsOutside == outside).ToList();
        return new StatementLine(Trainers, outside ? "Outside" : "Inside", Money.Zero,
            sessions.Select(s => s.Trainer).Distinct().Count(), sessions.Sum(s => s.Hours),
            [.. year.Where(t => t.Sessions.Any(s => s.IsOutside == outside))]);
    }

    private static StatementLine OfTrainees(IReadOnlyList<TrainingOfYear> year, TraineeKind kind)
    {
        var there = year.Where(t => t.Present.Any(p => p.Kind == kind)).ToList();
        return new StatementLine(Trainees, kind.ToString(), Money.Zero,
            there.Sum(t => t.Present.Count(p => p.Kind == kind)),
            there.Sum(t => t.Present.Where(p => p.Kind == kind).Sum(t.HoursOf)), there);
    }

    private static StatementLine Counted(string frame, string key, IReadOnlyList<TrainingOfYear> year) => new(frame,
        key, Money.Zero, year.Sum(t => t.Present.Count()), year.Sum(t => t.Present.Sum(t.HoursOf)), year);
}
