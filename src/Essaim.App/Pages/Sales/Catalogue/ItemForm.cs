using System.Globalization;
using Essaim.App.Data.Sales;
using Essaim.App.Web;
using Essaim.Domain.Law;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Essaim.App.Pages.Sales.Catalogue;

/// <summary>One material of a price study as it is typed.</summary>
public sealed class StudyItemForm
{
    public string Name { get; set; } = "";
    public string Quantity { get; set; } = "";
    public string Cost { get; set; } = "";

    public bool IsBlank => Name.Trim().Length + Quantity.Trim().Length + Cost.Trim().Length == 0;

    public static StudyItemForm Of(StudyItem item) =>
        new() { Name = item.Name, Quantity = item.Quantity.ToString(), Cost = item.Cost.Shown() };

    public StudyItem Read() => new(Name.Trim(), new Quantity(FrenchText.ParseNumber(Quantity, "La quantité")),
        new UnitPrice(FrenchText.ParseNumber(Cost, "Le coût")));
}

/// <summary>
/// Something of the catalogue, new or known, with the study of its price. Every button sends the whole form, so it
/// works without JavaScript and the study is always counted by the server.
/// </summary>
public abstract class ItemForm : ActivityPage
{
    private const string Recount = "recalculer";
    private const string AddItem = "ajouter";
    private const string TakePrice = "prendre";
    private const string RemoveItem = "retirer-";

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Kind { get; set; } = nameof(OfferKind.Service);

    [BindProperty]
    public string Family { get; set; } = "";

    [BindProperty]
    public string Description { get; set; } = "";

    [BindProperty]
    public string Unit { get; set; } = "heure";

    [BindProperty]
    public string Price { get; set; } = "";

    [BindProperty]
    public string Vat { get; set; } = "20";

    [BindProperty]
    public List<StudyItemForm> Items { get; set; } = [];

    [BindProperty]
    public string Hours { get; set; } = "";

    [BindProperty]
    public string HourCost { get; set; } = "";

    [BindProperty]
    public string Overhead { get; set; } = "";

    [BindProperty]
    public string Margin { get; set; } = "";

    [BindProperty]
    public string Contribution { get; set; } = "";

    [BindProperty]
    public string Insurance { get; set; } = "";

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public string Act { get; set; } = "";

    public PriceStudy? Study { get; private set; }

    /// <summary>The price typed, if it can be read.</summary>
    public Money? Asked { get; private set; }

    public IEnumerable<SelectListItem> Rates =>
        VatTreatments.Of(InvoiceLaw.Of(Law, Today)).Select(t => new SelectListItem(t.Label, t.Code));

    public bool IsStudied => Items.Any(i => !i.IsBlank) || new[] { Hours, Overhead, Margin, Insurance }
        .Any(t => t.Trim().Length > 0);

    protected async Task<IActionResult> AnswerAsync(long? id)
    {
        if (Act == AddItem)
            Items.Add(new StudyItemForm());
        else if (Act.StartsWith(RemoveItem, StringComparison.Ordinal)
            && int.TryParse(Act[RemoveItem.Length..], out var at) && at >= 0 && at < Items.Count)
            Items.RemoveAt(at);
        else if (Act is not (Recount or TakePrice))
            return await KeepAsync(id);
        Count();
        if (Act == TakePrice && Study is { } study)
            Price = FrenchText.Amount(study.Price);
        ModelState.Clear();
        Count();
        await LoadAsync();
        return Page();
    }

    /// <summary>Counts the study as typed; a mistake is told at its field.</summary>
    protected void Count()
    {
        Study = null;
        Asked = null;
        if (Price.Trim().Length > 0)
            Asked = Read(nameof(Price), () => (Money?)Money.Round(FrenchText.ParseNumber(Price, "Le prix")));
        if (!IsStudied)
            return;
        var items = new List<StudyItem>();
        for (var i = 0; i < Items.Count; i++)
            if (!Items[i].IsBlank && Read($"Items[{i}].Name", Items[i].Read) is { } item)
                items.Add(item);
        var hours = Read(nameof(Hours), () => new Quantity(Number(Hours)));
        var hourCost = Read(nameof(HourCost), () => Money.Round(Number(HourCost)));
        var (overhead, margin) = (Share(nameof(Overhead), Overhead), Share(nameof(Margin), Margin));
        var contribution = Share(nameof(Contribution), Contribution);
        var insurance = Share(nameof(Insurance), Insurance);
        if (!ModelState.IsValid)
            return;
        var study = new PriceStudy(items, hours, hourCost, overhead, margin, contribution, insurance);
        Study = Read(nameof(Margin), () =>
        {
            study.Check();
            return study;
        });
    }

    protected void Fill(CatalogueItem item)
    {
        var offer = item.Content;
        (Name, Kind, Family, Description) = (offer.Name, offer.Kind.ToString(), item.Family, offer.Description);
        (Unit, Price, Vat, Version) = (offer.Unit, offer.Price.Shown(), offer.VatCode, item.Version);
        if (item.Study is { } study)
        {
            Items = [.. study.Items.Select(StudyItemForm.Of)];
            (Hours, HourCost) = (study.Hours.ToString(), FrenchText.Amount(study.HourCost));
            (Overhead, Margin) = (Percent(study.Overhead), Percent(study.Margin));
            (Contribution, Insurance) = (Percent(study.Contribution), Percent(study.Insurance));
        }
        Count();
    }

    private async Task<IActionResult> KeepAsync(long? id)
    {
        Count();
        var price = Read(nameof(Price), () => new UnitPrice(FrenchText.ParseNumber(Price, "Le prix")));
        var kind = Read(nameof(Kind), () => Enum.TryParse<OfferKind>(Kind, out var known) ? known
            : throw new BrokenRuleException("Choisissez une sorte dans la liste."));
        Read(nameof(Vat), () => VatTreatments.Find(InvoiceLaw.Of(Law, Today), Vat));
        return await TryAsync(async () =>
        {
            var offer = new CatalogueOffer(kind, Name.Trim(), Description.Trim(), Unit.Trim(), price, Vat);
            await WriteOnceAsync(async w => (await SaleCatalogue.KeepAsync(w, Activity.Id, id, Version, Family, offer,
                Study)).Id.ToString(CultureInfo.InvariantCulture));
            Tell($"{Name.Trim()} : article gardé.", "Les devis déjà écrits gardent leur prix.");
            return Redirect(At("/ventes/catalogue"));
        });
    }

    private Rate Share(string field, string text) => Read(field, () => Number(text) is var percent and >= -50 and <= 500
        ? Rate.Percent(percent) : throw new BrokenRuleException("Ce taux est hors de toute mesure. Corrigez-le."));

    private static decimal Number(string text) => text.Trim().Length == 0 ? 0 : FrenchText.ParseNumber(text);

    private static string Percent(Rate rate) => rate == Rate.Zero ? "" : FrenchText.Decimal(rate.ToPercent(), 4);
}
