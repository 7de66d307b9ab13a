using Essaim.App.Data;
using Essaim.App.Data.Imports;
using Essaim.App.Data.Purchases;
using Essaim.App.Identity;
using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Imports;

/// <summary>Suppliers of the co-op.</summary>
public sealed class SupplierImport : ImportTarget
{
    private static readonly ImportColumn Name = new("nom", "Nom", "Mercerie Durand")
    {
        Required = true, AlsoCalled = ["raison sociale", "fournisseur", "société", "dénomination", "tiers"],
    };

    public static readonly ImportKind Kind = new("fournisseurs", "Fournisseurs",
        "Les fournisseurs de la coopérative\u00a0: noms et SIREN.",
        [SharedColumns.Reference, Name, SharedColumns.Siren])
    {
        Needs = Capability.KeepBooks, OpenAsync = async (db, _) => await OpenAsync(db),
    };

    private readonly KnownRows<Supplier> _known = new();

    private SupplierImport()
    {
    }

    protected override Sighting? Look(ImportLine line)
    {
        if (line.Faults.Count > 0)
            return null;
        var made = new Supplier
        {
            Name = line.Text(Name), Siren = line.Value<Siren?>(SharedColumns.Siren, null),
        };
        var reference = SharedColumns.ReferenceOf(line);
        if (_known.Find(reference, Marks(made), other => MayBe(other, made)) is { } known)
            return new Sighting(known.Row.Name)
            {
                Known = known.Where,
                Differences = SharedColumns.Differing(line, (Name, known.Row.Name, made.Name),
                    (SharedColumns.Siren, $"{known.Row.Siren}", $"{made.Siren}")),
            };
        _known.Add(made, reference, Marks(made), line.Number);
        return new Sighting(made.Name) { WriteAsync = w => WriteAsync(w, made, reference) };
    }

    private static async Task<ImportTarget> OpenAsync(CoopDb db)
    {
        var target = new SupplierImport();
        var references = await ImportReferences.OfAsync(db, RecordKinds.Supplier);
        foreach (var supplier in await db.Suppliers.AsNoTracking().OrderBy(s => s.Id).ToListAsync())
            target._known.Add(supplier, references.GetValueOrDefault(supplier.Id), Marks(supplier));
        return target;
    }

    private static async Task<IReadOnlyList<MadeRow>> WriteAsync(WriteSession w, Supplier supplier, string? reference)
    {
        await EnterSupplier.EnterAsync(w, supplier);
        if (reference is not null)
            await ImportReferences.KeepAsync(w, RecordKinds.Supplier, ActivityId.Structure, reference, supplier.Id);
        return [new MadeRow(RecordKinds.Supplier, supplier.Id, supplier.Name)];
    }

    private static IEnumerable<string> Marks(Supplier s) =>
        new[] { s.Siren is { } siren ? "s " + siren.Digits : null, "n " + SharedColumns.Folded(s.Name) }
            .OfType<string>();

    private static bool MayBe(Supplier one, Supplier other) =>
        one.Siren is not { } siren || other.Siren is not { } wanted || siren == wanted;
}
