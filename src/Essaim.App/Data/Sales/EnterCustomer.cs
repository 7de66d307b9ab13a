using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;

namespace Essaim.App.Data.Sales;

/// <summary>Enters a customer, or keeps what was changed; the books know them under the same name.</summary>
public static class EnterCustomer
{
    public static async Task<Customer> EnterAsync(WriteSession w, Customer customer)
    {
        customer.Check();
        if (customer.Id == 0)
            w.Db.Customers.Add(customer);
        await w.SaveAsync();
        await w.Ledger.KnowAsync(ThirdParty.Customer(customer.Id), customer.Name);
        return customer;
    }
}
