using Essaim.App.Data.Sales;
using Essaim.App.Web;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Sales.Customers;

/// <summary>What is asked of a customer, new or known.</summary>
public abstract class CustomerForm : ActivityPage
{
    public const string Company = "pro";
    public const string Person = "particulier";
    public const string Public = "public";

    [BindProperty]
    public string Kind { get; set; } = Company;

    [BindProperty]
    public string Name { get; set; } = "";

    [BindProperty]
    public string Number { get; set; } = "";

    [BindProperty]
    public string Vat { get; set; } = "";

    [BindProperty]
    public string Street { get; set; } = "";

    [BindProperty]
    public string PostalCode { get; set; } = "";

    [BindProperty]
    public string City { get; set; } = "";

    [BindProperty]
    public string Country { get; set; } = "FR";

    [BindProperty]
    public string Email { get; set; } = "";

    [BindProperty]
    public string Days { get; set; } = "30";

    [BindProperty]
    public string ServiceCode { get; set; } = "";

    [BindProperty]
    public string ElectronicAddress { get; set; } = "";

    [BindProperty]
    public string DeliveryAddress { get; set; } = "";

    /// <summary>The same customer is perhaps known already; ticked, a second one is kept all the same.</summary>
    [BindProperty]
    public bool IsAnother { get; set; }

    public Customer? Twin { get; private set; }

    /// <summary>Keeps the customer, the known one or a new one; what cannot be read is said at its field.</summary>
    protected async Task<IActionResult> KeepAsync(long? id, Func<string, string> next)
    {
        var siren = Read(nameof(Number), ReadSiren);
        var vat = Read(nameof(Vat), () => Vat.Trim().Length == 0 ? (VatNumber?)null : new VatNumber(Vat));
        var email = Read(nameof(Email), () => Email.Trim().Length == 0 ? (EmailAddress?)null : new EmailAddress(Email));
        var days = Read(nameof(Days), ReadDays);
        var country = Read(nameof(Country), ReadCountry);
        return await TryAsync(async () =>
        {
            var kept = await WriteOnceAsync(async w =>
            {
                Twin = IsAnother ? null
                    : await EnterCustomer.TwinAsync(w.Db, Activity.Id, id, Name, siren, email);
                if (Twin is not null)
                    throw new BrokenRuleException($"Ce client ressemble à {Twin.Name}, {Twin.City}, que vous avez "
                        + "déjà. Ouvrez sa fiche, ou cochez en bas que c’en est un autre.");
                var customer = id is { } known
                    ? (await w.Db.Customers.FindAsync(known))!
                    : new Customer { ActivityId = Activity.Id, Name = "", Street = "", PostalCode = "", City = "" };
                (customer.Name, customer.IsCompany) = (Name.Trim(), Kind != Person);
                customer.IsPublic = Kind == Public;
                customer.ServiceCode = Kind == Public ? Text(ServiceCode) : null;
                customer.ElectronicAddress = Text(ElectronicAddress);
                customer.DeliveryAddress = Text(DeliveryAddress);
                (customer.Street, customer.PostalCode, customer.City) = (Street.Trim(), PostalCode.Trim(), City.Trim());
                (customer.Siren, customer.VatNumber, customer.Email) = (siren, vat, email);
                (customer.PaymentDays, customer.Country) = (days, country);
                return (await EnterCustomer.EnterAsync(w, customer)).Id.ToString();
            });
            Tell($"{Name.Trim()} : client gardé.");
            return Redirect(next(kept));
        });
    }

    protected void Fill(Customer customer)
    {
        (Name, Kind) = (customer.Name, customer.IsPublic ? Public : customer.IsCompany ? Company : Person);
        (ServiceCode, ElectronicAddress) = (customer.ServiceCode ?? "", customer.ElectronicAddress ?? "");
        DeliveryAddress = customer.DeliveryAddress ?? "";
        (Number, Vat) = (customer.Siren?.ToString() ?? "", customer.VatNumber?.Text ?? "");
        (Street, PostalCode, City) = (customer.Street, customer.PostalCode, customer.City);
        (Country, Email, Days) = (customer.Country, customer.Email?.Text ?? "", customer.PaymentDays.ToString());
    }

    private static string? Text(string typed) => typed.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>People paste the SIRET of a letterhead as well: its first nine digits are the SIREN.</summary>
    private Siren? ReadSiren()
    {
        var digits = Number.Count(char.IsAsciiDigit);
        return Number.Trim().Length == 0 ? null : digits > 9 ? new Siret(Number).Siren : new Siren(Number);
    }

    private int ReadDays() => int.TryParse(Days.Trim(), out var days) && days is >= 0 and <= 60
        ? days
        : throw new BrokenRuleException("Le délai de paiement va de 0 à 60 jours.");

    private string ReadCountry()
    {
        var code = Country.Trim().ToUpperInvariant();
        return code.Length == 2 && code.All(char.IsAsciiLetterUpper)
            ? code
            : throw new BrokenRuleException("Le pays s’écrit en deux lettres, par exemple FR ou BE.");
    }
}
