using Essaim.App.Data;
using Essaim.App.Identity;
using Essaim.Domain.Values;
using Xunit;

namespace Essaim.App.Tests.Identity;

public sealed class CatalogueTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("essaim-catalogue-").FullName;
    private readonly Catalogue _catalogue;

    public CatalogueTests() => _catalogue = Catalogue.Open(_folder);

    [Fact]
    public void A_coop_is_found_again_after_reopening()
    {
        var coop = new Coop("etabli", "L’Établi", "123456782", "sqlite:coops/etabli.db");
        _catalogue.Add(coop);
        Assert.Equal([coop], Catalogue.Open(_folder).Coops());
        Assert.Equal(coop, Catalogue.Open(_folder).Find("etabli"));
        Assert.Null(_catalogue.Find("ruche"));
    }

    [Theory]
    [InlineData("L’Établi")]
    [InlineData("x")]
    [InlineData("../dehors")]
    [InlineData("a b")]
    public void A_coop_has_a_name_that_is_safe_in_a_path(string id) =>
        Assert.Throws<BrokenRuleException>(() => _catalogue.Add(new Coop(id, "Nom", "123456782", "sqlite:x")));

    [Fact]
    public void A_login_is_unique_whatever_its_capitals()
    {
        _catalogue.AddUser("Jeanne", "Jeanne Morel", "velours-et-doublure");
        Assert.Throws<BrokenRuleException>(() => _catalogue.AddUser("jeanne", "Une autre", "velours-et-doublure"));
        Assert.NotNull(_catalogue.SignIn("JEANNE", "velours-et-doublure"));
    }

    [Theory]
    [InlineData("trop-court", "12")]
    [InlineData("Mot-de-passe-123", "devinés")]
    [InlineData("aaaaaaaaaaaaaaa", "devinés")]
    [InlineData("Azertyuiop-12", "devinés")]
    [InlineData("jeanne-jeanne-8", "identifiant")]
    public void A_weak_password_is_refused_with_the_reason(string password, string reason)
    {
        var refused = Assert.Throws<BrokenRuleException>(() => _catalogue.AddUser("jeanne", "Jeanne", password));
        Assert.Contains(reason, refused.Message);
    }

    [Fact]
    public void A_disabled_user_cannot_sign_in()
    {
        var user = _catalogue.AddUser("jeanne", "Jeanne Morel", "velours-et-doublure");
        _catalogue.Disable(user);
        Assert.Null(_catalogue.SignIn("jeanne", "velours-et-doublure"));
    }

    [Fact]
    public void Removing_a_coop_removes_the_rights_in_it_even_when_it_comes_back()
    {
        var coop = new Coop("etabli", "L’Établi", "123456782", "sqlite:coops/etabli.db");
        _catalogue.Add(coop);
        var user = _catalogue.AddUser("jeanne", "Jeanne Morel", "velours-et-doublure");
        _catalogue.Grant(user, "etabli", Role.Entrepreneur, "7");
        _catalogue.Remove("etabli");
        _catalogue.Add(coop);
        Assert.Empty(_catalogue.User(user)!.Grants);
    }

    [Fact]
    public void A_role_that_is_not_in_the_table_may_do_nothing() =>
        Assert.DoesNotContain(Enum.GetValues<Capability>(), c => Rights.Allows((Role)99, c));

    [Fact]
    public void An_entrepreneur_never_has_a_right_over_others() =>
        Assert.Equal([Capability.SeeOwnActivity, Capability.SellForActivity, Capability.SeeCover],
            Enum.GetValues<Capability>().Where(c => Rights.Allows(Role.Entrepreneur, c)));

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
