using Essaim.App.Data.Ledger;
using Essaim.App.Data.Purchases;
using Essaim.App.Identity;
using Essaim.App.Pages.Purchases;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

/// <summary>A supplier's invoice; a supplier not known yet is entered by name.</summary>
public sealed record NewPurchase(string Number, DateOnly Date, IReadOnlyList<NewPurchaseLine> Lines,
    long? SupplierId = null, string? SupplierName = null, DateOnly? Due = null);

/// <summary>
/// A line of a purchase, VAT apart; the VAT of services counts once paid. The regime is "deductible", "in-cost",
/// "self-assessed-in-union", "self-assessed" or "margin".
/// </summary>
public sealed record NewPurchaseLine(string Account, string Activity, string Description, decimal Net, decimal Vat = 0,
    bool VatOncePaid = true, string VatRegime = "deductible")
{
    internal static readonly IReadOnlyDictionary<string, PurchaseVat> Regimes = new Dictionary<string, PurchaseVat>
    {
        ["deductible"] = PurchaseVat.Deductible, ["in-cost"] = PurchaseVat.InCost, ["margin"] = PurchaseVat.Margin,
        ["self-assessed-in-union"] = PurchaseVat.SelfAssessedInUnion, ["self-assessed"] = PurchaseVat.SelfAssessed,
    };

    internal PurchaseVat Regime => Regimes.TryGetValue(VatRegime, out var regime) ? regime
        : throw new BrokenRuleException($"« {VatRegime} » n’est pas un régime de TVA. Choisissez : "
            + $"{string.Join(", ", Regimes.Keys)}.");
}

/// <summary>A purchase as booked, and what is left to pay of it.</summary>
public sealed record PurchaseAnswer(long Id, string Number, DateOnly Date, DateOnly Due, decimal Net, decimal Vat,
    long SupplierId, decimal Remaining)
{
    public static PurchaseAnswer Of(Purchase p, Money remaining) => new(p.Id, p.Number, p.Date, p.Due,
        p.Net.ToDecimal(), p.Vat.ToDecimal(), p.SupplierId, remaining.ToDecimal());
}

/// <summary>A supplier to enter.</summary>
public sealed record NewSupplier(string Name, string? Siren = null);

/// <summary>A supplier as kept.</summary>
public sealed record SupplierAnswer(long Id, string Name, string? Siren)
{
    public static SupplierAnswer Of(Supplier s) => new(s.Id, s.Name, s.Siren?.Digits);
}

/// <summary>Something to pay, to anybody; <c>item</c> is the key by which it is paid.</summary>
public sealed record PayableAnswer(string Item, string Kind, string Payee, string Label, string Piece, DateOnly Due,
    decimal Amount)
{
    public static PayableAnswer Of(PayableItem i) => new(i.Key, i.Kind.Word(), i.Payee, i.Label, i.Piece, i.Item.Due,
        i.Amount.ToDecimal());
}

/// <summary>A payment to note; without an amount it is of all that is left.</summary>
public sealed record NewPayment(string Item, DateOnly Date, decimal? Amount = null);

/// <summary>A payment as noted.</summary>
public sealed record PaymentAnswer(long Id, string Item, DateOnly Date, decimal Amount);

internal static class PurchaseEndpoints
{
    private const int UsualDays = 30;

    public static void Map(RouteGroupBuilder api)
    {
        var buying = api.MapGroup("").WithTags("Achats");
        buying.MapGet("/suppliers", SuppliersAsync).Needs(Capability.KeepBooks).WithName("listSuppliers")
            .WithSummary("Les fournisseurs");
        buying.MapPost("/suppliers", EnterAsync).Needs(Capability.KeepBooks).WithName("createSupplier")
            .WithSummary("Garder un fournisseur").Produces<SupplierAnswer>(StatusCodes.Status201Created);
        buying.MapGet("/purchases", ListAsync).Needs(Capability.KeepBooks).WithName("listPurchases")
            .WithSummary("Les factures d’achat, dans l’ordre de leur enregistrement");
        buying.MapGet("/purchases/{id:long}", ReadAsync).Needs(Capability.KeepBooks).WithName("readPurchase")
            .WithSummary("Une facture d’achat et ce qui reste à en payer");
        buying.MapPost("/purchases", BookAsync).Needs(Capability.KeepBooks).WithName("bookPurchase")
            .WithSummary("Enregistrer une facture d’achat").Produces<PurchaseAnswer>(StatusCodes.Status201Created);
        buying.MapGet("/payables", PayablesAsync).Needs(Capability.KeepBooks).WithName("listPayables")
            .WithSummary("Tout ce qui est à payer, à qui que ce soit, dans l’ordre des écritures");
        buying.MapPost("/payments", PayAsync).Needs(Capability.KeepBooks).WithName("recordPayment")
            .WithSummary("Noter le règlement de ce qui est à payer, entier ou en partie : le virement se fait ailleurs")
            .Produces<PaymentAnswer>(StatusCodes.Status201Created);
    }

    private static async Task<List<SupplierAnswer>> SuppliersAsync(long? after, int? limit, ApiCall call) =>
        [.. (await (await call.ReadAsync()).Suppliers.Where(s => s.Id > (after ?? 0)).OrderBy(s => s.Id)
            .Take(ApiPage.Size(limit)).ToListAsync()).Select(SupplierAnswer.Of)];

    private static async Task<IResult> EnterAsync(NewSupplier asked, ApiCall call)
    {
        var siren = asked.Siren is null ? (Siren?)null : new Siren(asked.Siren);
        return await call.OnceAsync(asked, async w => SupplierAnswer.Of(
            await EnterSupplier.EnterAsync(w, new Supplier { Name = asked.Name.Trim(), Siren = siren })));
    }

    private static async Task<List<PurchaseAnswer>> ListAsync(DateOnly? from, DateOnly? to, long? after, int? limit,
        ApiCall call)
    {
        var db = await call.ReadAsync();
        var (first, last) = (from ?? DateOnly.MinValue, to ?? DateOnly.MaxValue);
        var found = await db.Purchases.Where(p => p.Id > (after ?? 0) && p.Date >= first && p.Date <= last)
            .OrderBy(p => p.Id).Take(ApiPage.Size(limit)).ToListAsync();
        var left = await (await db.BooksAsync()).Items.RemainingAsync(found.Select(p => p.EntryId),
            Accounts.Suppliers);
        return [.. found.Select(p => PurchaseAnswer.Of(p, -left.GetValueOrDefault(p.EntryId)))];
    }

    private static async Task<PurchaseAnswer> ReadAsync(long id, ApiCall call)
    {
        var db = await call.ReadAsync();
        var purchase = await db.Purchases.SingleOrDefaultAsync(p => p.Id == id)
            ?? throw new NotFoundException("Cette facture d’achat n’existe pas. Vérifiez son numéro.");
        return PurchaseAnswer.Of(purchase,
            -(await (await db.BooksAsync()).Items.OfEntryAsync(purchase.EntryId)).Sum(i => i.Remaining));
    }

    private static async Task<IResult> BookAsync(NewPurchase asked, ApiCall call)
    {
        var lines = await LinesAsync(asked.Lines, call);
        return await call.OnceAsync(asked, async w =>
        {
            var supplier = asked.SupplierId is { } id
                ? await w.Db.Suppliers.SingleOrDefaultAsync(s => s.Id == id) ?? throw new BrokenRuleException(
                    $"Il n’y a pas de fournisseur {id}. Donnez son nom à la place.")
                : new Supplier { Name = asked.SupplierName?.Trim() ?? "" };
            var made = await BookPurchase.BookAsync(w, supplier, asked.Number.Trim(), asked.Date,
                asked.Due ?? asked.Date.AddDays(UsualDays), lines);
            return PurchaseAnswer.Of(made, made.Net + made.Vat);
        });
    }

    internal static async Task<List<PurchaseLine>> LinesAsync(IReadOnlyList<NewPurchaseLine> asked, ApiCall call)
    {
        var db = await call.ReadAsync();
        var accounts = (await db.Accounts.ToListAsync()).Select(a => a.Number.Digits).ToHashSet();
        var lines = new List<PurchaseLine>();
        foreach (var line in asked)
            lines.Add(accounts.Contains(line.Account) && line.Account[0] is '2' or '6'
                ? new PurchaseLine((await call.ActivityAsync(line.Activity)).Id, new AccountNumber(line.Account),
                    line.Description.Trim(), NewLine.Amount(line.Net), NewLine.Amount(line.Vat), line.VatOncePaid,
                    line.Regime)
                : throw new BrokenRuleException(
                    $"Le compte {line.Account} n’est pas un compte de charge ou d’équipement du plan. Changez-le."));
        if (lines.Count == 0)
            throw new BrokenRuleException("Une facture d’achat a au moins une ligne. Ajoutez-la.");
        return lines;
    }

    private static async Task<List<PayableAnswer>> PayablesAsync(string? after, int? limit, ApiCall call) =>
        [.. (await PayableItems.ReadAsync(await call.ReadAsync()))
            .OrderBy(i => i.Item.Id.Entry.Value).ThenBy(i => i.Item.Id.Line)
            .Where(i => after is null || (i.Item.Id.Entry.Value, i.Item.Id.Line).CompareTo(Place(after)) > 0)
            .Take(ApiPage.Size(limit)).Select(PayableAnswer.Of)];

    private static (long Entry, int Line) Place(string key) =>
        key.Split('-') is [var entry, var line] && long.TryParse(entry, out var e) && int.TryParse(line, out var l)
            ? (e, l) : throw new BrokenRuleException("« after » est la clé d’un poste, par exemple 12-3.");

    private static Task<IResult> PayAsync(NewPayment asked, ApiCall call) => call.OnceAsync(asked, async w =>
    {
        var item = (await PayableItems.ReadAsync(w.Db)).FirstOrDefault(i => i.Key == asked.Item)
            ?? throw new BrokenRuleException($"Le poste « {asked.Item} » n’est pas à payer. Relisez la liste.");
        var paid = await PayItem.PayAsync(w, item, asked.Amount is { } part ? NewLine.Amount(part) : null, asked.Date);
        return new PaymentAnswer(paid.Id, item.Key, paid.Date, paid.Amount.ToDecimal());
    });
}
