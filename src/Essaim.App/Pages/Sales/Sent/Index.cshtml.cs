using Essaim.App.Data.Sales.Sending;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Sent;

/// <summary>What goes, or went, through the platform: where each document is, what is late, what came back.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class IndexModel : ListPage
{
    [BindProperty(SupportsGet = true, Name = "etat")]
    public string State { get; set; } = "";

    public IReadOnlyList<SentLine> Rows { get; private set; } = [];
    public bool Any { get; private set; }
    public int LateCount { get; private set; }
    public int VoidCount { get; private set; }

    public IEnumerable<SelectListItem> States { get; } =
        [.. SentWords.States.Select(s => new SelectListItem(s.Label, s.Word))];

    protected override Sheet Sheet() => new("envois",
        ["Numéro", "Client", "Date", "Total TTC", "État", "Code", "Remise le", "Réponse"],
        Rows.Select(r => new object?[]
        {
            r.Number, r.Customer, r.Date, r.Total, SentWords.StateOf(r.State, r.Status, r.IsLate(Today)).Label,
            r.Status, r.SentAt is { } at ? CivilDay.MomentOf(at) : "", r.Answer,
        }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var (words, today) = (List.Words.ToLowerInvariant(), Today);
        Any = await db.SentInvoices.AnyAsync();
        LateCount = await db.SentInvoices.Where(s => s.State == SendingState.Waiting)
            .Join(db.Invoices, s => s.InvoiceId, i => i.Id, (s, i) => i.Date).CountAsync(d => d < today);
        VoidCount = await (from s in SentWords.In(db.SentInvoices, SentWords.Void)
            where !db.Invoices.Any(c => c.CreditsInvoiceId == s.InvoiceId)
            select s).CountAsync();
        var found = from s in SentWords.In(db.SentInvoices, State)
            join i in db.Invoices on s.InvoiceId equals i.Id
            join c in db.Customers on i.CustomerId equals c.Id
            where (State != SentWords.Late || i.Date < today)
                && (words == "" || i.Number.ToLower().Contains(words) || c.Name.ToLower().Contains(words))
            select new { i.Id, i.Number, i.Date, c.Name, i.Total, s.State, s.Status, s.Answer, s.SentAt };
        Rows = [.. (await List.OfAsync(found.OrderByDescending(r => r.Id))).Select(r => new SentLine(
            r.Id, r.Number, r.Date, r.Name, r.Total, r.State, r.Status, r.Answer, r.SentAt))];
    }
}
