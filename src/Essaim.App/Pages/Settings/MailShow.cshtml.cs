using Essaim.App.Identity;
using Essaim.App.Mail;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Settings;

/// <summary>One mail: what it says, what became of it, and sending it again.</summary>
[Authorize(Policy = nameof(Capability.ManageCoop))]
public sealed class MailShowModel(Postman postman) : EssaimPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    public KeptMail Mail { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await IsKnownAsync())
            return NotFound();
        return Page();
    }

    public async Task<IActionResult> OnPostAgainAsync()
    {
        if (!await IsKnownAsync())
            return NotFound();
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w => await Outbox.AgainAsync(w, Id) ? "" : throw new BrokenRuleException(
                "Ce courriel est déjà parti ou va partir. Il n’y a rien à renvoyer."));
            postman.Call();
            Tell("Courriel renvoyé.", "La liste dit ce qu’il devient.");
            return Redirect($"/reglages/courriels/{Id}");
        });
    }

    private async Task<bool> IsKnownAsync()
    {
        var found = await (await ReadAsync()).SqlAsync(KeptMail.Read,
            $"SELECT {KeptMail.Columns} FROM mail WHERE id = @p0", Id);
        Mail = found.SingleOrDefault()!;
        return found.Count == 1;
    }
}
