using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Data.Banking.Runs;
using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Payroll;

/// <summary>One act as the page shows it: its reference in full, and what was taken so far.</summary>
public sealed record SeizureShown(PaySeizure Act, string Reference, Money Taken)
{
    public Money? Left => Act.Total.IsPositive ? Act.Total - Taken : null;
    public bool IsOver(Month month) => Act.LastMonth < month || Left is { IsPositive: false };
}

/// <summary>
/// What third parties take from one person's pay: acts received, lifted, and what they had. Whoever opens the page is
/// written in the log before anything is shown.
/// </summary>
[Authorize(Policy = nameof(Capability.PreparePay))]
public sealed class SeizuresModel : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "person")]
    public long PersonId { get; set; }

    [BindProperty]
    public string Rank { get; set; } = nameof(SeizureRank.Ordinary);

    [BindProperty]
    public string Creditor { get; set; } = "";

    [BindProperty]
    public string Reference { get; set; } = "";

    [BindProperty]
    public string ReceivedOn { get; set; } = "";

    [BindProperty]
    public string First { get; set; } = "";

    [BindProperty]
    public string Total { get; set; } = "";

    [BindProperty]
    public string Monthly { get; set; } = "";

    [BindProperty]
    public string Dependants { get; set; } = "";

    [BindProperty]
    public string Iban { get; set; } = "";

    [BindProperty]
    public long Act { get; set; }

    [BindProperty]
    public string Last { get; set; } = "";

    public Person Person { get; private set; } = null!;
    public IReadOnlyList<SeizureShown> Acts { get; private set; } = [];
    public Month ThisMonth => Month.Of(Today);

    public static IEnumerable<SelectListItem> Ranks =>
        Enum.GetValues<SeizureRank>().Select(r => new SelectListItem(NameOf(r), r.ToString()));

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync())
            return NotFound();
        (ReceivedOn, First) = (FrenchText.Short(Today), ThisMonth.ToIso());
        await LoadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync())
            return NotFound();
        var seizure = Typed();
        var iban = Iban.Trim().Length == 0 ? (Iban?)null : Read(nameof(Iban), () => (Iban?)new Iban(Iban));
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
            {
                await PaySeizures.ReceiveAsync(w, seizure);
                if (iban is { } known)
                {
                    await w.SaveAsync();
                    await Payees.KeepAsync(w, seizure.Party.Code, Installation.Keys(Me.CoopId).Seal(known), null);
                }
                return seizure.Id.ToString(CultureInfo.InvariantCulture);
            });
            Tell("La saisie est notée.", $"Elle est retenue à partir {seizure.FirstMonth.AfterDe()}, "
                + "dans la limite que la loi laisse à la personne.");
            return Redirect($"/paie/personnes/{PersonId}/saisies");
        });
    }

    public async Task<IActionResult> OnPostLiftAsync()
    {
        if (!await FindAsync())
            return NotFound();
        var last = Read(nameof(Last), () => Month.Parse(Last));
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
            {
                await PaySeizures.LiftAsync(w, PersonId, Act, last);
                return "";
            });
            Tell("La saisie est levée.", $"Plus rien n’est retenu après {last}.");
            return Redirect($"/paie/personnes/{PersonId}/saisies");
        });
    }

    protected override async Task LoadAsync()
    {
        await TellSeenAsync(Person, "Saisies sur salaire");
        var (known, keys) = (await PaySeizures.ReadAsync(await ReadAsync(), PersonId), Installation.Keys(Me.CoopId));
        Acts = [.. known.Rows.Select(s => new SeizureShown(s, keys.OpenSecret(s.Reference), known.TakenBy(s)))
            .OrderBy(s => s.IsOver(ThisMonth)).ThenByDescending(s => s.Act.ReceivedOn)];
    }

    private PaySeizure Typed() => new()
    {
        PersonId = PersonId,
        Rank = Read(nameof(Rank), () => Enum.TryParse<SeizureRank>(Rank, out var rank) && Enum.IsDefined(rank) ? rank
            : throw new BrokenRuleException("Choisissez la nature de la saisie.")),
        Creditor = Creditor.Trim(),
        Reference = Installation.Keys(Me.CoopId).SealSecret(Read(nameof(Reference), () =>
            Reference.Trim() is { Length: > 0 } text ? text
                : throw new BrokenRuleException("Recopiez la référence de l’acte : le créancier la demandera.")) ?? ""),
        ReceivedOn = Read(nameof(ReceivedOn), () => FrenchText.ParseDate(ReceivedOn)),
        FirstMonth = Read(nameof(First), () => Month.Parse(First)),
        Total = ReadSum(nameof(Total), Total),
        Monthly = ReadSum(nameof(Monthly), Monthly),
        Dependants = Dependants.Trim().Length == 0 ? 0 : Read(nameof(Dependants), () =>
            int.TryParse(Dependants.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
                : throw new BrokenRuleException($"« {Dependants.Trim()} » n’est pas un nombre entier.")),
        MadeAt = EntryChain.Instant(Time.GetUtcNow().UtcDateTime), MadeBy = Me.Name,
    };

    private async Task<bool> FindAsync()
    {
        if (await (await ReadAsync()).People.SingleOrDefaultAsync(p => p.Id == PersonId) is not { } person)
            return false;
        Person = person;
        return true;
    }

    /// <summary>What the act is called, in the words of who receives it.</summary>
    public static string NameOf(SeizureRank rank) => rank switch
    {
        SeizureRank.Maintenance => "Pension alimentaire (paiement direct)",
        SeizureRank.Tax => "Saisie administrative à tiers détenteur",
        _ => "Saisie des rémunérations",
    };
}
