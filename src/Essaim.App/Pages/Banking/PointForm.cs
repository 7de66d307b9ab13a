using Essaim.App.Data;
using Essaim.App.Data.Banking;
using Essaim.Domain.Activities;
using Essaim.Domain.Banking;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Pages.Banking;

/// <summary>
/// An account, an activity and an amount as they were typed; without an amount it takes what is left.
/// </summary>
public sealed class TypedShare
{
    public string Account { get; set; } = "";
    public string Activity { get; set; } = "";
    public string Amount { get; set; } = "";

    public bool IsEmpty => string.IsNullOrWhiteSpace(Account) && string.IsNullOrWhiteSpace(Amount);
}

/// <summary>What somebody says a movement is: a proposal, lines they looked for, or accounts.</summary>
public sealed class PointForm
{
    public const string ByLines = "lignes";
    public const string ByAccounts = "comptes";

    public long Line { get; set; }

    /// <summary>The parts of a proposal ("2026000000012-1 2026000000013-1"), a rule ("r7"), or one of the words above.
    /// </summary>
    public string Target { get; set; } = "";

    public List<string> Chosen { get; set; } = [];
    public TypedShare Difference { get; set; } = new();
    public List<TypedShare> Shares { get; set; } = [];
    public string Label { get; set; } = "";
    public bool Remember { get; set; }

    public static string Key(BankProposal p) =>
        p.Rule is { } rule ? $"r{rule.Id}" : string.Join(' ', p.Parts.Select(Key));

    public static string Key(BankCandidate c) => $"{c.Entry}-{c.Line}";

    public async Task<PointChoice> ReadAsync(CoopDb db, BankAccountRow account)
    {
        var line = await db.BankLines.AsNoTracking().SingleOrDefaultAsync(l => l.Id == Line
            && l.BankAccountId == account.Id) ?? throw new BrokenRuleException("Choisissez un mouvement de ce compte.");
        if (Target.StartsWith('r') && long.TryParse(Target[1..], out var id))
            return new PointChoice([], null, await OfRuleAsync(db, id, line), "", null) { FollowedRule = id };
        if (Target != ByAccounts)
            return new PointChoice(Target == ByLines ? ChosenIds() : [.. Target.Split(' ').Select(OpenItemId.Parse)],
                Difference.IsEmpty ? null : await DifferenceAsync(db), [], "", null);
        var shares = await SharesAsync(db, line);
        var text = BankRule.Lasting(line.Label);
        return new PointChoice([], null, shares, Label, Remember && shares is [var only] && text.Length > 0
            ? new NewRule(text, line.Amount.IsPositive, only, Label) : null);
    }

    private static async Task<IReadOnlyList<ImputedPart>> OfRuleAsync(CoopDb db, long id, BankLineRow line) =>
        await db.BankRules.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id) is { } rule
            ? [new ImputedPart(rule.Account, rule.ActivityId, line.Amount)]
            : throw new BrokenRuleException("Cette règle n’existe plus. Rechargez la page.");

    /// <summary>Lines that somebody ticked, in their order on screen.</summary>
    public IReadOnlyList<OpenItemId> ChosenIds() => Chosen.Count > 0 ? [.. Chosen.Select(OpenItemId.Parse)]
        : throw new BrokenRuleException("Cochez ce que cet argent paie.");

    /// <summary>The account and the activity typed for what differs, or for all of it.</summary>
    public async Task<TakenDifference> DifferenceAsync(CoopDb db) =>
        new(ReadAccount(Difference.Account), await ActivityAsync(db, Difference.Activity));

    private async Task<IReadOnlyList<ImputedPart>> SharesAsync(CoopDb db, BankLineRow line)
    {
        var parts = new List<ImputedPart>();
        var (sign, open) = (line.Amount.IsPositive ? 1 : -1, -1);
        foreach (var share in Shares.Where(s => !s.IsEmpty))
        {
            if (share.Amount.Trim().Length == 0)
                open = open < 0 ? parts.Count : throw new BrokenRuleException(
                    "Une seule part peut rester sans montant : elle prend le reste.");
            var amount = share.Amount.Trim().Length == 0 ? Money.Zero
                : new Money(FrenchText.ParseMoney(share.Amount, "Une part").Cents * sign);
            parts.Add(new ImputedPart(ReadAccount(share.Account),
                await ActivityAsync(db, share.Activity), amount));
        }
        if (parts.Count == 0)
            throw new BrokenRuleException("Dites quel compte prend ce mouvement.");
        if (open >= 0)
            parts[open] = parts[open] with { Amount = line.Amount - parts.Sum(p => p.Amount) };
        return parts;
    }

    /// <summary>What the list of accounts gives: the number, and perhaps its words.</summary>
    private static AccountNumber ReadAccount(string text) => new(text.Trim().Split(' ')[0]);

    private static async Task<ActivityId> ActivityAsync(CoopDb db, string code)
    {
        var asked = code.Trim().Length == 0 ? Activity.StructureCode : code.Trim();
        return await db.Activities.Where(a => a.Code == asked).Select(a => (ActivityId?)a.Id).SingleOrDefaultAsync()
            ?? throw new BrokenRuleException($"Il n’y a pas d’activité « {asked} ». Choisissez-la dans la liste.");
    }
}

/// <summary>A rule to keep for movements that come again.</summary>
public sealed record NewRule(string Text, bool IsIncoming, ImputedPart Part, string Label);

/// <summary>What was chosen, read.</summary>
public sealed record PointChoice(IReadOnlyList<OpenItemId> Lines, TakenDifference? Difference,
    IReadOnlyList<ImputedPart> Parts, string Label, NewRule? Rule)
{
    public long? FollowedRule { get; init; }

    public async Task DoAsync(WriteSession w, long line, string by)
    {
        if (FollowedRule is { } followed)
            await w.Db.BankRules.Where(r => r.Id == followed)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.Uses, x => x.Uses + 1));
        if (Rule is { } rule)
            await KeepBankRule.KeepAsync(w, rule.Text, rule.IsIncoming, rule.Part, rule.Label, by);
        if (Parts.Count > 0)
            await ExplainLine.ByAccountsAsync(w, line, Parts, Label, by);
        else
            await ExplainLine.ByLinesAsync(w, line, Lines, Difference, by);
    }
}
