using Essaim.App.Web;

namespace Essaim.App.Pages;

/// <summary>Shows again a form that came too late, to be sent by its author and by nothing else.</summary>
public sealed class ResumeModel(PendingForms forms) : EssaimPage
{
    public PendingForm? Pending { get; private set; }

    public void OnGet() => Pending = forms.Find(Request.Query["cle"], Me.UserId);
}
