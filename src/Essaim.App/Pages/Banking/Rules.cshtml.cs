using Essaim.App.Data.Banking;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Banking;

/// <summary>The rules that were kept while pointing movements; a wrong one is taken away here.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class RulesModel : EssaimPage
{
    private Dictionary<ActivityId, string> _activities = [];

    [BindProperty]
    public long RuleId { get; set; }

    public IReadOnlyList<BankRuleRow> Rules { get; private set; } = [];

    public string NameOf(BankRuleRow rule) => _activities.GetValueOrDefault(rule.ActivityId, "");

    public Task OnGetAsync() => LoadAsync();

    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            if (await w.Db.BankRules.SingleOrDefaultAsync(r => r.Id == RuleId) is { } rule)
                w.Db.BankRules.Remove(rule);
            return RuleId.ToString();
        });
        Tell("Règle supprimée.", "Les mouvements déjà pointés restent comme ils sont.");
        return RedirectToPage();
    });

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        _activities = (await db.Activities.ToListAsync()).ToDictionary(a => a.Id, a => a.TradeName);
        Rules = await db.BankRules.OrderByDescending(r => r.Uses).ThenBy(r => r.Text).ToListAsync();
    }
}
