using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>Something of an activity's catalogue (article), and how its price was found, if it was studied.</summary>
public sealed class CatalogueItem
{
    public long Id { get; init; }
    public required ActivityId ActivityId { get; init; }
    public required string Name { get; set; }
    public required string Family { get; set; }
    public required CatalogueOffer Content { get; set; }
    public PriceStudy? Study { get; set; }

    /// <summary>When it was put aside (archivé): no longer offered, and nothing sold with it changes.</summary>
    public DateOnly? ArchivedOn { get; set; }
    public int Version { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<CatalogueItem>(e =>
    {
        e.ToTable("catalogue_item");
        CoopDb.Json(e.Property(i => i.Content));
        CoopDb.Json(e.Property(i => i.Study));
        e.Property(i => i.Version).IsConcurrencyToken();
    });
}

/// <summary>Keeps the catalogue of an activity, and finds in it what goes into a line.</summary>
public static class SaleCatalogue
{
    private const int MostOffered = 500;

    public static async Task<CatalogueItem> KeepAsync(WriteSession w, ActivityId activity, long? id, int version,
        string family, CatalogueOffer offer, PriceStudy? study)
    {
        offer.Check();
        study?.Check();
        if (await w.Db.CatalogueItems.AnyAsync(i => i.ActivityId == activity && i.Name == offer.Name && i.Id != id
            && i.ArchivedOn == null))
            throw new BrokenRuleException(
                $"« {offer.Name} » est déjà dans votre catalogue. Changez le nom, ou modifiez l’autre.");
        var item = id is { } known ? await FindAsync(w, activity, known)
            : new CatalogueItem { ActivityId = activity, Name = "", Family = "", Content = offer };
        if (item.Version != version)
            throw new BrokenRuleException(
                "Cet article a changé ailleurs entre-temps. Rechargez la page pour voir sa dernière version.");
        (item.Name, item.Family, item.Content, item.Study) = (offer.Name, family.Trim(), offer, study);
        if (id is null)
            w.Db.CatalogueItems.Add(item);
        await w.SaveAsync();
        return item;
    }

    public static async Task ArchiveAsync(WriteSession w, ActivityId activity, long id, bool archived) =>
        (await FindAsync(w, activity, id)).ArchivedOn = archived ? w.Today : null;

    public static Task<List<string>> NamesAsync(CoopDb db, ActivityId activity) => db.CatalogueItems
        .Where(i => i.ActivityId == activity && i.ArchivedOn == null).OrderBy(i => i.Name).Select(i => i.Name)
        .Take(MostOffered).ToListAsync();

    public static Task<CatalogueItem?> FindAsync(CoopDb db, ActivityId activity, string name) => db.CatalogueItems
        .FirstOrDefaultAsync(i => i.ActivityId == activity && i.ArchivedOn == null && i.Name == name.Trim());

    private static async Task<CatalogueItem> FindAsync(WriteSession w, ActivityId activity, long id) =>
        await w.Db.CatalogueItems.SingleOrDefaultAsync(i => i.Id == id && i.ActivityId == activity)
        ?? throw new BrokenRuleException("Cet article n’existe pas. Revenez au catalogue.");
}
