using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.Domain.Ledger;

namespace Essaim.App.Imports;

/// <summary>
/// A kind of import (genre d’import): what its files hold, who may hand one in, and against what its lines are judged.
/// Without columns it has a form of its own, as the FEC has.
/// </summary>
public sealed record ImportKind(string Key, string Name, string Lede, IReadOnlyList<ImportColumn> Columns)
{
    /// <summary>Who may import it for whatever activity.</summary>
    public required Capability Needs { get; init; }

    /// <summary>Who may import it for their own activity only; null where lines belong to no activity.</summary>
    public Capability? NeedsForOwn { get; init; }

    /// <summary>All lines are taken in one transaction: some at a time would not tell equal lines apart.</summary>
    public bool InOneGo { get; init; }

    /// <summary>The column that names each line's activity, for whoever may import for several.</summary>
    public ImportColumn? ActivityColumn { get; init; }

    /// <summary>Reads the rows of the co-op that lines are compared with; null where another reader does all.</summary>
    public Func<CoopDb, ActivityId?, Task<ImportTarget>>? OpenAsync { get; init; }

    public bool OfActivity => NeedsForOwn is not null;
    public bool IsFec => OpenAsync is null;

    public ImportColumn? Column(string key) => Columns.FirstOrDefault(c => c.Key == key);

    public bool May(CurrentUser me) => me.Can(Needs) || NeedsForOwn is { } own && me.Can(own);

    /// <summary>The columns of a file for one activity, or for several.</summary>
    public IReadOnlyList<ImportColumn> ColumnsFor(ActivityId? activity) =>
        activity is null ? Columns : [.. Columns.Where(c => c != ActivityColumn)];
}

/// <summary>The kinds that this version knows.</summary>
public static class ImportKinds
{
    public static IReadOnlyList<ImportKind> All { get; } =
    [
        CustomerImport.Kind, SupplierImport.Kind, PeopleImport.Kind, StatementImport.Kind, FecImport.Kind,
        OpenInvoiceImport.Sales, OpenInvoiceImport.Bills, BalanceImport.Kind, AssetImport.Kind,
        PayTakeOverImport.Kind, ProgramPayslipImport.Kind,
    ];

    public static ImportKind? Find(string? key) => All.FirstOrDefault(k => k.Key == key);
}
