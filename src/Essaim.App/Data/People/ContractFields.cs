using Essaim.App.Data.Activities;
using Essaim.Domain.Activities;
using Essaim.Domain.Law;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.People;

/// <summary>What the program knows to fill in a wording (champs); what it does not know stays a blank.</summary>
public static class ContractFields
{
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(
        CoopDb db, LawBook law, ContractPaper paper, DateOnly today)
    {
        var terms = paper.Content;
        var person = await db.People.SingleAsync(p => p.Id == paper.PersonId);
        var contracts = await db.Contracts.Where(c => c.PersonId == paper.PersonId).ToListAsync();
        var known = new Dictionary<string, string>
        {
            ["personne"] = person.FullName, ["coopérative"] = (await db.Cooperatives.SingleAsync()).Name,
        };
        Add("début", terms.FirstDay is { } first ? FrenchText.Long(first) : null);
        Add("fin", terms.LastDay is { } last ? FrenchText.Long(last) : null);
        Add("fixe", terms.FixedPay?.ToString());
        Add("ancien", contracts.Where(c => c.AmendsId == paper.AmendsId || c.Id == paper.AmendsId)
            .Where(_ => paper.Amends).MaxBy(c => c.Amendment)?.FixedPay.ToString());
        Add("heures", terms.MonthlyHours is { } hours ? FrenchText.Decimal(hours, 2) : null);
        Add("plafond", terms.Ceiling?.ToString());
        if (paper.Kind == ContractKind.Cesa && terms.FirstDay is { } begins)
        {
            var earlier = ContractDeadlines.DaysBefore(begins, contracts);
            Add("essai", ContractDeadlines.TrialEnds(law, begins, earlier) is { } trial
                ? "jusqu’au " + FrenchText.Long(trial) : "aucune, les contrats antérieurs l’ayant épuisée");
            // Nobody signs before today: the day printed is the earliest that the law could give.
            Add("associé", FrenchText.Long(ContractDeadlines.MemberBy(law, begins < today ? begins : today, earlier)));
        }
        await ActivityAsync(db, paper, known);
        return known;

        void Add(string key, string? value)
        {
            if (value is not null)
                known[key] = value;
        }
    }

    /// <summary>The activity that it is about: the one hired for, or the person's own.</summary>
    public static async Task<Activity?> ActivityOfAsync(CoopDb db, ContractPaper paper) => paper.ActivityId is { } id
        ? await db.Activities.SingleOrDefaultAsync(a => a.Id == id)
        : await db.Activities.Where(a => a.PersonId == paper.PersonId).OrderBy(a => a.Id).FirstOrDefaultAsync();

    private static async Task ActivityAsync(CoopDb db, ContractPaper paper, Dictionary<string, string> known)
    {
        if (await ActivityOfAsync(db, paper) is not { } activity)
            return;
        known["activité"] = activity.TradeName;
        var rules = await Rules.ReadAsync(db);
        if (rules.Any && paper.Content.FirstDay is { } first)
            known["contribution"] = rules.Of(activity.Id, first).Name;
    }
}
