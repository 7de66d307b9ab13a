using Essaim.App.Data.Activities;
using Essaim.App.Data.Activities.Mutual;
using Essaim.App.Data.People;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Sales.Kinds;
using Essaim.App.Identity;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Sales;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Documents;

/// <summary>
/// The record that documents belong to: whose it is, and whether it is in the books. The one place that says who sees
/// its documents and who may add to them; a kind that is not named here takes none.
/// </summary>
public sealed record DocumentOwner(string Kind, long Id, ActivityId Activity, bool IsPosted)
{
    private const string Claims = "depenses";
    private const string Vehicles = "depenses/vehicules";
    private const string Purchases = "achats";
    private const string Received = "achats/recues";
    private const string Mutual = "fonds-mutuel";
    private const string Contracts = "personnes/contrats";
    private const string Engagements = "ventes/affaires";
    private const string Insurances = "ventes/assurances";

    /// <summary>The kind by its French word in an address. A received invoice has its own file, and takes no other.
    /// </summary>
    public static string KindOf(string word) => word switch
    {
        Claims => ExpenseClaim.DocumentKind,
        Vehicles => Vehicle.DocumentKind,
        Purchases => Purchase.DocumentKind,
        Mutual => MutualClaim.DocumentKind,
        Contracts => ContractPaper.DocumentKind,
        Engagements => Engagement.DocumentKind,
        Insurances => InsuranceCertificate.DocumentKind,
        _ => "",
    };

    public string Word => Kind switch
    {
        Purchase.DocumentKind => Purchases,
        ReceivedInvoiceRow.DocumentKind => Received,
        MutualClaim.DocumentKind => Mutual,
        Vehicle.DocumentKind => Vehicles,
        ContractPaper.DocumentKind => Contracts,
        Engagement.DocumentKind => Engagements,
        InsuranceCertificate.DocumentKind => Insurances,
        _ => Claims,
    };

    /// <summary>The line of the claim whose receipt is handed in; null for the whole record.</summary>
    public int? Line { get; init; }

    /// <summary>What a document of one line is of the record.</summary>
    public string LineWord(int line) => Kind == Engagement.DocumentKind ? $"Pièce demandée n° {line}"
        : $"Reçu de la ligne {line}";

    public string Address => $"/{Word}/{Id}";

    /// <summary>Null when there is no such record, as while a draft lies in the bin.</summary>
    public static async Task<DocumentOwner?> FindAsync(CoopDb db, string kind, long id) => kind switch
    {
        ExpenseClaim.DocumentKind => await db.ExpenseClaims.Where(c => c.Id == id)
            .Select(c => new DocumentOwner(kind, c.Id, c.ActivityId, c.EntryId != null)).SingleOrDefaultAsync(),
        Vehicle.DocumentKind => await VehicleAsync(db, id),
        Purchase.DocumentKind => await db.Purchases.Where(p => p.Id == id)
            .Select(p => new DocumentOwner(kind, p.Id, p.ActivityId, true)).SingleOrDefaultAsync(),
        MutualClaim.DocumentKind => await db.MutualClaims.Where(c => c.Id == id)
            .Select(c => new DocumentOwner(kind, c.Id, c.ActivityId, c.EntryId != null)).SingleOrDefaultAsync(),
        ContractPaper.DocumentKind => await ContractAsync(db, id),
        Engagement.DocumentKind => await db.Engagements.Where(e => e.Id == id)
            .Select(e => new DocumentOwner(kind, e.Id, e.ActivityId, false)).SingleOrDefaultAsync(),
        InsuranceCertificate.DocumentKind => await db.InsuranceCertificates.Where(c => c.Id == id)
            .Select(c => new DocumentOwner(kind, c.Id, c.ActivityId, false)).SingleOrDefaultAsync(),
        ReceivedInvoiceRow.DocumentKind => await db.ReceivedInvoices.Where(r => r.Id == id)
            .Select(r => new DocumentOwner(kind, r.Id, r.ActivityId ?? ActivityId.Structure, true))
            .SingleOrDefaultAsync(),
        _ => null,
    };

    /// <summary>The record, if the visitor may see it: somebody else's is "not found".</summary>
    public static async Task<DocumentOwner?> SeenAsync(CoopDb db, CurrentUser me, string kind, long id) =>
        await FindAsync(db, kind, id) is { } owner && await owner.IsSeenByAsync(db, me) ? owner : null;

    public bool TakesFrom(CurrentUser me) => Kind switch
    {
        Purchase.DocumentKind => me.Can(Capability.KeepBooks),
        ReceivedInvoiceRow.DocumentKind => false,
        ContractPaper.DocumentKind => me.Can(Capability.ManagePeople),
        _ => me.Can(Capability.SellForActivity) || me.Can(Capability.SellForAll),
    };

    /// <summary>The papers of a vehicle are seen by whoever sees the first activity of its person.</summary>
    private static async Task<DocumentOwner?> VehicleAsync(CoopDb db, long id)
    {
        var person = await db.Vehicles.Where(v => v.Id == id).Select(v => (long?)v.PersonId).SingleOrDefaultAsync();
        var activity = await db.Activities.Where(a => person != null && a.PersonId == person).OrderBy(a => a.Id)
            .FirstOrDefaultAsync();
        return activity is null ? null : new DocumentOwner(Vehicle.DocumentKind, id, activity.Id, IsPosted: false);
    }

    /// <summary>A signed contract keeps its papers, as what is posted does.</summary>
    private static async Task<DocumentOwner?> ContractAsync(CoopDb db, long id) =>
        await db.ContractPapers.SingleOrDefaultAsync(p => p.Id == id) is not { } paper ? null
            : new DocumentOwner(ContractPaper.DocumentKind, id,
                (await ContractFields.ActivityOfAsync(db, paper))?.Id ?? ActivityId.Structure,
                paper.State == PaperState.Signed);

    private async Task<bool> IsSeenByAsync(CoopDb db, CurrentUser me)
    {
        if (Kind == ContractPaper.DocumentKind)
            return me.Can(Capability.ManagePeople);
        if (Kind == Purchase.DocumentKind)
            return me.Can(Capability.KeepBooks);
        if (Kind == ReceivedInvoiceRow.DocumentKind)
            return await VisibleReceived.Of(db, me).AnyAsync(r => r.Id == Id);
        return (me.Can(Capability.SeeOwnActivity) || me.Can(Capability.SeeAllActivities))
            && await VisibleActivity.Of(db, me).AnyAsync(a => a.Id == Activity);
    }
}
