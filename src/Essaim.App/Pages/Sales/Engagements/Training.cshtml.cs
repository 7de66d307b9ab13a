using Essaim.App.Data;
using Essaim.App.Data.Sales.Kinds;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Engagements;

/// <summary>A training: its convention, its half-days, its trainees, and who was there.</summary>
public sealed class TrainingModel : ActivityPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string Aims { get; set; } = "";

    [BindProperty]
    public string Programme { get; set; } = "";

    [BindProperty]
    public string Means { get; set; } = "";

    [BindProperty]
    public string Evaluation { get; set; } = "";

    [BindProperty]
    public string Place { get; set; } = "";

    [BindProperty]
    public string FirstDay { get; set; } = "";

    [BindProperty]
    public string LastDay { get; set; } = "";

    [BindProperty]
    public string Hours { get; set; } = "";

    [BindProperty]
    public string Funds { get; set; } = nameof(TrainingFunds.Company);

    [BindProperty]
    public string Object { get; set; } = nameof(TrainingObject.OtherTraining);

    [BindProperty]
    public string Speciality { get; set; } = "";

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Kind { get; set; } = nameof(TraineeKind.Employee);

    [BindProperty]
    public string Day { get; set; } = "";

    [BindProperty]
    public string SessionHours { get; set; } = "3,5";

    [BindProperty]
    public bool IsAfternoon { get; set; }

    [BindProperty]
    public string Trainer { get; set; } = "";

    [BindProperty]
    public bool IsOutside { get; set; }

    [BindProperty]
    public List<string> Ticked { get; set; } = [];

    [BindProperty]
    public long RowId { get; set; }

    public Engagement Engagement { get; private set; } = null!;
    public TrainingFile Course { get; private set; } = null!;
    public bool MaySell => MayWrite;
    public IEnumerable<SelectListItem> FundsChoices => Of<TrainingFunds>(f => f.Label());
    public IEnumerable<SelectListItem> ObjectChoices => Of<TrainingObject>(o => o.Label());
    public IEnumerable<SelectListItem> TraineeChoices => Of<TraineeKind>(k => k.Label());

    protected override async Task<Activity?> FindAsync()
    {
        if (await (await ReadAsync()).Engagements.SingleOrDefaultAsync(e => e.Id == Id) is not { } engagement)
            return null;
        Engagement = engagement;
        return await OwnerAsync(engagement.ActivityId);
    }

    public async Task OnGetAsync()
    {
        Version = Engagement.Version;
        if (Engagement.Details?.Training is { } terms)
        {
            (Aims, Programme, Means, Evaluation, Place) =
                (terms.Aims, terms.Programme, terms.Means, terms.Evaluation, terms.Place);
            (Funds, Object, Speciality) = (terms.Funds.ToString(), terms.Object.ToString(), terms.Speciality);
            Hours = terms.Hours > 0 ? FrenchText.Decimal(terms.Hours, 2) : "";
            FirstDay = terms.FirstDay is { } first ? FrenchText.Short(first) : "";
            LastDay = terms.LastDay is { } last ? FrenchText.Short(last) : "";
        }
        Day = FirstDay;
        await LoadAsync();
        Trainer = Course.Sessions.LastOrDefault()?.Trainer ?? "";
    }

    public Task<IActionResult> OnGetConventionAsync() => DrawAsync(async () =>
    {
        var db = await ReadAsync();
        var quote = await db.Quotes.Where(q => q.EngagementId == Id && q.Number != null
            && (q.Status == QuoteStatus.Sent || q.Status == QuoteStatus.Accepted)).OrderByDescending(q => q.Id)
            .FirstOrDefaultAsync() ?? throw new BrokenRuleException("La convention reprend le prix d’un devis : "
                + "envoyez d’abord celui de cette affaire.");
        var words = "Le client peut se rétracter par lettre recommandée pendant "
            + $"{Law.Number("formation-retractation-jours", Today):0} jours. Rien n’est payé avant, puis "
            + $"{Law.Rate("formation-acompte-particulier", Today)} du prix au plus avant le premier jour ; le reste "
            + "s’échelonne pendant la formation.";
        return (await Papers(db).ConventionAsync(quote, words), $"Convention-{quote.Number}.pdf");
    });

    public Task<IActionResult> OnGetSheetAsync() => DrawAsync(async () =>
        (await Papers(await ReadAsync()).SheetAsync(), $"Emargement-{Id}.pdf"));

    public Task<IActionResult> OnGetCertificateAsync(long trainee) => DrawAsync(async () =>
        (await Papers(await ReadAsync()).CertificateAsync(trainee), $"Certificat-{trainee}.pdf"));

    public async Task<IActionResult> OnPostAsync()
    {
        var hours = Read(nameof(Hours), () => FrenchText.ParseNumber(Hours, "La durée"));
        var first = Read(nameof(FirstDay), () => FrenchText.ParseDate(FirstDay));
        var last = Read(nameof(LastDay), () => FrenchText.ParseDate(LastDay));
        return await KeepAsync("Convention gardée.", w => EngagementState.DescribeAsync(w, Id, Version,
            (Engagement.Details ?? new EngagementDetails()) with
            {
                Training = new TrainingTerms
                {
                    Aims = Aims.Trim(), Programme = Programme.Trim(), Means = Means.Trim(), Place = Place.Trim(),
                    Evaluation = Evaluation.Trim(), Hours = hours, FirstDay = first, LastDay = last,
                    Funds = Enum.Parse<TrainingFunds>(Funds), Object = Enum.Parse<TrainingObject>(Object),
                    Speciality = Speciality.Trim() is { Length: 0 or 3 } code && code.All(char.IsAsciiDigit) ? code
                        : throw new BrokenRuleException("Un code de spécialité NSF a trois chiffres."),
                },
            }));
    }

    public Task<IActionResult> OnPostTraineeAsync() => KeepAsync("Stagiaire ajouté.", w =>
        KeepTraining.AddTraineeAsync(w, Id, Name, Enum.Parse<TraineeKind>(Kind)));

    public async Task<IActionResult> OnPostSessionAsync()
    {
        var day = Read(nameof(Day), () => FrenchText.ParseDate(Day));
        var hours = Read(nameof(SessionHours), () => FrenchText.ParseNumber(SessionHours, "La durée"));
        return await KeepAsync("Demi-journée ajoutée.", w => KeepTraining.AddSessionAsync(w, new TrainingSession
        {
            EngagementId = Id, Day = day, IsAfternoon = IsAfternoon, Hours = hours, Trainer = Trainer.Trim(),
            IsOutside = IsOutside, MadeAt = w.Now,
        }));
    }

    public Task<IActionResult> OnPostPresenceAsync() =>
        KeepAsync("Présence gardée.", w => KeepTraining.TickAsync(w, Id, Ticked));

    public Task<IActionResult> OnPostRemoveTraineeAsync() =>
        KeepAsync("Stagiaire retiré.", w => KeepTraining.RemoveTraineeAsync(w, Id, RowId));

    public Task<IActionResult> OnPostRemoveSessionAsync() =>
        KeepAsync("Demi-journée retirée.", w => KeepTraining.RemoveSessionAsync(w, Id, RowId));

    protected override async Task LoadAsync() => Course = await TrainingFile.ReadAsync(await ReadAsync(), Id);

    /// <summary>What is missing for a paper is told on the page, with what was kept.</summary>
    private async Task<IActionResult> DrawAsync(Func<Task<(byte[] Bytes, string Name)>> draw)
    {
        await OnGetAsync();
        return await TryAsync(async () => await draw() is var (bytes, name)
            ? File(bytes, "application/pdf", name) : NotFound());
    }

    private TrainingPapers Papers(CoopDb db) => new(db, Engagement, Today);

    private Task<IActionResult> KeepAsync(string done, Func<WriteSession, Task> work) => TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            await work(w);
            return "";
        });
        Tell(done);
        return Redirect($"/ventes/affaires/{Id}/formation");
    });

    private static IEnumerable<SelectListItem> Of<T>(Func<T, string> label) where T : struct, Enum =>
        Enum.GetValues<T>().Select(v => new SelectListItem(label(v), v.ToString()));
}
