using System.Diagnostics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Essaim.App.Pages;

/// <summary>
/// What people read when a page cannot be shown: what happened, whether anything was done, where to go.
/// </summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
public sealed class ErrorModel : PageModel
{
    [FromRoute]
    public int Code { get; set; }

    public string? Reference =>
        Code >= 500 ? Activity.Current?.TraceId.ToString() ?? HttpContext.TraceIdentifier : null;

    public string Heading => Code switch
    {
        403 => "Cette page n’est pas pour vous",
        404 => "Cette page n’existe pas",
        413 => "Ce fichier est trop lourd",
        >= 500 => "La page n’a pas pu s’afficher",
        _ => "Cette demande n’a pas été comprise",
    };

    public string Explanation => Code switch
    {
        403 => "Votre rôle ne permet pas de l’ouvrir. Si vous en avez besoin, demandez-le à la gérance.",
        404 => "L’adresse contient peut-être une faute de frappe, ou la page a changé de place.",
        413 => "Le plus gros que nous puissions recevoir pèse 32 Mo. Rien n’a été enregistré.",
        >= 500 => "Rien n’a été enregistré. Réessayez dans une minute.",
        _ => "Rien n’a été enregistré. Revenez à la page et recommencez, s’il vous plaît.",
    };
}
