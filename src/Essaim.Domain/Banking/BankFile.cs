using System.Security.Cryptography;
using System.Text;
using Essaim.Domain.Values;

namespace Essaim.Domain.Banking;

/// <summary>The formats in which banks give statements and that we read.</summary>
public enum BankFileFormat
{
    Camt053,
    Cfonb120,
    Ofx,
}

/// <summary>
/// A file of statements as banks give it (fichier de relevés): CAMT.053, CFONB 120 or OFX, recognised by its content,
/// never by its name. What cannot be taken is told fault by fault and the rest is kept; a file in which nothing can be
/// taken is refused with a sentence. Nothing in a file makes it throw anything else.
/// </summary>
public sealed record BankFile(
    BankFileFormat Format, IReadOnlyList<BankStatement> Statements, IReadOnlyList<BankFault> Faults)
{
    public const int MostBytes = 64_000_000;

    public static BankFile Read(byte[] content)
    {
        if (content.Length == 0)
            throw new BrokenRuleException("Ce fichier est vide. Choisissez le relevé que la banque vous a donné.");
        if (content.Length > MostBytes)
            throw new BrokenRuleException(
                "Ce relevé dépasse 64 Mo. Demandez à la banque un fichier par mois, puis importez-les un par un.");
        var head = Head(content);
        var draft = new BankFileDraft();
        var format = FormatOf(head);
        switch (format)
        {
            case BankFileFormat.Camt053: Camt053Reader.Read(content, draft); break;
            case BankFileFormat.Ofx: OfxReader.Read(content, draft); break;
            default: CfonbReader.Read(content, draft); break;
        }
        return draft.Finish(format);
    }

    private static BankFileFormat FormatOf(string head)
    {
        if (head.Contains("OFXHEADER", StringComparison.OrdinalIgnoreCase)
                || head.Contains("<OFX>", StringComparison.OrdinalIgnoreCase))
            return BankFileFormat.Ofx;
        if (head.StartsWith('<') && (head.Contains("BkToCstmrStmt>") || head.Contains("camt.053")))
            return BankFileFormat.Camt053;
        if (head.Contains("camt.052") || head.Contains("camt.054"))
            throw new BrokenRuleException("Ce fichier est un avis de la banque (CAMT.052 ou CAMT.054), pas un relevé : "
                + "il n’a pas de solde définitif. Demandez à la banque le relevé CAMT.053.");
        if (head.Contains("pain.002") || head.Contains("CstmrPmtStsRpt"))
            throw new BrokenRuleException("Ce fichier est la réponse de la banque à un ordre de virement (pain.002), "
                + "pas un relevé. Importez-le depuis l’ordre de virement.");
        if (head.Contains('\n') || head.Contains('\r')
                ? head.Split('\r', '\n').Take(40).Any(CfonbRecord.LooksLike)
                : CfonbRecord.LooksLike(head))
            return BankFileFormat.Cfonb120;
        throw new BrokenRuleException("Ce fichier n’est pas un relevé que nous savons lire. Demandez à la banque un "
            + "relevé CAMT.053, CFONB 120 ou OFX, ou un CSV, que l’import de tableaux prend.");
    }

    private static string Head(byte[] content)
    {
        var start = content.AsSpan(0, Math.Min(content.Length, 8000)).ToArray();
        var text = BankText.Decode(start, BankText.EncodingOf(start, null));
        return text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n', '\0');
    }
}

/// <summary>
/// A file being read: its statements so far and its faults. A file of nothing but faults keeps the first ones only, so
/// that it costs no memory.
/// </summary>
internal sealed class BankFileDraft
{
    private const int MostFaults = 1000;

    private readonly List<BankStatement> _statements = [];
    private readonly List<BankFault> _faults = [];
    private readonly HashSet<string> _known = [];
    private readonly BankLineKeys _keys = new();
    private long _untold;

    /// <summary>The number that the next statement has among those of the file.</summary>
    public int NextNumber { get; private set; } = 1;

    /// <summary>True when further faults are only counted: no sentence need be made for them.</summary>
    public bool HasManyFaults => _faults.Count >= MostFaults;

    public void Tell(string place, string reason)
    {
        if (HasManyFaults)
            _untold++;
        else
            _faults.Add(new BankFault(place, reason));
    }

    /// <summary>Tells why the statement at hand is not taken; the next one has the next number.</summary>
    public void LeaveOut(string reason) => Tell($"relevé {NextNumber++}", reason);

    /// <summary>
    /// Adds a statement, its lines with their keys, and tells when its balances do not agree with them. The same
    /// statement given twice in a file is taken once.
    /// </summary>
    public void Add(BankStatement statement)
    {
        var number = NextNumber++;
        if (!_known.Add(Fingerprint(statement)))
        {
            Tell($"relevé {number}", "Ce relevé se trouve déjà plus haut dans le fichier ; il n’est pris qu’une fois.");
            return;
        }
        _keys.NextStatement();
        var lines = statement.Lines.Select(l => l with { Key = _keys.Of(statement.Account, l) }).ToList();
        _statements.Add(statement with { Lines = lines });
        CheckBalances(statement, number);
    }

    public BankFile Finish(BankFileFormat format)
    {
        if (_statements.Count == 0)
            throw new BrokenRuleException(_faults.Count > 0
                ? $"Rien ne peut être pris dans ce fichier. {_faults[0].Reason}"
                : "Ce fichier ne contient aucun relevé. Téléchargez-le de nouveau auprès de la banque.");
        if (_untold > 0)
            _faults.Add(new BankFault("fichier", $"{_untold} autres fautes ne sont pas montrées. "
                + "Ce fichier est sans doute abîmé : téléchargez-le de nouveau auprès de la banque."));
        return new BankFile(format, _statements, _faults);
    }

    private void CheckBalances(BankStatement statement, int number)
    {
        if (statement.Opening is not { } opening || statement.Closing is not { } closing)
            return;
        // Wider than an amount: a hostile file may add up to more than 64 bits.
        var sum = statement.Lines.Aggregate((Int128)opening.Amount.Cents, (total, line) => total + line.Amount.Cents);
        if (sum == closing.Amount.Cents)
            return;
        var reached = sum > long.MinValue && sum < long.MaxValue
            ? new Money((long)sum).ToString() : "un montant hors de toute mesure";
        Tell($"relevé {number}", $"Le solde de départ et les mouvements lus donnent {reached}, mais la banque annonce "
            + $"un solde final de {closing.Amount}. Un mouvement manque : téléchargez le relevé de nouveau.");
    }

    private static string Fingerprint(BankStatement statement)
    {
        var text = new StringBuilder();
        text.Append(statement.Account.Identity).Append('\n').Append(statement.Reference).Append('\n')
            .Append(statement.Opening).Append(statement.Closing).Append('\n');
        foreach (var line in statement.Lines)
            text.Append(line.BookedOn.DayNumber).Append(' ').Append(line.Amount.Cents).Append(' ')
                .Append(line.BankReference).Append(' ').Append(line.Label).Append('\n');
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
