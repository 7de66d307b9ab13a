using Essaim.App.Identity;
using Essaim.App.Mail;
using Essaim.App.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Settings;

/// <summary>The co-op's wording of one kind of mail, with a preview before it is kept.</summary>
[Authorize(Policy = nameof(Capability.ManageCoop))]
public sealed class MailTemplateEditModel : EssaimPage
{
    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    [BindProperty]
    public string Subject { get; set; } = "";

    [BindProperty]
    public string Body { get; set; } = "";

    public MailPurpose Purpose { get; private set; } = null!;
    public MailTemplate Kept { get; private set; } = null!;
    public Letter? Shown { get; private set; }

    private MailTemplate Typed => new(Purpose, Subject.Trim(), Body.ReplaceLineEndings("\n").Trim() + "\n", true);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Find())
            return NotFound();
        await LoadAsync();
        (Subject, Body) = (Kept.Subject, Kept.Body);
        return Page();
    }

    /// <summary>Changes nothing: shows what was typed as a customer would read it.</summary>
    public async Task<IActionResult> OnPostPreviewAsync() => !Find() ? NotFound() : await TryAsync(async () =>
    {
        Shown = Typed.Preview();
        await LoadAsync();
        return Page();
    }, nameof(Body));

    public async Task<IActionResult> OnPostKeepAsync() => !Find() ? NotFound() : await TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            await Typed.KeepAsync(w, Me.Name);
            return "";
        });
        Tell("Modèle enregistré.", "Les prochains courriels le suivront.");
        return Redirect("/reglages/courriels");
    }, nameof(Body));

    public async Task<IActionResult> OnPostForgetAsync() => !Find() ? NotFound() : await TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            await MailTemplate.ForgetAsync(w, Purpose);
            return "";
        });
        Tell("Modèle d’origine repris.");
        return Redirect($"/reglages/courriels/modele/{Key}");
    });

    protected override async Task LoadAsync() => Kept = await MailTemplate.ReadAsync(await ReadAsync(), Purpose);

    private bool Find()
    {
        Purpose = MailPurpose.Find(Key)!;
        return Purpose is not null;
    }
}
