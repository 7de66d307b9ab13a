using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;
using MiniExcelLibs;
using MiniExcelLibs.Attributes;
using MiniExcelLibs.OpenXml;

namespace Essaim.App.Web;

/// <summary>What a page shows, as a workbook: amounts are numbers to add up, days are days to sort.</summary>
public static class ExcelAnswer
{
    /// <summary>The word in the address that asks for the file instead of the page.</summary>
    public const string Format = "xlsx";

    private const string Mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static FileContentResult Of(Sheet sheet)
    {
        var rows = sheet.Rows.ToList();
        var file = new MemoryStream();
        // Keys are places, not heads: two columns may bear one name.
        file.SaveAs(rows.Select(r => r.Select((value, i) => (Key: "c" + i, Value: Cell(value)))
            .ToDictionary(c => c.Key, c => c.Value)).DefaultIfEmpty(Empty(sheet)),
            configuration: new OpenXmlConfiguration
        {
            DynamicColumns = [.. sheet.Head.Select((head, i) => new DynamicExcelColumn("c" + i)
            {
                Name = head, Index = i, Width = 16,
                Format = rows.Select(r => r[i]).FirstOrDefault(v => v is not null) switch
                {
                    Money => "#,##0.00", DateOnly => "dd/mm/yyyy", _ => null,
                },
            })],
        });
        return new FileContentResult(file.ToArray(), Mime) { FileDownloadName = sheet.Name + ".xlsx" };
    }

    private static Dictionary<string, object?> Empty(Sheet sheet) =>
        sheet.Head.Select((_, i) => "c" + i).ToDictionary(key => key, _ => (object?)null);

    private static object? Cell(object? value) => value switch
    {
        null => null,
        Money amount => amount.Cents / 100m,
        DateOnly day => day.ToDateTime(TimeOnly.MinValue),
        int or long or decimal => value,
        _ => Sheet.Harmless(value.ToString() ?? ""),
    };
}
