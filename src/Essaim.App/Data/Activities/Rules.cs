using System.Data.Common;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities;

/// <summary>
/// Which contribution rule holds for an activity on a day: the one it asked for if it may have it, otherwise the last
/// one voted for everybody. Read once, asked often.
/// </summary>
public sealed class Rules
{
    private readonly IReadOnlyList<ContributionRuleRow> _rules;
    private readonly ILookup<ActivityId, ActivityRule> _chosen;

    private Rules(IReadOnlyList<ContributionRuleRow> rules, IEnumerable<ActivityRule> chosen)
    {
        _rules = rules;
        _chosen = chosen.OrderByDescending(c => c.FromDay).ToLookup(c => c.ActivityId);
    }

    public static async Task<Rules> ReadAsync(CoopDb db, ActivityId? only = null) =>
        await ReadAsync(await db.OpenAsync(), db.Transaction, only);

    internal static async Task<Rules> ReadAsync(
        DbConnection connection, DbTransaction? transaction, ActivityId? only = null) => new(
        await connection.ListAsync(r => new ContributionRuleRow
        {
            Id = r.GetInt64(0), Name = r.GetString(1), FromDay = r.Date(2),
            Content = ValueJson.Read<ContributionRule>(r.GetString(3)),
        }, "SELECT id, name, from_day, content FROM contribution_rule ORDER BY from_day DESC, id DESC", transaction),
        await connection.ListAsync(r => new ActivityRule
        {
            ActivityId = new ActivityId(r.GetInt32(0)), RuleId = r.GetInt64(1), FromDay = r.Date(2),
        }, "SELECT activity_id, rule_id, from_day FROM activity_rule"
            + (only is null ? "" : " WHERE activity_id = @p0"),
            transaction, only?.Value ?? 0));

    public bool Any => _rules.Count > 0;

    public ContributionRule Of(ActivityId activity, DateOnly day)
    {
        var chosen = _chosen[activity].FirstOrDefault(c => c.FromDay <= day);
        if (chosen is not null)
            return _rules.First(r => r.Id == chosen.RuleId).Content;
        return _rules.FirstOrDefault(r => r.FromDay <= day && !r.Content.OptIn)?.Content
            ?? throw new BrokenRuleException(
                $"Aucune règle de contribution ne vaut au {FrenchText.Short(day)}. Enregistrez celle que l’assemblée "
                + $"a votée.");
    }

    /// <summary>Keeps a rule voted by the meeting.</summary>
    public static async Task<long> AddAsync(WriteSession w, ContributionRule rule)
    {
        rule.Check();
        if (await w.Db.Rules.AnyAsync(r => r.Name == rule.Name))
            throw new BrokenRuleException($"Une règle s’appelle déjà « {rule.Name} ». Donnez-lui un autre nom.");
        var row = new ContributionRuleRow { Name = rule.Name, FromDay = rule.From, Content = rule };
        w.Db.Rules.Add(row);
        await w.SaveAsync();
        return row.Id;
    }

    /// <summary>An activity takes a rule from a day on; only members may take a rule of members.</summary>
    public static async Task ChooseAsync(WriteSession w, ActivityId activity, long ruleId, DateOnly from)
    {
        var rule = await w.Db.Rules.SingleAsync(r => r.Id == ruleId);
        if (rule.Content.Eligibility == ContributionEligibility.Members && !await RunByMemberAsync(w, activity, from))
            throw new BrokenRuleException(
                $"« {rule.Name} » est réservée aux associés. Cette activité n’en a pas à cette date.");
        if (from < rule.FromDay)
            throw new BrokenRuleException($"« {rule.Name} » ne vaut qu’à partir du {FrenchText.Short(rule.FromDay)}.");
        w.Db.ActivityRules.Add(new ActivityRule { ActivityId = activity, RuleId = ruleId, FromDay = from });
    }

    private static async Task<bool> RunByMemberAsync(WriteSession w, ActivityId activity, DateOnly day)
    {
        var person = await w.Db.Activities.Where(a => a.Id == activity).Select(a => a.PersonId).SingleAsync();
        return person is not null && (await w.Db.People.SingleAsync(p => p.Id == person)).IsMemberOn(day);
    }
}
