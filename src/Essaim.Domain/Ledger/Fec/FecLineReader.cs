using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger.Fec;

/// <summary>Makes one line of a FEC out of its fields, or says in French what is wrong with it.</summary>
internal sealed class FecLineReader(FecFields fields)
{
    /// <summary>
    /// Third parties' codes have 60 signs in the books; two are kept for the mark that imports may add.
    /// </summary>
    private const int LongestCode = 58;

    private readonly Dictionary<string, (bool Ok, AccountNumber Account, string? ThirdParty)> _accounts = [];

    public FecLine? Read(ReadOnlySpan<char> line, long number, out string problem)
    {
        var read = ReadFields(line, number, out problem);
        if (read is null)
            problem = fields.Excess ?? problem;
        return read;
    }

    private FecLine? ReadFields(ReadOnlySpan<char> line, long number, out string problem)
    {
        if (!TryAmounts(line, out var debit, out var credit, out problem))
            return null;
        var written = fields.Text(line, FecColumn.CompteNum, comesBack: true);
        var (ok, account, behind) = AccountOf(written);
        var code = fields.Text(line, FecColumn.CompAuxNum, comesBack: true) is { Length: > 0 } own ? own : behind;
        if (!ok)
            problem =
                $"« {Short(written)} » n’est pas un compte : il commence par 2 à 10 chiffres, de la classe 1 à 8.";
        else if (code?.Length > LongestCode)
            problem = $"Le compte auxiliaire « {Short(code)} » a plus de {LongestCode} signes.";
        if (problem.Length > 0)
            return null;
        var label = fields.Text(line, FecColumn.CompteLib, comesBack: true);
        var name = fields.Text(line, FecColumn.CompAuxLib, comesBack: true);
        if (code is not null && name.Length == 0)
            name = code == behind && label.Length > 0 ? label : code;
        var letter = fields.Text(line, FecColumn.EcritureLet);
        return new FecLine(number, account, behind is null ? label : "", code, code is null ? null : name,
            fields.Text(line, FecColumn.PieceRef), DateOrNull(line, FecColumn.PieceDate),
            fields.Text(line, FecColumn.EcritureLib), debit, credit, letter.Length == 0 ? null : letter,
            DateOrNull(line, FecColumn.DateLet));
    }

    private bool TryAmounts(ReadOnlySpan<char> line, out Money debit, out Money credit, out string problem)
    {
        (debit, credit) = (Money.Zero, Money.Zero);
        problem = "";
        if (fields.Columns.HasSigns)
            return TrySigned(line, ref debit, ref credit, ref problem);
        if (!FecValues.TryAmount(fields.Raw(line, FecColumn.Debit), out var left))
            problem =
                $"Le débit « {Short(fields.Raw(line, FecColumn.Debit))} » n’est pas un montant en euros et centimes.";
        else if (!FecValues.TryAmount(fields.Raw(line, FecColumn.Credit), out var right))
            problem =
                $"Le crédit « {Short(fields.Raw(line, FecColumn.Credit))} » n’est pas un montant en euros et centimes.";
        else if (left != 0 && right != 0)
            problem = "La ligne porte un débit et un crédit : un seul des deux est permis.";
        else
            (debit, credit) = Sides(left - right);
        return problem.Length == 0;
    }

    private bool TrySigned(ReadOnlySpan<char> line, ref Money debit, ref Money credit, ref string problem)
    {
        var side = FecValues.Side(fields.Raw(line, FecColumn.Sens));
        if (!FecValues.TryAmount(fields.Raw(line, FecColumn.Montant), out var cents))
            problem = $"« {Short(fields.Raw(line, FecColumn.Montant))} » n’est pas un montant en euros et centimes.";
        else if (side == 0)
            problem = $"Le sens « {Short(fields.Raw(line, FecColumn.Sens))} » n’est ni D (débit) ni C (crédit).";
        else
            (debit, credit) = Sides(side * cents);
        return problem.Length == 0;
    }

    /// <summary>A negative amount goes to the other side.</summary>
    private static (Money Debit, Money Credit) Sides(long cents) =>
        cents < 0 ? (Money.Zero, new Money(-cents)) : (new Money(cents), Money.Zero);

    private (bool Ok, AccountNumber Account, string? ThirdParty) AccountOf(string written)
    {
        if (_accounts.TryGetValue(written, out var known))
            return known;
        known = (FecValues.TryAccount(written, out var account, out var thirdParty), account, thirdParty);
        if (_accounts.Count < 100_000)
            _accounts.Add(written, known);
        return known;
    }

    /// <summary>A date that cannot be read where one may be missing is as if it were missing.</summary>
    private DateOnly? DateOrNull(ReadOnlySpan<char> line, FecColumn column) =>
        FecValues.TryDate(fields.Raw(line, column), out var date) ? date : null;

    internal static string Short(ReadOnlySpan<char> text)
    {
        var shown = text.Length > 40 ? string.Concat(text[..40], "…") : text.ToString();
        return string.Concat(shown.Select(c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c));
    }
}
