using Essaim.App.Data.Ledger;
using Essaim.App.Web.Components;
using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales.Kinds;

/// <summary>What a customer keeps back of one invoice, and from when it is to be given back.</summary>
public sealed record RetainedRow(Invoice Invoice, Money Amount, Money Open, DateOnly? FreeOn, bool IsOpposed)
{
    public (string Label, Tone Tone) State(DateOnly today) => Open.IsZero ? ("Rendue", Tone.Ok)
        : IsOpposed ? ("Opposition du client", Tone.Bad)
        : FreeOn is not { } day ? ("Réception à noter", Tone.Wait)
        : day <= today ? ($"À réclamer depuis le {FrenchText.Short(day)}", Tone.Bad)
        : ($"Le {FrenchText.Short(day)}", Tone.Info);

    public static async Task<IReadOnlyList<RetainedRow>> OfAsync(CoopDb db, Engagement engagement, LawBook law)
    {
        var site = engagement.Details?.Site;
        var invoices = await db.Invoices.AsNoTracking().Where(i => i.EngagementId == engagement.Id)
            .OrderBy(i => i.Id).ToListAsync();
        var books = await db.BooksAsync();
        var rows = new List<RetainedRow>();
        foreach (var invoice in invoices.Where(i => i.Content.Retained is not null))
        {
            var items = (await books.Items.OfDocumentAsync(invoice.Reference))
                .Where(i => i.Account == Accounts.Retentions).ToList();
            rows.Add(new RetainedRow(invoice, items.Sum(i => i.Amount), items.Sum(i => i.Remaining),
                site?.AcceptedOn is { } day ? Retentions.FreeOn(law, day) : null, site?.IsOpposed == true));
        }
        return rows;
    }
}

/// <summary>Keeps a part of an invoice of works apart as it is issued.</summary>
public static class Retentions
{
    public static DateOnly FreeOn(LawBook law, DateOnly accepted) =>
        accepted.AddMonths((int)law.Number("retenue-garantie-mois", accepted));

    /// <summary>What is kept of an invoice or of progress; a deposit comes before the works.</summary>
    public static Money Of(IssueInvoice.Order order) =>
        order is { Facts.Details.Site: { } site, Kind: SaleDocumentKind.Invoice or SaleDocumentKind.ProgressInvoice }
            ? RetentionPosting.Of(IssueDraft.Asked(order), site.Kept) : Money.Zero;

    /// <summary>Until the works are accepted the day is not known: the item says a year from the invoice.</summary>
    public static async Task KeepAsync(WriteSession w, Invoice invoice, EngagementFacts facts)
    {
        if (invoice.Content.Retained is not { } retained)
            return;
        await KnownAccounts.KnowAsync(w, Accounts.Retentions);
        await w.Ledger.FlushAsync();
        var items = (await w.Books.Items.OfDocumentAsync(invoice.Reference)).Where(i => i.Amount.IsPositive).ToList();
        var due = (facts.Details?.Site?.AcceptedOn ?? invoice.Date).AddYears(1);
        var parts = retained.Share([.. items.Select(i => i.Amount.Cents)]);
        foreach (var (item, part) in items.Zip(parts).Where(p => !p.Second.IsZero))
            await w.Ledger.PostAsync(RetentionPosting.Entry(item, part, invoice.Date, due, invoice.Number,
                invoice.Reference));
    }

    /// <summary>Before a credit note: what is kept apart goes back to the invoice.</summary>
    public static async Task GiveBackAsync(WriteSession w, Invoice credited, DateOnly date)
    {
        if (credited.Content.Retained is null)
            return;
        var items = await w.Books.Items.OfDocumentAsync(credited.Reference);
        foreach (var retained in items.Where(i => i.Account == Accounts.Retentions && i.Remaining.IsPositive))
            await w.Ledger.PostAsync(RetentionPosting.Back(items.First(i => i.Account == Accounts.Customers
                && i.Activity == retained.Activity && i.Amount.IsPositive), retained, date,
                credited.Number, credited.Reference));
        await w.Ledger.FlushAsync();
    }
}
