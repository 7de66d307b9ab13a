using Essaim.App.Data.Sales.Kinds;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Sales.Training;

/// <summary>The yearly statement of the co-op as a training body (bilan pédagogique et financier).</summary>
[Authorize(Policy = nameof(Capability.SeeAllActivities))]
public sealed class StatementModel : ListPage
{
    [BindProperty(SupportsGet = true)]
    public int Year { get; set; }

    public IReadOnlyList<StatementLine> Lines { get; private set; } = [];
    public TrainingDeclaration? Declaration { get; private set; }
    public string LastDay => Law.Text("formation-bpf-dernier-jour", Today);

    public static string FrameName(string frame) => frame switch
    {
        TrainingStatement.Income => "C. Produits, par origine des fonds",
        TrainingStatement.Trainers => "E. Personnes qui ont formé",
        TrainingStatement.Trainees => "F-1. Stagiaires, par type",
        TrainingStatement.Objects => "F-3. Stagiaires, par objectif",
        _ => "F-4. Stagiaires, par spécialité",
    };

    public static string LineName(StatementLine line) => line.Frame switch
    {
        TrainingStatement.Income => Enum.Parse<TrainingFunds>(line.Key).Label(),
        TrainingStatement.Trainers => line.Key == "Outside" ? "Extérieures, en sous-traitance" : "De la coopérative",
        TrainingStatement.Trainees => Enum.Parse<TraineeKind>(line.Key).Label(),
        TrainingStatement.Objects => Enum.Parse<TrainingObject>(line.Key).Label(),
        _ => line.Key.Length > 0 ? $"NSF {line.Key}" : "Spécialité à noter",
    };

    protected override Sheet Sheet() => new($"bpf-{Year}",
        ["Cadre", "Ligne", "Produits HT", "Personnes", "Heures", "Formations"], Lines.Select(l => new object?[]
        {
            l.Frame, LineName(l), l.Income, l.People, l.Hours, string.Join(", ", l.From.Select(t => t.Title)),
        }));

    protected override async Task LoadAsync()
    {
        if (Year is < 2000 or > 2999)
            Year = Today.Month <= 6 ? Today.Year - 1 : Today.Year;
        var db = await ReadAsync();
        var days = (await db.FiscalYearsAsync()).FirstOrDefault(y => y.Year == Year)?.Days
            ?? new DateRange(new DateOnly(Year, 1, 1), new DateOnly(Year, 12, 31));
        Lines = TrainingStatement.Of(await KeepTraining.OfYearAsync(db, days));
        Declaration = await TradeSettings.TrainingAsync(db, days.Last);
    }
}
