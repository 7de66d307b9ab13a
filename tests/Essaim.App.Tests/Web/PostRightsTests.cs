using System.Net;
using System.Text.RegularExpressions;
using Essaim.App.Data;
using Essaim.App.Data.Activities.Advances;
using Essaim.App.Data.Imports;
using Essaim.App.Data.People;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Sales;
using Essaim.App.Identity;
using Essaim.App.Imports;
using Essaim.App.Jobs;
using Essaim.App.Tests.Purchases;
using Essaim.Domain.Activities;
using Essaim.Domain.People;
using Essaim.Domain.Purchases;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Essaim.App.Tests.Web;

/// <summary>
/// Every form of the program, sent with a good token by each role that may not send it, and by a stranger.
/// </summary>
public sealed class PostRightsTests
{
    /// <summary>
    /// What each page asks of whoever sends its forms; a handler that asks more has a row of its own. The forms about
    /// one activity are about Jeanne's, so that no entrepreneur of this co-op but her may send them: nobody here.
    /// </summary>
    private static readonly Dictionary<string, Capability> Needs = new()
    {
        ["/utilisateurs"] = Capability.ManageUsers, ["/reglages"] = Capability.ManageCoop,
        ["/journaux/ecriture/{id:long}"] = Capability.KeepBooks, ["/grand-livre"] = Capability.KeepBooks,
        ["/journaux/nouvelle"] = Capability.KeepBooks, ["/achats/nouvelle"] = Capability.KeepBooks,
        ["/achats/a-payer"] = Capability.KeepBooks, ["/ventes-internes"] = Capability.KeepBooks,
        ["/personnes/nouvelle"] = Capability.ManagePeople, ["/personnes/{id:long}"] = Capability.ManagePeople,
        ["/personnes/contrats/{id:long}"] = Capability.ManagePeople,
        ["/personnes/cotisations-cape"] = Capability.PreparePay,
        ["/personnes/{id:long}/embauche"] = Capability.ManagePeople,
        ["/personnes/{id:long}/avis"] = Capability.ManagePeople, ["/reglages/contrats"] = Capability.ManageCoop,
        ["/paie/reglages"] = Capability.PreparePay, ["/paie/contrats/{id:long}"] = Capability.PreparePay,
        ["/activites/nouvelle"] = Capability.ManagePeople, ["/activites/{code}"] = Capability.ManageRules,
        ["/regles/nouvelle"] = Capability.ManageRules, ["/avances"] = Capability.CloseMonth,
        ["/paie/{mois:length(7)}/{person:long}/elements"] = Capability.PreparePay,
        ["/paie/{mois:length(7)}/valider"] = Capability.PreparePay,
        ["/paie/{mois:length(7)}/{person:long}"] = Capability.PreparePay,
        ["/salaire/proposer"] = Capability.SellForAll, ["/salaire/propositions/{id:long}"] = Capability.ManagePeople,
        ["/salaire/propositions/{id:long}?handler=Withdraw"] = Capability.SellForAll,
        ["/paie/programme"] = Capability.PreparePay, ["/paie/personnes/{person:long}"] = Capability.PreparePay,
        ["/paie/personnes/{person:long}/saisies"] = Capability.PreparePay,
        ["/paie/annee/{year:int?}"] = Capability.CloseMonth,
        ["/paie/annee/{year:int?}?handler=Clause"] = Capability.PreparePay,
        ["/paie/annee/{year:int?}?handler=Assembly"] = Capability.PreparePay,
        ["/cloture/{mois:length(7)}"] = Capability.CloseMonth, ["/cloture/exercices"] = Capability.CloseMonth,
        ["/ventes/clients/nouveau"] = Capability.SellForAll,
        ["/ventes/clients/{id:long}"] = Capability.SellForAll, ["/ventes/devis/nouveau"] = Capability.SellForAll,
        ["/ventes/devis/{id:long}"] = Capability.SellForAll,
        ["/ventes/devis/{id:long}/modifier"] = Capability.SellForAll,
        ["/ventes/devis/{id:long}/avancement"] = Capability.SellForAll,
        ["/ventes/affaires/{id:long}"] = Capability.SellForAll,
        ["/ventes/recurrentes/nouvelle"] = Capability.SellForAll,
        ["/ventes/recurrentes/{id:long}"] = Capability.SellForAll,
        ["/ventes/relances"] = Capability.SellForAll, ["/ventes/relances/{id:long}"] = Capability.SellForAll,
        ["/ventes/affaires/nouvelle"] = Capability.SellForAll, ["/ventes/assurances"] = Capability.SellForAll,
        ["/ventes/affaires/{id:long}/interventions"] = Capability.SellForAll,
        ["/ventes/affaires/{id:long}/chantier"] = Capability.SellForAll,
        ["/ventes/affaires/{id:long}/formation"] = Capability.SellForAll,
        ["/ventes/affaires/{id:long}/contrat-court"] = Capability.ManagePeople,
        ["/ventes/assurances/{id:long}"] = Capability.SellForAll, ["/ventes/droit"] = Capability.ManageCoop,
        ["/reglages/metiers"] = Capability.ManageCoop, ["/services-a-domicile/{year:int?}"] = Capability.KeepBooks,
        ["/ventes/catalogue/nouveau"] = Capability.SellForAll,
        ["/ventes/catalogue/{id:long}"] = Capability.SellForAll,
        ["/ventes/brouillons/{id:long}"] = Capability.SellForAll,
        ["/ventes/brouillons/{id:long}/verifier"] = Capability.SellForAll,
        ["/ventes/factures/nouvelle"] = Capability.SellForAll, ["/ventes/factures/{id:long}"] = Capability.SellForAll,
        ["/corbeille"] = Capability.SellForAll, ["/depenses"] = Capability.SellForAll,
        ["/depenses/{id:long}"] = Capability.SellForAll, ["/documents/envoi"] = Capability.SellForAll,
        ["/documents/envoi/{id:long}/{offset:long?}"] = Capability.SellForAll,
        ["/documents/{id:long}"] = Capability.SellForAll,
        ["/depenses/{id:long}?handler=Accept"] = Capability.KeepBooks,
        ["/cloture/reprise"] = Capability.KeepBooks, ["/cloture/exercices?handler=Fec"] = Capability.KeepBooks,
        ["/travaux/{id:long}"] = Capability.CloseMonth, ["/reglages/courriels"] = Capability.ManageCoop,
        ["/accords"] = Capability.ApproveMoney, ["/roles"] = Capability.ManageCoop,
        ["/reglages/courriels/{id:long}"] = Capability.ManageCoop,
        ["/reglages/courriels/modele/{key}"] = Capability.ManageCoop, ["/reglages/webhooks"] = Capability.ManageCoop,
        ["/reglages/plateforme"] = Capability.ManageCoop,
        ["/ventes/plateforme/declarations/{nature}/{day}"] = Capability.KeepBooks,
        ["/imports/nouveau/{kind}"] = Capability.ManagePeople, ["/imports/{id:long}"] = Capability.KeepBooks,
        ["/imports/{id:long}/colonnes"] = Capability.KeepBooks,
        ["/banque"] = Capability.KeepBooks, ["/banque/comptes/nouveau"] = Capability.KeepBooks,
        ["/banque/regles"] = Capability.KeepBooks, ["/banque/attente"] = Capability.KeepBooks,
        ["/banque/{id:long}"] = Capability.KeepBooks, ["/banque/virements"] = Capability.KeepBooks,
        ["/banque/virements/{id:long}"] = Capability.KeepBooks,
        ["/banque/beneficiaires/{code}"] = Capability.KeepBooks,
        ["/achats/commandes/redaction/{id:long?}"] = Capability.SellForAll,
        ["/achats/commandes/{id:long}"] = Capability.SellForAll,
        ["/achats/commandes/{id:long}?handler=Approve"] = Capability.ApproveMoney,
        ["/achats/courriels"] = Capability.KeepBooks,
        ["/achats/courriels?handler=Address"] = Capability.ManageCoop,
        ["/achats/commandes/plafond"] = Capability.ManageCoop,
        ["/achats/recues"] = Capability.KeepBooks,
        ["/achats/recues/{id:long}"] = Capability.KeepBooks,
        ["/achats/recues/{id:long}/comptabiliser"] = Capability.KeepBooks,
        ["/depenses/vehicules"] = Capability.SellForAll, ["/depenses/vehicules/{id:long}"] = Capability.SellForAll,
        ["/depenses/{id:long}/controle"] = Capability.KeepBooks, ["/depenses/plafonds"] = Capability.KeepBooks,
        ["/depenses/{id:long}/renoncer"] = Capability.SellForAll,
        ["/journaux/modele/{id:long?}"] = Capability.KeepBooks, ["/grand-livre/lettrage"] = Capability.KeepBooks,
        ["/coffre"] = Capability.CloseMonth, ["/coffre/seuil"] = Capability.ManageCoop,
        ["/signaux/vu"] = Capability.SeeAllActivities, ["/signaux/regle"] = Capability.ManageCoop,
        ["/avances/{id:long}"] = Capability.CloseMonth, ["/avances/{id:long}?handler=Withdraw"] = Capability.SellForAll,
        ["/fonds-mutuel"] = Capability.CloseMonth, ["/fonds-mutuel/regle"] = Capability.ManageCoop,
        ["/fonds-mutuel/demandes"] = Capability.SellForAll, ["/fonds-mutuel/{id:long}"] = Capability.CloseMonth,
        ["/fonds-mutuel/{id:long}?handler=Withdraw"] = Capability.SellForAll,
        ["/subventions"] = Capability.KeepBooks, ["/placements"] = Capability.KeepBooks,
        ["/placements/{id:long}"] = Capability.KeepBooks,
        ["/emprunts"] = Capability.KeepBooks, ["/emprunts/{id:long}"] = Capability.KeepBooks,
        ["/immobilisations"] = Capability.KeepBooks, ["/immobilisations/nouvelle"] = Capability.KeepBooks,
        ["/immobilisations/{id:long}"] = Capability.KeepBooks,
        ["/immobilisations/{id:long}?handler=Revise"] = Capability.KeepBooks,
        ["/immobilisations/{id:long}?handler=Withdraw"] = Capability.KeepBooks,
        ["/avances/echeancier/{id:long}"] = Capability.CloseMonth,
        ["/avances/plafond"] = Capability.ManageCoop, ["/compte/avances"] = Capability.SellForAll,
    };

    /// <summary>What everybody does for themselves.</summary>
    private static readonly string[] OfEverybody =
    [
        "/cooperative", "/profil", "/profil/mot-de-passe", "/profil/jetons", "/profil/agenda", "/profil/sessions",
        "/profil/securite",
        "/profil/securite/application", "/profil/securite/cle", "/profil/securite/secours", "/connexion",
        "/connexion/code", "/connexion/lien", "/connexion/preuve", "/deconnexion", "/composants", "/vues", "/devis",
    ];

    /// <summary>What no role gives: only who keeps the installation sends it.</summary>
    private static readonly string[] OfKeepers = ["/cooperatives"];

    /// <summary>What whoever is not signed in yet sends.</summary>
    private static readonly string[] OfStrangers =
        ["/connexion", "/connexion/code", "/connexion/lien", "/composants", "/devis"];

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task No_form_is_taken_from_whoever_may_not_send_it_and_nothing_changes(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await FillAsync(desk);
        var forms = (await FormsAsync(desk.Site)).Where(f => !OfEverybody.Contains(f.Page)).ToList();
        var before = await ContentAsync(desk);

        foreach (var role in Enum.GetValues<Role>())
        {
            var browser = await desk.Site.SignInAsync(role.Stored());
            var refused = forms
                .Where(f => OfKeepers.Contains(f.Page) || !Rights.Allows(role, NeedOf(f))).ToList();
            Assert.True(refused.Count > OfKeepers.Length || role == Role.Manager);
            foreach (var form in refused)
            {
                var answer = await SendAsync(browser, form);
                Assert.True(answer.Status is HttpStatusCode.Forbidden or HttpStatusCode.NotFound,
                    $"{role} {form}: {answer.Status}");
            }
        }
        Assert.Equal(before, await ContentAsync(desk));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_stranger_who_sends_a_form_is_asked_to_sign_in_and_nothing_changes(string engine)
    {
        await using var desk = await Desk.StartAsync(engine);
        await FillAsync(desk);
        var before = await ContentAsync(desk);
        foreach (var form in (await FormsAsync(desk.Site)).Where(f => !OfStrangers.Contains(f.Page)))
        {
            var answer = await desk.Site.Browse().PostAsync(form.Address, []);
            Assert.True(answer.Location?.StartsWith("/connexion", StringComparison.Ordinal) ?? false,
                $"{form}: {answer.Status} {answer.Location}");
        }
        Assert.Equal(before, await ContentAsync(desk));
    }

    [Fact]
    public async Task Every_form_of_the_program_is_in_the_table()
    {
        await using var site = await Site.StartAsync();
        var forms = await FormsAsync(site);
        Assert.Equal(OfEverybody.Concat(OfKeepers).Concat(Needs.Keys.Select(k => k.Split("?handler=")[0])).Distinct()
            .Order(), forms.Select(f => f.Page).Distinct().Order());
        Assert.All(Needs.Keys.Where(k => k.Contains("?handler=")),
            key => Assert.Contains(forms, f => f.ToString() == key));
    }

    private static Capability NeedOf(Form form) => Needs.GetValueOrDefault(form.ToString(), Needs[form.Page]);

    private static async Task<Answer> SendAsync(Browser browser, Form form)
    {
        var profile = await browser.OpenAsync("/profil");
        return await browser.PostAsync(form.Address,
        [
            ("__RequestVerificationToken", profile.Field("__RequestVerificationToken")),
            ("request", Guid.NewGuid().ToString()), ("Name", "Essai"), ("Subject", "Essai"), ("CustomerId", "1"),
            ("UserId", "1"), ("RevokedRole", "Manager"), ("FirstDay", "01/12/2026"), ("On", "20/11/2026"),
        ]);
    }

    /// <summary>All pages that take forms, with each of their handlers, as the framework knows them.</summary>
    private static async Task<List<Form>> FormsAsync(Site site)
    {
        var pages = site.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items
            .OfType<PageActionDescriptor>();
        var forms = new List<Form>();
        foreach (var page in pages)
        {
            var loaded = await site.Services.GetRequiredService<PageLoader>().LoadAsync(page, new());
            forms.AddRange(loaded.HandlerMethods.Where(h => HttpMethods.IsPost(h.HttpMethod))
                .Select(h => new Form("/" + page.AttributeRouteInfo!.Template!.TrimStart('/'), h.Name)));
        }
        return forms;
    }

    /// <summary>One of each document of Jeanne's, each the first of its kind.</summary>
    private static async Task FillAsync(Desk desk)
    {
        await desk.EntryAsync("625100", "512000", 10, new DateOnly(2026, 10, 5));
        await desk.Store.WriteAsync(async w =>
        {
            var customer = await EnterCustomer.EnterAsync(w, new Customer
            {
                ActivityId = desk.Jeanne, Name = "Théâtre", Street = "1 place", PostalCode = "69002", City = "Lyon",
                IsCompany = true,
            });
            var content = new SaleContent([TestCoop.Service(desk.Jeanne, 1200)], Rate.Zero, "");
            var day = new DateOnly(2026, 11, 2);
            await KeepDraft.CopyAsync(w, desk.Jeanne, customer.Id, content);
            var quote = await SendQuote.StartAsync(w, new Quote
            {
                ActivityId = desk.Jeanne, CustomerId = customer.Id, Date = day, ValidUntil = day.AddDays(30),
                Subject = "Costumes", Content = content,
            });
            await OpenEngagement.OfAsync(w, quote);
            await SaleCatalogue.KeepAsync(w, desk.Jeanne, null, 0, "", new CatalogueOffer(OfferKind.Hour, "Couture", "",
                "heure", new UnitPrice(40), "20"), null);
            await HandInImport.HandInAsync(w, SupplierImport.Kind, new KeptFile("liste.csv", "00"), null, null,
                new Asker("Claire"));
            await KeepExpenseClaim.StartAsync(w, new ExpenseClaim
            {
                PersonId = 1, ActivityId = desk.Jeanne, Month = new Month(2026, 11),
                Content = ExpenseClaimContent.Empty,
            });
            await IssueInvoice.IssueAsync(w,
                new IssueInvoice.Order(SaleDocumentKind.Invoice, desk.Jeanne, customer, content, day),
                await SellerData.ReadAsync(w.Db, desk.Jeanne, TestCoop.Law, day));
            await AskAdvance.AskAsync(w, desk.Jeanne, Money.Euros(500), "Tissu",
                AdvancePlan.Monthly(new Month(2026, 12), 3), "Jeanne");
            await ContractPapers.StartAsync(w, 1, ContractKind.Cesa, "Claire");
            await TakeReceivedInvoice.TakeAsync(w, ReceivedFile.Read("facture.xml",
                new SupplierFile { Reference = "jeanne" }.Bytes), InvoiceOrigin.Page, new Asker("Claire"));
        });
    }

    /// <summary>Every row of every table of the co-op, and who may sign in.</summary>
    private static async Task<List<string>> ContentAsync(Desk desk) =>
    [
        .. await EveryRow.OfAsync(desk.Store),
        .. desk.Site.Catalogue.UsersOf("etabli").Select(u => u.ToString()).Order(StringComparer.Ordinal),
    ];

    private sealed record Form(string Page, string? Handler)
    {
        public string Address => Regex.Replace(Page.Replace("{code}", "jeanne").Replace("{mois:length(7)}", "2026-10")
            .Replace("{kind}", "personnes"),
            @"\{[^}]*\}", "1") + (Handler is null ? "" : "?handler=" + Handler);

        public override string ToString() => Page + (Handler is null ? "" : "?handler=" + Handler);
    }
}
