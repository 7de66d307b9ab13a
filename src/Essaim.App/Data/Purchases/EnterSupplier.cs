using Essaim.Domain.Ledger;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Purchases;

/// <summary>Enters a supplier; the books know them under the same name.</summary>
public static class EnterSupplier
{
    public static async Task<Supplier> EnterAsync(WriteSession w, Supplier supplier)
    {
        if (string.IsNullOrWhiteSpace(supplier.Name))
            throw new BrokenRuleException("Donnez le nom du fournisseur.");
        w.Db.Suppliers.Add(supplier);
        await w.SaveAsync();
        await w.Ledger.KnowAsync(ThirdParty.Supplier(supplier.Id), supplier.Name);
        return supplier;
    }
}
