using Essaim.App.Data.Ledger;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Ledger;

/// <summary>What may be matched on one account, found by the program; a person accepts, one or many at once.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class MatchingModel : EssaimPage
{
    private const int Shown = 100;

    [BindProperty(SupportsGet = true, Name = "compte")]
    public string Number { get; set; } = "";

    /// <summary>Proposals to accept, each as its lines "entry-line" parted by commas.</summary>
    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    public AccountNumber? Account { get; private set; }
    public IReadOnlyList<MatchProposal> Proposals { get; private set; } = [];
    public string Title { get; private set; } = "un compte";
    public string LedgerAddress => "/grand-livre" + (Account is { } account ? $"?compte={account}" : "");

    public Task OnGetAsync() => LoadAsync();

    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        if (Chosen.Count == 0)
            throw new BrokenRuleException("Cochez au moins une proposition.");
        await WriteOnceAsync(async w =>
        {
            foreach (var proposal in Chosen)
                await MatchLines.MatchAsync(w, [.. proposal.Split(',').Select(OpenItemId.Parse)]);
            return "";
        });
        Tell(Chosen.Count == 1 ? "Une proposition lettrée." : $"{Chosen.Count} propositions lettrées.",
            "Une lettre se retire dans le grand livre.");
        return Redirect(Request.Path + Request.QueryString);
    });

    protected override async Task LoadAsync()
    {
        if (Number.Trim().Length == 0)
            return;
        Account = Read<AccountNumber?>("compte", () => new AccountNumber(Number.Trim()) is { Class: 4 } account
            ? account : throw new BrokenRuleException("On lettre les comptes de tiers et d’attente, classe 4."));
        if (Account is not { } read)
            return;
        var db = await ReadAsync();
        var label = await db.Accounts.Where(a => a.Number == read).Select(a => a.Label).SingleOrDefaultAsync();
        Title = $"{read} {label}".TrimEnd();
        Proposals = [.. MatchProposals.Of(await MatchableLines.ReadAsync(db, read)).Take(Shown)];
    }

    public static string KeyOf(MatchProposal proposal) => string.Join(',', proposal.Lines.Select(l => l.Id));

    /// <summary>What is sure is ticked; a sum of several is for a person to look at.</summary>
    public bool IsTicked(MatchProposal proposal) => HttpMethods.IsPost(Request.Method)
        ? Chosen.Contains(KeyOf(proposal)) : proposal.Reason is MatchReason.Piece or MatchReason.Whole;

    public static string Said(MatchProposal proposal) => proposal.Reason switch
    {
        MatchReason.Piece => $"Même tiers, même pièce {proposal.Lines[0].Piece}",
        MatchReason.Pair => "Deux lignes du même montant",
        MatchReason.Whole => "Tout ce tiers se solde",
        _ => "Plusieurs lignes en font une",
    } + (proposal.Lines[0].ThirdParty is { Length: > 0 } party ? $", {party}" : "");
}
