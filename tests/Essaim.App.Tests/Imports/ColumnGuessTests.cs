using System.Text;
using Essaim.App.Imports;

namespace Essaim.App.Tests.Imports;

public sealed class ColumnGuessTests
{
    [Theory]
    [InlineData("nom;RUE;code postal;VILLE", "nom rue code-postal ville")]
    [InlineData("Raison sociale;Adresse;CP;Commune;E-mail;N° SIRET", "nom rue code-postal ville courriel siren")]
    [InlineData("Identifiant;Société;Notes;Code pays;T.V.A. intracommunautaire", "reference nom - pays tva")]
    public void Heads_are_known_without_their_accents_and_under_other_names(string heads, string wanted) =>
        Assert.Equal(Places(wanted), ColumnGuess.Guess(CustomerImport.Kind.Columns, Table(heads + "\na")));

    [Fact]
    public void What_nothing_else_looks_like_is_known_by_what_stands_there() => Assert.Equal(Places("- courriel siren"),
        ColumnGuess.Guess(CustomerImport.Kind.Columns,
            Table("A;B;C\nElise;elise@exemple.fr;303 265 045\nZoé;zoe@exemple.fr;123456782\nMax;;")));

    [Fact]
    public void A_column_is_given_once() => Assert.Equal(Places("nom -"),
        ColumnGuess.Guess(CustomerImport.Kind.Columns, Table("Nom;Raison sociale\na;b")));

    private static TableFile Table(string text) => TableFile.Read(Encoding.UTF8.GetBytes(text));

    private static string[] Places(string words) => [.. words.Split(' ').Select(w => w == "-" ? "" : w)];
}
