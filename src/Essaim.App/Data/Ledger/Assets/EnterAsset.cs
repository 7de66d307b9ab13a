using Essaim.App.Data.Ledger;
using Essaim.Domain.Ledger;
using Essaim.Domain.Ledger.Assets;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Ledger.Assets;

/// <summary>What is put in service: by the line of a purchase, or typed where other books had bought it.</summary>
/// <param name="Terms">Of all articles together.</param>
/// <param name="Articles">So many assets are made, alike to a cent.</param>
public sealed record NewAsset(ActivityId Activity, string Label, DepreciationTerms Terms, EntryId? Entry = null,
    int? Line = null, int Articles = 1);

/// <summary>
/// Puts an asset in the register, corrects its plan forward, or withdraws what was entered by mistake.
/// </summary>
public static class EnterAsset
{
    private const int MostArticles = 200;

    public static async Task<IReadOnlyList<FixedAsset>> EnterAsync(WriteSession w, NewAsset asked, string by)
    {
        var terms = asked.Terms;
        if (asked.Label.Trim().Length is 0 or > 120)
            throw new BrokenRuleException("Dites ce que c’est, en 120 signes au plus.");
        if (asked.Articles is < 1 or > MostArticles || terms.Value.Cents < asked.Articles)
            throw new BrokenRuleException($"Le nombre d’articles va de 1 à {MostArticles}.");
        if (!await w.Db.Activities.AnyAsync(a => a.Id == asked.Activity))
            throw new BrokenRuleException("Choisissez une activité.");
        await KnownAccounts.RefuseOthersAsync(w.Db, [terms.Account]);
        await RefuseDaysAsync(w, terms);
        if (asked.Entry is not null)
            await RefuseLineAsync(w, asked);
        await KnowAsync(w, terms);
        var weights = Enumerable.Repeat(1L, asked.Articles).ToList();
        var (values, residuals, taken) = (terms.Value.Share(weights), terms.Residual.Share(weights),
            (terms.Taken?.Amount ?? Money.Zero).Share(weights));
        var assets = Enumerable.Range(0, asked.Articles).Select(i => new FixedAsset
        {
            ActivityId = asked.Activity,
            Label = asked.Articles == 1 ? asked.Label.Trim() : $"{asked.Label.Trim()}, {i + 1} sur {asked.Articles}",
            Account = terms.Account, Value = values[i], Residual = residuals[i], InService = terms.InService,
            Months = terms.Months, TakenThrough = terms.Taken?.Through, Taken = taken[i], SourceEntryId = asked.Entry,
            SourceLineNo = asked.Line, MadeAt = w.Now, MadeBy = by,
        }).ToList();
        w.Db.FixedAssets.AddRange(assets);
        await w.SaveAsync();
        return assets;
    }

    /// <summary>From a month on that is not posted yet, what is left is spread over so many months.</summary>
    public static async Task ReviseAsync(WriteSession w, long id, PlanRevision revision, string reason, string by)
    {
        var asset = await InUseAsync(w, id);
        if (reason.Trim().Length == 0)
            throw new BrokenRuleException("Dites pourquoi la durée change\u00a0: la raison reste au registre.");
        if (asset.Through is { } through && revision.From <= through)
            throw new BrokenRuleException($"L’amortissement {through.AfterDe()} est déjà dans les livres. Corrigez le "
                + $"plan à partir {through.Next().AfterDe()}.");
        asset.Plan.Revise(revision);
        w.Db.AssetRevisions.Add(new AssetRevision
        {
            AssetId = id, FromMonth = revision.From, Months = revision.Months, Reason = reason.Trim(), MadeAt = w.Now,
            MadeBy = by,
        });
        await w.SaveAsync();
    }

    /// <summary>
    /// What it had posted is taken back, each month by its own entry; the line it came from waits again.
    /// </summary>
    public static async Task WithdrawAsync(WriteSession w, long id, string reason)
    {
        var asset = (await InUseAsync(w, id)).Asset;
        if (reason.Trim().Length == 0)
            throw new BrokenRuleException("Dites pourquoi ce bien n’a pas à être au registre.");
        foreach (var charge in await w.Db.AssetCharges.Where(c => c.AssetId == id).OrderBy(c => c.Month).ToListAsync())
        {
            var head = (await EntryReader.HeadAsync(w.Db, charge.EntryId))!;
            await w.Ledger.PostAsync(Reversal.Of(await EntryReader.PostedAsync(w, head),
                await OpenDay.FromAsync(w.Db, head.Date), reason));
        }
        asset.WithdrawnOn = w.Today;
        await w.SaveAsync();
    }

    internal static async Task<RegisteredAsset> InUseAsync(WriteSession w, long id)
    {
        var asset = await AssetRegister.FindAsync(w.Db, id)
            ?? throw new BrokenRuleException("Ce bien n’est pas au registre. Rechargez la page.");
        return asset.InUse ? asset : throw new BrokenRuleException("Ce bien est déjà sorti du registre.");
    }

    private static async Task RefuseDaysAsync(WriteSession w, DepreciationTerms terms)
    {
        if (terms.Taken?.Through.LastDay > w.Today)
            throw new BrokenRuleException("Ce qui est repris s’arrête à la fin d’un mois passé.");
        RefuseBeforeBooks(await w.Db.FiscalYearsAsync(), terms);
    }

    /// <summary>What is to be written off lies in the years that are open, or is said to be taken over.</summary>
    internal static void RefuseBeforeBooks(IEnumerable<FiscalYear> years, DepreciationTerms terms)
    {
        var open = years.Where(y => !y.IsClosed).Select(y => y.Days.First)
            .DefaultIfEmpty(DateOnly.MinValue).Min();
        var first = terms.Taken?.Through.Next().FirstDay ?? terms.InService;
        if (terms.IsDepreciated && first < open && (terms.Taken?.Amount ?? Money.Zero) < terms.Base)
            throw new BrokenRuleException("Vos exercices ouverts commencent le "
                + $"{FrenchText.Short(open)}. Dites ce qui était déjà amorti fin {Month.Of(open).Add(-1)}.");
    }

    /// <summary>The asset is all of the line and nothing else, so that the register and the books agree.</summary>
    private static async Task RefuseLineAsync(WriteSession w, NewAsset asked)
    {
        var line = (await AssetRegister.WaitingAsync(w.Db))
            .FirstOrDefault(l => l.Entry == asked.Entry && l.Line == asked.Line)
            ?? throw new BrokenRuleException(
                "Cette ligne d’achat est déjà au registre, ou n’est plus dans les livres.");
        if (line.Value != asked.Terms.Value || line.Account != asked.Terms.Account || line.Activity != asked.Activity
            || asked.Terms.Taken is not null)
            throw new BrokenRuleException($"La ligne d’achat dit {line.Value} au compte {line.Account}. Le bien prend "
                + "sa valeur, son compte et son activité.");
    }

    /// <summary>Before the first entry names them, in books whose chart lacks them.</summary>
    private static async Task KnowAsync(WriteSession w, DepreciationTerms terms)
    {
        if (!terms.IsDepreciated)
            return;
        var below = AssetAccounts.Depreciation(terms.Account);
        await KnownAccounts.KnowAsync(w, below, AssetAccounts.Charge(terms.Account));
        var label = await w.Db.Accounts.Where(a => a.Number == terms.Account).Select(a => a.Label).SingleAsync();
        await KnownAccounts.KnowAsync(w, below, AssetAccounts.DepreciationLabel(label));
    }
}
