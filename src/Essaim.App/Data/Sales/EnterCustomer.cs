using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales;

/// <summary>Enters a customer, or keeps what was changed; the books know them under the same name.</summary>
public static class EnterCustomer
{
    /// <summary>
    /// One who looks like the same: the same SIREN, the same address of mail, or the same name but for its accents.
    /// </summary>
    public static async Task<Customer?> TwinAsync(
        CoopDb db, ActivityId activity, long? self, string name, Siren? siren, EmailAddress? email)
    {
        var words = PlainText.Words(name);
        return (await db.Customers.AsNoTracking().Where(c => c.ActivityId == activity && c.Id != self).ToListAsync())
            .FirstOrDefault(c => (siren is not null && c.Siren == siren) || (email is not null && c.Email == email)
                || PlainText.Words(c.Name).SequenceEqual(words));
    }

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
