using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Data.Purchases.Orders;
using Essaim.Domain.Law;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases.Orders;

/// <summary>Writes a purchase order, or changes one that is still a draft.</summary>
public sealed class EditModel : OrderPage
{
    [BindProperty]
    public string SupplierId { get; set; } = "";

    [BindProperty]
    public string SupplierName { get; set; } = "";

    [BindProperty]
    public string SupplierEmail { get; set; } = "";

    [BindProperty]
    public string SupplierAddress { get; set; } = "";

    [BindProperty]
    public List<OrderLineForm> Lines { get; set; } = [];

    [BindProperty]
    public string DeliverTo { get; set; } = "";

    [BindProperty]
    public string DeliverOn { get; set; } = "";

    [BindProperty]
    public string Conditions { get; set; } = "";

    [BindProperty]
    public int Version { get; set; }

    public OrderChoices Choices { get; private set; } = null!;
    public IReadOnlyList<SelectListItem> SupplierOptions { get; private set; } = [];

    /// <summary>Null while a line cannot be read.</summary>
    public Money? Total { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        await LoadAsync();
        if (Found is { IsDraft: false })
            return Redirect($"/achats/commandes/{Id}");
        if (Found is { } order)
            Show(order);
        else
            DeliverTo = await UsualPlaceAsync();
        if (Lines.Count == 0)
            AddLine();
        ReadLines(tell: false);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string act)
    {
        await LoadAsync();
        if (act == "ajouter")
            AddLine();
        if (act.StartsWith("retirer-", StringComparison.Ordinal)
            && int.TryParse(act["retirer-".Length..], CultureInfo.InvariantCulture, out var gone)
            && gone >= 0 && gone < Lines.Count)
            Lines.RemoveAt(gone);
        var keeps = act == "garder";
        if (!keeps)
            ModelState.Clear();
        var lines = ReadLines(tell: keeps);
        if (!keeps)
            return Page();
        var content = new OrderContent(lines, DeliverTo.Trim(), DeliverOn.Trim().Length == 0 ? null
            : Read<DateOnly?>(nameof(DeliverOn), () => FrenchText.ParseDate(DeliverOn)), Conditions.Trim());
        var email = SupplierEmail.Trim().Length == 0 ? (EmailAddress?)null
            : Read<EmailAddress?>(nameof(SupplierEmail), () => new EmailAddress(SupplierEmail.Trim()));
        return await TryAsync(() => KeepAsync(content, email));
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Choices = new OrderChoices(await VisibleOrders.ActivitiesAsync(db, Me),
            [.. InvoiceLaw.Of(Law, Today).VatRates.Select(r => r.Rate).OrderByDescending(r => r.Fraction), Rate.Zero],
            (await PurchaseLineFields.OfAsync(db, [])).Accounts);
        SupplierOptions = [new("Choisir…", ""), .. (await VisibleOrders.SuppliersAsync(db, Me))
            .Select(s => new SelectListItem(s.Name, s.Id.ToString(CultureInfo.InvariantCulture)))];
    }

    private async Task<IActionResult> KeepAsync(OrderContent content, EmailAddress? email)
    {
        var known = SupplierOptions.Any(o => o.Value.Length > 0 && o.Value == SupplierId)
            ? long.Parse(SupplierId, CultureInfo.InvariantCulture) : (long?)null;
        var supplier = new OrderSupplier(known, SupplierName.Trim(), email, SupplierAddress, ForTeam);
        var id = await WriteOnceAsync(async w => (Id is { } revised
            ? await KeepOrder.ReviseAsync(w, revised, Version, supplier, content)
            : await KeepOrder.StartAsync(w, supplier, content, Me.Name)).Id.ToString(CultureInfo.InvariantCulture));
        return Redirect("/achats/commandes/" + id);
    }

    private void Show(PurchaseOrder order)
    {
        var content = order.Content;
        (SupplierId, Version) = (order.SupplierId.ToString(CultureInfo.InvariantCulture), order.Version);
        (DeliverTo, Conditions) = (content.DeliverTo, content.Conditions);
        DeliverOn = content.DeliverOn is { } on ? FrenchText.Short(on) : "";
        Lines = [.. content.Lines.Select(l => OrderLineForm.Of(l, Choices.CodeOf(l.Activity)))];
    }

    /// <summary>The lines that say something; what is wrong names its line and field.</summary>
    private List<OrderLine> ReadLines(bool tell)
    {
        var wrong = false;
        var lines = new List<OrderLine>();
        foreach (var (at, typed) in Lines.Index().Where(l => !l.Item.IsBlank))
            if (typed.Read(Choices, (field, sentence) =>
                {
                    wrong = true;
                    if (tell)
                        ModelState.AddModelError($"Lines[{at}].{field}", $"Ligne {at + 1}, {sentence}");
                }) is { } line)
                lines.Add(line);
        Total = wrong ? null : new OrderContent(lines, "", null, "").Total;
        return lines;
    }

    private void AddLine() => Lines.Add(new OrderLineForm
    {
        Activity = Lines.LastOrDefault()?.Activity ?? Choices.Activities[0].Code,
        Vat = Lines.LastOrDefault()?.Vat ?? OrderLineForm.KeyOf(Choices.Rates[0]),
    });

    /// <summary>Where the co-op is, to be changed where another place is meant.</summary>
    private async Task<string> UsualPlaceAsync()
    {
        var coop = await (await ReadAsync()).Cooperatives.SingleAsync();
        return $"{coop.Name}\n{coop.Street}\n{coop.PostalCode} {coop.City}";
    }
}
