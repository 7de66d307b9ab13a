using Essaim.App.Data.Ledger;
using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Ledger.Assets;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Ledger.Assets;

/// <summary>
/// How an asset leaves; a sale may name the invoice by which it was sold, and its price excluding VAT.
/// </summary>
public sealed record NewDisposal(
    long Asset, DisposalKind Kind, DateOnly LeftOn, string Reason, string Invoice = "", Money? Price = null);

/// <summary>
/// Takes an asset out of the register and the books (sortie): months before it are posted, then its last days, then the
/// asset itself. What brings money in is an ordinary invoice or entry; it is named here, never made a second time.
/// </summary>
public static class DisposeAsset
{
    private const string NetParameter = "immobilisation-compte-valeur-sortie";
    private const string PriceParameter = "immobilisation-compte-produit-cession";

    public static async Task<AssetDisposal> DisposeAsync(WriteSession w, LawBook law, NewDisposal asked, string by)
    {
        var asset = await EnterAsset.InUseAsync(w, asked.Asset);
        Refuse(asset, asked, w.Today);
        await PostDepreciation.PostAsync(w, PostDepreciation.Due([asset], Month.Of(asked.LeftOn).Add(-1)));
        asset = await EnterAsset.InUseAsync(w, asked.Asset);
        var leaving = new LeavingAsset(asset.Asset.ActivityId, asset.Asset.Account, asset.Asset.Value,
            asset.Accumulated, asset.Plan.AccumulatedAt(asked.LeftOn));
        var entry = asked.Kind == DisposalKind.Returned ? (EntryId?)null
            : await PostAsync(w, law, asset.Asset, leaving, asked);
        var disposal = new AssetDisposal
        {
            AssetId = asked.Asset, Kind = asked.Kind, LeftOn = asked.LeftOn, Reason = asked.Reason.Trim(),
            Accumulated = leaving.Accumulated, LastCharge = leaving.LastCharge, Net = leaving.Net, EntryId = entry,
            MadeAt = w.Now, MadeBy = by,
        };
        await w.SaveAsync(); // what it names comes first
        w.Db.AssetDisposals.Add(disposal);
        await w.SaveAsync();
        if (asked.Kind == DisposalKind.Sold && asked.Invoice.Trim().Length > 0)
            await SellAsync(w, law, asset.Asset, asked);
        return disposal;
    }

    /// <summary>
    /// Whether VAT that was deducted may have to be given back in part (CGI ann. II art. 207): told, never counted, for
    /// the sale may bear VAT itself, and a theft or a destruction that is proven asks nothing.
    /// </summary>
    public static bool MayOweVat(LawBook law, FixedAsset asset, DateOnly leftOn) => asset.Account.StartsWith("2")
        && leftOn.Year - asset.InService.Year < law.Number("immobilisation-tva-annees", leftOn);

    private static void Refuse(RegisteredAsset asset, NewDisposal asked, DateOnly today)
    {
        var held = !AssetAccounts.IsProposed(asset.Asset.Account);
        if (asked.LeftOn > today || asked.LeftOn < asset.Asset.InService)
            throw new BrokenRuleException("Le bien sort entre sa mise en service, le "
                + $"{FrenchText.Short(asset.Asset.InService)}, et aujourd’hui.");
        if (asset.Asset.TakenThrough is { } through && asked.LeftOn <= through.LastDay)
            throw new BrokenRuleException($"Ce bien est repris jusqu’à la fin {through.AfterDe()}. Sa sortie vient "
                + "après, ou était déjà dans les livres repris.");
        if (asked.Reason.Trim().Length == 0)
            throw new BrokenRuleException("Dites ce qui s’est passé\u00a0: la raison reste au registre.");
        if (held != (asked.Kind == DisposalKind.Returned))
            throw new BrokenRuleException(held
                ? "Un dépôt ou un titre sort par l’écriture qui l’encaisse. Passez-la, puis notez-le rendu."
                : "Seul un dépôt ou un titre se rend. Choisissez une autre sortie.");
        if (asked.Kind != DisposalKind.Sold && asked.Invoice.Trim().Length > 0)
            throw new BrokenRuleException("Une facture ne va qu’avec une vente. Effacez son numéro.");
    }

    private static async Task<EntryId> PostAsync(
        WriteSession w, LawBook law, FixedAsset asset, LeavingAsset leaving, NewDisposal asked)
    {
        var on = await OpenDay.FromAsync(w.Db, asked.LeftOn);
        var net = await AccountAsync(w, law, NetParameter, on, "Valeur nette des immobilisations sorties");
        var label = $"Sortie, {asset.Label}" + (on == asked.LeftOn ? "" : $", le {FrenchText.Short(asked.LeftOn)}");
        return (await w.Ledger.PostAsync(AssetPosting.Disposal(leaving, net, on, label,
            new DocumentRef(AssetDisposal.DocumentKind, asset.Id)))).Id;
    }

    /// <summary>Its price leaves the turnover that its invoice had written.</summary>
    private static async Task SellAsync(WriteSession w, LawBook law, FixedAsset asset, NewDisposal asked)
    {
        var number = asked.Invoice.Trim();
        var invoice = await w.Db.Invoices.SingleOrDefaultAsync(i => i.Number == number);
        if (invoice is null || invoice.Kind == SaleDocumentKind.CreditNote)
            throw new BrokenRuleException($"Il n’y a pas de facture de vente {number}. Relisez son numéro, ou "
                + "laissez-le vide si la vente est une écriture.");
        var turnover = (await w.Connection.ListAsync(r => (Account: new AccountNumber(r.GetString(0)),
                Amount: LedgerReader.Cents(r, 1)),
            "SELECT account, sum(credit - debit) FROM posted_line WHERE entry_id = @p0 AND activity_id = @p1 "
            + "AND account LIKE '70%' GROUP BY account ORDER BY 2 DESC", w.Transaction, invoice.EntryId.Value,
            asset.ActivityId.Value)).FirstOrDefault();
        var named = (await w.Db.AssetSales.Where(s => s.InvoiceId == invoice.Id).ToListAsync()).Sum(s => s.Price);
        var price = asked.Price ?? turnover.Amount - named;
        if (!price.IsPositive || price > turnover.Amount - named)
            throw new BrokenRuleException($"La facture {number} porte {turnover.Amount - named} hors taxes pour cette "
                + "activité. Le prix du bien va d’un centime à ce montant.");
        var on = await OpenDay.FromAsync(w.Db, invoice.Date > asked.LeftOn ? invoice.Date : asked.LeftOn);
        var income = await AccountAsync(w, law, PriceParameter, on, "Produits des immobilisations vendues");
        var posted = await w.Ledger.PostAsync(AssetPosting.Sale(asset.ActivityId, turnover.Account, price, income, on,
            $"Vente, {asset.Label}, facture {number}", new DocumentRef(AssetSale.DocumentKind, asset.Id)));
        await w.SaveAsync(); // what it names comes first
        w.Db.AssetSales.Add(new AssetSale
        {
            AssetId = asset.Id, InvoiceId = invoice.Id, Price = price, EntryId = posted.Id,
        });
        await w.SaveAsync();
    }

    /// <summary>The account that the law gives to years opened on that day, known from now on.</summary>
    private static async Task<AccountNumber> AccountAsync(
        WriteSession w, LawBook law, string parameter, DateOnly on, string label)
    {
        var year = (await w.Db.FiscalYearsAsync()).FirstOrDefault(y => y.Days.Contains(on))
            ?? throw new BrokenRuleException($"Aucun exercice n’est ouvert pour le {FrenchText.Short(on)}. Ouvrez-le "
                + "d’abord.");
        var account = new AccountNumber(law.Text(parameter, year.Days.First));
        await KnownAccounts.KnowAsync(w, account, label);
        return account;
    }
}
