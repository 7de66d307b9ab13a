using System.Net;
using Xunit;

namespace Essaim.App.Tests.Web;

public sealed class FormTests
{
    [Fact]
    public async Task Every_rendered_form_carries_a_key_of_its_own()
    {
        await using var site = await Site.StartAsync();
        var browser = await site.SignInAsync();
        var first = (await browser.OpenAsync("/composants")).Field("request");
        var second = (await browser.OpenAsync("/composants")).Field("request");
        Assert.NotEqual(Guid.Empty, Guid.Parse(first));
        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task Every_form_that_posts_has_a_token_and_a_key()
    {
        string[] paths = ["/profil", "/plus", "/composants", "/deconnexion", "/profil/mot-de-passe", "/cooperative"];
        await using var site = await Site.StartAsync();
        var browser = await site.SignInAsync();
        foreach (var path in paths)
        {
            var forms = (await browser.OpenAsync(path)).Html.Split("<form ").Skip(1)
                .Where(f => f.StartsWith("method=\"post\"", StringComparison.Ordinal)).ToList();
            Assert.NotEmpty(forms);
            Assert.All(forms, form =>
            {
                var inside = form[..form.IndexOf("</form>", StringComparison.Ordinal)];
                Assert.Equal(2, inside.Split("name=\"__RequestVerificationToken\"").Length);
                Assert.Equal(2, inside.Split("name=\"request\"").Length);
            });
        }
    }

    [Fact]
    public async Task What_cannot_be_read_is_said_at_the_field_and_at_the_head_in_the_order_of_the_page()
    {
        await using var site = await Site.StartAsync();
        var browser = await site.SignInAsync();
        var answer = await browser.SendAsync("/composants",
            ("Amount", "1.234"), ("Due", "31/11/2026"), ("Unit", "jour"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Deux choses à corriger", answer.Text);
        Assert.Equal("1.234", answer.Field("Amount"));
        Assert.Equal("31/11/2026", answer.Field("Due"));
        Assert.Contains("<option value=\"jour\" selected>", answer.Html);
        var amount = answer.Html.IndexOf("href=\"#Amount\"", StringComparison.Ordinal);
        Assert.InRange(amount, 1, answer.Html.IndexOf("href=\"#Due\"", StringComparison.Ordinal));
        Assert.Contains("aria-describedby=\"Due-h Due-e\"", answer.Html);
    }

    [Fact]
    public async Task A_broken_rule_comes_back_on_the_same_page_with_what_was_typed()
    {
        await using var site = await Site.StartAsync();
        var browser = await site.SignInAsync();
        var answer = await browser.SendAsync("/composants",
            ("Amount", "2 000"), ("Due", "23/12/2026"), ("Unit", "jour"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Contains("Faites un avoir", answer.Text);
        Assert.Equal("2 000", answer.Field("Amount"));
        Assert.Contains("Lignes 1 à 50 sur 1234", answer.Text.Replace("\u202f", ""));
    }

    [Fact]
    public async Task What_is_done_redirects_and_says_so_once()
    {
        await using var site = await Site.StartAsync();
        var browser = await site.SignInAsync();
        var answer = await browser.SendAsync("/composants",
            ("Amount", "467,57"), ("Due", "23/12/2026"), ("Unit", "jour"));
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        Assert.Contains("Paiement de 467,57\u00a0€ noté.", (await browser.OpenAsync(answer.Location!)).Text);
        Assert.DoesNotContain("467,57\u00a0€ noté", (await browser.OpenAsync(answer.Location!)).Text);
    }

    [Fact]
    public async Task A_form_sent_after_the_session_ended_is_kept_until_its_author_is_back()
    {
        await using var site = await Site.StartAsync();
        var browser = await site.SignInAsync("accountant");
        var page = await browser.OpenAsync("/composants");
        site.Time.Advance(TimeSpan.FromHours(1));
        var key = page.Field("request");
        var sent = await browser.PostAsync("/composants", [("Amount", "467,57 <€>"), ("Due", "23/12/2026"),
            ("request", key), ("__RequestVerificationToken", page.Field("__RequestVerificationToken"))]);

        Assert.StartsWith("/connexion?retour=%2Freprise%3Fcle%3D", sent.Location);
        Assert.Contains("Rien n’est perdu", (await browser.OpenAsync(sent.Location!)).Text);
        var back = await browser.SendAsync(sent.Location!, ("Login", "accountant"), ("Password", Site.Password));
        var again = await browser.OpenAsync(back.Location!);

        Assert.Contains("Votre session avait expiré. Rien n’est perdu.", again.Text);
        Assert.Contains("Reprendre l’envoi", again.Text);
        Assert.Contains("action=\"/composants\"", again.Html);
        Assert.Equal("467,57 <€>", again.Field("Amount"));
        Assert.Equal(key, again.Field("request"));
        Assert.Equal(2, again.Html.Split("name=\"request\"").Length);
        var resumed = await browser.PostAsync("/composants", [("Amount", "467,57"), ("Due", again.Field("Due")),
            ("__RequestVerificationToken", again.Field("__RequestVerificationToken"))]);
        Assert.Equal(HttpStatusCode.Redirect, resumed.Status);
    }

    [Fact]
    public async Task A_token_that_is_no_longer_good_loses_nothing()
    {
        await using var site = await Site.StartAsync();
        var browser = await site.SignInAsync();
        var sent = await browser.PostAsync("/composants",
            [("Amount", "12,50"), ("__RequestVerificationToken", "vieux")]);
        Assert.StartsWith("/reprise?cle=", sent.Location);
        Assert.Equal("12,50", (await browser.OpenAsync(sent.Location!)).Field("Amount"));
        var stranger = await site.SignInAsync("advisor");
        Assert.DoesNotContain("12,50", (await stranger.OpenAsync(sent.Location!)).Html);
    }

    [Fact]
    public async Task A_stranger_cannot_leave_a_form_for_somebody_to_send()
    {
        await using var site = await Site.StartAsync();
        var forged = await site.Browse().PostAsync("/composants", [("Amount", "12,50")], "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, forged.Status);
        Assert.Null(forged.Location);
    }

    [Fact]
    public async Task A_password_is_never_kept_aside()
    {
        await using var site = await Site.StartAsync();
        var browser = await site.SignInAsync();
        var sent = await browser.PostAsync("/profil/mot-de-passe",
            [("CurrentPassword", Site.Password), ("NewPassword", "aiguille-fil-bobine"),
                ("__RequestVerificationToken", "vieux")]);
        Assert.Equal("/profil/mot-de-passe?expire=1", sent.Location);
        Assert.Contains("Rien n’est parti.", (await browser.OpenAsync(sent.Location!)).Text);
    }

    [Fact]
    public async Task The_theme_is_kept_by_the_browser_and_written_by_the_server()
    {
        await using var site = await Site.StartAsync();
        var browser = await site.SignInAsync();
        await browser.SendAsync("/profil", ("Theme", "sombre"));
        var home = (await browser.OpenAsync("/")).Html;
        Assert.Contains("data-theme=\"dark\"", home);
        Assert.Contains("data-keys=\"off\"", home);
    }
}
