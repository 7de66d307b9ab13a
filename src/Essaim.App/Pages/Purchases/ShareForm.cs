using System.Globalization;
using Essaim.App.Data;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases;

/// <summary>What a person has paid of the invoice from their own pocket, as it is typed; empty where nobody has.
/// </summary>
public sealed class ShareForm
{
    public string Person { get; set; } = "";
    public string Amount { get; set; } = "";
    public string On { get; set; } = "";
    public string Means { get; set; } = "";

    [BindNever]
    public IReadOnlyList<SelectListItem> People { get; private set; } = [];

    public bool IsEmpty => (Person + Amount + On + Means).Trim().Length == 0;

    public async Task LoadAsync(CoopDb db) => People =
    [
        new("Personne", ""), .. (await db.People.OrderBy(p => p.FirstName).ThenBy(p => p.LastName).ToListAsync())
            .Select(p => new SelectListItem(p.FullName, p.Id.ToString(CultureInfo.InvariantCulture))),
    ];

    /// <summary>Null where nothing was typed; the day is that of the invoice where none is said.</summary>
    public PersonShare? Read(DateOnly invoiced) => IsEmpty ? null : new PersonShare(
        long.TryParse(Person, CultureInfo.InvariantCulture, out var person) ? person
            : throw new BrokenRuleException("Choisissez la personne qui a payé, ou effacez ce qui est écrit là."),
        FrenchText.ParseMoney(Amount, "Le montant payé par la personne"),
        On.Trim().Length == 0 ? invoiced : FrenchText.ParseDate(On), Means.Trim());
}
