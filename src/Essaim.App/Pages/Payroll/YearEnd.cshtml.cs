using Essaim.App.Data;
using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.App.Jobs;
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

/// <summary>The variable part of a year: what is due to each, the button that enters it, and when it is paid.</summary>
[Authorize(Policy = nameof(Capability.SeePay))]
public sealed class YearEndModel(JobRunner runner) : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "year")]
    public int? Number { get; set; }

    [BindProperty]
    public string Contract { get; set; } = "";

    [BindProperty]
    public string Share { get; set; } = "100";

    [BindProperty]
    public string LeftRate { get; set; } = "";

    [BindProperty]
    public string LeftAmount { get; set; } = "";

    [BindProperty]
    public string ClauseFrom { get; set; } = "";

    [BindProperty]
    public string AssemblyOn { get; set; } = "";

    [BindProperty]
    public string PayMonth { get; set; } = "";

    [BindProperty]
    public string Version { get; set; } = "0";

    public FiscalYear Year { get; private set; } = null!;
    public IReadOnlyList<VariableProposal> Rows { get; private set; } = [];
    public IReadOnlyList<VariableClauseRow> Clauses { get; private set; } = [];
    public IReadOnlyDictionary<long, string> ContractNames { get; private set; } = new Dictionary<long, string>();
    public VariableYearRow? Meeting { get; private set; }

    /// <summary>Why the debts cannot be entered now; null when they can.</summary>
    public string? Refusal { get; private set; }

    public bool IsToPost => Refusal is null && Rows.Any(r => r.IsToPost);
    public Money Due => Rows.Sum(r => r.Posted?.Cost ?? r.Due?.Cost ?? Money.Zero);
    public Money Gross => Rows.Sum(r => r.Posted?.Gross ?? r.Gross);

    public IEnumerable<SelectListItem> ContractOptions =>
        [new("Tous les Cesa", ""), .. ContractNames.Select(c => new SelectListItem(c.Value, $"{c.Key}"))];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync())
            return NotFound();
        await LoadAsync();
        ClauseFrom = FrenchText.Short(Year.Days.First);
        if (Meeting is { } meeting)
            (AssemblyOn, PayMonth, Version) = (FrenchText.Short(meeting.AssemblyOn), meeting.PayMonth.ToIso(),
                meeting.Version.ToString());
        return Page();
    }

    public async Task<IActionResult> OnPostClauseAsync()
    {
        if (!Me.Can(Capability.PreparePay))
            return Forbid();
        if (!await FindAsync())
            return NotFound();
        var clause = new VariableClause(Read(nameof(Share), () => Rate.Percent(FrenchText.ParseNumber(Share))),
            LeftRate.Trim().Length == 0 ? Rate.Zero
                : Read(nameof(LeftRate), () => Rate.Percent(FrenchText.ParseNumber(LeftRate))),
            LeftAmount.Trim().Length == 0 ? Money.Zero
                : Read(nameof(LeftAmount), () => FrenchText.ParseMoney(LeftAmount)));
        var from = Read(nameof(ClauseFrom), () => FrenchText.ParseDate(ClauseFrom));
        var contract = Contract.Length == 0 ? (long?)null : Read<long?>(nameof(Contract), () =>
            long.TryParse(Contract, out var id) ? id : throw new BrokenRuleException("Choisissez un Cesa, ou tous."));
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
                (await SettleVariable.ClauseAsync(w, contract, clause, from, Me.Name)).ToString());
            Tell("Clause notée.", $"Elle vaut à partir du {FrenchText.Long(from)}.");
            return Redirect("/paie/annee/" + Year.Year);
        });
    }

    public async Task<IActionResult> OnPostAssemblyAsync()
    {
        if (!Me.Can(Capability.PreparePay))
            return Forbid();
        if (!await FindAsync())
            return NotFound();
        var on = Read(nameof(AssemblyOn), () => FrenchText.ParseDate(AssemblyOn));
        var month = Read(nameof(PayMonth), () => Month.Parse(PayMonth));
        return await TryAsync(async () =>
        {
            var version = int.TryParse(Version, out var number) ? number : -1;
            await WriteOnceAsync(async w =>
            {
                await SettleVariable.AssemblyAsync(w, Year.Year, on, month, version);
                return "";
            });
            Tell($"Les soldes entrent dans la paie {month.AfterDe()}.",
                $"Elle est versée le {FrenchText.Long(PayOrder.PayDay(month))}.");
            return Redirect("/paie/annee/" + Year.Year);
        });
    }

    /// <summary>Enters the debts, as a work: there may be thousands.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (!Me.Can(Capability.CloseMonth))
            return Forbid();
        if (!await FindAsync())
            return NotFound();
        return await TryAsync(async () =>
        {
            if (await SettleVariable.RefusalAsync(await ReadAsync(), Installation.Calculator, Year, Today) is { } why)
                throw new BrokenRuleException(why);
            var job = await WriteOnceAsync(async w => (await JobQueue.AskAsync(w, VariableJob.Kind.Key,
                Year.Year.ToString(), new Asker(Me.Name, Me.UserId))).ToString());
            runner.Call(Me.CoopId);
            return Redirect("/travaux/" + job);
        });
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Rows = await VariableList.ReadAsync(db, Installation.Calculator, Year);
        Clauses = await db.VariableClauses.OrderByDescending(c => c.FromDay).ThenByDescending(c => c.Id).ToListAsync();
        Meeting = await db.VariableYears.SingleOrDefaultAsync(y => y.Year == Year.Year);
        Refusal = await SettleVariable.RefusalAsync(db, Installation.Calculator, Year, Today);
        var names = await db.People.ToDictionaryAsync(p => p.Id, p => p.FullName);
        ContractNames = (await db.Contracts.Where(c => c.Kind == ContractKind.Cesa).ToListAsync())
            .OrderBy(c => names[c.PersonId], StringComparer.CurrentCulture).ThenBy(c => c.FirstDay)
            .ToDictionary(c => c.Id, c => $"{names[c.PersonId]}, Cesa du {FrenchText.Short(c.FirstDay)}");
    }

    /// <summary>Without a year in the address: the one that ended last, or the first of the books.</summary>
    private async Task<bool> FindAsync()
    {
        var years = await (await ReadAsync()).FiscalYearsAsync();
        var found = Number is { } number ? years.Find(y => y.Year == number)
            : years.FindLast(y => y.Days.First <= Today) ?? years.FirstOrDefault();
        Year = found!;
        return found is not null;
    }
}
