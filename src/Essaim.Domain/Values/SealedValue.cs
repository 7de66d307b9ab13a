namespace Essaim.Domain.Values;

/// <summary>
/// A number that the database keeps only under seal (valeur chiffrée), such as a person's IBAN. Whoever has the
/// database without its key sees the mask and nothing else. Equal numbers have an equal index, so that doubles are
/// found.
/// </summary>
public sealed record SealedValue(int KeyVersion, string Index, string Envelope, string Mask)
{
    /// <summary>What every sealed text begins with; a text without it was never sealed.</summary>
    public const string Mark = "sealed:";

    public string Text => $"{Mark}{KeyVersion}:{Index}:{Envelope}:{Mask}";

    public static SealedValue Read(string text)
    {
        var parts = text.Split(':');
        return text.StartsWith(Mark, StringComparison.Ordinal) && parts.Length == 5
            ? new SealedValue(int.Parse(parts[1]), parts[2], parts[3], parts[4])
            : throw new FormatException("This value is not sealed.");
    }

    /// <summary>The mask: so that no log and no page shows more by accident.</summary>
    public override string ToString() => Mask;
}
