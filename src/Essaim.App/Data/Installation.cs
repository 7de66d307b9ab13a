using System.Collections.Concurrent;
using Essaim.App.Data.Search;
using Essaim.App.Data.Sealing;
using Essaim.Domain.Law;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;

namespace Essaim.App.Data;

/// <summary>
/// What runs in one data folder: the catalogue, one store for each co-op, and the law that came with the program. Pages
/// and commands ask it; it lives as long as the process.
/// </summary>
public sealed class Installation : IAsyncDisposable
{
    /// <summary>By where they are: a co-op that moves gets a new one, also in the server that runs meanwhile.</summary>
    private readonly ConcurrentDictionary<string, Store> _stores = [];
    private readonly ConcurrentDictionary<string, bool> _migrated = [];
    private readonly SemaphoreSlim _migrating = new(1, 1);

    private Installation(string dataFolder, TimeProvider time)
    {
        (DataFolder, Time) = (dataFolder, time);
        Catalogue = Catalogue.Open(dataFolder, time);
        Law = LawBook.Load(Path.Combine(AppContext.BaseDirectory, "law"));
        Calculator = new PayCalculator(Law);
    }

    public static Installation Open(string dataFolder, TimeProvider time) => new(dataFolder, time);

    public string DataFolder { get; }
    public TimeProvider Time { get; }
    public Catalogue Catalogue { get; }
    public LawBook Law { get; }
    public PayCalculator Calculator { get; }

    /// <summary>A co-op without a database yet has nothing to do or to send; looking must not make one.</summary>
    public bool HasBooks(Coop coop) => !coop.Store.StartsWith("sqlite:", StringComparison.Ordinal)
        || File.Exists(Path.Combine(DataFolder, coop.Store["sqlite:".Length..]));

    /// <summary>The store of a co-op, its database at today's schema.</summary>
    public async Task<Store> StoreAsync(string coopId)
    {
        var coop = Catalogue.Find(coopId)
            ?? throw new BrokenRuleException(
                $"Il n’y a pas de coopérative « {coopId} » ici. Voyez « essaim coop list ».");
        var store = _stores.GetOrAdd(coop.Store, _ => new Store(Engine.Of(coop.Store, DataFolder), Time));
        if (_migrated.ContainsKey(coop.Store))
            return store;
        await _migrating.WaitAsync();
        try
        {
            if (_migrated.ContainsKey(coop.Store))
                return store;
            if (store.Engine is SqliteEngine sqlite)
                Directory.CreateDirectory(Path.GetDirectoryName(sqlite.Path)!);
            await Migrator.MigrateAsync(store.Engine);
            await SealPlainValues.RunAsync(store, Keys(coop.Id));
            await SearchIndex.FillAsync(store);
            _migrated[coop.Store] = true;
            return store;
        }
        finally
        {
            _migrating.Release();
        }
    }

    /// <summary>What opens a co-op's sealed values: known by the co-op's name, wherever it moves.</summary>
    public SealingKeys Keys(string coopId) =>
        SealingKeys.Open(Path.Combine(DataFolder, SealingKeys.FileOf(coopId)));

    /// <summary>The co-op that was named, or the only one there is.</summary>
    public string Choose(string? coopId)
    {
        if (coopId is not null)
            return coopId;
        var all = Catalogue.Coops();
        return all.Count switch
        {
            1 => all[0].Id,
            0 => throw new BrokenRuleException(
                "Il n’y a encore aucune coopérative ici. Lancez « essaim demo », ou « essaim coop create »."),
            _ => throw new BrokenRuleException(
                $"Il y a plusieurs coopératives : {string.Join(", ", all.Select(c => c.Id))}. Nommez-en une avec "
                + $"--coop."),
        };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores.Values)
            await store.DisposeAsync();
    }
}
