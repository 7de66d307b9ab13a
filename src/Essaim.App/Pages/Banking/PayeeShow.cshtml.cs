using Essaim.App.Data.Banking.Runs;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Banking;

/// <summary>Where a supplier or a customer is paid. A known IBAN is never back in the form.</summary>
public sealed class PayeeShowModel : GrantedPage
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    [BindProperty]
    public string Iban { get; set; } = "";

    [BindProperty]
    public string Email { get; set; } = "";

    public Payee Payee { get; private set; } = null!;

    public string IbanHint => Payee.Iban is { } known ? $"Connu : {known.Mask}. Laissez vide pour le garder."
        : "Recopiez-le du RIB ou de la facture.";

    public string? HeldUntil => Payee.UsableAt is { } at && string.CompareOrdinal(
        Domain.Ledger.EntryChain.Instant(Time.GetUtcNow().UtcDateTime), at) < 0 ? CivilDay.MomentOf(at) : null;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is not { } found)
            return NotFound();
        if (found.PersonId is not null)
            return Redirect(found.Address);
        Email = found.Email?.Text ?? "";
        return Page();
    }

    [FreshSignIn(WhenFilled = nameof(Iban))]
    public async Task<IActionResult> OnPostAsync()
    {
        if (await FindAsync() is null)
            return NotFound();
        var iban = Iban.Trim().Length == 0 ? (Iban?)null : Read(nameof(Iban), () => new Iban(Iban));
        var email = Email.Trim().Length == 0 ? (EmailAddress?)null : Read(nameof(Email), () => new EmailAddress(Email));
        return await TryAsync(async () =>
        {
            var given = iban is { } known ? Installation.Keys(Me.CoopId).Seal(known) : null;
            TellOutcome(await WriteOnceAsync(w => Payees.KeepAsync(w, Code, given, email)),
                $"{Payee.Name} : enregistré.");
            return RedirectToPage(new { Code });
        });
    }

    protected override async Task LoadAsync() => await FindAsync();

    private async Task<Payee?> FindAsync() =>
        await Payees.FindAsync(await ReadAsync(), Code) is { } payee ? Payee = payee : null;
}
