using Essaim.App.Mail;
using Essaim.Domain.Values;

namespace Essaim.App.Tests.Mail;

public sealed class LetterTests
{
    private static readonly EmailAddress To = new("client@exemple.fr");

    [Theory]
    [InlineData("Facture\r\nBcc: voleur@exemple.fr")]
    [InlineData("Facture\nX: y")]
    [InlineData("Facture\rX")]
    [InlineData("Facture\u0000X")]
    [InlineData("Facture\u0085X")]
    [InlineData("Facture\u2028X")]
    public void Nothing_that_ends_a_header_gets_into_a_letter(string line)
    {
        Assert.Throws<BrokenRuleException>(() => new Letter("essai", To, "Client", line, "Bonjour"));
        Assert.Throws<BrokenRuleException>(() => new Letter("essai", To, line, "Objet", "Bonjour"));
        Assert.Throws<BrokenRuleException>(() => new EmailAddress($"a@exemple.fr{line}"));
    }

    [Theory]
    [InlineData("", "Bonjour")]
    [InlineData(" ", "Bonjour")]
    [InlineData("Objet", "\n ")]
    public void A_letter_has_a_subject_and_a_text(string subject, string body) =>
        Assert.Throws<BrokenRuleException>(() => new Letter("essai", To, "Client", subject, body));

    [Fact]
    public void A_name_on_two_lines_makes_one_line_of_a_subject()
    {
        var values = MailPurpose.Invoice.Fields.ToDictionary();
        values["enseigne"] = "Atelier\r\nBcc: voleur@exemple.fr";
        var letter = new MailTemplate(MailPurpose.Invoice, "{{enseigne}}", "Bonjour {{ client }}", true)
            .Write(To, "A\r\nB", values);
        Assert.Equal(("Atelier  Bcc: voleur@exemple.fr", "A  B"), (letter.Subject, letter.Name));
        Assert.Equal("Bonjour Théâtre des Tisserands", letter.Body);
    }

    [Fact]
    public void What_a_field_holds_is_not_read_as_a_field()
    {
        var values = MailPurpose.Invoice.Fields.ToDictionary();
        values["client"] = "{{montant}}";
        Assert.Equal("{{montant}}", new MailTemplate(MailPurpose.Invoice, "Objet", "{{client}}", true)
            .Write(To, "A", values).Body);
    }

    [Theory]
    [InlineData("Bonjour {{prénom}}", "Le champ {{prénom}} n’existe pas. Écrivez l’un de ceux-ci : {{client}}")]
    [InlineData("Bonjour {{client", "Un champ n’est pas fermé.")]
    [InlineData("Bonjour {{}}", "Le champ {{}} n’existe pas.")]
    public void A_field_that_nobody_fills_in_is_refused_when_it_is_written(string body, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<BrokenRuleException>(() =>
            new MailTemplate(MailPurpose.Invoice, "Objet", body, true).Preview()).Message.Replace('\u00a0', ' '));

    [Fact]
    public void Our_own_wordings_can_be_filled_in() =>
        Assert.All(MailPurpose.All, p => Assert.DoesNotContain("{{",
            new MailTemplate(p, p.Subject, p.Body, false).Preview().Body));

    [Theory]
    [InlineData("ftp://x", null, "a@exemple.fr", "n’est pas un serveur de courriel")]
    [InlineData("smtp://a:b@x", null, "a@exemple.fr", "Le mot de passe ne s’écrit pas dans l’adresse")]
    [InlineData("smtp://a@x", null, "a@exemple.fr", "Il manque le mot de passe")]
    [InlineData("smtp://x", null, null, "Dites de quelle adresse")]
    public void A_server_that_cannot_be_used_is_refused_at_the_start(string server, string? file, string? from,
        string sentence) => Assert.Contains(sentence,
        Assert.Throws<BrokenRuleException>(() => MailSetup.Read(server, file, from)).Message);
}
