using Essaim.App.Data.Sales;
using Essaim.Domain.Sales;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

internal static class CustomerEndpoints
{
    private const string Missing = "Ce client n’existe pas. Vérifiez son numéro.";

    public static void Map(RouteGroupBuilder api)
    {
        var customers = api.MapGroup("/customers").WithTags("Ventes");
        customers.MapGet("", ListAsync).Needs(SaleEndpoints.Seeing).WithName("listCustomers")
            .WithSummary("Les clients d’une activité");
        customers.MapGet("/{id:long}", ReadAsync).Needs(SaleEndpoints.Seeing).WithName("readCustomer")
            .WithSummary("Un client");
        customers.MapPost("", EnterAsync).Needs(SaleEndpoints.Selling).WithName("createCustomer")
            .WithSummary("Garder un client").Produces<CustomerAnswer>(StatusCodes.Status201Created);
        customers.MapPost("/{id:long}", ChangeAsync).Needs(SaleEndpoints.Selling).WithName("changeCustomer")
            .WithSummary("Changer un client : tout ce qu’il est, dit de nouveau")
            .Produces<CustomerAnswer>(StatusCodes.Status201Created);
    }

    private static async Task<List<CustomerAnswer>> ListAsync(string activity, long? after, int? limit, ApiCall call)
    {
        var owner = (await call.ActivityAsync(activity)).Id;
        return [.. (await (await call.ReadAsync()).Customers.Where(c => c.ActivityId == owner && c.Id > (after ?? 0))
            .OrderBy(c => c.Id).Take(ApiPage.Size(limit)).ToListAsync()).Select(CustomerAnswer.Of)];
    }

    private static async Task<CustomerAnswer> ReadAsync(long id, ApiCall call) =>
        CustomerAnswer.Of(await FindAsync(id, call));

    private static async Task<IResult> EnterAsync(NewCustomer asked, ApiCall call)
    {
        var activity = (await call.ActivityAsync(asked.Activity)).Id;
        return await call.OnceAsync(asked, async w => CustomerAnswer.Of(await EnterCustomer.EnterAsync(w,
            asked.Fill(new Customer { ActivityId = activity, Name = "", Street = "", PostalCode = "", City = "" }))));
    }

    private static async Task<IResult> ChangeAsync(long id, ChangedCustomer asked, ApiCall call)
    {
        await FindAsync(id, call);
        return await call.OnceAsync(asked, async w => CustomerAnswer.Of(await EnterCustomer.EnterAsync(w,
            asked.Fill(await w.Db.Customers.SingleAsync(c => c.Id == id)))));
    }

    private static async Task<Customer> FindAsync(long id, ApiCall call)
    {
        var customer = await (await call.ReadAsync()).Customers.SingleOrDefaultAsync(c => c.Id == id)
            ?? throw new NotFoundException(Missing);
        await call.OwnerAsync(customer.ActivityId, Missing);
        return customer;
    }
}
