using Essaim.App.Tests.Sales;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Payroll;

public sealed class SimulationPageTests
{
    [Fact]
    public async Task Jeannes_thirteen_hours_stand_beside_what_the_law_of_today_pays()
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();

        var text = SellingJourneyTests.Flat(
            (await jeanne.OpenAsync("/salaire/lissage?ventes=1200&taux=10&frais=280&mois=6&heure=10,10")).Text);

        Assert.Contains($"{new Money(13333)} charges comprises, soit 13 heures", text);
        Assert.Contains("Avec la loi d’aujourd’hui", text);
        Assert.Contains("Heures équivalentes 10,", text);
        Assert.Contains("où une heure coûte plus cher", text);
    }

    [Theory]
    [InlineData("ventes=mille&taux=10&frais=0&mois=6&heure=10", "n’est pas un nombre")]
    [InlineData("ventes=1200&taux=10&frais=0&mois=0&heure=10", "Un lissage dure de 1 à 120 mois")]
    [InlineData("ventes=1200&taux=10&frais=0&mois=demi&heure=10", "n’est pas un nombre de mois")]
    [InlineData("ventes=1200&taux=10&frais=0&mois=6&heure=0", "Le coût d’une heure doit être positif")]
    [InlineData("ventes=1200&taux=5000&frais=0&mois=6&heure=10", "hors de toute mesure")]
    public async Task What_cannot_be_simulated_is_said_and_kept(string query, string said)
    {
        await using var selling = await SellingSite.StartAsync();
        var jeanne = await selling.SignInAsync();

        var answer = await jeanne.OpenAsync("/salaire/lissage?" + query);

        Assert.Contains(said, answer.Text);
        Assert.Contains("à corriger", answer.Text);
    }
}
