using Essaim.Domain.People;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.People;

/// <summary>Keeps the co-op's wording of a kind of contract; contracts already begun keep theirs.</summary>
public static class ContractModels
{
    public static async Task KeepAsync(
        WriteSession w, ContractKind kind, IReadOnlyDictionary<string, string> texts, string by)
    {
        if (await w.Db.ContractModels.SingleOrDefaultAsync(m => m.Kind == kind) is { } known)
            (known.Content, known.ChangedAt, known.ChangedBy) = (texts, w.Now, by);
        else
            w.Db.ContractModels.Add(new ContractModelRow
            {
                Kind = kind, Content = texts, ChangedAt = w.Now, ChangedBy = by,
            });
    }
}
