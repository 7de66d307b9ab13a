namespace Essaim.Domain.Sales;

/// <summary>How the State hears of an issued document (voie de transmission), from the day the co-op has to
/// tell.</summary>
public enum SaleRoute
{
    /// <summary>Both sides are companies in France: the invoice itself goes through the platform (CGI art. 289 bis).
    /// </summary>
    Platform,

    /// <summary>A company abroad: told invoice by invoice (e-reporting 10.1, CGI art. 290).</summary>
    Abroad,

    /// <summary>A person who is no company: told by day, without a name (e-reporting 10.3).</summary>
    People,

    /// <summary>All of it is exempt by the articles 261 to 261 E, training among them: nobody is told.</summary>
    Outside,
}

/// <summary>
/// The one place that says which way a document takes. It reads the snapshot alone, so that it says the same years
/// after; a customer abroad without a VAT number is a company when the paper speaks to it as to one.
/// </summary>
public static class SaleRoutes
{
    private const string France = "FR";

    /// <summary>Taxed as only companies abroad are.</summary>
    private static readonly string[] BetweenCompanies = ["AE", "K", "G", "O"];

    public static SaleRoute Of(SaleSnapshot content) =>
        content.Content.Lines.Count > 0 && content.Content.Lines.All(l => l.Vat.Category == "E") ? SaleRoute.Outside
        : ToWhom(content);

    /// <summary>By whom it is for, exempt or not.</summary>
    public static SaleRoute ToWhom(SaleSnapshot content)
    {
        var customer = content.Customer;
        if (customer.Siren is { Length: > 0 })
            return SaleRoute.Platform;
        if (customer.Country.Equals(France, StringComparison.OrdinalIgnoreCase))
            return SaleRoute.People;
        return customer.VatNumber is { Length: > 0 }
            || content.Content.Lines.Any(l => BetweenCompanies.Contains(l.Vat.Category))
            || content.Mentions.Any(m => SaleMentions.SubjectsOf(m).Contains(SaleMentions.RecoverySubject))
            ? SaleRoute.Abroad : SaleRoute.People;
    }
}
