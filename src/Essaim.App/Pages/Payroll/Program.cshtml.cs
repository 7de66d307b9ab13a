using Essaim.App.Data.Payroll;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Essaim.App.Pages.Payroll;

/// <summary>The certified payroll program beside Essaim and its codes, dated.</summary>
[Authorize(Policy = nameof(Capability.PreparePay))]
public sealed class ProgramModel : EssaimPage
{
    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Layout { get; set; } = nameof(PayFileLayout.Silae);

    [BindProperty]
    public string From { get; set; } = "";

    /// <summary>By the name of the kind, as typed.</summary>
    [BindProperty]
    public Dictionary<string, string?> Codes { get; set; } = [];

    public IReadOnlyList<PayProgramRow> Programs { get; private set; } = [];

    public static IEnumerable<SelectListItem> Layouts =>
    [
        new("Silae", nameof(PayFileLayout.Silae)), new("Sage", nameof(PayFileLayout.Sage)),
        new("Un autre", nameof(PayFileLayout.Documented)),
    ];

    public string CodeOf(PayVariableKind kind) => Codes.GetValueOrDefault(kind.ToString()) ?? "";

    public async Task OnGetAsync()
    {
        await LoadAsync();
        var last = Programs.Count > 0 ? Programs[0].Content : PayProgram.Usual(PayFileLayout.Silae);
        (Name, Layout, From) = (last.Name, last.Layout.ToString(), FrenchText.Short(Month.Of(Today).FirstDay));
        Codes = Enum.GetValues<PayVariableKind>().ToDictionary(k => k.ToString(), k => last.CodeOf(k));
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var layout = Read(nameof(Layout), () => Enum.TryParse<PayFileLayout>(Layout, out var known)
            && Enum.IsDefined(known) ? known : throw new BrokenRuleException("Choisissez un format."));
        var from = Read(nameof(From), () => FrenchText.ParseDate(From));
        var program = new PayProgram(Name.Trim(), layout, Enum.GetValues<PayVariableKind>()
            .ToDictionary(k => k, k => CodeOf(k).Trim()).Where(c => c.Value.Length > 0).ToDictionary());
        return await TryAsync(async () =>
        {
            await WriteOnceAsync(async w =>
                (await PayPrograms.DecideAsync(w, program, from, Me.Name)).ToString());
            Tell("Codes enregistrés.", $"Ils valent à partir du {FrenchText.Long(from)}.");
            return Redirect("/paie/programme");
        });
    }

    protected override async Task LoadAsync() => Programs = await PayPrograms.AllAsync(await ReadAsync());
}
