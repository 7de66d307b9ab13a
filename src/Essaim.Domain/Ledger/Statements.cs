using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger;

/// <summary>One account of a statement, in the sense in which the statement shows it.</summary>
public sealed record StatementLine(AccountNumber Account, Money Amount);

/// <summary>A part of a statement (rubrique): its name and its accounts.</summary>
public sealed record StatementPart(string Name, IReadOnlyList<StatementLine> Lines)
{
    public Money Total => Lines.Sum(l => l.Amount);
}

/// <summary>
/// The balance sheet (bilan) of the company or of one activity, from what each account of each activity holds. Accounts
/// of third parties stand on the side where their balance is; the current accounts between activities (18x) are shown
/// for one activity and vanish over the company.
/// </summary>
public sealed record BalanceSheet(IReadOnlyList<StatementPart> Assets, IReadOnlyList<StatementPart> Liabilities)
{
    public Money TotalAssets => Assets.Sum(p => p.Total);
    public Money TotalLiabilities => Liabilities.Sum(p => p.Total);

    public static BalanceSheet From(IReadOnlyList<AccountBalance> balances, bool company)
    {
        var kept = balances.Where(b => !b.Account.ClosesIntoResult && !(company && b.Account.StartsWith("18")))
            .ToList();
        var result = -balances.Where(b => b.Account.ClosesIntoResult).Sum(b => b.Balance);
        StatementPart Asset(string name, Func<AccountBalance, bool> holds) => Part(name, kept.Where(holds), 1);
        StatementPart Liability(string name, Func<AccountBalance, bool> holds) => Part(name, kept.Where(holds), -1);
        StatementPart[] assets =
        [
            Asset("Immobilisations", b => b.Account.Class == 2), Asset("Stocks", b => b.Account.Class == 3),
            Asset("Créances", b => b.Account.Class == 4 && b.Balance.IsPositive),
            Asset("Trésorerie", b => b.Account.Class == 5 && b.Balance.IsPositive),
            Asset("Compte courant avec la coopérative", b => b.Account.StartsWith("18") && b.Balance.IsPositive),
        ];
        StatementPart[] liabilities =
        [
            Liability("Capitaux propres", b => b.Account.Class == 1 && !IsDebt(b.Account)
                && !b.Account.StartsWith("18")),
            new("Résultat de la période", result.IsZero ? [] : [new StatementLine(Accounts.ProfitOfYear, result)]),
            Liability("Provisions", b => b.Account.StartsWith("15")),
            Liability("Emprunts", b => b.Account.StartsWith("16") || b.Account.StartsWith("17")),
            Liability("Dettes", b => b.Account.Class == 4 && b.Balance.IsNegative),
            Liability("Banque à découvert", b => b.Account.Class == 5 && b.Balance.IsNegative),
            Liability("Compte courant avec la coopérative", b => b.Account.StartsWith("18") && b.Balance.IsNegative),
        ];
        return new BalanceSheet(NotEmpty(assets), NotEmpty(liabilities));
    }

    private static bool IsDebt(AccountNumber account) =>
        account.StartsWith("15") || account.StartsWith("16") || account.StartsWith("17");

    private static StatementPart[] NotEmpty(IEnumerable<StatementPart> parts) =>
        [.. parts.Where(p => p.Lines.Count > 0)];

    internal static StatementPart Part(string name, IEnumerable<AccountBalance> balances, int sign) => new(name,
        [.. balances.GroupBy(b => b.Account).OrderBy(g => g.Key)
            .Select(g => new StatementLine(g.Key, sign > 0 ? g.Sum(b => b.Balance) : -g.Sum(b => b.Balance)))
            .Where(l => !l.Amount.IsZero)]);
}

/// <summary>
/// The income statement (compte de résultat) of the company or of one activity. Income and costs are both positive;
/// contribution and internal sales are shown for one activity and vanish over the company.
/// </summary>
public sealed record IncomeStatement(IReadOnlyList<StatementPart> Income, IReadOnlyList<StatementPart> Costs)
{
    public Money TotalIncome => Income.Sum(p => p.Total);
    public Money TotalCosts => Costs.Sum(p => p.Total);
    public Money Result => TotalIncome - TotalCosts;

    public static IncomeStatement From(IReadOnlyList<AccountBalance> flows, bool company)
    {
        var shown = flows.Where(b => b.Account.IsProfitAndLoss || (!company && b.Account.ClosesIntoResult)).ToList();
        StatementPart Earned(string name, params string[] prefixes) =>
            BalanceSheet.Part(name, shown.Where(b => prefixes.Any(b.Account.StartsWith)), -1);
        StatementPart Spent(string name, params string[] prefixes) =>
            BalanceSheet.Part(name, shown.Where(b => prefixes.Any(b.Account.StartsWith)), 1);
        StatementPart[] income =
        [
            Earned("Ventes", "70"), Earned("Subventions", "74"),
            Earned("Contributions et ventes internes", "187"),
                Earned("Autres produits d’exploitation", "71", "72", "73", "75"),
            Earned("Produits financiers", "76"), Earned("Produits exceptionnels", "77"),
                Earned("Reprises et transferts", "78", "79"),
        ];
        StatementPart[] costs =
        [
            Spent("Achats", "60"), Spent("Services extérieurs", "61", "62"),
                Spent("Contribution et achats internes", "186"),
            Spent("Impôts et taxes", "63"), Spent("Salaires et cotisations", "64"),
                Spent("Autres charges de gestion", "65"),
            Spent("Charges financières", "66"), Spent("Charges exceptionnelles", "67"),
            Spent("Amortissements et provisions", "68"), Spent("Participation et impôt sur les bénéfices", "69"),
        ];
        return new IncomeStatement([.. income.Where(p => p.Lines.Count > 0)], [.. costs.Where(p => p.Lines.Count > 0)]);
    }
}
