using Essaim.App.Data;
using Essaim.App.Mail;
using Essaim.App.Web;

namespace Essaim.App.Identity;

/// <summary>
/// Tells a user that somebody entered under their name from a device never seen before (nouvelle connexion). Without a
/// link, so that nobody learns to follow the one in a forged letter of alarm.
/// </summary>
public static class NewDeviceLetter
{
    public const string Purpose = "nouvelle-connexion";

    /// <summary>
    /// Null at the first sign-in of all, for whoever only tries a demonstration, and where the login is no address.
    /// </summary>
    public static Letter? For(SignedInUser user, OpenSession session) =>
        session.OnUnknownDevice && user.Grants.Any(g => !g.Coop.IsDemonstration) && user.Address is { } address
            ? new Letter(Purpose, address, user.Name, "Nouvelle connexion sous votre nom", $"""
                Bonjour {user.Name},

                Quelqu’un est entré dans Essaim sous votre nom, avec un appareil jamais vu jusqu’ici :

                {session.Device}, le {CivilDay.Moment(session.MadeAt)}

                C’était vous ? Il n’y a rien à faire.

                Ce n’était pas vous ? Ouvrez Essaim comme d’habitude. Dans votre profil, page « Vos sessions », fermez
                cette session, puis changez de mot de passe. Si vous n’entrez plus, appelez votre coopérative.

                Ce message ne contient aucun lien : ne suivez pas celui d’un message qui lui ressemblerait.
                """.ReplaceLineEndings("\n"))
            : null;
}
