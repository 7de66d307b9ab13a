using Essaim.App.Data;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Approvals;
using Essaim.App.Data.People;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.People;

/// <summary>Enters a person, or changes what is known of one. A known IBAN or NIR is never back in the form.</summary>
[Authorize(Policy = nameof(Capability.ManagePeople))]
public sealed class EditModel : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "id")]
    public long? Id { get; set; }

    [BindProperty]
    public string FirstName { get; set; } = "";

    [BindProperty]
    public string LastName { get; set; } = "";

    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public string Iban { get; set; } = "";

    [BindProperty]
    public string Nir { get; set; } = "";

    [BindProperty]
    public string MemberSince { get; set; } = "";

    public string IbanHint { get; private set; } = "";
    public string NirHint { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync()
    {
        if (Id is null)
            return Page();
        if (await FindAsync() is not { } person)
            return NotFound();
        (FirstName, LastName, Email) = (person.FirstName, person.LastName, person.Email.Text);
        MemberSince = person.MemberSince is { } since ? FrenchText.Short(since) : "";
        return Page();
    }

    [FreshSignIn(WhenFilled = nameof(Iban))]
    public async Task<IActionResult> OnPostAsync()
    {
        if (Id is not null && await FindAsync() is null)
            return NotFound();
        if (FirstName.Trim().Length == 0)
            ModelState.AddModelError(nameof(FirstName), "Il manque le prénom.");
        if (LastName.Trim().Length == 0)
            ModelState.AddModelError(nameof(LastName), "Il manque le nom.");
        var email = Read(nameof(Email), () => new EmailAddress(Email));
        var iban = Iban.Trim().Length == 0 ? (Iban?)null : Read(nameof(Iban), () => new Iban(Iban));
        var nir = Nir.Trim().Length == 0 ? (Nir?)null : Read(nameof(Nir), () => new Nir(Nir));
        var since = MemberSince.Trim().Length == 0
            ? (DateOnly?)null : Read(nameof(MemberSince), () => FrenchText.ParseDate(MemberSince));
        return await TryAsync(async () =>
        {
            var keys = Installation.Keys(Me.CoopId);
            var (sealedIban, sealedNir) = (iban is { } i ? keys.Seal(i) : null, nir is { } n ? keys.Seal(n) : null);
            var shared = await SharingAsync(sealedIban, sealedNir);
            var result = await WriteOnceAsync(async w =>
            {
                var outcome = FourEyes.Done;
                if (Id is not { } known)
                    return (await EnterPerson.EnterAsync(w, new Person
                    {
                        FirstName = FirstName.Trim(), LastName = LastName.Trim(), Email = email,
                        Iban = sealedIban, Nir = sealedNir, MemberSince = since,
                    })).ToString() + " " + outcome;
                var person = await w.Db.People.SingleAsync(p => p.Id == known);
                (person.FirstName, person.LastName, person.Email) = (FirstName.Trim(), LastName.Trim(), email);
                (person.Nir, person.MemberSince) = (sealedNir ?? person.Nir, since);
                if (sealedIban is not null && person.Iban?.Index != sealedIban.Index)
                    outcome = await ChangeIban.EnterOrAskAsync(w, person, sealedIban);
                return $"{known} {outcome}";
            });
            var (id, done) = (result.Split(' ')[0], result.Split(' ')[^1]);
            TellOutcome(done, $"{FirstName.Trim()} {LastName.Trim()} : enregistré.", shared);
            return Redirect("/personnes/" + id);
        });
    }

    protected override async Task LoadAsync() => await FindAsync();

    private async Task<Person?> FindAsync()
    {
        var person = await (await ReadAsync()).People.SingleOrDefaultAsync(p => p.Id == Id);
        (IbanHint, NirHint) = (HintOf(person?.Iban), HintOf(person?.Nir));
        return person;
    }

    private static string HintOf(SealedValue? known) =>
        known is null ? "" : $"Connu : {known.Mask}. Laissez vide pour le garder.";

    /// <summary>Two people may share a bank account, which is told; a NIR is of one person.</summary>
    private async Task<string> SharingAsync(SealedValue? iban, SealedValue? nir)
    {
        if (iban is null && nir is null)
            return "";
        var others = await (await ReadAsync()).People.Where(p => p.Id != Id).OrderBy(p => p.Id).ToListAsync();
        if (nir is not null && others.FirstOrDefault(p => p.Nir?.Index == nir.Index) is { } same)
            throw new BrokenRuleException(
                $"Ce numéro de sécurité sociale est déjà celui de {same.FullName}. Relisez-le.");
        return iban is not null && others.FirstOrDefault(p => p.Iban?.Index == iban.Index) is { } shares
            ? $"Cet IBAN est aussi celui de {shares.FullName} : vérifiez qu’ils partagent ce compte." : "";
    }
}
