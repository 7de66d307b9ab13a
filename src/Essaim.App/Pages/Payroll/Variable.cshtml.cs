using Essaim.App.Data;
using Essaim.App.Data.Payroll;
using Essaim.App.Documents;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Ledger;
using Essaim.Domain.Payroll;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Payroll;

/// <summary>A person's year in plain words: what was earned, what was paid, what is left; the same on paper.</summary>
public sealed class VariableModel : ActivityPage
{
    [BindProperty(SupportsGet = true, Name = "annee")]
    public int? Number { get; set; }

    public FiscalYear Year { get; private set; } = null!;
    public VariableProposal Of { get; private set; } = null!;
    public VariableYearRow? Meeting { get; private set; }
    public string CoopName { get; private set; } = "";

    /// <summary>As entered, where it is; as the books stand otherwise. Null where no clause says how.</summary>
    public VariableDue? Due => Of.Posted?.Content ?? Of.Due;

    public VariableStatement Statement => new(Of, Due, Year, Meeting, ForTeam);

    public string LinesOf(string figure) => At($"/compte/lignes?compte={figure}&du={Year.Days.First:yyyy-MM-dd}"
        + $"&au={Year.Days.Last:yyyy-MM-dd}");

    public string PdfAddress => At($"/salaire/part-variable?annee={Year.Year}&handler=Pdf");

    public async Task<IActionResult> OnGetAsync() => await FindYearAsync() ? Page() : NotFound();

    /// <summary>The paper. The log says when somebody else than the person took it.</summary>
    public async Task<IActionResult> OnGetPdfAsync()
    {
        if (!await FindYearAsync() || Due is null)
            return NotFound();
        if (ForTeam)
            await WriteOnceAsync(async w =>
            {
                await VariableStatement.TellTakenAsync(w, Of.Person, Year.Year);
                return "";
            });
        return File(VariablePdf.Draw(Statement, CoopName, Of.Posted is { } posted
                ? DateTimeOffset.Parse(posted.PostedAt, System.Globalization.CultureInfo.InvariantCulture)
                : Time.GetUtcNow()), "application/pdf", $"part-variable-{Year.Year}.pdf");
    }

    private async Task<bool> FindYearAsync()
    {
        if (ForTeam && !Me.Can(Capability.SeePay) || Activity.PersonId is not { } person)
            return false;
        var db = await ReadAsync();
        var years = await db.FiscalYearsAsync();
        if ((Number is { } number ? years.Find(y => y.Year == number)
            : years.FindLast(y => y.Days.First <= Today) ?? years.FirstOrDefault()) is not { } year)
            return false;
        Year = year;
        if ((await VariableList.ReadAsync(db, Installation.Calculator, year, person)).SingleOrDefault() is not { } of
            || of.Activity.Id != Activity.Id)
            return false;
        Of = of;
        Meeting = await db.VariableYears.SingleOrDefaultAsync(y => y.Year == year.Year);
        CoopName = await db.Cooperatives.Select(c => c.Name).SingleAsync();
        return true;
    }
}
