using Essaim.App.Data.Sealing;
using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Banking;

/// <summary>A file of statements that somebody hands in.</summary>
public sealed record GivenStatement(string FileName, string Sha256, string By);

/// <summary>
/// What became of a file: lines added, known already, found in the books at once, and what to look at.
/// </summary>
public sealed record TakenStatement(long Added, long Known, long Matched, IReadOnlyList<string> Remarks,
    IReadOnlyList<long> Accounts);

/// <summary>
/// Takes the movements of a file (importer un relevé): each once, whichever files it comes in. What the books say
/// already, and nothing else can be meant, is matched at once: that posts nothing and can be taken back.
/// </summary>
public static class TakeStatement
{
    public static async Task<TakenStatement> TakeAsync(
        WriteSession w, SealingKeys keys, BankFile file, GivenStatement given)
    {
        var accounts = await w.Db.BankAccounts.AsNoTracking().ToListAsync();
        var remarks = file.Faults.Select(f => f.ToString()).ToList();
        var (added, known, matched) = (0L, 0L, 0L);
        var touched = new List<long>();
        foreach (var statement in file.Statements)
        {
            var account = accounts.FirstOrDefault(a => a.Iban == statement.Account.Iban);
            if (account is null)
            {
                remarks.Add($"Le compte {statement.Account.Iban?.ToString() ?? statement.Account.Text} n’est pas un "
                    + "compte de la coopérative : ses mouvements sont laissés. Déclarez-le d’abord, s’il l’est.");
                continue;
            }
            var lines = await AddAsync(w, keys, account, statement, given);
            added += lines.Count;
            known += statement.Lines.Count - lines.Count;
            matched += await MatchAsync(w, account, lines);
            touched.Add(account.Id);
        }
        if (touched.Count == 0)
            throw new BrokenRuleException(remarks.Count > 0 ? remarks[^1] : "Ce fichier ne contient aucun relevé.");
        return new TakenStatement(added, known, matched, remarks, [.. touched.Distinct()]);
    }

    /// <summary>Movements before the first day of the account are of the books before ours.</summary>
    private static async Task<List<BankLineRow>> AddAsync(WriteSession w, SealingKeys keys, BankAccountRow account,
        BankStatement statement, GivenStatement given)
    {
        var keysHere = new HashSet<string>();
        foreach (var some in statement.Lines.Select(l => l.Key).Chunk(500))
            keysHere.UnionWith(await w.Db.BankLines.Where(l => l.BankAccountId == account.Id && some.Contains(l.Key))
                .Select(l => l.Key).ToListAsync());
        var fresh = statement.Lines.Where(l => l.BookedOn >= account.StartsOn && keysHere.Add(l.Key)).ToList();
        var row = new BankStatementRow
        {
            BankAccountId = account.Id, FileName = given.FileName, FileSha256 = given.Sha256,
            Reference = statement.Reference ?? "", Opening = statement.Opening?.Amount,
            OpeningOn = statement.Opening?.Date, Closing = statement.Closing?.Amount,
            ClosingOn = statement.Closing?.Date ?? LastDay(statement), Added = fresh.Count,
            Known = statement.Lines.Count - fresh.Count, MadeAt = w.Now, MadeBy = given.By,
        };
        // The same file again tells nothing new: it leaves no second statement.
        if (fresh.Count == 0 && await w.Db.BankStatements.AnyAsync(s => s.BankAccountId == account.Id
            && s.FileSha256 == given.Sha256))
            return [];
        w.Db.BankStatements.Add(row);
        await w.SaveAsync();
        var lines = fresh.Select(l => RowOf(l, account.Id, row.Id, keys)).ToList();
        w.Db.BankLines.AddRange(lines);
        await w.SaveAsync();
        return lines;
    }

    private static async Task<long> MatchAsync(WriteSession w, BankAccountRow account, List<BankLineRow> lines)
    {
        var matched = 0L;
        var taken = new HashSet<(EntryId, int)>();
        foreach (var some in lines.Chunk(200))
        {
            var proposals = await BankCandidates.ProposeAsync(w.Db, account, some);
            foreach (var line in some)
                if (proposals[line.Id] is [{ Certainty: BankCertainty.Sure, Parts: [{ IsBooked: true } part] }, ..]
                    && taken.Add((part.Entry, part.Line)))
                {
                    await ExplainLine.ByLinesAsync(w, line.Id, [new OpenItemId(part.Entry, part.Line)], null,
                        Automatic);
                    matched++;
                }
        }
        return matched;
    }

    /// <summary>Who explained a movement when nobody had to.</summary>
    public const string Automatic = "Essaim";

    private static DateOnly? LastDay(BankStatement statement) =>
        statement.Lines.Count == 0 ? null : statement.Lines.Max(l => l.BookedOn);

    private static BankLineRow RowOf(BankLine line, long account, long statement, SealingKeys keys) => new()
    {
        BankAccountId = account, StatementId = statement, Key = line.Key, Date = line.BookedOn,
        ValueDate = line.ValueDate, Amount = line.Amount, Party = line.CounterpartyName ?? "",
        Label = BankLabels.Of(line), PartyIban = line.CounterpartyIban is { } iban ? keys.Seal(iban) : null,
        Reference = line.EndToEndId ?? line.BankReference ?? "",
    };
}

/// <summary>What a movement shows in words: what the bank wrote of it and of the payments in it.</summary>
internal static class BankLabels
{
    private const int Longest = 1000;

    public static string Of(BankLine line)
    {
        var said = new[] { line.Label }.Concat(line.Details.SelectMany(d =>
            new[] { d.CounterpartyName ?? "", d.Label, d.EndToEndId ?? "" }));
        var label = string.Join(' ', said.Where(t => t.Length > 0).Distinct());
        return label.Length <= Longest ? label : label[..Longest];
    }
}
