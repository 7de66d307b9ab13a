using Essaim.App.Identity;
using Essaim.App.Mail;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Settings;

/// <summary>The mails of the co-op: what left, what did not and why, and the wordings to choose from.</summary>
[Authorize(Policy = nameof(Capability.ManageCoop))]
public sealed class MailsModel(Postman postman) : EssaimPage
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int? PageNumber { get; set; }

    [BindProperty(SupportsGet = true, Name = "etat")]
    public string State { get; set; } = "";

    [BindProperty]
    public string TestAddress { get; set; } = "";

    public Pager Pager { get; private set; } = new(1, 0);
    public IReadOnlyList<KeptMail> Rows { get; private set; } = [];
    public MailSetup Setup => postman.Setup;
    public bool OnlyTroubles => State == "ennuis";

    public Task OnGetAsync() => LoadAsync();

    /// <summary>One mail to see that the server takes them.</summary>
    public async Task<IActionResult> OnPostTestAsync()
    {
        var to = Read(nameof(TestAddress), () => new EmailAddress(TestAddress));
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w => (await Outbox.PutAsync(w, new Letter("essai", to, Me.Name,
                $"Courriel d’essai de {Me.CoopName}", "Si vous lisez ceci, les courriels d’Essaim arrivent.\n")))
                .ToString());
            postman.Call();
            Tell("Courriel d’essai parti.", "La liste dit ce qu’il devient.");
            return Redirect("/reglages/courriels");
        }, nameof(TestAddress));
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var which = OnlyTroubles ? "WHERE state IN ('refused', 'given-up', 'bounced') OR (state = 'waiting' "
            + "AND attempts > 0)" : "";
        Pager = new Pager(PageNumber, Convert.ToInt32(await db.ScalarAsync($"SELECT count(*) FROM mail {which}")));
        Rows = await db.SqlAsync(KeptMail.Read, $"SELECT {KeptMail.Columns} FROM mail {which} ORDER BY id DESC "
            + $"LIMIT {Pager.Take} OFFSET {Pager.Skip}");
    }
}
