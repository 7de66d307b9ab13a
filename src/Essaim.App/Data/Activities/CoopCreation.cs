using Essaim.Domain.Values;

namespace Essaim.App.Data.Activities;

/// <summary>
/// Creates a co-op: its database first, then its row in the catalogue, so that no half co-op is ever listed.
/// </summary>
public static class CoopCreation
{
    public static async Task<Store> CreateAsync(
        Installation installation, string id, string storeText, Cooperative coop, DateOnly today)
    {
        if (installation.Catalogue.Find(id) is not null)
            throw new BrokenRuleException($"La coopérative « {id} » existe déjà. Choisissez un autre identifiant.");
        Catalogue.CheckId(id);
        var engine = Engine.Of(storeText, installation.DataFolder);
        if (engine is SqliteEngine sqlite)
        {
            if (File.Exists(sqlite.Path))
                throw new BrokenRuleException(
                    $"Le fichier {storeText["sqlite:".Length..]} existe déjà. Déplacez-le, ou choisissez un autre "
                    + $"identifiant.");
            Directory.CreateDirectory(Path.GetDirectoryName(sqlite.Path)!);
        }
        await using (var store = new Store(engine, installation.Time))
            await CoopSetup.CreateAsync(store, coop, today);
        installation.Catalogue.Add(new Coop(id, coop.Name, coop.Siren.Digits, storeText)
        {
            IsDemonstration = coop.IsDemonstration,
        });
        return await installation.StoreAsync(id);
    }
}
