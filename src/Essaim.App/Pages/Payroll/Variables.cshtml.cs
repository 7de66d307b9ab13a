using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Payroll;

/// <summary>The variables of a month, for the certified payroll program beside Essaim; the log keeps who takes a file.
/// </summary>
[Authorize(Policy = nameof(Capability.SeePay))]
public sealed class VariablesModel : EssaimPage
{
    public Month Month { get; private set; }
    public IReadOnlyList<PersonVariables> People { get; private set; } = [];

    /// <summary>What the co-op said of its program; the usual codes while it has said nothing.</summary>
    public PayProgram? Program { get; private set; }
    public bool IsClosed { get; private set; }

    public int Count => People.Sum(p => p.Variables.Count);

    /// <summary>Variables that the program's file leaves out.</summary>
    public int WithoutCode(PayProgram program) =>
        People.Sum(p => p.Variables.Count(v => program.CodeOf(v.Kind) is null));

    public async Task<IActionResult> OnGetAsync(string mois) => await FindAsync(mois) ? Page() : NotFound();

    /// <summary>Our own file, every column named.</summary>
    public Task<IActionResult> OnGetDocumentedAsync(string mois) => TakeAsync(mois, PayFileLayout.Documented);

    public Task<IActionResult> OnGetSilaeAsync(string mois) => TakeAsync(mois, PayFileLayout.Silae);

    public Task<IActionResult> OnGetSageAsync(string mois) => TakeAsync(mois, PayFileLayout.Sage);

    private async Task<IActionResult> TakeAsync(string mois, PayFileLayout layout)
    {
        if (Month.Find(mois) is not { } month)
            return NotFound();
        var store = await Installation.StoreAsync(Me.CoopId);
        return CsvAnswer.Of(await store.WriteAsync(
            w => PayVariables.TakeAsync(w, Installation.Calculator, month, layout)));
    }

    private async Task<bool> FindAsync(string mois)
    {
        if (Month.Find(mois) is not { } month)
            return false;
        Month = month;
        var db = await ReadAsync();
        People = await PayVariables.ReadAsync(db, Installation.Calculator, Month);
        Program = await PayPrograms.OfAsync(db, Month);
        IsClosed = await db.MonthClosings.AnyAsync(c => c.Month == Month && c.ClosedAt != null);
        return true;
    }
}
