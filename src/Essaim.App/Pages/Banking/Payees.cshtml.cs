using Essaim.App.Data.Banking.Runs;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Banking;

/// <summary>Suppliers, and customers who are owed something, each with the account where they are paid.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class PayeesModel : ListPage
{
    public IReadOnlyList<Payee> Payees { get; private set; } = [];

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var found = (await db.SqlAsync(r => (Code: r.GetString(0), Name: r.GetString(1)),
            "SELECT code, name FROM third_party t WHERE code LIKE 'fou-%' "
            + "OR EXISTS (SELECT 1 FROM payee_account p WHERE p.third_party = t.code) "
            + "OR code LIKE 'cli-%' AND EXISTS (SELECT 1 FROM open_item o WHERE o.third_party = t.code "
            + "AND o.amount - o.credited - o.settled < 0)"))
            .Where(t => List.Finds(t.Name)).OrderBy(t => t.Name, StringComparer.CurrentCultureIgnoreCase).ToList();
        var shown = List.Of(found);
        var known = await Data.Banking.Runs.Payees.ReadAsync(db, shown.Select(t => t.Code));
        Payees = [.. shown.Select(t => known[t.Code])];
    }

    protected override Sheet Sheet() => new("beneficiaires", ["Nom", "Nature", "IBAN", "Courriel"],
        Payees.Select(p => new object?[] { p.Name, KindOf(p), p.Iban?.Mask, p.Email?.Text }));

    public static string KindOf(Payee payee) =>
        payee.SupplierId is not null ? "Fournisseur" : payee.CustomerId is not null ? "Client" : "Autre";
}
