using System.Net;
using Essaim.App.Data.Banking;
using Essaim.App.Data.People;
using Essaim.App.Data.Purchases;
using Essaim.App.Identity;
using Essaim.App.Jobs;
using Essaim.App.Tests.Banking;
using Essaim.App.Tests.Purchases;
using Essaim.Domain.People;
using Xunit;

namespace Essaim.App.Tests.Web;

/// <summary>Each page of the team, and what it asks for: the table of rights decides, not the menu.</summary>
public sealed class RightsTests
{
    private static readonly (string Path, Capability Needs)[] Pages =
    [
        ("/balance", Capability.KeepBooks), ("/grand-livre", Capability.KeepBooks),
        ("/grand-livre?compte=411", Capability.KeepBooks),
        ("/journaux", Capability.KeepBooks), ("/journaux/nouvelle", Capability.KeepBooks),
        ("/bilan", Capability.KeepBooks), ("/banque", Capability.KeepBooks),
        ("/banque/comptes/nouveau", Capability.KeepBooks), ("/banque/regles", Capability.KeepBooks),
        ("/banque/attente", Capability.KeepBooks), ("/banque/1", Capability.KeepBooks),
        ("/banque/1/etat", Capability.KeepBooks), ("/banque/virements", Capability.KeepBooks),
        ("/banque/beneficiaires", Capability.KeepBooks),
        ("/resultat", Capability.KeepBooks), ("/journaux/ecriture/{entry}", Capability.KeepBooks),
        ("/achats", Capability.KeepBooks), ("/achats/nouvelle", Capability.KeepBooks),
        ("/achats/a-payer", Capability.KeepBooks), ("/achats/recues/1/comptabiliser", Capability.KeepBooks),
        ("/cloture", Capability.CloseMonth), ("/cloture/2026-10", Capability.CloseMonth),
        ("/cloture/exercices", Capability.CloseMonth), ("/avances", Capability.CloseMonth),
        ("/personnes", Capability.ManagePeople), ("/personnes/echeances", Capability.ManagePeople),
        ("/personnes/nouvelle", Capability.ManagePeople), ("/personnes/1/embauche", Capability.ManagePeople),
        ("/personnes/1/avis", Capability.ManagePeople), ("/reglages/contrats", Capability.ManageCoop),
        ("/paie/reglages", Capability.PreparePay), ("/paie/contrats/1", Capability.PreparePay),
        ("/personnes/contrats/1", Capability.ManagePeople), ("/personnes/cotisations-cape", Capability.PreparePay),
        ("/personnes/1", Capability.ManagePeople), ("/activites", Capability.SeeAllActivities),
        ("/activites/jeanne", Capability.SeeAllActivities), ("/activites/nouvelle", Capability.ManagePeople),
        ("/regles", Capability.ManageRules), ("/regles/nouvelle", Capability.ManageRules), ("/paie", Capability.SeePay),
        ("/paie/2026-10/1/elements", Capability.PreparePay), ("/paie/propositions", Capability.ManagePeople),
        ("/paie/cotisations", Capability.SeePay), ("/paie/2026-11/valider", Capability.PreparePay),
        ("/paie/2026-10/variables", Capability.SeePay), ("/paie/2026-10/comparaison", Capability.SeePay),
        ("/paie/programme", Capability.PreparePay), ("/paie/personnes/1", Capability.PreparePay),
        ("/paie/personnes/1/saisies", Capability.PreparePay), ("/paie/personnes/1/annees", Capability.PreparePay),
        ("/paie/personnes/1/depart", Capability.PreparePay), ("/paie/annee", Capability.SeePay),
        ("/paie/annee/2026", Capability.SeePay),
        ("/ventes-internes", Capability.KeepBooks), ("/reglages", Capability.ManageCoop),
        ("/reglages/conservation", Capability.ManageCoop), ("/reglages/courriels", Capability.ManageCoop),
        ("/cloture/reprise", Capability.KeepBooks), ("/imports/guide", Capability.KeepBooks),
        ("/reglages/webhooks", Capability.ManageCoop), ("/reglages/plateforme", Capability.ManageCoop),
        ("/ventes/plateforme", Capability.KeepBooks), ("/ventes/plateforme/declarations", Capability.KeepBooks),
        ("/journal-actes", Capability.ManageCoop), ("/roles", Capability.ManageCoop),
        ("/accords", Capability.ApproveMoney), ("/reglages/courriels/modele/relance", Capability.ManageCoop),
        ("/imports/nouveau/personnes", Capability.ManagePeople),
        ("/imports/nouveau/fournisseurs", Capability.KeepBooks),
        ("/utilisateurs", Capability.ManageUsers), ("/coffre", Capability.SeeCover),
        ("/achats/courriels", Capability.KeepBooks), ("/achats/commandes/plafond", Capability.ManageCoop),
        ("/avances/plafond", Capability.ManageCoop), ("/fonds-mutuel", Capability.SeeCover),
        ("/emprunts", Capability.KeepBooks), ("/subventions", Capability.KeepBooks),
        ("/placements", Capability.KeepBooks), ("/immobilisations/nouvelle", Capability.KeepBooks),
        ("/immobilisations/mouvements", Capability.KeepBooks), ("/fonds-mutuel/regle", Capability.ManageCoop),
        ("/coffre/seuil", Capability.ManageCoop), ("/depenses/a-controler", Capability.KeepBooks),
        ("/depenses/plafonds", Capability.KeepBooks), ("/journaux/modeles", Capability.KeepBooks),
        ("/journaux/modele", Capability.KeepBooks), ("/grand-livre/lettrage", Capability.KeepBooks),
        ("/signaux", Capability.SeeAllActivities), ("/signaux/regle", Capability.ManageCoop),
    ];

    private static readonly (string Path, Capability Needs)[] PagesOfTrades =
    [
        ("/reglages/metiers", Capability.ManageCoop), ("/services-a-domicile", Capability.SeeAllActivities),
        ("/services-a-domicile/nova", Capability.SeeAllActivities), ("/formation/bilan", Capability.SeeAllActivities),
    ];

    [Fact]
    public async Task Each_page_opens_for_the_roles_of_the_table_and_for_nobody_else()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        var entry = (await desk.EntryAsync("625100", "512000", 10)).Id;
        await desk.Store.WriteAsync(w => OpenBankAccount.OpenAsync(w, "Banque", BankDesk.Iban, "", BankDesk.First));
        await desk.Store.WriteAsync(w => TakeReceivedInvoice.TakeAsync(w, ReceivedFile.Read("facture.xml",
            new SupplierFile().Bytes), InvoiceOrigin.Page, new Asker("Claire")));
        await desk.Store.WriteAsync(w => ContractPapers.StartAsync(w, 1, ContractKind.Cesa, "Claire"));
        var stranger = desk.Site.Browse();
        foreach (var (path, _) in Pages.Concat(PagesOfTrades))
            Assert.StartsWith("/connexion", (await stranger.OpenAsync(path.Replace("{entry}", entry.ToString())))
                .Location);
        foreach (var role in Enum.GetValues<Role>())
        {
            var browser = await desk.Site.SignInAsync(role.Stored());
            foreach (var (path, needs) in Pages.Concat(PagesOfTrades))
            {
                var answer = await browser.OpenAsync(path.Replace("{entry}", entry.ToString()));
                var wanted = Rights.Allows(role, needs) ? HttpStatusCode.OK : HttpStatusCode.Forbidden;
                Assert.True(answer.Status == wanted, $"{role} {path}: {answer.Status}, not {wanted}");
            }
        }
    }

    [Fact]
    public async Task Entrepreneurs_see_the_cover_but_no_activity_of_others_in_it()
    {
        await using var desk = await Desk.StartAsync("sqlite");
        await desk.EntryAsync("512000", "471000", 10);
        var text = (await (await desk.Site.SignInAsync("entrepreneur")).OpenAsync("/coffre")).Text;
        Assert.Contains("Détenu pour les activités", text);
        Assert.DoesNotContain("activité par activité", text);
        Assert.DoesNotContain("/grand-livre",
            (await (await desk.Site.SignInAsync("entrepreneur")).OpenAsync("/coffre")).Html);
    }
}
