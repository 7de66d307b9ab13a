using Essaim.App.Data.Banking;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Banking;

/// <summary>Declares an account of the co-op at a bank.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class NewModel : EssaimPage
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Iban { get; set; } = "";

    [BindProperty]
    public string Bic { get; set; } = "";

    [BindProperty]
    public string StartsOn { get; set; } = "";

    /// <summary>The first account is most often the one on the invoices.</summary>
    public async Task OnGetAsync()
    {
        var db = await ReadAsync();
        if (!await db.BankAccounts.AnyAsync())
            Iban = (await db.Cooperatives.SingleOrDefaultAsync())?.Iban?.ToString() ?? "";
        StartsOn = FrenchText.Short(new DateOnly(Today.Year, Today.Month, 1));
    }

    [FreshSignIn]
    public async Task<IActionResult> OnPostAsync()
    {
        var iban = Read(nameof(Iban), () => new Iban(Iban));
        var from = Read(nameof(StartsOn), () => FrenchText.ParseDate(StartsOn));
        return await TryAsync(async () =>
        {
            var id = await WriteOnceAsync(async w =>
                (await OpenBankAccount.OpenAsync(w, Name, iban, Bic, from)).Id.ToString());
            Tell("Compte déclaré.", "Importez maintenant son premier relevé.");
            return Redirect("/banque");
        });
    }
}
