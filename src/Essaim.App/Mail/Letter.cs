using Essaim.Domain.Values;

namespace Essaim.App.Mail;

/// <summary>
/// A mail as it will leave (courriel): one recipient, a subject on one line, a plain text, at most one file. Nothing
/// that could end a header gets in, so no customer's name can add a recipient.
/// </summary>
public sealed record Letter
{
    private const int LongestSubject = 250;

    public Letter(string purpose, EmailAddress to, string name, string subject, string body)
    {
        if (Broken(name) || Broken(subject))
            throw new BrokenRuleException(
                "Le nom et l’objet d’un courriel tiennent sur une ligne. Retirez les retours à la ligne.");
        if (string.IsNullOrWhiteSpace(subject))
            throw new BrokenRuleException("Il manque l’objet du courriel. Écrivez de quoi il parle.");
        if (subject.Length > LongestSubject)
            throw new BrokenRuleException(
                $"L’objet du courriel a {subject.Length} signes. Raccourcissez-le à {LongestSubject} au plus.");
        if (string.IsNullOrWhiteSpace(body))
            throw new BrokenRuleException("Il manque le texte du courriel. Écrivez-le.");
        (Purpose, To, Name, Subject, Body) = (purpose, to, name.Trim(), subject.Trim(), body);
    }

    /// <summary>What it is for: the key of its template, or a word of the program.</summary>
    public string Purpose { get; }
    public EmailAddress To { get; }
    public string Name { get; }
    public string Subject { get; }
    public string Body { get; }

    /// <summary>Who gets the answer, when it is not the address that sends for everybody.</summary>
    public EmailAddress? ReplyTo { get; init; }

    public Enclosure? Enclosed { get; init; }

    internal static bool Broken(string line) => line.Any(char.IsControl) || line.Any(c => c is '\u2028' or '\u2029');
}

/// <summary>The file that goes with a letter (pièce jointe).</summary>
public sealed record Enclosure(string Name, byte[] Bytes);
