using System.Globalization;
using Essaim.App.Mail;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Values;

namespace Essaim.App.Pages.Settings;

/// <summary>What becomes of a mail, in words.</summary>
internal static class MailWords
{
    public static string Label(this KeptMail mail) => mail.State switch
    {
        MailState.Waiting => mail.Attempts == 0 ? "À envoyer" : "Réessayé",
        MailState.Sent => "Envoyé",
        MailState.Refused => "Refusé",
        MailState.GivenUp => "Abandonné",
        _ => "Revenu",
    };

    public static Tone Tint(this KeptMail mail) => mail.State switch
    {
        MailState.Waiting => Tone.Wait,
        MailState.Sent => Tone.Ok,
        _ => Tone.Bad,
    };

    public static bool IsLost(this KeptMail mail) =>
        mail.State is MailState.Refused or MailState.GivenUp or MailState.Bounced;

    public static string What(string purpose) => MailPurpose.Find(purpose)?.Name ?? "Essai";

    /// <summary>"23/11/2026 à 9 h 30", as the clock in France shows it.</summary>
    public static string Moment(string instant) =>
        CivilDay.Moment(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture));
}
