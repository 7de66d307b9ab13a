using System.Globalization;
using System.Text;
using SkiaSharp;

namespace Essaim.App.Documents;

/// <summary>
/// A shipped font. Skia neither shapes text nor borrows a glyph from another font: what is missing would be an empty
/// box on an invoice. So every text goes through <see cref="Clean"/>, and widths come from the font, unhinted.
/// Loaded once, used by all threads.
/// </summary>
internal sealed class PaperFont
{
    public static readonly PaperFont Text = new("essaim-texte-400.ttf");
    public static readonly PaperFont Strong = new("essaim-texte-600.ttf");
    public static readonly PaperFont Title = new("essaim-titre-560.ttf");

    /// <summary>Beyond this code point the shipped fonts have nothing worth keeping.</summary>
    private const int Known = 0x3000;

    private const float Missing = -1;

    private readonly LeanFont _lean;
    private readonly ushort[] _glyphs;
    private readonly float[] _widths = new float[Known];

    private PaperFont(string file)
    {
        using var stream = typeof(PaperFont).Assembly.GetManifestResourceStream("Essaim.App.Documents.Fonts." + file)
            ?? throw new InvalidOperationException($"The font {file} is not in the program.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        _lean = new LeanFont(bytes);
        using var data = SKData.CreateCopy(bytes);
        using var typeface = SKTypeface.FromData(data);
        using var font = Sized(typeface, 1000);
        _glyphs = font.GetGlyphs([.. Enumerable.Range(0, Known)]);
        var advances = font.GetGlyphWidths(_glyphs);
        for (var i = 0; i < Known; i++)
            _widths[i] = _glyphs[i] == 0 || !Shown((char)i) ? Missing : advances[i] / 1000;
    }

    /// <summary>The font as a document embeds it, with the glyphs of those texts and no other.</summary>
    public SKTypeface For(IEnumerable<char> texts)
    {
        using var data = SKData.CreateCopy(_lean.With(texts.Select(c => _glyphs[c])));
        return SKTypeface.FromData(data);
    }

    public static SKFont Sized(SKTypeface typeface, float size) =>
        new(typeface, size) { Hinting = SKFontHinting.None, Subpixel = true, LinearMetrics = true };

    public bool Has(char c) => c < Known && _widths[c] >= 0;

    /// <summary>Width of a cleaned text at one point of size.</summary>
    public float Width(ReadOnlySpan<char> cleaned)
    {
        var width = 0f;
        foreach (var c in cleaned)
            width += _widths[c];
        return width;
    }

    /// <summary>
    /// The text with only what the font can draw: "Łukasz" becomes "Lukasz", an unknown sign "?", marks that cannot be
    /// seen go. A line feed stays, for whoever breaks lines.
    /// </summary>
    public string Clean(string text)
    {
        var at = 0;
        while (at < text.Length && (Has(text[at]) || text[at] == '\n'))
            at++;
        if (at == text.Length)
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in WithoutLoneSurrogates(text).Normalize(NormalizationForm.FormC).EnumerateRunes())
            Append(clean, rune);
        return clean.ToString();
    }

    private static string WithoutLoneSurrogates(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private void Append(StringBuilder clean, Rune rune)
    {
        if (rune.Value == '\n' || (rune.IsBmp && Has((char)rune.Value)))
            clean.Append((char)rune.Value);
        else if (rune.Value == '\t' || Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator)
            clean.Append(' ');
        else if (!Unseen(rune))
            clean.Append(Stroked(rune) ?? Base(rune) ?? "?");
    }

    /// <summary>The letters under the accents, if the font has them all.</summary>
    private string? Base(Rune rune)
    {
        var letters = rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes().Where(r => !Unseen(r))
            .Select(r => r.IsBmp && Has((char)r.Value) ? r.ToString() : Stroked(r)).ToList();
        return letters.Count > 0 && letters.All(l => l != null) ? string.Concat(letters) : null;
    }

    private static bool Unseen(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark
        or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control;

    /// <summary>Signs that Unicode does not take apart, and what a French typist writes instead.</summary>
    private static string? Stroked(Rune rune) => rune.Value switch
    {
        'Ł' => "L", 'ł' => "l", 'Đ' => "D", 'đ' => "d", 'Ħ' => "H", 'ħ' => "h", 'Ŧ' => "T", 'ŧ' => "t",
        'Ŋ' => "N", 'ŋ' => "n", 'ĸ' => "k", 'ə' => "e", 'Ə' => "E", 'ẞ' => "SS",
        '\u2010' or '\u2011' => "-", '\u2015' => "—", '≤' => "<=", '≥' => ">=", '→' => "->", '●' => "•",
        _ => null,
    };

    /// <summary>
    /// In the fonts, the soft hyphen is drawn as a hyphen and a combining accent would stand beside its letter.
    /// </summary>
    private static bool Shown(char c) => !char.IsSurrogate(c) && !Unseen(new Rune(c));
}
