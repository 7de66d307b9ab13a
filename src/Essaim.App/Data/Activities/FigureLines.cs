using Essaim.App.Data.Ledger;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Activities;

/// <summary>A figure of the activity account: its key in addresses, its name, and which lines make it.</summary>
/// <param name="FromStart">True for what is there on a day: all lines since the activity opened count.</param>
public sealed record Figure(string Key, string Name, bool FromStart, bool Credit, Func<AccountNumber, bool> Holds)
{
    public static readonly IReadOnlyList<Figure> All =
    [
        new("facture", "Facturé", false, true, a => a.StartsWith("70") || a == Accounts.InternalSale),
        new("autres", "Autres produits", false, true, a => a == Accounts.ContributionEarned
            || a == Accounts.MutualReceived || a.StartsWith("7") && !a.StartsWith("70")),
        new("contribution", "Contribution à la coopérative", false, false, a => a == Accounts.ContributionPaid),
        new("frais", "Frais de l’activité", false, false, a => a == Accounts.InternalPurchase
            || a == Accounts.MutualPaid || a.StartsWith("6") && !a.StartsWith("64")),
        new("salaires", "Salaires, cotisations comprises", false, false, a => a.StartsWith("64")),
        new("tresorerie", "Trésorerie", true, false, a => a == Accounts.Liaison),
        new("avances", "Avances reçues", true, true, a => a == Accounts.Advance),
        new("fournisseurs", "À payer aux fournisseurs", true, true, a => a.StartsWith("401")
            || a == Accounts.DeductibleVatPending),
        new("rembourser", "À rembourser à des personnes", true, true, a => a.StartsWith("467")),
        new("paie-due", "Salaires et congés dus", true, true, a => a.StartsWith("428") || a.StartsWith("438")),
        new("clients", "Compte des clients", true, false, a => a == Accounts.Customers),
    ];

    /// <summary>A figure by its key, or any account by its first digits; null for neither.</summary>
    public static Figure? Find(string key)
    {
        if (All.FirstOrDefault(f => f.Key == key) is { } figure)
            return figure;
        return key.Length is >= 1 and <= 10 && key.All(char.IsAsciiDigit)
            ? new Figure(key, $"Compte {key}", key[0] is not ('6' or '7'), false, a => a.StartsWith(key))
            : null;
    }

    /// <summary>What a line adds to the figure.</summary>
    public Money Of(LedgerLine line) => Credit ? line.Credit - line.Debit : line.Debit - line.Credit;
}

/// <summary>The lines behind each figure, so that their sum is the figure and whoever doubts can count.</summary>
public static class FigureLines
{
    public static async Task<List<LedgerLine>> ReadAsync(
        CoopDb db, ActivityId activity, Figure figure, DateOnly from, DateOnly to)
    {
        var lines = await ActivityLines.ReadAsync(db, activity, figure.FromStart ? null : from, to);
        return [.. lines.Where(l => figure.Holds(l.Account) && (figure.FromStart || l.Journal != Journal.Opening))];
    }

    /// <summary>The page of the document behind each entry, for those that have one.</summary>
    public static async Task<Dictionary<EntryId, string>> AddressesAsync(CoopDb db, IEnumerable<EntryId> entries)
    {
        var ids = entries.Select(e => e.Value).Distinct().ToList();
        if (ids.Count == 0)
            return [];
        var documents = await db.SqlAsync(
            r => (Entry: new EntryId(r.GetInt64(0)), Kind: r.GetString(1), Id: r.GetInt64(2),
                Invoice: r.IsDBNull(3) ? (long?)null : r.GetInt64(3)),
            "SELECT e.id, e.document_kind, e.document_id, r.invoice_id FROM posted_entry e "
            + "LEFT JOIN receipt r ON e.document_kind = 'receipt' AND r.id = e.document_id "
            + $"WHERE e.document_kind IS NOT NULL AND e.id IN ({string.Join(",", ids)})");
        return documents.Select(d => (d.Entry, Address: AddressOf(d.Kind, d.Id, d.Invoice)))
            .Where(d => d.Address is not null).ToDictionary(d => d.Entry, d => d.Address!);
    }

    private static string? AddressOf(string kind, long id, long? invoice) => kind switch
    {
        Invoice.DocumentKind => $"/ventes/factures/{id}",
        Receipt.DocumentKind when invoice is { } paid => $"/ventes/factures/{paid}",
        ExpenseClaim.DocumentKind => $"/depenses/{id}",
        PayslipRow.DocumentKind => $"/salaire/bulletins/{Month.FromNumber((int)(id % 1_000_000)).ToIso()}",
        _ => null,
    };
}
