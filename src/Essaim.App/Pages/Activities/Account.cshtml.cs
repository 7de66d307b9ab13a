using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Purchases.Orders;
using Essaim.App.Web.Components;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Activities;

/// <summary>
/// What was earned, what became of it, what is there: the activity account in plain words (R.7331-5).
/// </summary>
public sealed class AccountModel : PeriodPage
{
    private const int LinesShown = 100;

    [BindProperty(SupportsGet = true, Name = "impression")]
    public bool ToPrint { get; set; }

    public ActivityAccount Account { get; private set; } = null!;
    public Falls Falls { get; private set; } = null!;
    public IReadOnlyList<OpenItem> Owed { get; private set; } = [];
    public IReadOnlyDictionary<EntryId, (string Piece, string Label)> Pieces { get; private set; } =
        new Dictionary<EntryId, (string, string)>();
    public IReadOnlyList<(string Name, Money Amount, string? Address)> Committed { get; private set; } = [];
    /// <summary>Ordered and not invoiced yet, before VAT: no part of what is committed.</summary>
    public Money Ordered { get; private set; }

    public string RuleSaid { get; private set; } = "";

    /// <summary>Invoiced as deposits: the contribution counts them at once, "invoiced" only with the balance.</summary>
    public Money Deposits { get; private set; }

    public async Task OnGetAsync()
    {
        ReadPeriod();
        var db = await ReadAsync();
        Account = await ActivityReport.ReadAsync(db, Activity, Last, First);
        var rules = await Rules.ReadAsync(db, Activity.Id);
        RuleSaid = rules.Any && !Activity.Id.IsStructure && Rule(rules) is { } rule
            ? $"{rule.Name}. {rule.Resolution}." : "Ce que la coopérative garde pour ses services.";
        Falls = await FallsAsync(db);
        await ReceivableAsync(db);
        await CommittedAsync(db);
        Ordered = (await MatchOrder.OrderedAsync(db)).GetValueOrDefault(Activity.Id);
    }

    private ContributionRule? Rule(Rules rules)
    {
        try
        {
            return rules.Of(Activity.Id, Last);
        }
        catch (BrokenRuleException)
        {
            return null; // a day before the first vote: there is simply nothing to say
        }
    }

    private async Task<Falls> FallsAsync(CoopDb db)
    {
        var falls = new Falls("Facturé", Account.Turnover, "Le prix du travail, sans la TVA.",
            await LinesAsync(db, "facture", false));
        if (!Account.OtherIncome.IsZero)
            falls.Take("Autres produits", -Account.OtherIncome, "Aides et remboursements.", BarKind.Own,
                await LinesAsync(db, "autres", false));
        falls.Take("Contribution à la coopérative", Account.Contribution, RuleSaid, BarKind.Common,
            await LinesAsync(db, "contribution", true))
            .Take("Frais", Account.Costs, "Ce que l’activité a acheté pour travailler.", BarKind.Costs,
                await LinesAsync(db, "frais", true))
            .Rest("Reste pour le salaire", "Cotisations comprises.");
        if (Account.PayCost.IsZero)
            return falls;
        return falls.Take("Salaires déjà versés", Account.PayCost, "Brut et cotisations : maladie, retraite, chômage.",
                BarKind.Protection, await LinesAsync(db, "salaires", true))
            .Rest("Reste à ce jour", "Pour les mois à venir.", end: true);
    }

    /// <summary>Lines of a figure; a very long list is left to its own page.</summary>
    private async Task<IReadOnlyList<FallLine>> LinesAsync(CoopDb db, string key, bool cost)
    {
        var figure = Figure.Find(key)!;
        var lines = await FigureLines.ReadAsync(db, Activity.Id, figure, First, Last);
        if (lines.Count > LinesShown)
            return [new FallLine(Last, "", $"Voir les {lines.Count} lignes", During($"/compte/lignes?compte={key}"),
                lines.Sum(l => cost ? -figure.Of(l) : figure.Of(l)))];
        var addresses = await AddressesAsync(db, lines.Select(l => l.Entry));
        return [.. lines.Select(l => new FallLine(l.Date, l.PieceRef, l.Label, addresses.GetValueOrDefault(l.Entry),
            cost ? -figure.Of(l) : figure.Of(l)))];
    }

    private async Task ReceivableAsync(CoopDb db)
    {
        var books = await db.BooksAsync();
        Owed = [.. (await books.Items.OpenAtAsync(Last, Activity.Id, Accounts.Customers))
            .Where(i => i.Remaining.IsPositive)];
        var pieces = new Dictionary<EntryId, (string, string)>();
        foreach (var item in Owed.Take(LinesShown))
            if ((await ActivityLines.OfEntryAsync(db, item.Id.Entry))
                .FirstOrDefault(l => l.No == item.Id.Line) is { } line)
                pieces[item.Id.Entry] = (line.PieceRef, line.ThirdParty ?? line.Label);
        Pieces = pieces;
    }

    /// <summary>What makes "committed", part by part; the parts without lines in the books say why.</summary>
    private async Task CommittedAsync(CoopDb db)
    {
        Committed = [.. (await CommittedPart.ReadAsync(db, Activity.Id, Account, Last)).Select(p => (p.Name, p.Amount,
            p.FigureKey is null ? null : During($"/compte/lignes?compte={p.FigureKey}")))];
        Deposits = -(await (await db.BooksAsync()).PositionAsync(Last, Activity.Id, Accounts.CustomerDeposits))
            .Sum(b => b.Balance);
    }
}
