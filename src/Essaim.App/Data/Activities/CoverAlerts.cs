using Essaim.App.Mail;
using Essaim.Domain.Activities;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Activities;

/// <summary>
/// Tells once when the cover falls under its level, and once when it is above it again (alerte du coffre): the last
/// row says which of the two was told last.
/// </summary>
public static class CoverAlerts
{
    public const string Purpose = "alerte-coffre";

    /// <summary>True while the last thing told is a fall.</summary>
    public static async Task<bool> IsTroubledAsync(CoopDb db) =>
        await db.CoverAlerts.OrderByDescending(a => a.Id).Select(a => a.IsBelow).FirstOrDefaultAsync();

    /// <summary>
    /// Compares today's cover with the level; where it changed side, keeps that and writes to
    /// <paramref name="managers"/>. Asked again inside the transaction, so that two servers tell once.
    /// </summary>
    public static async Task<bool> LookAsync(Store store, DateOnly today,
        Func<IEnumerable<(EmailAddress Address, string Name)>> managers)
    {
        await using var db = store.Read();
        if (!await db.Cooperatives.AnyAsync())
            return false;
        var cover = await CoverReport.ReadAsync(db, today);
        var level = (await CoverLevels.OnAsync(db, today))?.Level ?? CoverLevelRow.Usual;
        var below = CoverLevels.IsBelow(cover, level);
        if (below == await IsTroubledAsync(db))
            return false;
        return await store.WriteAsync(async w =>
        {
            if (below == await IsTroubledAsync(w.Db))
                return false;
            w.Db.CoverAlerts.Add(new CoverAlertRow
            {
                Day = today, IsBelow = below, Level = level, NowRatio = cover.Now.Ratio,
                At90Ratio = cover.At90.Ratio, MadeAt = w.Now,
            });
            var coop = (await w.Db.Cooperatives.SingleAsync()).Name;
            foreach (var (address, name) in managers())
                await Outbox.PutAsync(w, LetterFor(address, name, coop, cover, level, below));
            return true;
        });
    }

    private static Letter LetterFor(EmailAddress to, string name, string coop, CoverOutlook cover, decimal level,
        bool below) => new(Purpose, to, name,
        $"{coop} : le coffre est {(below ? "passé sous" : "revenu au-dessus de")} son seuil",
        $"""
        Bonjour {name},

        Le taux de couverture est {(below ? "passé sous le" : "revenu au-dessus du")} seuil d’alerte.

        Maintenant : {CoverLevels.Percent(cover.Now.Ratio)}
        À 90 jours : {CoverLevels.Percent(cover.At90.Ratio)}
        Seuil : {FrenchText.Percent(level)}

        {(below ? Advice : "Il n’y a rien à faire. Un nouveau message partira si le taux retombe.")}

        {coop}
        """.ReplaceLineEndings("\n"));

    private const string Advice = """
        Ce qu’il y a à faire : ouvrir « Le coffre », regarder quels clients sont en retard et quelles dettes
        arrivent, puis en parler au conseil.

        Ce message ne part qu’une fois ; un autre dira le retour au-dessus du seuil.
        """;
}
