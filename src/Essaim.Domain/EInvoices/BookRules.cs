using static Essaim.Domain.EInvoices.EInvoiceRules;

namespace Essaim.Domain.EInvoices;

/// <summary>What only our books ask: euros, and an entry that balances.</summary>
internal static class BookRules
{
    public static readonly EInvoiceRule[] Table =
    [
        new("ESSAIM-01", "BT-5", true, i => i.Currency is { Length: 3 } c && c != "EUR"
            ? [$"Cette facture est en {c} ; les livres sont en euros. "
                + "Saisissez-la à la main au cours du jour, ou demandez une facture en euros."] : []),
        new("ESSAIM-02", "BT-24", false, i => i is { HasNoLinesByProfile: true, VatGroups.Count: > 0 }
            ? ["Ce Factur-X est d’un profil sans lignes (BASIC WL), qui ne suffit pas comme facture "
                + "électronique. Demandez au fournisseur le profil EN 16931."] : []),
        new("BR-CO-18", "BG-23", true, Undivided) { AsksWithoutLines = false },
        new("ESSAIM-03", "BG-23", true, i => i.HasNoLinesByProfile ? Undivided(i) : []),
        new("ESSAIM-04", "BT-109", true, i => i is { VatGroups.Count: > 0, Totals.Net: { } net }
            && i.VatGroups.Sum(g => g.Base ?? 0) is var bases && bases != net
            ? [$"Les bases de TVA font {Show(bases, i)} et le total hors taxe {Show(net, i)} : l’écriture ne serait "
                + "pas équilibrée. Saisissez la facture à la main, ou demandez-en une corrigée."] : []),
        new("ESSAIM-05", "BT-112", true, i => i is { IsExtended: true, Totals: { Net: { } net, Gross: { } gross } t }
            && net + (t.Vat ?? 0) != gross
            ? [$"Le total TTC s’écarte de {Show(gross - net - (t.Vat ?? 0), i)} de ses parts : son profil le permet, "
                + "nos livres non. Saisissez la facture à la main."] : []),
    ];

    /// <summary>The norm asks for it too, except of the profile MINIMUM; of that we can make no entry either.</summary>
    private static IEnumerable<string> Undivided(EInvoice invoice) => invoice.VatGroups.Count == 0
        ? ["Cette facture ne détaille pas sa TVA par taux : aucune écriture ne peut en être faite. "
            + "Saisissez-la à la main, ou demandez au fournisseur une facture complète."] : [];
}
