using System.Globalization;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Activities.Advances;
using Essaim.App.Data.Activities.Financings;
using Essaim.App.Data.Activities.Mutual;
using Essaim.App.Data.Banking;
using Essaim.App.Data.Banking.Runs;
using Essaim.App.Data.Funding;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Ledger.Assets;
using Essaim.App.Data.Payroll;
using Essaim.App.Data.Payroll.Plans;
using Essaim.App.Data.People;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Purchases.Orders;
using Essaim.App.Data.Sales;
using Essaim.App.Data.Sales.Kinds;
using Essaim.App.Platforms;
using Essaim.Domain.Activities;
using Essaim.Domain.Banking;
using Essaim.Domain.People;
using Essaim.Domain.Purchases;
using Essaim.Domain.EInvoices;
using Essaim.Domain.Purchases.EInvoices;
using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace Essaim.App.Data.Acts;

/// <summary>
/// What a saving does to the records of which the log of acts speaks, told in French. Numbers given by the database are
/// known once it is saved, so the acts are made then; old values are read before.
/// </summary>
internal static class RecordedChanges
{
    /// <summary>Which record a row belongs to, and what people call it.</summary>
    private sealed record Place(string Kind, string About, string Title);

    /// <summary>Call before saving; the result is asked after.</summary>
    public static List<Func<NewAct>> Of(ChangeTracker tracker)
    {
        var acts = new List<Func<NewAct>>();
        foreach (var entry in tracker.Entries().Where(e => e.State is not (EntityState.Unchanged
            or EntityState.Detached) && Speaks(e)))
        {
            var row = entry.Entity;
            if (entry.State == EntityState.Modified)
            {
                var changes = Changes(entry);
                if (changes.Length > 0)
                    acts.Add(() => Make(ActVerbs.Changed, row, changes));
                continue;
            }
            var verb = entry.State == EntityState.Added ? ActVerbs.Added : ActVerbs.Removed;
            acts.Add(() => Make(verb, row, ""));
        }
        return acts;
    }

    /// <summary>Drafts come and go with each word typed; of a quote the log tells what becomes of it.</summary>
    private static bool Speaks(EntityEntry entry) => entry.Entity switch
    {
        Quote => entry.State == EntityState.Modified && entry.Property(nameof(Quote.Status)).IsModified,
        ExpenseClaim => entry.State == EntityState.Modified
            && (entry.Property(nameof(ExpenseClaim.SentAt)).IsModified
                || entry.Property(nameof(ExpenseClaim.EntryId)).IsModified
                || entry.Property(nameof(ExpenseClaim.CheckedAt)).IsModified),
        PurchaseOrder => entry.State == EntityState.Modified
            && entry.Property(nameof(PurchaseOrder.Status)).IsModified,
        PaymentTransfer => entry.State == EntityState.Deleted
            || entry.Property(nameof(PaymentTransfer.State)).IsModified,
        Placement => entry.State == EntityState.Added,
        CashAdvance or BankLineRow => entry.State == EntityState.Modified,
        ContractPaper => entry.State == EntityState.Added || entry.Property(nameof(ContractPaper.State)).IsModified,
        var row => RowPlace(row) is not null,
    };

    private static NewAct Make(string verb, object row, string changes)
    {
        var place = RowPlace(row)!;
        return new NewAct(verb, place.Kind, place.About, place.Title, changes);
    }

    private static Place? RowPlace(object row) => OfPeople(row) ?? OfTrade(row) ?? OfMoney(row);

    /// <summary>The co-op, its people, their activities and what they agree on.</summary>
    private static Place? OfPeople(object row) => row switch
    {
        Cooperative c => new(RecordKinds.Coop, Text(c.Id), c.Name),
        Person p => new(RecordKinds.Person, Text(p.Id), p.FullName),
        Contract c => new(RecordKinds.Person, Text(c.PersonId), "Contrat du " + FrenchText.Long(c.FirstDay)),
        ContractPaper p => new(RecordKinds.Person, Text(p.PersonId), $"{ContractPrint.TitleOf(p)}, texte n° {p.Id}"),
        ContractPayRow p => new(RecordKinds.Contract, Text(p.ContractId), $"Paie du contrat n° {p.ContractId}"),
        HiringDataRow d => new(RecordKinds.Person, Text(d.PersonId), "Données d’embauche"),
        HiringDeclarationRow d => new(RecordKinds.Person, Text(d.PersonId),
            $"Embauche du {FrenchText.Long(d.FirstDay)} déclarée, {d.Reference}"),
        CapeNoticeRow n => new(RecordKinds.Person, Text(n.PersonId),
            $"{CapeWords.Of(n.Event)} dite à {CapeWords.Of(n.Body)} le {FrenchText.Long(n.SentOn)}"),
        CapeDeclarationRow d => new(RecordKinds.Person, Text(d.PersonId),
            $"Cotisations du Cape déclarées dès {d.Quarter}, {d.Amount}"),
        PaySeizure s => new(RecordKinds.Person, Text(s.PersonId), $"Saisie sur salaire n° {s.Id}"),
        PayChoiceRow c => new(RecordKinds.PayChoice, Text(c.Id),
            $"Réglages de paie dès le {FrenchText.Long(c.FromDay)}, {c.Decision}"),
        ContractModelRow m => new(RecordKinds.Coop, "1", $"Textes du contrat, {m.Kind.Label()}"),
        Activity a => new(RecordKinds.Activity, Text(a.Id.Value), a.TradeName),
        ActivityRule r => new(RecordKinds.Activity, Text(r.ActivityId.Value),
            "Règle de contribution dès le " + FrenchText.Long(r.FromDay)),
        SmoothingPlanRow s => new(RecordKinds.Activity, Text(s.ActivityId.Value), "Lissage dès " + s.FirstMonth),
        CancelledPayslip c => new(RecordKinds.Person, Text(c.PersonId), $"Bulletin {c.Month.AfterDe()} annulé"),
        PayRunRow r => new(RecordKinds.Pay, r.Month.ToIso(), "Paie " + r.Month.AfterDe()),
        PayPlanRow p => new(RecordKinds.PayPlan, Text(p.Id), p.Title),
        PayElementsRow e => new(RecordKinds.Person, Text(e.PersonId), "Éléments de paie " + e.Month.AfterDe()),
        PayTakeOverRow t => new(RecordKinds.Person, Text(t.PersonId), $"Cumuls de paie repris, {t.Year}"),
        PayNumber n => new(RecordKinds.Person, Text(n.PersonId), $"Matricule {n.Number}"),
        PayProgramRow r => new(RecordKinds.PayProgram, Text(r.Id),
            $"{r.Content.Name}, dès le {FrenchText.Long(r.FromDay)}"),
        VariableClauseRow c => new(RecordKinds.VariableClause, Text(c.Id), $"Dès le {FrenchText.Long(c.FromDay)}"),
        VariableYearRow y => new(RecordKinds.VariableYear, Text(y.Year),
            $"Assemblée du {FrenchText.Long(y.AssemblyOn)}"),
        CashAdvance a => new(RecordKinds.Activity, Text(a.ActivityId.Value), $"Avance {a.Month.AfterDe()}, {a.Amount}"),
        Advance a => new(RecordKinds.Advance, Text(a.Id), $"Avance n° {a.Id}, {a.Amount}"),
        AdvanceCeilingRow c => new(RecordKinds.AdvanceCeiling, Text(c.Id),
            $"Plafond d’avances dès le {FrenchText.Long(c.FromDay)}, {c.Content.Total}"),
        MutualRuleRow r => new(RecordKinds.MutualRule, Text(r.Id), "Dès le " + FrenchText.Long(r.FromDay)),
        MutualClaim c => new(RecordKinds.MutualClaim, Text(c.Id), $"Demande n° {c.Id}, {c.Amount}"),
        Financing f => new(RecordKinds.Financing, Text(f.Id), $"{f.Label}, {f.Content.Amount}"),
        ContributionRuleRow r => new(RecordKinds.Rule, Text(r.Id), r.Name),
        _ => null,
    };

    /// <summary>What is sold and bought, and with whom.</summary>
    private static Place? OfTrade(object row) => row switch
    {
        Customer c => new(RecordKinds.Customer, Text(c.Id), c.Name),
        Supplier s => new(RecordKinds.Supplier, Text(s.Id), s.Name),
        Engagement e => new(RecordKinds.Engagement, Text(e.Id), e.Title),
        TradeSetting s => new(RecordKinds.TradeSetting, Text(s.Id), $"Dès le {FrenchText.Long(s.FromDay)}"),
        InvoicingRatification r => new(RecordKinds.Activity, Text(r.ActivityId.Value),
            $"Facturation ratifiée jusqu’au {FrenchText.Long(r.Until)}, {r.Reason}"),
        InsuranceCertificate c => new(RecordKinds.InsuranceCertificate, Text(c.Id),
            $"{c.Content.Insurer}, jusqu’au {FrenchText.Long(c.LastDay)}"),
        HomeVisit v => new(RecordKinds.Engagement, Text(v.EngagementId),
            $"Intervention du {FrenchText.Long(v.Day)}, {v.Worker}"),
        TrainingSession s => new(RecordKinds.Engagement, Text(s.EngagementId), $"Demi-journée du {s.Label}"),
        Trainee t => new(RecordKinds.Engagement, Text(t.EngagementId), $"Stagiaire {t.Name}"),
        TaxCertificate c => new(RecordKinds.TaxCertificate, Text(c.Id), $"{c.Number}, {c.Amount}"),
        QuoteReply r => new(RecordKinds.Quote, Text(r.QuoteId), r.ByLink ? $"Réponse par le lien, {r.Name}"
            : "Réponse notée"),
        ReminderRow r => new(RecordKinds.Sale, Text(r.InvoiceId), "Relance, " + (r.Means switch
        {
            ReminderMeans.Call => "appel", ReminderMeans.Letter => "courrier", _ => "courriel",
        })),
        RecurringSale s => new(RecordKinds.RecurringSale, Text(s.Id), s.Name),
        CatalogueItem i => new(RecordKinds.CatalogueItem, Text(i.Id), i.Name),
        Quote q => new(RecordKinds.Quote, Text(q.Id), $"Devis {q.Number}"),
        Invoice i => new(RecordKinds.Sale, Text(i.Id), $"{SaleList.Word(i.Kind)} {i.Number}, {i.Total}"),
        Receipt r => new(RecordKinds.Receipt, Text(r.Id), $"{r.Amount}, {r.Method}"),
        Purchase p => new(RecordKinds.Purchase, Text(p.Id), $"Achat {p.Number}, {p.Net + p.Vat}"),
        ReceivedInvoiceRow r => new(RecordKinds.ReceivedInvoice, Text(r.Id), $"Facture reçue {r.Number}, {r.Seller}"),
        Payment p => new(RecordKinds.Payment, Text(p.Id), p.Amount.ToString()),
        ExpenseClaim c => new(RecordKinds.Claim, Text(c.Id), $"Note de frais {c.Month.AfterDe()}, {c.Total}"),
        Vehicle v => new(RecordKinds.Vehicle, Text(v.Id), $"{v.Name}, {v.Motor}"),
        ClaimWaiverRow r => new(RecordKinds.Claim, Text(r.ClaimId), $"Renoncement à {r.Amount}"),
        ExpenseRuleRow r => new(RecordKinds.ExpenseRule, Text(r.Id), $"Dès le {FrenchText.Long(r.FromDay)}"),
        InternalSaleRow s => new(RecordKinds.InternalSale, Text(s.Id), $"{s.Description}, {s.Amount}"),
        PlatformLink l => new(RecordKinds.Platform, Text(l.Id), l.Address),
        PurchaseOrder o => new(RecordKinds.Order, Text(o.Id), $"Commande {o.Number ?? "en préparation"}, {o.Total}"),
        OrderCeilingRow c => new(RecordKinds.OrderCeiling, Text(c.Id),
            $"Dès le {FrenchText.Long(c.FromDay)}, {c.Content.Alone}"),
        OrderInvoiceRow i => new(RecordKinds.Order, Text(i.OrderId), $"Facturée par l’achat n° {i.PurchaseId}"),
        PersonShareRow s => new(RecordKinds.Purchase, Text(s.PurchaseId), $"{s.Amount} payés par la personne"),
        _ => null,
    };

    /// <summary>The bank, the books and what the co-op holds.</summary>
    private static Place? OfMoney(object row) => row switch
    {
        FixedAsset a => new(RecordKinds.FixedAsset, Text(a.Id), $"{a.Label}, {a.Value}"),
        AssetRevision r => new(RecordKinds.FixedAsset, Text(r.AssetId),
            $"Durée corrigée dès {r.FromMonth}, {r.Months} mois"),
        AssetDisposal d => new(RecordKinds.FixedAsset, Text(d.AssetId), $"Sortie le {FrenchText.Long(d.LeftOn)}"),
        EntryTemplateRow t => new(RecordKinds.EntryTemplate, Text(t.Id), t.Name),
        BankAccountRow a => new(RecordKinds.BankAccount, Text(a.Id), $"{a.Name}, {a.Account}"),
        BankLineRow l => new(RecordKinds.BankLine, Text(l.Id), $"{FrenchText.Short(l.Date)}, {l.Amount}, {l.Label}"),
        BankRuleRow r => new(RecordKinds.BankRule, Text(r.Id), $"« {r.Text} », compte {r.Account}"),
        PaymentRun r => new(RecordKinds.PaymentRun, Text(r.Id), $"Ordre de virement n° {r.Id}"),
        PaymentTransfer t => new(RecordKinds.PaymentRun, Text(t.RunId), $"Virement à {t.Name}, {t.Amount}"),
        PayeeAccount a => new(RecordKinds.Payee, a.ThirdParty, a.Iban.Mask),
        CoverPublicationRow p => new(RecordKinds.Cover, Text(p.Id), $"Total du {FrenchText.Long(p.Day)}, {p.Total}"),
        CoverLevelRow l => new(RecordKinds.Cover, Text(l.Id),
            $"Seuil d’alerte dès le {FrenchText.Long(l.FromDay)}, {FrenchText.Percent(l.Level)}"),
        TroubleRuleRow r => new(RecordKinds.TroubleRule, Text(r.Id), $"Dès le {FrenchText.Long(r.FromDay)}"),
        TroubleSeenRow s => new(RecordKinds.Activity, Text(s.ActivityId.Value),
            $"Signal vu, en silence jusqu’au {FrenchText.Long(s.Until)}"),
        AnnouncedGrant g => new(RecordKinds.Grant, Text(g.Id), $"Subvention de {g.Funder}, {g.Amount}"),
        Placement p => new(RecordKinds.Placement, Text(p.Id), $"Placement, {p.Label}, {p.Amount}"),
        MonthClosing m => new(RecordKinds.Month, m.Month.ToIso(), m.Month.ToString()),
        _ => null,
    };

    private static string Changes(EntityEntry entry) => string.Join('\n', entry.Properties
        .Where(p => p.IsModified && !Equals(p.OriginalValue, p.CurrentValue) && p.Metadata.Name != "Version")
        .Select(p => Told(RecordedWords.Of(p.Metadata.Name), p.OriginalValue, p.CurrentValue)));

    private static string Told(string name, object? before, object? after)
    {
        var (old, now) = (Shown(before), Shown(after));
        return old is null || now is null ? name : $"{name} : {old} → {now}";
    }

    /// <summary>Null for contents too long to tell.</summary>
    private static string? Shown(object? value) => value switch
    {
        null or "" => "rien",
        bool yes => yes ? "oui" : "non",
        DateOnly day => FrenchText.Short(day),
        decimal number => FrenchText.Decimal(number, 2),
        int number => number.ToString(CultureInfo.InvariantCulture),
        QuoteStatus status => RecordedWords.Of(status),
        OrderStatus status => RecordedWords.Of(status),
        RunState state => RecordedWords.Of(state),
        PaymentState state => RecordedWords.Of(state),
        AdvanceState state => RecordedWords.Of(state),
        PaperState state => ContractWords.Of(state),
        MutualClaimState state => RecordedWords.Of(state),
        PayPlanState state => RecordedWords.Of(state),
        ReceivedInvoiceStatus status => status.Name,
        SealedValue number => number.Mask,
        Iban iban => iban.Masked,
        string or Money or Rate or Month or EmailAddress or Siren or VatNumber => value.ToString(),
        _ => null,
    };

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
