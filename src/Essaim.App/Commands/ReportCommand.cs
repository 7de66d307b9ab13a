using System.CommandLine;
using System.Data.Common;
using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Ledger;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Commands;

/// <summary>
/// `essaim report balance | activity | invoices | cover | signs | forecast`: what the pages show, for other programs.
/// </summary>
public static class ReportCommand
{
    public static Command Make() =>
        new("report", "les chiffres")
        {
            Balance(), ActivityAccountOf(), Invoices(), Cover(), OutlookReports.Signs(), OutlookReports.Forecast(),
        };

    private static Command Balance()
    {
        var from = Amounts.Day("--from", "premier jour");
        var to = Amounts.Day("--to", "dernier jour");
        var activity = new Option<string?>("--activity") { Description = "une seule activité" };
        var by = new Option<string>("--by") { Description = "account ou activity", DefaultValueFactory = _ =>
            "account" };
        by.AcceptOnlyFromAmong("account", "activity");
        var command = new Command("balance", "la balance") { from, to, activity, by };
        command.Does(async run =>
        {
            _ = new DateRange(run.Get(from), run.Get(to));
            await using var db = (await run.StoreAsync()).Read();
            var only = run.Get(activity) is { } code ? (await FindAsync(db, code)).Id : (ActivityId?)null;
            var codes = await db.Activities.ToDictionaryAsync(a => a.Id, a => a.Code);
            var balances = await (await db.BooksAsync()).BalancesAsync(run.Get(from), run.Get(to), only);
            var rows = balances
                .GroupBy(b => (Account: b.Account.Digits, Activity: run.Get(by) == "activity" || only is not null
                    ? codes[b.Activity] : null))
                .OrderBy(g => g.Key.Account, StringComparer.Ordinal).ThenBy(g => g.Key.Activity, StringComparer.Ordinal)
                .Select(g => new
                {
                    account = g.Key.Account, activity = g.Key.Activity, debit = g.Sum(b => b.Debit),
                        credit = g.Sum(b => b.Credit),
                    balance = g.Sum(b => b.Balance),
                }).ToList();
            var totals = new { debit = rows.Sum(r => r.debit), credit = rows.Sum(r => r.credit) };
            return run.Answer(new { rows, totals }, Table(
                [.. rows.Select(r =>
                    (r.account + (r.activity is null ? "" : ":" + r.activity), r.debit, r.credit, r.balance))],
                totals.debit, totals.credit));
        });
        return command;
    }

    private static Command ActivityAccountOf()
    {
        var to = Amounts.Day("--to", "jour");
        var activity = new Option<string>("--activity") { Description = "code de l’activité", Required = true };
        var command = new Command("activity", "le compte d’une activité depuis son ouverture") { activity, to };
        command.Does(async run =>
        {
            await using var db = (await run.StoreAsync()).Read();
            var found = await FindAsync(db, run.Get(activity));
            var account = await ActivityReport.ReadAsync(db, found, run.Get(to));
            var lines = await ActivityLines.ReadAsync(db, found.Id, null, run.Get(to));
            return run.Answer(new
            {
                turnover = account.Turnover, contribution = account.Contribution, costs = account.Costs,
                payCost = account.PayCost, result = account.Result, cash = account.Cash,
                receivable = account.Receivable,
                committed = account.Committed, availableForPay = account.AvailableForPay,
                otherIncome = account.OtherIncome, advances = account.Advances, reserve = account.Reserve,
                lines = lines.Select(l => new
                {
                    entry = l.Entry.Value, date = l.Date, journal = l.Journal, number = l.Number, piece = l.PieceRef,
                    label = l.Label, account = l.Account, debit = l.Debit, credit = l.Credit,
                }),
            }, Words(found, account));
        });
        return command;
    }

    private static Command Invoices()
    {
        var from = Amounts.OptionalDay("--from", "premier jour");
        var to = Amounts.OptionalDay("--to", "dernier jour");
        var command = new Command("invoices", "les factures et avoirs émis") { from, to };
        command.Does(async run =>
        {
            await using var db = (await run.StoreAsync()).Read();
            var first = run.Get(from) ?? DateOnly.MinValue;
            var last = run.Get(to) ?? DateOnly.MaxValue;
            var invoices = await db.Invoices.Where(i => i.Date >= first && i.Date <= last).OrderBy(i => i.Id)
                .ToListAsync();
            var codes = await db.Activities.ToDictionaryAsync(a => a.Id, a => a.Code);
            var due = (await (await db.BooksAsync()).Items.OpenAsync(null, Accounts.Customers)).GroupBy(i => i.Id.Entry)
                .ToDictionary(g => g.Key, g => g.Sum(i => i.Remaining));
            var rows = invoices.Select(i => (Sign: i.Kind == SaleDocumentKind.CreditNote ? -1 : 1, Invoice: i))
                .Select(i => new
            {
                number = i.Invoice.Number, date = i.Invoice.Date, customer = i.Invoice.Content.Customer.Name,
                activity = codes[i.Invoice.ActivityId],
                net = Signed(i.Sign, i.Invoice.Net), vat = Signed(i.Sign, i.Invoice.Vat),
                total = Signed(i.Sign, i.Invoice.Total), due = due.GetValueOrDefault(i.Invoice.EntryId),
            }).ToList();
            return run.Answer(new { rows },
                string.Join('\n',
                    rows.Select(r =>
                    $"{r.number,-14} {r.date:yyyy-MM-dd}  {r.total,16}  reste {r.due,16}  {r.customer}")));
        });
        return command;
    }

    private static Command Cover()
    {
        var to = Amounts.OptionalDay("--to", "jour");
        var verify = new Option<FileInfo?>("--verify") { Description = "vérifier une preuve téléchargée du coffre" };
        var command = new Command("cover", "le taux de couverture, ou la vérification d’une preuve") { to, verify };
        command.Validators.Add(asked =>
        {
            if (asked.GetResult(to) is null == asked.GetResult(verify) is null)
                asked.AddError("Donnez --to JOUR, ou --verify FICHIER.");
        });
        command.Does(async run =>
        {
            if (run.Get(verify) is { } file)
                return await VerifyAsync(run, file);
            await using var db = (await run.StoreAsync()).Read();
            var cover = await CoverReport.ReadAsync(db, run.Get(to)!.Value);
            var (now, at90) = (cover.Now, cover.At90);
            return run.Answer(new
            {
                owedToActivities = now.OwedToActivities, held = now.Held, bank = now.Bank,
                activityDebts = now.ActivityDebts,
                structureDebts = now.StructureDebts, advances = now.Advances, ratio = now.Ratio,
                at90 = new { owedToActivities = at90.OwedToActivities, held = at90.Held, ratio = at90.Ratio },
            }, $"Détenu {now.Held} pour {now.OwedToActivities} dus aux activités : taux {Shown(now.Ratio)} ; à 90 "
                + $"jours {Shown(at90.Ratio)}.");
        });
        return command;
    }

    /// <summary>Needs no data folder: whoever has a file and the published fingerprint can do it elsewhere.</summary>
    private static async Task<int> VerifyAsync(CommandRun run, FileInfo file)
    {
        var read = CoverProofFile.Read(await File.ReadAllTextAsync(file.FullName, run.Cancel));
        var proof = read.Verified();
        return run.Answer(new
        {
            ok = true, activity = proof.Leaf.Code, day = proof.Head.Day, owed = proof.Leaf.Amount,
            total = proof.Head.Root.Sum, steps = proof.Path.Count, fingerprint = proof.Head.Fingerprint.Hex,
        }, $"Juste : {proof.Leaf.Amount} dus à {proof.Leaf.Code} sont comptés dans {proof.Head.Root.Sum} au "
            + $"{FrenchText.Short(proof.Head.Day)}. Comparez l’empreinte avec celle que la coopérative publie :\n"
            + proof.Head.Fingerprint.Hex);
    }

    internal static async Task<Activity> FindAsync(CoopDb db, string code) =>
        await db.Activities.SingleOrDefaultAsync(a => a.Code == code)
        ?? throw new BrokenRuleException($"Il n’y a pas d’activité « {code} ». Vérifiez son code.");

    private static Money Signed(int sign, Money amount) => sign < 0 ? -amount : amount;

    private static string Shown(decimal? ratio) => ratio is { } value ? FrenchText.Decimal(value, 2) : "sans objet";

    private static string Words(Activity activity, ActivityAccount a) => string.Join('\n',
    [
        activity.TradeName, $"  facturé          {a.Turnover,16}", $"  contribution     {a.Contribution,16}",
        $"  coûts            {a.Costs,16}", $"  salaires         {a.PayCost,16}", $"  résultat         {a.Result,16}",
        $"  trésorerie       {a.Cash,16}", $"  à recevoir       {a.Receivable,16}",
            $"  engagé           {a.Committed,16}",
        $"  disponible       {a.AvailableForPay,16}",
    ]);

    private static string Table(IReadOnlyList<(string Name, Money Debit, Money Credit, Money Balance)> rows,
        Money debit, Money credit) =>
        string.Join('\n', rows.Append(("Total", debit, credit, debit - credit))
            .Select(r =>
                $"{r.Item1,-28} {FrenchText.Amount(r.Item2),18} {FrenchText.Amount(r.Item3),18} "
                + $"{FrenchText.Amount(r.Item4),18}"));
}
