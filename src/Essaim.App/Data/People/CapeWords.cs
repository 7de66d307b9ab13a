using Essaim.Domain.People;

namespace Essaim.App.Data.People;

/// <summary>What is told of a Cape and to whom, in words.</summary>
public static class CapeWords
{
    public static string Of(CapeEvent told) => told switch
    {
        CapeEvent.Concluded => "Conclusion du Cape",
        CapeEvent.Renewed => "Renouvellement du Cape",
        CapeEvent.Ended => "Fin du Cape",
        CapeEvent.EndedEarly => "Rupture du Cape avant son terme",
        _ => throw new ArgumentOutOfRangeException(nameof(told)),
    };

    public static string Of(NoticeBody body) => body == NoticeBody.Urssaf ? "l’Urssaf" : "France Travail";
}
