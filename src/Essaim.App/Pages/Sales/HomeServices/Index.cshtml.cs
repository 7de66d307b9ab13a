using Essaim.App.Data.Activities;
using Essaim.App.Data.Sales.Kinds;
using Essaim.App.Identity;
using Essaim.App.Mail;
using Essaim.App.Web;
using Essaim.Domain.Sales.Kinds;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.HomeServices;

/// <summary>The yearly tax certificates of all customers of home services.</summary>
[Authorize(Policy = nameof(Capability.SeeAllActivities))]
public sealed class IndexModel(Postman postman) : ListPage
{
    [BindProperty(SupportsGet = true)]
    public int Year { get; set; }

    [BindProperty]
    public long CustomerId { get; set; }

    [BindProperty]
    public long CertificateId { get; set; }

    public HomeServicesDeclaration? Declaration { get; private set; }
    public IReadOnlyList<CertificateRow> Rows { get; private set; } = [];
    public IReadOnlyList<CertificateRow> Shown { get; private set; } = [];
    public string LastDay => Law.Text("sap-attestation-dernier-jour", Today);
    public bool MayGive => Me.Can(Capability.KeepBooks);

    public async Task<IActionResult> OnGetPdfAsync(long id)
    {
        var db = await ReadAsync();
        return await db.TaxCertificates.SingleOrDefaultAsync(c => c.Id == id) is { } certificate
            ? File(await TaxCertificates.DrawAsync(db, certificate), "application/pdf", $"{certificate.Number}.pdf")
            : NotFound();
    }

    public async Task<IActionResult> OnPostGiveAsync() => !MayGive ? Forbid() : await TryAsync(async () =>
    {
        var id = long.Parse(await WriteOnceAsync(async w =>
            (await TaxCertificates.GiveAsync(w, CustomerId, Year, Me.Name)).Id.ToString()));
        var given = await (await ReadAsync()).TaxCertificates.SingleAsync(c => c.Id == id);
        Tell($"Attestation {given.Number} établie.", $"Elle dit {given.Amount} et ne change plus.");
        return Redirect($"/services-a-domicile/{Year}");
    });

    public async Task<IActionResult> OnPostMailAsync() => !MayGive ? Forbid() : await TryAsync(async () =>
    {
        var to = await WriteOnceAsync(async w => (await TaxCertificates.MailAsync(w, CertificateId)).Text);
        postman.Call();
        Tell("Courriel envoyé.", $"Il part à l’adresse {to}, avec le PDF.");
        return Redirect($"/services-a-domicile/{Year}");
    });

    protected override Sheet Sheet() => new($"attestations-{Year}",
        ["Client", "Heures", "À déclarer", "dont CESU", "Avance Urssaf", "Espèces", "Attestation"],
        Rows.Select(r => new object?[]
        {
            r.Customer.Name, r.Now.Hours, r.Now.Sums.Declared, r.Now.Sums.Cesu, r.Now.Sums.Advance, r.Now.Sums.Cash,
            r.Given?.Number,
        }));

    protected override async Task LoadAsync()
    {
        if (Year is < 2000 or > 2999)
            Year = Today.Month <= 6 ? Today.Year - 1 : Today.Year;
        var db = await ReadAsync();
        Declaration = await TradeSettings.HomeServicesAsync(db, new DateOnly(Year, 12, 31));
        Rows = await TaxCertificates.OfYearAsync(db, Year, only: null);
        Shown = List.Of(Rows);
    }
}
