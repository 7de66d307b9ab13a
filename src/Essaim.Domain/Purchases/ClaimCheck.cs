using Essaim.Domain.Law;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Purchases;

/// <summary>What becomes of a line of a claim (décision sur une ligne).</summary>
public enum LineOutcome
{
    Accepted,
    Corrected,
    Refused,
}

/// <summary>Whether the receipt of a line was looked at (reçu vu, reçu absent).</summary>
public enum ReceiptSeen
{
    No,
    Yes,
    Missing,
}

/// <summary>
/// What the staff decided about one line of a claim that was sent (contrôle d’une ligne), with why: a refusal, a
/// correction, more than a ceiling and a missing receipt all need a reason, because the person reads it.
/// </summary>
/// <param name="Total">The corrected amount paid, tax included; null leaves it.</param>
/// <param name="Vat">The corrected VAT of the receipt; null leaves it.</param>
/// <param name="Kind">The corrected kind; null leaves it.</param>
/// <param name="Kilometres">The corrected distance of a trip; null leaves it.</param>
public sealed record LineDecision(int No, LineOutcome Outcome, ReceiptSeen Receipt, string Reason,
    Money? Total = null, Money? Vat = null, string? Kind = null, decimal? Kilometres = null)
{
    public static LineDecision Accept(int no) => new(no, LineOutcome.Accepted, ReceiptSeen.Yes, "");
}

/// <summary>
/// Turns a claim and the decisions about its lines into what is booked (contrôle ligne par ligne). Expenses keep their
/// order; trips are counted by their days, after the kilometres accepted before.
/// </summary>
public sealed class ClaimCheck(LawBook law, ExpenseCeilings ceilings)
{
    /// <summary>What is granted; lines that were refused are not in it. Every line needs its decision.</summary>
    public IReadOnlyList<GrantedLine> Granted(ExpenseClaimContent content,
        IReadOnlyDictionary<int, LineDecision> decisions, MileageCounter counter, Func<MileageTrip, string> vehicleOf)
    {
        LineDecision Of(int no) => decisions.GetValueOrDefault(no) ?? throw new BrokenRuleException(
            $"Il reste la ligne {no} à contrôler. Décidez de chaque ligne, puis acceptez la note.");
        var granted = new List<GrantedLine>();
        foreach (var line in content.Expenses)
            if (Expense(line, Of(line.No)) is { } kept)
                granted.Add(new GrantedLine(kept));
        foreach (var trip in content.Trips.OrderBy(t => t.Date))
            if (Of(trip.No) is { Outcome: not LineOutcome.Refused } decision)
                granted.Add(Trip(trip, decision, counter, vehicleOf(trip)));
            else
                Explained(Of(trip.No), "pourquoi ce trajet est refusé");
        return granted;
    }

    /// <summary>The expense as it is granted; null when it is refused.</summary>
    public ExpenseLine? Expense(ExpenseLine line, LineDecision decision)
    {
        if (decision.Outcome == LineOutcome.Refused)
        {
            Explained(decision, "pourquoi cette dépense est refusée");
            return null;
        }
        var kept = decision.Outcome == LineOutcome.Corrected ? Corrected(line, decision) : line;
        if (decision.Receipt == ReceiptSeen.Missing)
        {
            Explained(decision, "pourquoi vous l’acceptez sans reçu");
            if (kept.Vat.IsPositive)
                throw Wrong(decision, "sans reçu, la TVA ne se récupère pas. Corrigez la TVA à 0,00.");
        }
        if (ceilings.Over(kept) is { } over)
            Explained(decision, "pourquoi vous acceptez ce dépassement", over);
        return kept;
    }

    private ExpenseLine Corrected(ExpenseLine line, LineDecision decision)
    {
        Explained(decision, "pourquoi vous corrigez");
        var kind = decision.Kind is { } key
            ? ExpenseKind.Find(key) ?? throw Wrong(decision, "choisissez une nature de la liste.")
            : ExpenseKind.Of(line);
        var vat = decision.Vat ?? (line.ReceiptVat.IsZero ? line.Vat : line.ReceiptVat);
        try
        {
            var corrected = kind.Line(law, line.Date, line.Description, decision.Total ?? line.Total, vat, line.Count);
            return corrected with { No = line.No, TakenFrom = line.TakenFrom };
        }
        catch (BrokenRuleException rule)
        {
            throw Wrong(decision, rule.Message);
        }
    }

    private GrantedLine Trip(MileageTrip trip, LineDecision decision, MileageCounter counter, string vehicle)
    {
        var kept = trip;
        if (decision.Outcome == LineOutcome.Corrected)
        {
            Explained(decision, "pourquoi vous corrigez");
            kept = trip with { Kilometres = decision.Kilometres ?? trip.Kilometres };
            if (kept.Kilometres is <= 0 or > 5000)
                throw Wrong(decision,
                    "un trajet fait de 0 à 5\u202f000 km. Pour ne rien rembourser, refusez la ligne.");
        }
        var allowance = counter.Next(MileageScale.Of(law, kept.Date), kept, vehicle);
        if (decision is { Outcome: LineOutcome.Corrected, Total: { } less })
            allowance = less.IsPositive && less <= allowance ? less : throw Wrong(decision,
                $"le barème donne {allowance} : on peut rembourser moins, pas davantage.");
        if (ceilings.Over(kept, allowance) is { } over)
            Explained(decision, "pourquoi vous acceptez ce dépassement", over);
        return new GrantedLine(new ExpenseLine(kept.Date, Accounts.Mileage, kept.Description, allowance, Money.Zero,
            No: kept.No), vehicle, kept.Kilometres);
    }

    private static void Explained(LineDecision decision, string what, string before = "")
    {
        if (decision.Reason.Trim().Length == 0)
            throw Wrong(decision, (before.Length > 0 ? before + " Dites" : "dites") + $" {what}. La personne le lira.");
    }

    private static BrokenRuleException Wrong(LineDecision decision, string sentence) =>
        new($"Ligne {decision.No} : {sentence}");
}
