namespace Essaim.Domain.Ledger.Fec;

/// <summary>The columns of a FEC, named as the law names them (LPF art. A.47 A-1, VII), in its order.</summary>
internal enum FecColumn
{
    JournalCode, JournalLib, EcritureNum, EcritureDate, CompteNum, CompteLib, CompAuxNum, CompAuxLib, PieceRef,
    PieceDate, EcritureLib, Debit, Credit, EcritureLet, DateLet, ValidDate, Montantdevise, Idevise, Montant, Sens,
}

/// <summary>
/// Where each column stands in one file. Programs write them in any order and case, add their own, and some give
/// amount and side (Montant, Sens) instead of debit and credit.
/// </summary>
internal sealed class FecColumns
{
    private static readonly string[] Names = Enum.GetNames<FecColumn>();
    private readonly int[] _places = Enumerable.Repeat(-1, Names.Length).ToArray();

    public char Separator { get; }

    /// <summary>True when every name of the header stands in quotes: then a separator inside quotes is text.</summary>
    public bool Quoted { get; }

    /// <summary>How many fields each line must have.</summary>
    public int Count { get; }

    /// <summary>True when the first line is data, in the order of the law.</summary>
    public bool WithoutHeader { get; }

    /// <summary>The last field that must be there: what follows it is never read or may be empty.</summary>
    public int LastNeeded { get; }

    private FecColumns(string[] header, char separator, bool quoted, bool withoutHeader)
    {
        (Separator, Quoted, Count, WithoutHeader) = (separator, quoted, header.Length, withoutHeader);
        for (var i = 0; i < header.Length; i++)
        {
            var at = Array.FindIndex(Names, n => n.Equals(header[i], StringComparison.OrdinalIgnoreCase));
            if (at >= 0 && _places[at] < 0)
                _places[at] = i;
        }
        LastNeeded = Enumerable.Range(0, Names.Length)
            .Where(c => (FecColumn)c is not (FecColumn.Montantdevise or FecColumn.Idevise)).Max(c => _places[c]);
    }

    public int this[FecColumn column] => _places[(int)column];

    public bool Has(FecColumn column) => this[column] >= 0;

    public bool HasSigns => !Has(FecColumn.Debit) || !Has(FecColumn.Credit);

    /// <summary>The columns of this header, or what is missing in it, in French.</summary>
    public static FecColumns? Of(string line, out string? problem)
    {
        problem = null;
        var separator = "\t|;".MaxBy(c => line.Count(x => x == c));
        var fields = line.Split(separator).Select(f => f.Trim()).ToArray();
        var quoted = fields.Length > 1 && fields.All(f => f.Length >= 2 && f[0] == '"' && f[^1] == '"');
        var columns = new FecColumns([.. fields.Select(f => f.Trim('"', ' '))], separator, quoted, false);
        var missing = columns.Missing().ToList();
        if (missing.Count == 0)
            return columns;
        if (fields.Length >= 18 && FecValues.TryDate(fields[(int)FecColumn.EcritureDate].Trim('"'), out _))
            return new FecColumns([.. Names[..18], .. fields[18..]], separator, quoted, true);
        problem = "La première ligne n’est pas l’en-tête d’un FEC : il manque "
            + string.Join(", ", missing) + ". Demandez le fichier FEC complet au logiciel d’origine.";
        return null;
    }

    private IEnumerable<string> Missing()
    {
        foreach (var needed in new[]
                 { FecColumn.JournalCode, FecColumn.EcritureNum, FecColumn.EcritureDate, FecColumn.CompteNum })
            if (!Has(needed))
                yield return needed.ToString();
        if (HasSigns && !(Has(FecColumn.Montant) && Has(FecColumn.Sens)))
            yield return "Debit et Credit (ou Montant et Sens)";
    }
}
