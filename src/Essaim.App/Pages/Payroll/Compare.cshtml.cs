using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Payroll;

/// <summary>The certified program's results of a month beside ours, line by line.</summary>
[Authorize(Policy = nameof(Capability.SeePay))]
public sealed class CompareModel : ListPage
{
    [BindProperty(SupportsGet = true, Name = "mois")]
    public string MonthText { get; set; } = "";

    /// <summary>Only people with a difference, and only the lines that differ.</summary>
    [BindProperty(SupportsGet = true, Name = "ecarts")]
    public bool OnlyGaps { get; set; }

    public Month Month { get; private set; }
    public IReadOnlyList<PersonCompared> All { get; private set; } = [];
    public IReadOnlyList<PersonCompared> Rows { get; private set; } = [];

    public int Agreeing => All.Count(p => !p.Differs);

    /// <summary>Over everybody who has both.</summary>
    public IEnumerable<(string Label, Money Ours, Money Theirs)> Totals => All.SelectMany(p => p.Lines)
        .GroupBy(l => l.Kind).OrderBy(g => g.Key)
        .Select(g => (g.First().Label, g.Sum(l => l.Ours), g.Sum(l => l.Theirs)));

    public static Tone ToneOf(PayGapReason reason) => reason switch
    {
        PayGapReason.None => Tone.Ok,
        PayGapReason.Rounding or PayGapReason.Follows => Tone.Info,
        _ => Tone.Wait,
    };

    public static string WordOf(PayGapReason reason) => reason switch
    {
        PayGapReason.None => "Pareil",
        PayGapReason.Rounding => "Arrondi",
        PayGapReason.Base => "Base",
        PayGapReason.Rate => "Taux",
        _ => "Suite",
    };

    public override async Task<IActionResult> OnGetAsync() =>
        MonthText.Length == 7 && Month.Find(MonthText) is { } month && (Month = month) == month
            ? await base.OnGetAsync() : NotFound();

    protected override Sheet? Sheet() => Rows.Count == 0 ? null : new Sheet($"comparaison-{Month.ToIso()}",
        ["Personne", "Ligne", "Essaim", "Programme", "Écart", "Cause"],
        [.. Rows.SelectMany(p => p.Lines.Where(l => !OnlyGaps || l.Differs).Select(l => new object?[]
        {
            p.Person.FullName, l.Label, l.Ours, l.Theirs, l.Gap, l.Why,
        }))]);

    protected override async Task LoadAsync()
    {
        All = await ProgramPayslips.CompareAsync(await ReadAsync(), Installation.Calculator, Month);
        Rows = List.Of([.. All.Where(p => !OnlyGaps || p.Differs)]);
    }
}
