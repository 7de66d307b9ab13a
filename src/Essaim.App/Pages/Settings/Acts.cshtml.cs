using Essaim.App.Data;
using Essaim.App.Data.Acts;
using Essaim.App.Identity;
using Essaim.App.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Settings;

/// <summary>The log of acts: who did what, newest first, by words and by kind of record.</summary>
[Authorize(Policy = nameof(Capability.ManageCoop))]
public sealed class ActsModel : ListPage
{
    private Dictionary<string, string> _codes = [];

    [BindProperty(SupportsGet = true, Name = "genre")]
    public string Kind { get; set; } = "";

    public IReadOnlyList<Act> Acts { get; private set; } = [];

    public bool IsFiltered => Kind.Length > 0 || List.Words.Length > 0;

    public static IEnumerable<SelectListItem> KindOptions =>
    [
        new("Tout", ""), .. RecordKinds.Names.OrderBy(k => k.Name).Select(k => new SelectListItem(k.Name, k.Kind)),
    ];

    /// <summary>The record's own page; activities are known there by their code.</summary>
    public string? Address(Act act) => act.Kind != RecordKinds.Activity ? RecordKinds.Address(act.Kind, act.About)
        : _codes.TryGetValue(act.About, out var code) ? "/activites/" + code : null;

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        var (skip, take) = List.Of(await ActLog.CountAsync(db, Kind, List.Words));
        Acts = await ActLog.PageAsync(db, Kind, List.Words, skip, take);
        if (Acts.Any(a => a.Kind == RecordKinds.Activity))
            _codes = await db.Activities.ToDictionaryAsync(a => a.Id.Value.ToString(), a => a.Code);
    }

    protected override Sheet Sheet() => new("journal-actes",
        ["Quand", "Qui", "Acte", "Genre", "Fiche", "Ce qui change"],
        Acts.Select(a => new object?[]
        {
            CivilDay.MomentOf(a.At), a.By, ActVerbs.Word(a.Verb), RecordKinds.Name(a.Kind), a.Title, a.Changes,
        }));
}
