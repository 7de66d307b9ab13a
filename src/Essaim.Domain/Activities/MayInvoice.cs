using Essaim.Domain.People;
using Essaim.Domain.Values;

namespace Essaim.Domain.Activities;

/// <summary>What the co-op decided of who may invoice, from a day on.</summary>
/// <param name="SupportAgreement">A support agreement allows first invoices, and not prospecting only.</param>
/// <param name="ContractNeeded">An activity whose person has no contract in the books may not invoice either.</param>
public sealed record InvoicingRule(bool SupportAgreement, bool ContractNeeded)
{
    /// <summary>Until a co-op decides: what contracts are known is enforced, and what is not known is only told.
    /// </summary>
    public static readonly InvoicingRule Usual = new(SupportAgreement: true, ContractNeeded: false);
}

/// <summary>
/// Whether the contract of a person allows an invoice that day (peut facturer). What the law or the co-op does not
/// allow may be ratified by its management for a time: the co-op is the seller, and answers for it.
/// </summary>
/// <param name="Sentence">What is wrong and what to do; empty where all is well.</param>
public sealed record MayInvoice(bool IsAllowed, string Sentence)
{
    public static readonly MayInvoice Yes = new(true, "");

    private const string Ratify = " Sinon, la gérance peut ratifier la facturation, en disant pourquoi.";

    public static MayInvoice On(
        DateOnly day, string person, IReadOnlyCollection<Contract> contracts, InvoicingRule rule)
    {
        if (contracts.Count == 0)
            return new MayInvoice(!rule.ContractNeeded, $"Aucun contrat de {person} n’est connu d’Essaim. "
                + "Faites-le saisir par l’équipe.");
        var running = contracts.Where(c => c.FirstDay <= day && (c.LastDay ?? day) >= day).ToList();
        if (running.Any(c => c.Kind != ContractKind.SupportAgreement || rule.SupportAgreement))
            return Yes;
        if (running.Count > 0)
            return new MayInvoice(false, $"{person} est en convention d’accompagnement, qui ne permet ici que de "
                + "chercher des clients. Signez un Cape ou un Cesa avant de facturer." + Ratify);
        var next = contracts.Where(c => c.FirstDay > day).OrderBy(c => c.FirstDay).FirstOrDefault();
        if (next is not null)
            return new MayInvoice(false, $"Le contrat de {person} ({Word(next.Kind)}) ne commence que le "
                + $"{FrenchText.Long(next.FirstDay)}. Émettez ce jour-là." + Ratify);
        var last = contracts.OrderBy(c => c.LastDay).Last();
        return new MayInvoice(false, $"Le contrat de {person} ({Word(last.Kind)}) a pris fin le "
            + $"{FrenchText.Long(last.LastDay!.Value)}. Signez le contrat qui suit avant de facturer." + Ratify);
    }

    private static string Word(ContractKind kind) => kind switch
    {
        ContractKind.SupportAgreement => "convention d’accompagnement",
        ContractKind.Cape => "Cape",
        ContractKind.Cesa => "Cesa",
        ContractKind.PermanentStaff => "CDI",
        _ => "CDD",
    };
}
