using Essaim.App.Data.Ledger.Assets;
using Essaim.App.Data.Payroll;
using Essaim.App.Data.Purchases.Orders;
using Essaim.App.Data.Sales.Sending;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Ledger;

/// <summary>Takes a posted entry back, once (extourne). What its document must settle otherwise is refused.</summary>
public static class ReverseEntry
{
    public static async Task<PostedEntry> ReverseAsync(WriteSession w, EntryId id, DateOnly date, string reason)
    {
        var head = await EntryReader.HeadAsync(w.Db, id)
            ?? throw new BrokenRuleException("Cette écriture n’existe pas. Rechargez la page.");
        if (Refusal(head) is { } refusal)
            throw new BrokenRuleException(refusal);
        var posted = await EntryReader.PostedAsync(w, head);
        var reversal =
            await w.Ledger.PostAsync(Reversal.Of(posted, date, reason, await w.Books.Items.OfEntryAsync(id)));
        if (head.Document is { Kind: Purchase.DocumentKind } purchase)
            await MatchOrder.UndoAsync(w, purchase.Id);
        await NoteCashing.UndoneAsync(w, id, date, reversal.Id);
        await w.SaveAsync();
        return reversal;
    }

    /// <summary>Why an entry cannot be taken back here, and what to do instead; null when it can.</summary>
    public static string? Refusal(EntryHead head) => head switch
    {
        { ReversedBy: not null } => "Cette écriture est déjà annulée. Une annulation ne se fait qu’une fois.",
        { Reverses: not null } => "Une annulation ne s’annule pas. Passez de nouveau l’écriture d’origine.",
        { IsOpening: true } =>
            "Une écriture d’à-nouveaux ne s’annule pas. Corrigez par une écriture d’opérations diverses.",
        { Document.Kind: Invoice.DocumentKind } => "Une facture émise ne s’annule pas. Faites un avoir.",
        { Document.Kind: PayslipRow.DocumentKind } =>
            "Un bulletin ne s’annule pas ici. Voyez sa page, dans la paie du mois.",
        { Document.Kind: VariableSettlementRow.DocumentKind } =>
            "La part variable due se reprend avec son paiement. Voyez la page de fin d’exercice de la paie.",
        { Document.Kind: AssetCharge.DocumentKind or AssetDisposal.DocumentKind or AssetSale.DocumentKind } =>
            "Un amortissement ou une sortie ne s’annule pas ici. Voyez la page du bien.",
        _ => null,
    };
}
