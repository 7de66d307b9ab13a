using Essaim.App.Data.Purchases;
using Essaim.App.Jobs;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Purchases;

/// <summary>A person gives up being paid back: only they, of their own claim, with their name as a signature.</summary>
public sealed class WaiveModel : ActivityPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string Amount { get; set; } = "";

    [BindProperty]
    public bool Agreed { get; set; }

    [BindProperty]
    public string Signature { get; set; } = "";

    public Money Left { get; private set; }
    public string Person { get; private set; } = "";
    private ExpenseClaim _claim = null!;

    /// <summary>The team does not sign for anybody.</summary>
    protected override bool MayWrite => base.MayWrite && IsTheirs;

    private bool IsTheirs => long.TryParse(Me.PersonId, out var me) && me == _claim.PersonId;

    protected override async Task<Activity?> FindAsync()
    {
        if (await (await ReadAsync()).ExpenseClaims.SingleOrDefaultAsync(c => c.Id == Id) is not { } claim)
            return null;
        _claim = claim;
        return IsTheirs || HttpMethods.IsPost(Request.Method) ? await OwnerAsync(claim.ActivityId) : null;
    }

    public async Task OnGetAsync()
    {
        await LoadAsync();
        Amount = FrenchText.Amount(Left);
    }

    public Task<IActionResult> OnPostAsync()
    {
        var amount = Read(nameof(Amount), () => FrenchText.ParseMoney(Amount, "Le montant"));
        return TryAsync(async () =>
        {
            if (!Agreed)
                throw new BrokenRuleException("Cochez la phrase : on ne peut pas revenir sur un renoncement.");
            await WriteOnceAsync(async w => (await WaiveClaim.WaiveAsync(w, Id, amount, Signature,
                new Asker(Me.Name, Me.UserId), Today)).Id.ToString());
            Tell($"Vous renoncez à {amount}.", "Votre déclaration est gardée avec la note.");
            return Redirect("/depenses/" + Id);
        });
    }

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Person = (await db.People.SingleAsync(p => p.Id == _claim.PersonId)).FullName;
        Left = _claim.EntryId is { } entry
            ? -(await (await db.BooksAsync()).Items.OfEntryAsync(entry)).Sum(i => i.Remaining) : Money.Zero;
    }
}
