using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Approvals;
using Essaim.App.Data.Banking.Runs;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Payroll;
using Essaim.App.Data.Payroll.Plans;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Sales.Sending;
using Essaim.App.Identity;
using Essaim.App.Pages.Sales.Sent;
using Essaim.App.Web.Components;
using Essaim.Domain.Activities;
using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Home;

/// <summary>What is left to do today for the team, by what each one may do.</summary>
public static class TeamTasks
{
    public static async Task<HomeModel> ReadAsync(
        CoopDb db, CurrentUser me, LawBook law, DateOnly today, HomeModel home)
    {
        if (!await db.Cooperatives.AnyAsync() || !me.Can(Capability.SeeAllActivities))
            return home;
        var tasks = new List<HomeTask>();
        if (me.Can(Capability.ApproveMoney))
            tasks.AddRange(await ApprovalsAsync(db, me));
        if (me.Can(Capability.CloseMonth))
            tasks.AddRange(await ClosingAsync(db, today));
        if (me.Can(Capability.ManagePeople)
            && await db.PayPlans.CountAsync(p => p.State == PayPlanState.Asked) is > 0 and var proposed)
            tasks.Add(new HomeTask(proposed == 1 ? "Répondre à un salaire proposé"
                : $"Répondre à {proposed} salaires proposés", "/paie/propositions", "La personne attend.", Tone.Wait,
                "Attend"));
        if (me.Can(Capability.KeepBooks))
            tasks.AddRange([.. await BooksAsync(db, today), .. await ReportsAsync(db, law, today)]);
        if (me.Can(Capability.SellForAll))
            tasks.AddRange(await KindTasks.ReadAsync(db, law, today, only: null));
        var figures = await ActivityFigures.AllAsync(db, Month.Of(today).LastDay);
        var below = figures.Count(f => f.IsBelowZero);
        if (below > 0)
            tasks.Add(new HomeTask(below == 1 ? "Une activité est sous zéro" : $"{below} activités sont sous zéro",
                "/activites",
                "Elles viennent en tête de la liste.", Tone.Bad, "Sous zéro"));
        var cover = me.Can(Capability.SeeCover) ? await CoverReport.ReadAsync(db, today) : null;
        if (cover is not null && (me.Can(Capability.ManageCoop) || me.Can(Capability.KeepBooks)))
            tasks.InsertRange(0, await CoverAsync(db, cover));
        return home with
        {
            Tasks = tasks, Figures = await FiguresAsync(db, cover, today, figures), Acts = Acts(me),
        };
    }

    /// <summary>Before anything else: co-ops died of not seeing it.</summary>
    private static async Task<List<HomeTask>> CoverAsync(CoopDb db, CoverOutlook cover)
    {
        var level = (await CoverLevels.OnAsync(db, cover.Day))?.Level ?? CoverLevelRow.Usual;
        return !CoverLevels.IsBelow(cover, level) ? [] :
        [
            new HomeTask("Regarder le coffre", "/coffre", $"Le taux passe sous le seuil de "
                + $"{FrenchText.Percent(level)} : {CoverLevels.Said(cover.Now.Ratio, cover.At90.Ratio)}.", Tone.Bad,
                "Sous le seuil"),
        ];
    }

    private static async Task<List<HomeTask>> ApprovalsAsync(CoopDb db, CurrentUser me)
    {
        var waiting = await db.Approvals.CountAsync(a => a.State == Approval.Waiting && a.AskedById != me.UserId);
        var orders = await db.PurchaseOrders.CountAsync(o => o.Status == OrderStatus.ToApprove);
        var tasks = new List<HomeTask>();
        if (orders > 0)
            tasks.Add(new HomeTask(orders == 1 ? "Approuver une commande" : $"Approuver {orders} commandes",
                "/achats/commandes?etat=a-approuver", "Au-dessus du plafond.", Tone.Wait, "Attend"));
        return waiting == 0 ? tasks :
        [
            .. tasks,
            new HomeTask(waiting == 1 ? "Donner un accord" : $"Donner {waiting} accords", "/accords",
                "Une autre personne l’a demandé.", Tone.Wait, "Attend"),
        ];
    }

    private static async Task<List<HomeTask>> ClosingAsync(CoopDb db, DateOnly today)
    {
        var tasks = new List<HomeTask>();
        var open = await MonthStanding.ToCloseAsync(db, today);
        if (open.Count > 0)
            tasks.Add(new HomeTask($"Clore {open[0]}", "/cloture/" + open[0].ToIso(),
                open.Count == 1 ? "Contributions, salaires, avances." : $"{open.Count} mois attendent, dans l’ordre.",
                    Tone.Wait, "À clore"));
        var advances = (await db.CashAdvances.Where(a => a.OpenedByLaw && a.RatifiedOn == null).ToListAsync())
            .Where(a => a.Amount.IsPositive).ToList();
        if (advances.Count > 0)
            tasks.Add(new HomeTask(advances.Count == 1 ? "Faire ratifier une avance"
                : $"Faire ratifier {advances.Count} avances",
                "/avances", "Le conseil décide ; on note la date.", Amount: advances.Sum(a => a.Amount)));
        var asked = await db.Advances.Where(a => a.State == AdvanceState.Asked || a.State == AdvanceState.Granted)
            .ToListAsync();
        if (asked.Count > 0)
            tasks.Add(new HomeTask(asked.Count == 1 ? "Répondre à une demande d’avance, ou la verser"
                : $"Répondre à {asked.Count} demandes d’avance, ou les verser", "/avances",
                "Le conseil décide, dans le plafond voté.", Amount: asked.Sum(a => a.Amount)));
        var claims = await db.MutualClaims.Where(c => c.State == MutualClaimState.Asked).Select(c => c.AskedAmount)
            .ToListAsync();
        if (claims.Count > 0)
            tasks.Add(new HomeTask(claims.Count == 1 ? "Répondre à une demande au fonds mutuel"
                : $"Répondre à {claims.Count} demandes au fonds mutuel", "/fonds-mutuel",
                "Le fonds ne donne pas plus qu’il n’a.", Amount: claims.Sum()));
        return tasks;
    }

    private static async Task<List<HomeTask>> BooksAsync(CoopDb db, DateOnly today)
    {
        var tasks = new List<HomeTask>();
        var claims = await db.ExpenseClaims.Where(c => c.SentAt != null && c.EntryId == null
                && c.CheckedAt == null).Select(c => c.Total)
            .ToListAsync();
        if (claims.Count > 0)
            tasks.Add(new HomeTask(claims.Count == 1 ? "Relire une note de frais"
                : $"Relire {claims.Count} notes de frais",
                "/depenses/a-controler", "Envoyées, pas encore acceptées.", Amount: claims.Sum()));
        var (prepared, first) = await EntryDrafts.PreparedAsync(db);
        if (prepared > 0)
            tasks.Add(new HomeTask(prepared == 1 ? "Compléter une écriture préparée"
                : $"Compléter {prepared} écritures préparées", prepared == 1 ? $"/journaux/nouvelle?brouillon={first}"
                : "/journaux", "Un modèle l’a préparée ; rien n’est encore enregistré.", Tone.Wait, "Brouillon"));
        tasks.AddRange(await ArrivedAsync(db, today));
        var ordered = await RunItems.LivingAsync(db);
        var due = (await PayableItems.ReadAsync(db))
            .Where(i => i.Item.Due <= today && !ordered.ContainsKey(i.Item.Id)).ToList();
        if (due.Count > 0)
            tasks.Add(new HomeTask(due.Count == 1 ? "Payer un poste échu" : $"Payer {due.Count} postes échus",
                "/achats/a-payer?avant=" + FrenchText.Short(today), "Fournisseurs, frais, salaires, organismes.",
                Amount: due.Sum(i => i.Amount)));
        return tasks;
    }

    /// <summary>What the State was not told, or was told otherwise: the last two months are looked at.</summary>
    private static async Task<List<HomeTask>> ReportsAsync(CoopDb db, LawBook law, DateOnly today)
    {
        var coop = await db.Cooperatives.AsNoTracking().SingleAsync();
        if (coop.SendFrom is null && !EInvoiceDuty.Of(law, coop.Headcount, Money.Zero, today).IsOn(today))
            return [];
        var todo = (await EReports.StandingsAsync(db, law, today.AddMonths(-2), today)).Where(s =>
            s.State is EReportState.Late or EReportState.Changed or EReportState.Refused).ToList();
        return todo.Count == 0 ? [] :
        [
            new HomeTask(todo.Count == 1 ? "Envoyer une déclaration de ventes"
                : $"Envoyer {todo.Count} déclarations de ventes", "/ventes/plateforme/declarations",
                "En retard, refusée, ou à rectifier.", Tone.Bad, "À faire"),
        ];
    }

    /// <summary>What came from outside, and what is to be handed over to the bank.</summary>
    private static async Task<List<HomeTask>> ArrivedAsync(CoopDb db, DateOnly today)
    {
        var tasks = new List<HomeTask>();
        void Add(long count, string one, string many, string address, string why)
        {
            if (count > 0)
                tasks.Add(new HomeTask(count == 1 ? one : many.Replace("{0}", FrenchText.Decimal(count, 0)), address,
                    why));
        }
        Add(await db.BankLines.CountAsync(l => l.ExplainedAt == null), "Pointer un mouvement bancaire",
            "Pointer {0} mouvements bancaires", "/banque", "La banque les a montrés, les livres pas encore.");
        Add((await db.ReceivedInvoices.Where(r => r.PurchaseId == null).Select(r => r.Status).ToListAsync())
            .Count(s => !s.IsFinal), "Traiter une facture reçue", "Traiter {0} factures reçues", "/achats/recues",
            "À comptabiliser, ou à refuser.");
        Add(await SentWords.In(db.SentInvoices, SentWords.Void).CountAsync(s =>
                !db.Invoices.Any(c => c.CreditsInvoiceId == s.InvoiceId)), "Refaire une facture revenue",
            "Refaire {0} factures revenues", "/ventes/plateforme?etat=" + SentWords.Void,
            "Le client l’a refusée, ou la plateforme l’a rejetée.");
        Add(await db.SentInvoices.Where(s => s.State == SendingState.Waiting)
                .Join(db.Invoices, s => s.InvoiceId, i => i.Id, (s, i) => i.Date).CountAsync(d => d < today),
            "Voir une facture qui n’est pas partie", "Voir {0} factures qui ne sont pas parties",
            "/ventes/plateforme?etat=" + SentWords.Late, "La plateforme ne l’a pas encore prise.");
        Add(await db.PaymentRuns.CountAsync(r => r.State == RunState.Ordered && r.TakenAt == null),
            "Remettre un ordre de virement à la banque", "Remettre {0} ordres de virement à la banque",
            "/banque/virements", "L’ordre est donné, son fichier n’est pas encore pris.");
        return tasks;
    }

    private static async Task<List<HomeFigure>> FiguresAsync(
        CoopDb db, CoverOutlook? cover, DateOnly today, List<ActivityFigures> activities)
    {
        var late = (await (await db.BooksAsync()).Items.OpenAsync(null, Accounts.Customers))
            .Where(i => i.Remaining.IsPositive && i.Due < today).ToList();
        var figures = new List<HomeFigure>
        {
            new("Clients en retard", late.Sum(i => i.Remaining), late.Count == 1 ? "une facture"
                : $"{late.Count} factures", "/ventes", "Voir les ventes"),
            new("Trésorerie des activités", activities.Sum(f => f.Cash), $"{activities.Count} activités",
                "/activites", "Voir les activités"),
        };
        if (cover?.Now is { } now)
            figures.Add(new HomeFigure("Détenu pour les activités", now.Held, now.Ratio is { } ratio
                ? $"taux de couverture {FrenchText.Percent(decimal.Round(ratio, 3))}" : "rien n’est dû", "/coffre",
                    "Voir le coffre"));
        return figures;
    }

    private static List<HomeAct> Acts(CurrentUser me) =>
    [
        .. me.Can(Capability.KeepBooks)
            ? [new HomeAct("Saisir une facture d’achat", "/achats/nouvelle", "plus"),
                new HomeAct("Passer une écriture", "/journaux/nouvelle")]
            : Array.Empty<HomeAct>(),
        .. me.Can(Capability.ManagePeople) ? [new HomeAct("Ajouter une personne", "/personnes/nouvelle")]
            : Array.Empty<HomeAct>(),
    ];
}
