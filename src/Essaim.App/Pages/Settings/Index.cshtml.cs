using Essaim.App.Data;
using Essaim.App.Data.Approvals;
using Essaim.App.Data.Sales;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Settings;

/// <summary>
/// What the co-op says of itself and how it counts. Issued documents keep what they were issued with.
/// </summary>
[Authorize(Policy = nameof(Capability.ManageCoop))]
public sealed class IndexModel : EssaimPage
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string LegalForm { get; set; } = "";

    [BindProperty]
    public string Siren { get; set; } = "";

    [BindProperty]
    public string Registry { get; set; } = "";

    [BindProperty]
    public string Capital { get; set; } = "";

    [BindProperty]
    public string Street { get; set; } = "";

    [BindProperty]
    public string PostalCode { get; set; } = "";

    [BindProperty]
    public string City { get; set; } = "";

    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public string Phone { get; set; } = "";

    [BindProperty]
    public string Iban { get; set; } = "";

    [BindProperty]
    public bool VatOnDebits { get; set; }

    [BindProperty]
    public bool DepositsReserved { get; set; }

    [BindProperty]
    public bool FourEyesAsked { get; set; }

    [BindProperty]
    public string Headcount { get; set; } = "";

    [BindProperty]
    public string WorkAccidentRate { get; set; } = "";

    /// <summary>From when the co-op must send e-invoices, by its size.</summary>
    public EInvoiceDuty? Duty { get; private set; }

    public async Task OnGetAsync()
    {
        Duty = await SendingDuty.ReadAsync(await ReadAsync(), Law, Today);
        var coop = await (await ReadAsync()).Cooperatives.SingleAsync();
        (Name, LegalForm, Siren, Registry) = (coop.Name, coop.LegalForm, coop.Siren.Digits, coop.Registry);
        (Capital, Street, PostalCode, City) =
            (FrenchText.Amount(coop.Capital), coop.Street, coop.PostalCode, coop.City);
        (Email, Phone, Iban) = (coop.Email, coop.Phone, coop.Iban?.ToString() ?? "");
        (VatOnDebits, DepositsReserved, FourEyesAsked) = (coop.VatOnDebits, coop.DepositsReserved, coop.FourEyes);
        (Headcount, WorkAccidentRate) =
            (coop.Headcount.ToString(), FrenchText.Decimal(coop.WorkAccidentRate.ToPercent(), 4));
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostAsync()
    {
        foreach (var (field, value) in new[] { (nameof(Name), Name), (nameof(Street), Street), (nameof(City), City) })
            if (value.Trim().Length == 0)
                ModelState.AddModelError(field, "Il manque une réponse : elle s’imprime sur les factures.");
        var siren = Read(nameof(Siren), () => new Siren(Siren));
        var capital = Read(nameof(Capital), () => FrenchText.ParseMoney(Capital));
        var email = Read(nameof(Email), () => new EmailAddress(Email));
        var iban = Iban.Trim().Length == 0 ? (Iban?)null : Read(nameof(Iban), () => new Iban(Iban));
        var headcount = Read(nameof(Headcount), () => int.TryParse(Headcount.Trim(), out var count) && count >= 0
            ? count : throw new BrokenRuleException("L’effectif est un nombre de personnes."));
        var rate = Read(nameof(WorkAccidentRate), () => Rate.Percent(FrenchText.ParseNumber(WorkAccidentRate)));
        return await TryAsync(async () =>
        {
            var outcome = await WriteOnceAsync(async w =>
            {
                var coop = await w.Db.Cooperatives.SingleAsync();
                (coop.Siren, coop.Capital, coop.Email) = (siren, capital, email.Text);
                (coop.Headcount, coop.WorkAccidentRate) = (headcount, rate);
                CopyTexts(coop);
                return await ChangeIbanAsync(w, coop, iban);
            });
            TellOutcome(outcome, "Réglages enregistrés.", "Les documents déjà émis ne changent pas.");
            return RedirectToPage();
        });
    }

    /// <summary>Customers pay to it: the first is entered, changing it takes two people.</summary>
    private static async Task<string> ChangeIbanAsync(WriteSession w, Cooperative coop, Iban? iban)
    {
        if (coop.Iban is not { } known || known.Text == iban?.Text)
        {
            coop.Iban = iban;
            return FourEyes.Done;
        }
        return await FourEyes.DoOrAskAsync(w, ApprovalKinds.CoopIban, coop.Id.ToString(),
            $"IBAN des factures : {known.Masked} devient {iban?.Masked ?? "vide"}", iban?.Text ?? "");
    }

    private void CopyTexts(Cooperative coop)
    {
        (coop.Name, coop.LegalForm, coop.Registry) = (Name.Trim(), LegalForm.Trim(), Registry.Trim());
        (coop.Street, coop.PostalCode, coop.City, coop.Phone) =
            (Street.Trim(), PostalCode.Trim(), City.Trim(), Phone.Trim());
        (coop.VatOnDebits, coop.DepositsReserved, coop.FourEyes) = (VatOnDebits, DepositsReserved, FourEyesAsked);
    }
}
