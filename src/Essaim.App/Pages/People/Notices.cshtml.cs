using Essaim.App.Data.People;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.People;

/// <summary>What Urssaf and France Travail are told of a person's Capes, and what they were told.</summary>
[Authorize(Policy = nameof(Capability.ManagePeople))]
public sealed class NoticesModel : EssaimPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    /// <summary>The contract, what happened and who is told: "3 Concluded Urssaf".</summary>
    [BindProperty]
    public string What { get; set; } = "";

    [BindProperty]
    public string SentOn { get; set; } = "";

    [BindProperty]
    public string Reference { get; set; } = "";

    public Person Person { get; private set; } = null!;
    public IReadOnlyList<(CapeNotice Notice, NoticeBody Body, CapeNoticeRow? Sent)> Rows { get; private set; } = [];

    public IEnumerable<SelectListItem> Options => Rows.Where(r => r.Sent is null).Select(r => new SelectListItem(
        $"{CapeWords.Of(r.Notice.Event)} le {FrenchText.Short(r.Notice.Day)}, à {CapeWords.Of(r.Body)}", KeyOf(r)));

    public async Task<IActionResult> OnGetAsync() => await FindAsync() ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await FindAsync())
            return NotFound();
        var told = Read(nameof(What), () => Rows.FirstOrDefault(r => r.Sent is null && KeyOf(r) == What) is
            { Notice: not null } row ? row : throw new BrokenRuleException("Choisissez un avis à envoyer."));
        var on = Read(nameof(SentOn), () => FrenchText.ParseDate(SentOn));
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
            {
                await CapeNoticeList.SendAsync(w, Id, told.Notice, told.Body, on, Reference, Me.Name);
                return "";
            });
            Tell("Avis noté.", $"{CapeWords.Of(told.Notice.Event)}, à {CapeWords.Of(told.Body)}.");
            return Redirect($"/personnes/{Id}/avis");
        });
    }

    protected override Task LoadAsync() => FindAsync();

    private static string KeyOf((CapeNotice Notice, NoticeBody Body, CapeNoticeRow? Sent) row) =>
        $"{row.Notice.Contract} {row.Notice.Event} {row.Body}";

    private async Task<bool> FindAsync()
    {
        var db = await ReadAsync();
        if (await db.People.SingleOrDefaultAsync(p => p.Id == Id) is not { } person)
            return false;
        Person = person;
        Rows = await CapeNoticeList.ReadAsync(db, Today, Id);
        return true;
    }
}
