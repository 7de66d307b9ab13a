using Essaim.App.Data.Activities;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.People;

/// <summary>Enters a person, or changes what is known of one. A known IBAN is never shown again in full.</summary>
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
    public string MemberSince { get; set; } = "";

    public string IbanHint { get; private set; } = "";

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
        var since = MemberSince.Trim().Length == 0
            ? (DateOnly?)null : Read(nameof(MemberSince), () => FrenchText.ParseDate(MemberSince));
        return await TryAsync(async () =>
        {
            var id = await WriteOnceAsync(async w =>
            {
                if (Id is not { } known)
                    return (await EnterPerson.EnterAsync(w, new Person
                    {
                        FirstName = FirstName.Trim(), LastName = LastName.Trim(), Email = email, Iban = iban,
                        MemberSince = since,
                    })).ToString();
                var person = await w.Db.People.SingleAsync(p => p.Id == known);
                (person.FirstName, person.LastName, person.Email) = (FirstName.Trim(), LastName.Trim(), email);
                (person.Iban, person.MemberSince) = (iban ?? person.Iban, since);
                return known.ToString();
            });
            Tell($"{FirstName.Trim()} {LastName.Trim()} : enregistré.");
            return Redirect("/personnes/" + id);
        });
    }

    protected override async Task LoadAsync() => await FindAsync();

    private async Task<Person?> FindAsync()
    {
        var person = await (await ReadAsync()).People.SingleOrDefaultAsync(p => p.Id == Id);
        IbanHint = person?.Iban is { } iban ? $"Connu : {Masked(iban)}. Laissez vide pour le garder." : "";
        return person;
    }

    /// <summary>Enough to recognise an account, not to use it.</summary>
    public static string Masked(Iban iban) => $"{iban.Text[..4]} … {iban.Text[^4..]}";
}
