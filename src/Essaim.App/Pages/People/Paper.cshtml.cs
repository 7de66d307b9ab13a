using Essaim.App.Data.People;
using Essaim.App.Documents;
using Essaim.App.Identity;
using Essaim.App.Jobs;
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

/// <summary>The paper of one contract or amendment: written, sent, signed, and then only read.</summary>
[Authorize(Policy = nameof(Capability.ManagePeople))]
public sealed class PaperModel : EssaimPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string FirstDay { get; set; } = "";

    [BindProperty]
    public string LastDay { get; set; } = "";

    [BindProperty]
    public string FixedPay { get; set; } = "";

    [BindProperty]
    public string Hours { get; set; } = "";

    [BindProperty]
    public string Ceiling { get; set; } = "";

    [BindProperty]
    public string Reason { get; set; } = "";

    [BindProperty]
    public int HiredFor { get; set; }

    [BindProperty]
    public Dictionary<string, string?> Texts { get; set; } = [];

    [BindProperty]
    public string SignedOn { get; set; } = "";

    public ContractPaper Paper { get; private set; } = null!;
    public Person Person { get; private set; } = null!;
    public IReadOnlyList<string> Missing { get; private set; } = [];
    public IReadOnlyList<Activity> Activities { get; private set; } = [];

    /// <summary>The contract that came of it ended on this day; null while it runs, or before it exists.</summary>
    public DateOnly? EndedOn { get; private set; }

    /// <summary>Something was handed in beside the paper that was sent: the signed copy.</summary>
    public bool HasSignedCopy { get; private set; }

    public IReadOnlyList<ContractClause> Clauses => ContractTerms.ClausesOf(Paper.Kind, Paper.Amends);

    public bool IsStaff => Paper.Kind is ContractKind.PermanentStaff or ContractKind.FixedTermStaff;

    public bool HasTerm => Paper.Kind is ContractKind.Cape or ContractKind.FixedTermStaff;

    public string Title => ContractPrint.TitleOf(Paper);

    public string HiredForName => Activities.FirstOrDefault(a => a.Id == Paper.ActivityId)?.TradeName
        ?? "L’équipe de la coopérative";

    public IEnumerable<SelectListItem> ReasonOptions => Enum.GetValues<FixedTermReason>()
        .Select(r => new SelectListItem(r.Label(), r.ToString())).Prepend(new SelectListItem("À choisir", ""));

    public IEnumerable<SelectListItem> ActivityOptions => Activities
        .Select(a => new SelectListItem(a.TradeName, a.Id.Value.ToString()))
        .Prepend(new SelectListItem("L’équipe de la coopérative", "0"));

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync())
            return NotFound();
        var terms = Paper.Content;
        (Version, HiredFor) = (Paper.Version, Paper.ActivityId?.Value ?? 0);
        FirstDay = terms.FirstDay is { } first ? FrenchText.Short(first) : "";
        LastDay = terms.LastDay is { } last ? FrenchText.Short(last) : "";
        FixedPay = terms.FixedPay is { } pay ? FrenchText.Amount(pay) : "";
        Hours = terms.MonthlyHours is { } hours ? FrenchText.Decimal(hours, 2) : "";
        Ceiling = terms.Ceiling is { } ceiling ? FrenchText.Amount(ceiling) : "";
        Reason = terms.Reason?.ToString() ?? "";
        Texts = Clauses.ToDictionary(c => c.Key, c => (string?)terms.TextOf(c));
        return Page();
    }

    /// <summary>The paper as it would be now; once it is sent, the one that was kept is beside it.</summary>
    public async Task<IActionResult> OnGetPdfAsync() => !await FindAsync() ? NotFound()
        : File(ContractPdf.Draw(await ContractPrint.PageOfAsync(await ReadAsync(), Law, Paper)), "application/pdf");

    public Task<IActionResult> OnPostAsync() => DoAsync(KeepAsync, "Contrat enregistré.");

    public Task<IActionResult> OnPostSendAsync() => DoAsync(async w =>
    {
        await KeepAsync(w);
        await w.SaveAsync();
        await ContractPapers.SendAsync(w, Id, Law, new Asker(Me.Name, Me.UserId));
    }, "Contrat prêt à signer.", "Son PDF est gardé ici tel qu’il part. Joignez l’exemplaire signé.");

    public Task<IActionResult> OnPostTakeBackAsync() =>
        DoAsync(w => ContractPapers.TakeBackAsync(w, Id), "Contrat repris.", "Vous pouvez le changer.");

    public Task<IActionResult> OnPostWithdrawAsync() =>
        DoAsync(w => ContractPapers.WithdrawAsync(w, Id), "Contrat abandonné.");

    public async Task<IActionResult> OnPostConcludeAsync()
    {
        var on = Read(nameof(SignedOn), () => FrenchText.ParseDate(SignedOn));
        return await DoAsync(w => ContractPapers.ConcludeAsync(w, Id, on, Law), "Contrat conclu.",
            "Son texte ne change plus : un changement est un avenant.");
    }

    protected override Task LoadAsync() => FindAsync();

    private async Task<IActionResult> DoAsync(Func<Data.WriteSession, Task> work, string done, string meaning = "")
    {
        if (!await FindAsync())
            return NotFound();
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
            {
                await work(w);
                return "";
            });
            Tell(done, meaning);
            return Redirect("/personnes/contrats/" + Id);
        });
    }

    private async Task KeepAsync(Data.WriteSession w)
    {
        var paper = await ContractPapers.KeepAsync(w, Id, Version, Typed());
        if (!paper.Amends)
            paper.ActivityId = IsStaff && HiredFor > 0 && Activities.Any(a => a.Id.Value == HiredFor)
                ? new ActivityId(HiredFor) : null;
    }

    private ContractTerms Typed() => new()
    {
        FirstDay = Day(FirstDay), LastDay = Day(LastDay), FixedPay = Amount(FixedPay), Ceiling = Amount(Ceiling),
        MonthlyHours = Hours.Trim().Length == 0 ? null : FrenchText.ParseNumber(Hours),
        Reason = Enum.TryParse<FixedTermReason>(Reason, out var reason) && Enum.IsDefined(reason) ? reason : null,
        Texts = Clauses.ToDictionary(c => c.Key,
            c => (Texts.GetValueOrDefault(c.Key) ?? "").ReplaceLineEndings("\n").Trim()),
    };

    private static DateOnly? Day(string text) => text.Trim().Length == 0 ? null : FrenchText.ParseDate(text);

    private static Money? Amount(string text) => text.Trim().Length == 0 ? null : FrenchText.ParseMoney(text);

    private async Task<bool> FindAsync()
    {
        var db = await ReadAsync();
        if (await db.ContractPapers.SingleOrDefaultAsync(p => p.Id == Id) is not { } paper)
            return false;
        Paper = paper;
        Person = await db.People.SingleAsync(p => p.Id == paper.PersonId);
        Activities = await db.Activities.Where(a => a.PersonId != null && (a.ClosedOn == null
            || a.Id == paper.ActivityId)).OrderBy(a => a.TradeName).ToListAsync();
        var printed = ContractPrint.FileName(paper);
        HasSignedCopy = await db.KeptDocuments.AnyAsync(d => d.OwnerKind == ContractPaper.DocumentKind
            && d.OwnerId == Id && d.RemovedAt == null && d.Name != printed);
        if (paper.ContractId is { } contract)
            EndedOn = await db.Contracts.Where(c => c.Id == contract && c.LastDay < Today).Select(c => c.LastDay)
                .SingleOrDefaultAsync();
        if (paper.State != PaperState.Draft)
            return true;
        var values = new Dictionary<string, string>(await ContractFields.OfAsync(db, Law, paper, Today));
        // A day or an amount that lacks is told once, not again in each article that names it.
        foreach (var told in ContractClause.Fields.Keys.Where(k => k is not "contribution" and not "activité"
            || paper.Content.FirstDay is null))
            values.TryAdd(told, "…");
        Missing = (paper.Content with
        {
            Texts = paper.Content.Texts.ToDictionary(t => t.Key, t => ContractClause.Filled(t.Value, values)),
        }).Missing(Law, paper.Kind, paper.Amends);
        return true;
    }
}
