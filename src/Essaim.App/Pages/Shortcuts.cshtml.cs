using Essaim.App.Web;

namespace Essaim.App.Pages;

/// <summary>The keys of one stroke, for whoever may see this page: the menu's are those of one's own menu.</summary>
public sealed class ShortcutsModel(WebServerOptions server) : EssaimPage
{
    public bool AreOn => Display.Of(Request, server).Keys;
}
