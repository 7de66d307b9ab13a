using Essaim.App.Data.Sales.Kinds;
using Essaim.App.Web;
using Essaim.Domain.Activities;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Sales.Insurances;

/// <summary>One certificate with the paper of the insurer, and the button that withdraws it.</summary>
public sealed class ShowModel : ActivityPage
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    public InsuranceCertificate Row { get; private set; } = null!;
    public bool MaySell => MayWrite;

    protected override async Task<Activity?> FindAsync()
    {
        if (await (await ReadAsync()).InsuranceCertificates.SingleOrDefaultAsync(c => c.Id == Id) is not { } row)
            return null;
        Row = row;
        return await OwnerAsync(row.ActivityId);
    }

    public void OnGet() { }

    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            await KeepInsurance.WithdrawAsync(w, Id);
            return "";
        });
        Tell("Attestation retirée.");
        return Redirect($"/ventes/assurances/{Id}");
    });
}
