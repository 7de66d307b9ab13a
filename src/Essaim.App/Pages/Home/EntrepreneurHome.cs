using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Sales;
using Essaim.App.Pages.Activities;
using Essaim.App.Web.Components;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Home;

/// <summary>What an entrepreneur must know at once: what can be paid, who owes, what is next.</summary>
public static class EntrepreneurHome
{
    private const int TasksShown = 6;
    private const int DaysBeforeChasing = 10;

    public static async Task<HomeModel> ReadAsync(
        CoopDb db, Installation installation, Activity activity, DateOnly today, HomeModel empty)
    {
        var sales = await SaleList.ReadAsync(db, activity.Id, today);
        var claims = await db.ExpenseClaims.Where(c => c.ActivityId == activity.Id && c.SentAt == null
            && c.EntryId == null)
            .ToListAsync();
        var account = await ActivityReport.ReadAsync(db, activity, today);
        HomeAct[] acts =
        [
            new("Faire une facture", "/ventes/factures/nouvelle", "plus"),
            new("Faire un devis", "/ventes/devis/nouveau"),
            new("Ajouter une dépense", "/depenses"),
        ];
        if (sales.Count == 0 && account.Cash.IsZero)
            return empty with { Acts = [acts[1]] };
        return empty with
        {
            Lede = $"{activity.TradeName}. {empty.Lede}",
            Answer = Answer(account, await PlanAsync(db, activity, today)),
            Acts = acts,
            Tasks = [.. (await SignsAsync(db, installation, activity, today)).Concat(Tasks(sales, today))
                .Concat((await DueInstalments.ReadAsync(db, activity.Id, today)).Select(ToInvoice))
                .Concat(await KindTasks.ReadAsync(db, installation.Law, today, activity.Id))
                .Concat(claims.Select(Claim)).Take(TasksShown)],
            Figures = Figures(account, sales),
        };
    }

    /// <summary>What goes wrong, told as what to do; late customers are among the tasks already.</summary>
    private static async Task<List<HomeTask>> SignsAsync(
        CoopDb db, Installation installation, Activity activity, DateOnly today) =>
        [.. (await new TroubleSigns(db, installation).ReadAsync(today, activity)).Where(f => f.Seen is null)
            .Select(f => TroubleWords.ForOwner(f.Sign)).Where(w => w is not null)
            .Select(w => new HomeTask(w!.Value.Title, w.Value.Address, w.Value.Why, Tone.Wait, "À regarder"))];

    private static HomeAnswer Answer(ActivityAccount account, Money plan)
    {
        var available = account.AvailableForPay;
        var why = $"Trésorerie {account.Cash}, moins {account.Committed} déjà engagés"
            + (account.Reserve.IsZero ? "." : $" et {account.Reserve} gardés de côté.")
            + (plan.IsPositive ? $" Votre plan prévoit {plan} ce mois-ci." : "");
        return available.IsPositive
            ? new HomeAnswer("Vous pouvez vous verser", available, "charges comprises", why, "/salaire",
                "Voir en salaire")
            : new HomeAnswer("Rien à vous verser pour l’instant", available, "une fois l’engagé retiré", why, "/compte",
                "Voir le calcul");
    }

    private static async Task<Money> PlanAsync(CoopDb db, Activity activity, DateOnly today) =>
        (await db.SmoothingPlans.Where(p => p.ActivityId == activity.Id).ToListAsync())
            .Sum(p => p.For(Month.Of(today)));

    private static IEnumerable<HomeTask> Tasks(IReadOnlyList<SaleRow> sales, DateOnly today)
    {
        foreach (var late in sales.Where(s => s.State == SaleState.Late).OrderBy(s => s.Due))
            yield return new HomeTask($"Relancer {late.Customer}", $"/ventes/factures/{late.Id}",
                $"{late.Number}, {late.Open}, à payer depuis le {FrenchText.Long(late.Due!.Value)}.", Tone.Bad,
                    "En retard");
        foreach (var draft in sales.Where(s => s is { State: SaleState.Draft, Word: not "Devis" }))
            yield return new HomeTask($"Vérifier et émettre la facture de {draft.Customer}",
                $"/ventes/brouillons/{draft.Id}",
                $"{draft.Total} à facturer.", Tone.Wait, "Brouillon");
        foreach (var draft in sales.Where(s => s is { State: SaleState.Draft, Word: "Devis" }))
            yield return new HomeTask($"Finir le devis de {draft.Customer}", $"/ventes/devis/{draft.Id}",
                $"{draft.Total} proposés.", Tone.Wait, "Brouillon");
        foreach (var accepted in sales.Where(s => s.State is SaleState.Sent or SaleState.Expired
            && s.Date.AddDays(DaysBeforeChasing) <= today))
            yield return new HomeTask($"Demander sa réponse à {accepted.Customer}", $"/ventes/devis/{accepted.Id}",
                $"Devis {accepted.Number}, valable jusqu’au {FrenchText.Long(accepted.Due!.Value)}.",
                    Amount: accepted.Total);
    }

    private static HomeTask ToInvoice(DueInstalment due) => new(
        $"Facturer « {due.Amount.Instalment.Label} » à {due.Customer}", $"/ventes/devis/{due.QuoteId}",
        $"Prévu le {FrenchText.Long(due.Amount.Instalment.Day!.Value)} par le devis accepté.", Tone.Wait,
        "À facturer");

    private static HomeTask Claim(Domain.Purchases.ExpenseClaim claim) =>
        new($"Envoyer la note de frais {claim.Month.AfterDe()}",
        $"/depenses/{claim.Id}", "La coopérative vous rembourse une fois la note acceptée.", Amount: claim.Total);

    private static IReadOnlyList<HomeFigure> Figures(ActivityAccount account, IReadOnlyList<SaleRow> sales)
    {
        var open = sales.Where(s => s.Open.IsPositive).OrderBy(s => s.Due).ToList();
        var next = open.FirstOrDefault();
        return
        [
            new HomeFigure("On vous doit", account.Receivable, next is null ? "Toutes vos factures sont payées."
                : $"{(open.Count == 1 ? "Une facture" : $"{open.Count} factures")} ; d’abord {next.Customer}, "
                    + $"pour le {FrenchText.Long(next.Due!.Value)}.", "/ventes", "Voir vos ventes"),
            new HomeFigure("Votre trésorerie", account.Cash,
                "L’argent déjà là, une fois la contribution et vos frais retirés.", "/compte", "Voir votre compte"),
            new HomeFigure("Déjà engagé", account.Committed,
                "Ce qui va sortir : fournisseurs, frais, salaires décidés.",
                "/compte#engage", "Voir le détail"),
        ];
    }
}
