using Essaim.App.Web.Components;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Web;

/// <summary>
/// What a list was asked in its address: days, words, which page of it, or all of it as a file. The file holds every
/// row that the filters find, the page fifty of them.
/// </summary>
public sealed class Listing
{
    [FromQuery(Name = "du")]
    public string From { get; set; } = "";

    [FromQuery(Name = "au")]
    public string To { get; set; } = "";

    [FromQuery(Name = "q")]
    public string Search { get; set; } = "";

    [FromQuery(Name = "p")]
    public int? PageNumber { get; set; }

    [FromQuery(Name = "format")]
    public string Format { get; set; } = "";

    [BindNever]
    public Pager Pager { get; private set; } = new(1, 0);

    public string Words => Search.Trim();
    public bool WantsFile => Format is CsvAnswer.Format or ExcelAnswer.Format;

    public bool Finds(string text) => text.Contains(Words, StringComparison.CurrentCultureIgnoreCase);

    /// <summary>To be asked before rows are read: how many there are decides which ones the page shows.</summary>
    public (int Skip, int Take) Of(int total)
    {
        Pager = new Pager(PageNumber, total);
        return WantsFile ? (0, int.MaxValue) : (Pager.Skip, Pager.Take);
    }

    public async Task<List<T>> OfAsync<T>(IOrderedQueryable<T> found)
    {
        var (skip, take) = Of(await found.CountAsync());
        return await found.Skip(skip).Take(take).ToListAsync();
    }

    public IReadOnlyList<T> Of<T>(IReadOnlyCollection<T> found)
    {
        var (skip, take) = Of(found.Count);
        return [.. found.Skip(skip).Take(take)];
    }

    /// <summary>The file, where one was asked for and the filters could be read.</summary>
    public IActionResult? File(ModelStateDictionary asked, Func<Sheet?> sheet) =>
        !WantsFile || !asked.IsValid || sheet() is not { } rows ? null
        : Format == ExcelAnswer.Format ? ExcelAnswer.Of(rows) : CsvAnswer.Of(rows);
}
