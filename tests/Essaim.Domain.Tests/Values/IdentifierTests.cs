using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Values;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("303 265 045")]
    [InlineData("356000000")]
    [InlineData("732.829.320")]
    public void A_siren_with_its_key_is_accepted(string text) => Assert.Equal(9, new Siren(text).Digits.Length);

    [Theory]
    [InlineData("303265046")]
    [InlineData("30326504")]
    [InlineData("")]
    [InlineData("30326504A")]
    public void A_siren_with_a_slip_is_refused(string text) =>
        Assert.Throws<BrokenRuleException>(() => new Siren(text));

    [Theory]
    [InlineData("73282932000074")]
    [InlineData("356 000 000 00048")] // head office of La Poste, by the ordinary key
    [InlineData("35600000000010")] // sum of digits 15: the exception of La Poste
    public void A_siret_is_accepted_by_its_key_or_as_one_of_la_poste(string text) =>
        Assert.Equal(14, new Siret(text).Digits.Length);

    [Theory]
    [InlineData("73282932000075")]
    [InlineData("35600000000011")]
    [InlineData("7328293200007")]
    public void A_siret_with_a_slip_is_refused(string text) =>
        Assert.Throws<BrokenRuleException>(() => new Siret(text));

    [Fact]
    public void A_siret_whose_siren_is_false_is_refused_though_its_own_key_holds() =>
        Assert.Contains("SIREN", Assert.Throws<BrokenRuleException>(() => new Siret("73282932100007")).Message);

    [Fact]
    public void Numbers_are_shown_in_groups()
    {
        Assert.Equal("732\u00a0829\u00a0320", new Siren("732829320").ToString());
        Assert.Equal("732\u00a0829\u00a0320\u00a000074", new Siret("73282932000074").ToString());
        Assert.Equal("FR14\u00a02004\u00a01010\u00a00505\u00a00001\u00a03M02\u00a0606",
            new Iban("FR1420041010050500013M02606").ToString());
    }

    [Fact]
    public void A_french_vat_number_follows_from_the_siren() =>
        Assert.Equal("FR40303265045", new Siren("303265045").VatNumber.Text);

    [Theory]
    [InlineData("FR 40 303 265 045")]
    [InlineData("fr40303265045")]
    [InlineData("BE0428759497")]
    [InlineData("DE136695976")]
    public void A_vat_number_is_read_however_spaced(string text) =>
        Assert.DoesNotContain(' ', new VatNumber(text).Text);

    [Theory]
    [InlineData("FR41303265045")]
    [InlineData("FR4030326504")]
    [InlineData("40303265045")]
    [InlineData("FR")]
    public void A_vat_number_with_a_slip_is_refused(string text) =>
        Assert.Throws<BrokenRuleException>(() => new VatNumber(text));

    [Theory]
    [InlineData("FR14 2004 1010 0505 0001 3M02 606")]
    [InlineData("DE89370400440532013000")]
    [InlineData("BE68 5390 0754 7034")]
    public void An_iban_with_its_key_is_accepted(string text) => Assert.DoesNotContain(' ', new Iban(text).Text);

    [Theory]
    [InlineData("FR1420041010050500013M02607")]
    [InlineData("FR142004101005050001302606")]
    [InlineData("DE89370400440532013001")]
    [InlineData("FR14")]
    [InlineData("")]
    public void An_iban_with_a_slip_is_refused(string text) => Assert.Throws<BrokenRuleException>(() => new Iban(text));

    [Theory]
    [InlineData("jeanne@exemple.fr")]
    [InlineData(" j.dupont+essaim@mail.exemple.coop ")]
    [InlineData("élodie@exemple.fr")]
    public void An_address_of_mail_is_accepted(string text) => Assert.Equal(text.Trim(), new EmailAddress(text).Text);

    [Theory]
    [InlineData("jeanne")]
    [InlineData("jeanne@exemple")]
    [InlineData("@exemple.fr")]
    [InlineData("jeanne@.fr")]
    [InlineData("jeanne@exemple.")]
    [InlineData("a@b@exemple.fr")]
    [InlineData("jeanne@exemple.fr\r\nBcc: tous@exemple.fr")]
    [InlineData("jeanne@exemple.fr, paul@exemple.fr")]
    [InlineData("Jeanne <jeanne@exemple.fr>")]
    public void What_could_slip_into_a_header_is_refused(string text) =>
        Assert.Throws<BrokenRuleException>(() => new EmailAddress(text));

    [Theory]
    [InlineData("1 85 05 78 006 084 91", "185057800608491")]
    [InlineData("2 84 07 2A 004 123 87", "284072A00412387")]
    public void A_number_for_social_security_with_its_key_is_accepted_and_never_printed(string text, string kept)
    {
        Assert.Equal(kept, new Nir(text).Text);
        Assert.DoesNotContain(kept[5..], $"{new Nir(text)}");
    }

    [Theory]
    [InlineData("185057800608492")]
    [InlineData("18505780060843")]
    [InlineData("185057C00608491")]
    public void A_number_for_social_security_with_a_slip_is_refused(string text) =>
        Assert.Throws<BrokenRuleException>(() => new Nir(text));

    [Theory]
    [InlineData("20041", "01005", "0500013M026", "FR1420041010050500013M02606")]
    [InlineData("30006", "00001", "12345678901", "FR7630006000011234567890189")]
    public void A_french_account_without_its_keys_gives_the_iban_that_the_bank_prints(
        string bank, string branch, string account, string iban) =>
        Assert.Equal(iban, Iban.OfRib(bank, branch, account)!.Value.Text);

    [Theory]
    [InlineData("2004", "01005", "0500013M026")]
    [InlineData("20041", "0100A", "0500013M026")]
    [InlineData("20041", "01005", "0500013M02É")]
    public void What_is_no_french_account_gives_no_iban(string bank, string branch, string account) =>
        Assert.Null(Iban.OfRib(bank, branch, account));
}
