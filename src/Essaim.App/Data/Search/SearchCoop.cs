using Essaim.Domain.Values;

namespace Essaim.App.Data.Search;

/// <summary>
/// Finds what a visitor may see by what the visitor types: a name, a number, an amount, a SIREN, an address of mail
/// (recherche). Accents, capitals and a slip or two do not matter.
/// </summary>
public static class SearchCoop
{
    public const int LongestText = 100;

    public static async Task<List<Found>> FindAsync(CoopDb db, SearchScope scope, string text)
    {
        text = text.Trim();
        if (text.Length is 0 or > LongestText)
            return [];
        var documents = new DocumentSearch(db, scope);
        var found = await documents.ByNumberAsync(text);
        var slips = found.Count == 0 ? await documents.ByNumberWithASlipAsync(text) : [];
        if (AmountOf(text) is { } amount)
            found = text.IndexOfAny([',', '.', '€']) >= 0 ? [.. await documents.ByAmountAsync(amount), .. found]
                : [.. found, .. await documents.ByAmountAsync(amount)];
        found.AddRange(await new NameSearch(db, scope).FindAsync(text));
        found.AddRange(slips);
        return [.. found.DistinctBy(f => f.Address)];
    }

    /// <summary>"1 234,56" and "1234,56 €" are amounts; a text that can be read two ways is none.</summary>
    private static Money? AmountOf(string text)
    {
        try
        {
            var amount = FrenchText.ParseMoney(text);
            return amount.IsZero ? null : amount.Abs();
        }
        catch (BrokenRuleException)
        {
            return null;
        }
    }
}
