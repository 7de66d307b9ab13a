using Essaim.App.Data;
using Essaim.App.Data.Activities.Financings;
using Essaim.App.Data.Activities.Mutual;
using Essaim.App.Data.Funding;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Payroll;
using Essaim.App.Data.People;
using Essaim.App.Data.Ledger.Assets;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Ledger;

/// <summary>One posted entry: its lines, its document, who settles what; and the one way to take it back.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class EntryModel : EssaimPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string Reason { get; set; } = "";

    [BindProperty]
    public string On { get; set; } = "";

    public EntryHead Head { get; private set; } = null!;
    public IReadOnlyList<LedgerLine> Lines { get; private set; } = [];
    public IReadOnlyList<SettlementLink> Links { get; private set; } = [];
    public (string Label, string Address)? Document { get; private set; }
    public string? Refusal { get; private set; }
    public string OnHint { get; private set; } = "";
    private Dictionary<string, string> _labels = [];
    private Dictionary<ActivityId, (string Name, string Code)> _activities = [];

    public string LabelOf(LedgerLine line) => _labels.GetValueOrDefault(line.Account.Digits, "");
    public string NameOf(LedgerLine line) => _activities.GetValueOrDefault(line.Activity).Name;
    public string JournalAddress => $"/journaux?mois={Month.Of(Head.Date).ToIso()}&journal={Head.Journal}";
    public string PostedAt => Head.PostedAt.Length >= 16
        ? $"{FrenchText.Short(DateOnly.Parse(Head.PostedAt[..10]))}, {Head.PostedAt[11..16].Replace(':', 'h')} "
            + $"(temps universel)"
        : Head.PostedAt;

    public string LedgerAddress(LedgerLine line) =>
        $"/grand-livre?compte={line.Account}&activite={_activities.GetValueOrDefault(line.Activity).Code}"
        + $"&du={FrenchText.Short(Month.Of(line.Date).FirstDay)}&au={FrenchText.Short(Month.Of(line.Date).LastDay)}";

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await EntryReader.HeadAsync(await ReadAsync(), new EntryId(Id)) is null)
            return NotFound();
        var on = Read(nameof(On), () => FrenchText.ParseDate(On));
        return await TryAsync(async () =>
        {
            var made = await WriteOnceAsync(async w =>
                (await ReverseEntry.ReverseAsync(w, new EntryId(Id), on, Reason)).Id.ToString());
            Tell("Écriture annulée.", "Voici l’écriture qui la compense.");
            return Redirect("/journaux/ecriture/" + made);
        }, nameof(Reason));
    }

    protected override Task LoadAsync() => FindAsync();

    private async Task<bool> FindAsync()
    {
        var db = await ReadAsync();
        if (await EntryReader.HeadAsync(db, new EntryId(Id)) is not { } head)
            return false;
        (Head, Refusal) = (head, ReverseEntry.Refusal(head));
        Lines = await ActivityLines.OfEntryAsync(db, head.Id);
        Links = await EntryReader.LinksAsync(db, head.Id);
        _labels = await db.Accounts.ToDictionaryAsync(a => a.Number.Digits, a => a.Label);
        _activities = (await db.Activities.ToListAsync()).ToDictionary(a => a.Id, a => (a.TradeName, a.Code));
        Document = await DocumentAsync(db, head.Document);
        var open = await OpenDay.FromAsync(db, head.Date);
        OnHint = open == head.Date
            ? "La même date que l’écriture : son mois est encore ouvert"
            : $"Le mois de {Month.Of(head.Date)} est clos ; voici le premier jour ouvert";
        if (On.Length == 0)
            On = FrenchText.Short(open);
        return true;
    }

    private static async Task<(string, string)?> DocumentAsync(CoopDb db, DocumentRef? document)
    {
        switch (document)
        {
            case { Kind: Invoice.DocumentKind, Id: var id }:
                var number = await db.Invoices.Where(i => i.Id == id).Select(i => i.Number).SingleOrDefaultAsync();
                return number is null ? null : ("Facture " + number, $"/ventes/factures/{id}");
            case { Kind: Purchase.DocumentKind, Id: var id }:
                return ("Achat", $"/achats/{id}");
            case { Kind: PayslipRow.DocumentKind, Id: var id }:
                return ("Bulletin de paie",
                    $"/paie/{Month.FromNumber((int)(id % 1_000_000)).ToIso()}/{id / 1_000_000}");
            case { Kind: MutualClaim.DocumentKind } claim:
                return ("Aide du fonds mutuel", "/fonds-mutuel/" + claim.Id);
            case { Kind: Financing.DocumentKind } loan:
                return ("Emprunt", "/emprunts/" + loan.Id);
            case { Kind: FinancingDue.DocumentKind } instalment:
                return ("Échéance d’emprunt", "/emprunts/" + instalment.Id / 1000);
            case { Kind: AnnouncedGrant.DocumentKind }:
                return ("Subvention", "/subventions");
            case { Kind: PlacementMove.DocumentKind } move:
                var placement = await db.Set<PlacementMove>().Where(m => m.Id == move.Id)
                    .Select(m => m.PlacementId).SingleOrDefaultAsync();
                return ("Placement", "/placements/" + placement);
            case { Kind: AssetCharge.DocumentKind } charge:
                return ("Immobilisation", "/immobilisations/" + charge.Id / 1_000_000);
            case { Kind: AssetDisposal.DocumentKind or AssetSale.DocumentKind } gone:
                return ("Immobilisation", "/immobilisations/" + gone.Id);
            case { Kind: VariableSettlementRow.DocumentKind } due:
                return ("Part variable de l’exercice", "/paie/annee/" + due.Id % 10_000);
            case { Kind: CapeDeclarationRow.DocumentKind } cape:
                return ("Cotisations d’un Cape", "/personnes/cotisations-cape?trimestre="
                    + Month.FromNumber((int)(cape.Id % 1_000_000)).ToIso());
            case { Kind: MutualDue.DocumentKind }:
                return ("Cotisation au fonds mutuel", "/fonds-mutuel");
            case { Kind: CashAdvance.DocumentKind }:
                return ("Avance de trésorerie", "/avances");
            case { Kind: InternalSaleRow.DocumentKind }:
                return ("Vente interne", "/ventes-internes");
            default:
                return null;
        }
    }
}
