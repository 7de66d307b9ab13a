using System.Globalization;
using System.Text;

namespace Essaim.App.Demo;

/// <summary>
/// One entrepreneur of the demonstration: name, trade, what the trade sells and buys, and how big it is.
/// </summary>
internal sealed record Player(
    string FirstName, string LastName, string Code, string TradeName, string Trade, string Sells, string Buys,
    string Vat, bool Goods, decimal MonthlyTurnover, bool IsMember, decimal FixedPay);

/// <summary>Who plays in the demonstration: drawn from a seed, so that the same seed gives the same co-op.</summary>
internal static class Cast
{
    private static readonly string[] FirstNames =
    [
        "Amina", "Bruno", "Camille", "David", "Élodie", "Farid", "Gaëlle", "Hugo", "Inès", "Jules", "Karim", "Léa",
        "Marc", "Nadia", "Olivier", "Pauline", "Quentin", "Rachid", "Sophie", "Thomas", "Ursula", "Valérie", "William",
        "Yasmine", "Zoé",
    ];

    private static readonly string[] LastNames =
    [
        "Bernard", "Chevalier", "Diallo", "Estève", "Fontaine", "Garnier", "Haddad", "Imbert", "Jacquet", "Kowalski",
        "Lambert", "Moreau", "Nguyen", "Ollivier", "Perrin", "Quéré", "Roussel", "Simon", "Traoré", "Vidal", "Weber",
    ];

    private static readonly (string Trade, string Sells, string Buys, string Vat, bool Goods)[] Trades =
    [
        ("Graphiste", "Création graphique", "Abonnement logiciel", "20", false),
        ("Menuisier", "Pose et agencement", "Bois et quincaillerie", "10", false),
        ("Formatrice", "Journée de formation", "Impression de supports", "formation", false),
        ("Céramiste", "Pièces tournées", "Terre et émaux", "20", true),
        ("Développeur", "Développement de site", "Hébergement", "20", false),
        ("Paysagiste", "Entretien de jardin", "Plants et terreau", "20", false),
        ("Traiteuse", "Buffet", "Denrées", "10", false),
        ("Libraire itinérant", "Livres", "Livres à revendre", "5.5", true),
        ("Photographe", "Reportage photographique", "Tirages", "20", false),
        ("Écrivaine publique", "Rédaction", "Papeterie", "20", false),
        ("Savonnière", "Savons", "Huiles et emballages", "20", true),
        ("Conseillère en énergie", "Diagnostic", "Location d’appareil", "20", false),
        ("Tapissier", "Réfection de sièges", "Tissus et mousses", "20", false),
        ("Maraîchère", "Paniers de légumes", "Semences", "5.5", true),
    ];

    private static readonly string[] Brands = ["Atelier", "Maison", "Studio", "La Fabrique", "Chez", "Le Comptoir"];

    public static IReadOnlyList<Player> Draw(int count, Random random)
    {
        var codes = new HashSet<string> { "jeanne", "structure" };
        var players = new List<Player>(count);
        for (var i = 0; i < count; i++)
        {
            var (trade, sells, buys, vat, goods) = Trades[i % Trades.Length];
            var first = FirstNames[random.Next(FirstNames.Length)];
            var last = LastNames[random.Next(LastNames.Length)];
            var code = Plain($"{first}-{last}");
            for (var n = 2; !codes.Add(code); n++)
                code = Plain($"{first}-{last}-{n}");
            var turnover = 1200m + random.Next(0, 40) * 100m;
            var fixedPay = random.Next(5) == 0 ? 0m : decimal.Round(turnover * 0.35m / 50m) * 50m;
            players.Add(new Player(first, last, code, $"{Brands[random.Next(Brands.Length)]} {last}", trade, sells,
                buys,
                vat, goods, turnover, random.Next(3) > 0, Math.Min(fixedPay, 1_850m)));
        }
        return players;
    }

    /// <summary>"Élodie-Quéré" becomes "elodie-quere".</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormD).ToLowerInvariant())
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
                plain.Append(char.IsAsciiLetterOrDigit(c) ? c : '-');
        return plain.ToString();
    }
}
