using Essaim.App.Data;
using Essaim.App.Data.Activities.Advances;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Demo;

/// <summary>
/// A voted ceiling, an advance that waits for its decision and one that waits to be paid out: the books of the
/// demonstration have nothing of them yet.
/// </summary>
internal sealed class DemoLending(Store coop)
{
    private const string Board = "Conseil : Michel Aubert, Anne Rivière, Karim Lefort";

    public Task LendAsync() => coop.WriteAsync(async w =>
    {
        var waiting = new List<ActivityId>();
        var lent = Money.Zero;
        foreach (var activity in await w.Db.Activities.Where(a => a.Id != ActivityId.Structure && a.Code != "jeanne"
            && a.ClosedOn == null).OrderBy(a => a.Id).Select(a => a.Id).ToListAsync())
        {
            var known = await AdvanceCeilings.OutAsync(w.Db, activity, w.Today);
            lent = known.OfAll;
            if (known.OfActivity.IsZero)
                waiting.Add(activity);
            if (waiting.Count == 2)
                break;
        }
        if (waiting.Count < 2)
            return;
        // Beyond what month ends lent already, so that there is something left to grant.
        await AdvanceCeilings.VoteAsync(w, new AdvanceCeiling(Money.Max(Money.Euros(20_000), lent + lent),
            Money.Euros(3000), 12, Rate.Zero), new DateOnly(w.Today.Year, 1, 1), "AG, résolution 6", "démonstration");
        var next = Month.Of(w.Today).Next();
        await AskAdvance.AskAsync(w, waiting[0], Money.Euros(800), "Payer le bois d’une commande à livrer en deux mois",
            AdvancePlan.ByReceipts(Rate.Percent(30), next.Add(5)), "démonstration");
        var machine = await AskAdvance.AskAsync(w, waiting[1], Money.Euros(1500), "Acheter une machine d’occasion",
            AdvancePlan.Monthly(next, 6), "démonstration");
        await DecideAdvance.GrantAsync(w, new AdvanceDecision(machine.Id, w.Today, Board, "CA, résolution 2",
            Money.Euros(1200), AdvancePlan.Monthly(next, 6)));
    });
}
