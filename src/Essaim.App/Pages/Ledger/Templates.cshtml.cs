using Essaim.App.Data.Ledger;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Essaim.App.Pages.Ledger;

/// <summary>The templates of the co-op, with the day on which each comes again.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class TemplatesModel : ListPage
{
    private const string Retired = "retires";

    [BindProperty(SupportsGet = true, Name = "etat")]
    public string State { get; set; } = "";

    public IReadOnlyList<EntryTemplateRow> Rows { get; private set; } = [];

    public static IEnumerable<SelectListItem> States { get; } = [new("utilisés", ""), new("retirés", Retired)];

    protected override async Task LoadAsync()
    {
        var found = (await EntryTemplates.AllAsync(await ReadAsync()))
            .Where(t => t.RetiredOn is not null == (State == Retired)).Where(t => List.Words.Length == 0
                || new[] { t.Name, t.Content.Label }.Concat(t.Content.Lines.Select(l => l.Account))
                    .Any(text => text.Contains(List.Words, StringComparison.CurrentCultureIgnoreCase))).ToList();
        var (skip, take) = List.Of(found.Count);
        Rows = [.. found.Skip(skip).Take(take)];
    }

    protected override Sheet Sheet() => new("modeles", ["Modèle", "Libellé", "Lignes", "Revient", "Prochain"],
        Rows.Select(t => new object?[]
        {
            t.Name, t.Content.Label, t.Content.Lines.Count, TemplateWords.Of(t.Recurrence), t.NextDay,
        }));
}
