using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Acts;
using Essaim.App.Data.People;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.People;

/// <summary>One person: contracts, activity, last payslips.</summary>
[Authorize(Policy = nameof(Capability.ManagePeople))]
public sealed class ShowModel : EssaimPage
{
    private const string IbanName = "IBAN";
    private const string NirName = "Numéro de sécurité sociale";
    private const int ShortestReason = 5;

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string Kind { get; set; } = nameof(ContractKind.Cesa);

    /// <summary>The kind of contract whose text is begun.</summary>
    [BindProperty]
    public string Paper { get; set; } = nameof(ContractKind.Cesa);

    [BindProperty]
    public string FirstDay { get; set; } = "";

    [BindProperty]
    public string LastDay { get; set; } = "";

    [BindProperty]
    public string FixedPay { get; set; } = "";

    [BindProperty]
    public string Hours { get; set; } = "";

    [BindProperty]
    public string Withholding { get; set; } = "";

    [BindProperty]
    public string SignedOn { get; set; } = "";

    [BindProperty]
    public long ContractId { get; set; }

    [BindProperty]
    public string EndsOn { get; set; } = "";

    [BindProperty]
    public string What { get; set; } = "";

    [BindProperty]
    public string Why { get; set; } = "";

    /// <summary>A number in full: in this one answer and nowhere else.</summary>
    public string? Number { get; private set; }

    public Person Person { get; private set; } = null!;
    public IReadOnlyList<Contract> Contracts { get; private set; } = [];
    public IReadOnlyList<ContractPaper> Papers { get; private set; } = [];
    public IReadOnlyList<ContractDeadline> Due { get; private set; } = [];
    public IReadOnlyList<(Activity Activity, ActivityAccount Account)> Accounts { get; private set; } = [];
    public IReadOnlyList<PayslipRow> Payslips { get; private set; } = [];

    /// <summary>The contract without an end, which one may end.</summary>
    public Contract? Running => Contracts.FirstOrDefault(c => c.LastDay is null);

    /// <summary>Until then nothing should be paid to the IBAN that was changed.</summary>
    public string? IbanHeldUntil => Person.IbanUsableAt is { } at
        && string.CompareOrdinal(at, EntryChain.Instant(Time.GetUtcNow().UtcDateTime)) > 0
            ? CivilDay.MomentOf(at) : null;

    public string Lede => Running is { } contract
        ? $"{contract.Kind.Label()} depuis le {FrenchText.Long(contract.FirstDay)}." : "Sans contrat en cours.";

    public IEnumerable<SelectListItem> KindOptions =>
        Enum.GetValues<ContractKind>().Select(k => new SelectListItem(k.Label(), k.ToString()));

    public IEnumerable<SelectListItem> PaperOptions => Enum.GetValues<ContractKind>()
        .Where(k => ContractClauses.Of(k).Count > 0).Select(k => new SelectListItem(k.LongLabel(), k.ToString()));

    /// <summary>The contract of today, which an amendment may change.</summary>
    public Contract? Current => Contracts.FirstOrDefault(c => c.Kind != ContractKind.SupportAgreement
        && (c.LastDay is null || c.LastDay >= Today) && !Contracts.Any(o => o.AmendsId == (c.AmendsId ?? c.Id)
            && o.Amendment > c.Amendment));

    public IEnumerable<SelectListItem> NumberOptions => Numbers.Where(n => n.Value is not null)
        .Select(n => new SelectListItem(n.Name, n.Name));

    private (string Name, SealedValue? Value)[] Numbers => [(IbanName, Person.Iban), (NirName, Person.Nir)];

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAddAsync()
    {
        if (!await FindAsync())
            return NotFound();
        var first = Read(nameof(FirstDay), () => FrenchText.ParseDate(FirstDay));
        var last = LastDay.Trim().Length == 0 ? (DateOnly?)null
            : Read(nameof(LastDay), () => FrenchText.ParseDate(LastDay));
        var pay = ReadSum(nameof(FixedPay), FixedPay);
        var hours = Hours.Trim().Length == 0 ? (decimal?)null
            : Read(nameof(Hours), () => FrenchText.ParseNumber(Hours));
        var rate = Withholding.Trim().Length == 0
            ? (Rate?)null : Read(nameof(Withholding), () => Rate.Percent(FrenchText.ParseNumber(Withholding)));
        var kind = ReadKind(nameof(Kind), Kind);
        var signed = SignedOn.Trim().Length == 0 ? (DateOnly?)null
            : Read(nameof(SignedOn), () => FrenchText.ParseDate(SignedOn));
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w => (await Data.Activities.Contracts.SignAsync(w, new Contract
            {
                PersonId = Id, Kind = kind, FirstDay = first, LastDay = last, FixedPay = pay, MonthlyHours = hours,
                WithholdingRate = rate, SignedOn = signed,
            })).ToString());
            Tell("Contrat ajouté.");
            return Redirect("/personnes/" + Id);
        });
    }

    /// <summary>Begins the text of a contract; it binds nobody before it is signed.</summary>
    public async Task<IActionResult> OnPostDraftAsync()
    {
        if (!await FindAsync())
            return NotFound();
        var kind = ReadKind(nameof(Paper), Paper);
        return await TryAsync(async () => Redirect("/personnes/contrats/" + await WriteOnceAsync(async w =>
            (await ContractPapers.StartAsync(w, Id, kind, Me.Name)).Id.ToString())));
    }

    public async Task<IActionResult> OnPostAmendAsync()
    {
        if (!await FindAsync() || Current is not { } contract)
            return NotFound();
        return await TryAsync(async () => Redirect("/personnes/contrats/" + await WriteOnceAsync(async w =>
            (await ContractPapers.AmendAsync(w, contract.Id, Me.Name)).Id.ToString())));
    }

    public async Task<IActionResult> OnPostEndAsync()
    {
        if (!await FindAsync() || Contracts.All(c => c.Id != ContractId))
            return NotFound();
        var last = Read(nameof(EndsOn), () => FrenchText.ParseDate(EndsOn));
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
            {
                await Data.Activities.Contracts.EndAsync(w, ContractId, last);
                return "";
            });
            Tell($"Le contrat finit le {FrenchText.Long(last)}.");
            return Redirect("/personnes/" + Id);
        });
    }

    /// <summary>Shows a number to whoever says why. The line of the log comes first: no line, no number.</summary>
    public async Task<IActionResult> OnPostRevealAsync()
    {
        if (!await FindAsync())
            return NotFound();
        if (Why.Trim().Length < ShortestReason)
            ModelState.AddModelError(nameof(Why), "Dites pourquoi en quelques mots, par exemple « virement refusé ».");
        var value = Read(nameof(What), () => Numbers.FirstOrDefault(n => n.Name == What).Value
            ?? throw new BrokenRuleException("Choisissez un numéro connu."));
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
            {
                await w.TellAsync(new NewAct(ActVerbs.Seen, RecordKinds.Person, Id.ToString(), Person.FullName,
                    $"{What} : {Why.Trim()}"));
                return Id.ToString();
            });
            var keys = Installation.Keys(Me.CoopId);
            // Ordinary spaces: in a narrow column the number breaks between its groups.
            Number = What == IbanName ? keys.OpenIban(value).ToString().Replace('\u00a0', ' ')
                : keys.OpenNir(value).Text;
            ModelState.Clear();
            Why = "";
            return Page();
        });
    }

    private ContractKind ReadKind(string field, string text) => Read(field,
        () => Enum.TryParse<ContractKind>(text, out var known) && Enum.IsDefined(known)
            ? known : throw new BrokenRuleException("Choisissez un contrat."));

    private async Task<bool> FindAsync()
    {
        var db = await ReadAsync();
        if (await db.People.SingleOrDefaultAsync(p => p.Id == Id) is not { } person)
            return false;
        Person = person;
        Contracts = await db.Contracts.Where(c => c.PersonId == Id).OrderByDescending(c => c.FirstDay).ToListAsync();
        Papers = await db.ContractPapers.Where(p => p.PersonId == Id && p.State != PaperState.Withdrawn)
            .OrderByDescending(p => p.Id).ToListAsync();
        Due = await Deadlines.OfAsync(db, Installation.Law, Person, Today);
        var accounts = new List<(Activity, ActivityAccount)>();
        foreach (var activity in await db.Activities.Where(a => a.PersonId == Id).OrderBy(a => a.Id).ToListAsync())
            accounts.Add((activity, await ActivityReport.ReadAsync(db, activity, Month.Of(Today).LastDay)));
        Accounts = accounts;
        if (Me.Can(Capability.SeePay))
            Payslips = await db.Payslips.Where(p => p.PersonId == Id).OrderByDescending(p => p.Month).Take(12)
                .ToListAsync();
        return true;
    }
}
