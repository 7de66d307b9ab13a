namespace Essaim.App.Data.Acts;

/// <summary>
/// One line of the log of acts (journal des actes): who did what to which record. <see cref="Title"/> and
/// <see cref="Changes"/> are null once they were forgotten at somebody's request.
/// </summary>
public sealed record Act(long Id, string At, string By, string Verb, string Kind, string About, string? Title,
    string? Changes);

/// <summary>An act that is about to be kept.</summary>
public sealed record NewAct(string Verb, string Kind, string About, string Title, string Changes = "");

/// <summary>What is done, as it is stored; the French words stand beside.</summary>
public static class ActVerbs
{
    public const string Added = "added";
    public const string Changed = "changed";
    public const string Removed = "removed";
    public const string Asked = "asked";
    public const string Granted = "granted";
    public const string Refused = "refused";

    /// <summary>A personal number was shown in full.</summary>
    public const string Seen = "seen";

    /// <summary>A personal paper was taken by somebody else than its person.</summary>
    public const string Taken = "taken";

    public static string Word(string verb) => verb switch
    {
        Added => "Ajout",
        Changed => "Changement",
        Removed => "Retrait",
        Asked => "Demande d’accord",
        Granted => "Accord",
        Refused => "Refus",
        Seen => "Numéro vu en entier",
        Taken => "Téléchargement",
        _ => verb,
    };
}
