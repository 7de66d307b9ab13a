using Essaim.App.Data;
using Essaim.App.Data.Banking.Runs;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Purchases;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Law;
using Essaim.Domain.Purchases;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases.Received;

/// <summary>
/// Books a received invoice: supplier, activity, account and VAT are proposed, each with its reason, and somebody
/// decides.
/// </summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class BookModel : EssaimPage
{
    private const int UsualDays = 30;

    private EInvoiceReading? _reading;
    private string _refusal = "";

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string SupplierId { get; set; } = "";

    [BindProperty]
    public string SupplierName { get; set; } = "";

    /// <summary>The IBAN of the invoice was checked and becomes the supplier's, who has none.</summary>
    [BindProperty]
    public bool KeepIban { get; set; }

    [BindProperty]
    public string On { get; set; } = "";

    [BindProperty]
    public string Due { get; set; } = "";

    [BindProperty]
    public bool Approves { get; set; }

    [BindProperty]
    public List<TypedPurchaseLine> Lines { get; set; } = [];

    [BindProperty(Name = nameof(Tie))]
    public OrderTie Tie { get; set; } = new();

    /// <summary>Why this order is chosen to begin with; empty where none is.</summary>
    public string OrderReason { get; private set; } = "";

    public ReceivedInvoiceRow Row { get; private set; } = null!;

    /// <summary>Null when it cannot be booked; the page says why.</summary>
    public InvoiceToPost? Post { get; private set; }

    public Supplier? Known { get; private set; }

    /// <summary>Where the known supplier is paid; null while nobody has said it.</summary>
    public Payee? Payee { get; private set; }

    /// <summary>Of the seller's name and without a SIREN: perhaps the same, which somebody is to say.</summary>
    public Supplier? Namesake { get; private set; }

    public PurchaseLineFields Fields { get; private set; } = null!;
    public ReceivedProposal Proposal { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> SupplierOptions { get; private set; } = [];
    public IReadOnlyList<string> Remarks { get; private set; } = [];

    /// <summary>The one account to pay on; null where the invoice names none, or several.</summary>
    public Iban? InvoiceIban => _reading?.Invoice.PaymentAccounts.Select(a => a.Iban).OfType<Iban>().Distinct()
        .ToList() is [var only] ? only : null;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync())
            return NotFound();
        if (Post is { } post)
        {
            await ProposeAsync(post);
            await LoadAsync();
        }
        else
            ModelState.AddModelError("", _refusal);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string act)
    {
        if (!await FindAsync())
            return NotFound();
        if (act is "more" or "detach")
        {
            if (act == "detach")
                Tie = new OrderTie();
            for (var i = 0; i < TypedPurchaseLine.More; i++)
                Lines.Add(new TypedPurchaseLine { Activity = Lines.LastOrDefault()?.Activity ?? "" });
            await LoadAsync();
            return Page();
        }
        var on = Read(nameof(On), () => FrenchText.ParseDate(On));
        var due = ReadDay(nameof(Due), Due, on.AddDays(UsualDays));
        return await TryAsync(() => BookAsync(on, due));
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        if (Post is null)
            return;
        Proposal = await MatchReceived.ProposeAsync(db, Row, _reading!.Invoice);
        Known = await db.Suppliers.SingleOrDefaultAsync(s => s.Id == Row.SupplierId);
        Payee = await Payees.OfSupplierAsync(db, Row.SupplierId);
        Namesake = Known is null ? await MatchReceived.NamesakeAsync(db, Row) : null;
        SupplierOptions = await PurchaseLineFields.SuppliersAsync(db);
        await Tie.LoadAsync(db);
        Fields = await PurchaseLineFields.OfAsync(db, Lines) with { Ordered = Tie.Order is null ? null : Tie.Rest };
        Remarks = [.. RemarksOf(_reading.Invoice, Post), .. await OfCreditAsync(db)];
    }

    private async Task<bool> FindAsync()
    {
        var db = await ReadAsync();
        if (await db.ReceivedInvoices.SingleOrDefaultAsync(r => r.Id == Id) is not { } row)
            return false;
        Row = row;
        _reading = await ReceivedFile.ReadingAsync(db, Id);
        try
        {
            Post = BookReceived.ToPost(_reading);
        }
        catch (BrokenRuleException rule)
        {
            _refusal = rule.Message;
        }
        return true;
    }

    private async Task<IActionResult> BookAsync(DateOnly on, DateOnly due)
    {
        if (Post is null)
            throw new BrokenRuleException(_refusal);
        if (SupplierId.Length == 0 && SupplierName.Trim().Length == 0)
            throw new BrokenRuleException("Choisissez le fournisseur, ou donnez le nom d’un nouveau.");
        var lines = await TypedPurchaseLine.ReadAsync(await ReadAsync(), Lines);
        var match = await Tie.ReadAsync(await ReadAsync(), Lines, lines);
        var iban = KeepIban && InvoiceIban is { } known ? Installation.Keys(Me.CoopId).Seal(known) : null;
        var made = await WriteOnceAsync(async w =>
        {
            var purchase = await BookReceived.BookAsync(w, Id,
                new ReceivedBooking(await SupplierAsync(w), on, due, lines, Approves)
                {
                    Ties = new PurchaseTies(Me.Name, match),
                }, Me.Name);
            if (iban is not null && await Payees.OfSupplierAsync(w.Db, purchase.SupplierId) is { Iban: null } payee)
                await Payees.KeepAsync(w, payee.Code, iban, payee.Email);
            return purchase.Id.ToString();
        });
        Tell($"{(Post.TakesBack ? "Avoir" : "Facture")} {Row.Number} : c’est dans les livres.", Post.TakesBack ? ""
            : "La facture est à payer.", "Voir ce qui est à payer", "/achats/a-payer");
        return Redirect("/achats/recues/" + Id);
    }

    private async Task<Supplier> SupplierAsync(WriteSession w)
    {
        var known = long.TryParse(SupplierId, out var id) ? id : 0;
        return await w.Db.Suppliers.SingleOrDefaultAsync(s => s.Id == known) ?? new Supplier
        {
            Name = SupplierName.Trim(), Siren = _reading?.Invoice.Seller?.KnownSiren,
        };
    }

    private async Task ProposeAsync(InvoiceToPost post)
    {
        var db = await ReadAsync();
        var invoice = _reading!.Invoice;
        SupplierId = (Row.SupplierId ?? (await MatchReceived.NamesakeAsync(db, Row))?.Id)?.ToString() ?? "";
        SupplierName = SupplierId.Length == 0 ? Row.Seller : "";
        var open = await OpenDay.FromAsync(db, post.Date);
        (On, Due) = (FrenchText.Short(open), FrenchText.Short(post.Due ?? post.Date.AddDays(UsualDays)));
        Approves = (await SetReceivedStatus.LifeAsync(db, Id)).MayFollow(ReceivedInvoiceStatus.Approved);
        var proposal = await MatchReceived.ProposeAsync(db, Row, invoice);
        var deducts = invoice.Seller?.ChargesFrenchVat ?? false;
        var groups = post.Groups.Where(g => !g.Net.IsZero || !g.Vat.IsZero).Select(g => (g, new TypedPurchaseLine
        {
            Activity = proposal.Activity?.Code ?? Activity.StructureCode, Account = proposal.Account?.Digits ?? "",
            Description = DescriptionOf(invoice, g), Net = FrenchText.Amount(deducts ? g.Net : g.Net + g.Vat),
            Vat = g.IsSelfAssessed ? FrenchText.Amount(SelfAssessed(g)) : deducts ? FrenchText.Amount(g.Vat) : "",
            When = g.Category == "K" ? "union" : g.IsSelfAssessed ? "self" : g.OnPayment == false ? "now" : "",
        })).ToList();
        Lines = [.. groups.Select(g => g.Item2)];
        if (!post.TakesBack)
            await ProposeOrderAsync(db, post, groups);
    }

    /// <summary>An order that the invoice names, or that is near to it, with its accounts and activities.</summary>
    private async Task ProposeOrderAsync(
        CoopDb db, InvoiceToPost post, IReadOnlyList<(VatToPost, TypedPurchaseLine)> groups)
    {
        var invoice = _reading!.Invoice;
        if (!await Tie.ProposeAsync(db, Row.SupplierId, post.Net,
            [.. new[] { invoice.OrderReference, invoice.BuyerReference }.OfType<string>()]))
            return;
        OrderReason = Tie.Proposed!.Why;
        Tie.Choose(Tie.Proposed.Order);
        await Tie.LoadAsync(db);
        var codes = await db.Activities.ToDictionaryAsync(a => a.Id, a => a.Code);
        Lines = OrderedLines.Of(groups, invoice, Tie.Rest, l => codes[l.Activity]);
    }

    /// <summary>At the normal rate: the accountant corrects it where another holds.</summary>
    private Money SelfAssessed(VatToPost group) =>
        Money.Round(InvoiceLaw.Of(Law, Post!.Date).VatRates.Max(r => r.Rate.Fraction) * group.Net.ToDecimal());

    /// <summary>The line of the invoice where one is all of it; else the rate.</summary>
    private static string DescriptionOf(EInvoice invoice, VatToPost group)
    {
        var named = invoice.CountedLines.Where(l => l.VatCategory == group.Category
            && Rate.Percent(l.VatRate ?? 0) == group.Rate && l.Name is not null).Take(2).ToList();
        var name = named is [var only] ? only.Name! : $"{invoice.Seller?.Name} {invoice.Number}".Trim();
        return name.Length <= 80 ? name : name[..80];
    }

    private async Task<string[]> OfCreditAsync(CoopDb db)
    {
        if (!Post!.TakesBack)
            return [];
        var credited = await MatchReceived.CreditedAsync(db, Row.SupplierId ?? 0, _reading!.Invoice);
        return
        [
            "C’est un avoir : écrivez ses montants sans signe, l’écriture va dans l’autre sens. " + (credited is null
                ? "La facture qu’il reprend n’est pas dans les livres : il sera à recevoir du fournisseur."
                : $"Il réduit ce qui reste à payer de la facture {credited.Number} ; le surplus est à recevoir."),
        ];
    }

    private IEnumerable<string> RemarksOf(EInvoice invoice, InvoiceToPost post)
    {
        if (post.Groups.Any(g => g.OnPayment is null && !g.Vat.IsZero))
            yield return "La facture ne dit pas si sa TVA attend le règlement. Un service attend, sauf option pour "
                + "les débits ; des biens non.";
        if (!post.Vat.IsZero && invoice.Seller is not { ChargesFrenchVat: true })
            yield return "La TVA de cette facture n’est pas française : elle ne se déduit pas et va avec le coût.";
        if (post.ToPay != post.Total)
            yield return $"La facture dit qu’il reste {post.ToPay} à payer sur {post.Total}. Ce qui a été payé "
                + "d’avance est à noter ensuite, parmi les règlements.";
        if (Payees.Differs(Payee, Installation.Keys(Me.CoopId), invoice.PaymentAccounts.Select(a => a.Iban)))
            yield return "L’IBAN de la facture n’est pas celui que vous connaissez : appelez le fournisseur avant de "
                + "payer.";
    }
}
