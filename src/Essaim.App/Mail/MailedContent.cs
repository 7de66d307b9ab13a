using System.Security.Cryptography;
using Essaim.Domain.Values;
using MimeKit;

namespace Essaim.App.Mail;

/// <summary>A file of a mail that came in.</summary>
public sealed record MailedFile(string Name, byte[] Bytes);

/// <summary>
/// What a mail with invoices says (courriel reçu): who wrote, to which addresses, and its files. It comes from
/// strangers: what is too deep, too many or no mail at all is refused with a sentence; a mail inside the mail is not
/// opened, and no archive is.
/// </summary>
/// <param name="Key">Its Message-Id, or the hash of its bytes: the same mail twice is one.</param>
public sealed record MailedContent(string Key, EmailAddress? Sender, IReadOnlyList<string> Recipients, string Subject,
    IReadOnlyList<MailedFile> Files)
{
    public const int Largest = 30 * 1024 * 1024;
    public const int MostFiles = 20;
    private const int Deepest = 20;
    private const int LongestLine = 200;

    public static MailedContent Read(byte[] bytes)
    {
        using var message = Parse(bytes);
        var parts = message.BodyParts.ToList();
        var files = parts.Where(p => p.IsAttachment || IsNamedPaper(p)).ToList();
        // A photo that a phone puts into the text, where there is nothing else: not the logo of a signature.
        if (files.Count == 0)
            files = [.. parts.Where(p => p is MimePart part && part.ContentType.IsMimeType("image", "*"))];
        if (files.Count > MostFiles)
            throw new BrokenRuleException($"Ce courriel a {files.Count} pièces jointes, et l’on en prend {MostFiles} "
                + "au plus. Demandez-les en plusieurs envois.");
        if (files.Count == 0)
            throw new BrokenRuleException("Ce courriel n’a pas de pièce jointe. Demandez la facture au fournisseur.");
        return new MailedContent(KeyOf(message.MessageId, bytes), AddressOf(message), RecipientsOf(message),
            Line(message.Subject), [.. files.Select(FileOf)]);
    }

    /// <summary>What can be said of any bytes, mail or not, before they are read in full.</summary>
    public static (string Key, string Sender, string Subject) HeadOf(byte[] bytes)
    {
        try
        {
            using var message = Parse(bytes);
            return (KeyOf(message.MessageId, bytes), AddressOf(message)?.Text ?? "", Line(message.Subject));
        }
        catch (BrokenRuleException)
        {
            return (KeyOf(null, bytes), "", "");
        }
    }

    /// <summary>"factures+jeanne@…" is for the activity "jeanne".</summary>
    public static string? SubAddress(string recipient) =>
        recipient.Split('@')[0].Split('+', 2) is [_, { Length: > 0 } code] ? code.ToLowerInvariant() : null;

    private static MimeMessage Parse(byte[] bytes)
    {
        try
        {
            var message = MimeMessage.Load(new ParserOptions { MaxMimeDepth = Deepest }, new MemoryStream(bytes));
            return message.Headers.Count > 0 ? message : throw new FormatException();
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new BrokenRuleException("Ce fichier n’est pas un courriel. Donnez-le tel qu’il a été reçu.");
        }
    }

    private static bool IsNamedPaper(MimeEntity entity) => entity is MimePart { FileName: { Length: > 0 } name }
        && Path.GetExtension(name).ToLowerInvariant() is ".pdf" or ".xml";

    private static MailedFile FileOf(MimeEntity entity)
    {
        var content = new MemoryStream();
        if (entity is MimePart { Content: { } encoded })
            encoded.DecodeTo(content);
        var name = Line((entity as MimePart)?.FileName ?? entity.ContentType.Name);
        return new MailedFile(name.Length > 0 ? name : "sans nom", content.ToArray());
    }

    private static string KeyOf(string? messageId, byte[] bytes) => Line(messageId) is { Length: > 0 } id ? id
        : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static EmailAddress? AddressOf(MimeMessage message)
    {
        try
        {
            return message.From.Mailboxes.FirstOrDefault() is { } sender ? new EmailAddress(sender.Address) : null;
        }
        catch (BrokenRuleException)
        {
            return null; // whoever writes so is nobody whom we know
        }
    }

    /// <summary>Also where a server notes to whom it really delivered.</summary>
    private static List<string> RecipientsOf(MimeMessage message) => [.. message.To.Mailboxes
        .Concat(message.Cc.Mailboxes).Select(m => m.Address)
        .Concat(message.Headers.Where(h => h.Field is "Delivered-To" or "X-Original-To").Select(h => h.Value))
        .Select(a => a.Trim().Trim('<', '>').ToLowerInvariant()).Distinct()];

    private static string Line(string? text)
    {
        var line = new string([.. (text ?? "").Where(c => !char.IsControl(c)
            && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format)]).Trim();
        return line.Length <= LongestLine ? line : line[..LongestLine];
    }
}
