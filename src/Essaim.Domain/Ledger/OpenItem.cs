using Essaim.Domain.Values;

namespace Essaim.Domain.Ledger;

/// <summary>An open item's identity: the posted line that opened it, the first line of an entry being 1.</summary>
public readonly record struct OpenItemId(EntryId Entry, int Line)
{
    /// <summary>"2026000000012-1", as forms and programs give it back.</summary>
    public static OpenItemId Parse(string text) => text.Split('-') is [var entry, var line]
        && long.TryParse(entry, out var id) && int.TryParse(line, out var no) ? new OpenItemId(new EntryId(id), no)
        : throw new BrokenRuleException($"« {text} » n’est pas une ligne des livres. Rechargez la page.");

    public override string ToString() => $"{Entry}-{Line}";
}

/// <summary>
/// What a line says when it opens an item: when it is due, and what must be posted as it is settled. The area that
/// makes the document gives the terms, so whoever settles needs to know nothing of invoices.
/// </summary>
public sealed record OpenItemTerms(DateOnly Due, IReadOnlyList<DeferredPosting> Deferred)
{
    public OpenItemTerms(DateOnly due) : this(due, [])
    {
    }
}

/// <summary>
/// A movement that waits for an open item to be settled and is then posted in proportion: the VAT of a service, the
/// contribution on what is received. From the account credited to the account debited, across activities if need be.
/// </summary>
/// <param name="Kind">What it is, in one word, once per item: "vat:20", "deductible-vat", "contribution".</param>
/// <param name="Amount">All that is to be posted once the item is settled in full.</param>
/// <param name="Done">What earlier settlements have posted.</param>
public sealed record DeferredPosting(
    string Kind, AccountNumber DebitAccount, ActivityId DebitActivity, AccountNumber CreditAccount,
    ActivityId CreditActivity, Money Amount, Money Done)
{
    public const string DeductibleVat = "deductible-vat";
    public const string Contribution = "contribution";

    /// <summary>The kind of the VAT of one treatment, "vat:20": rates are released and declared apart.</summary>
    public static string VatKind(string treatment) => "vat:" + treatment;

    public bool IsVat => Kind.StartsWith("vat:", StringComparison.Ordinal);

    public Money Left => Amount - Done;

    /// <summary>
    /// VAT on a sale due when the customer pays (CGI art. 269, 2 c), moving from the activity to the structure.
    /// </summary>
    public static DeferredPosting VatOnReceipt(ActivityId activity, string treatment, Money vat) => new(
        VatKind(treatment), Accounts.VatAwaitingReceipt, activity, Accounts.VatCollected, ActivityId.Structure, vat,
        Money.Zero);

    /// <summary>VAT on a service bought, deductible once paid, moving from the activity to the structure.</summary>
    public static DeferredPosting VatOnPayment(ActivityId activity, Money vat) => new(DeductibleVat,
        Accounts.DeductibleVat, ActivityId.Structure, Accounts.DeductibleVatPending, activity, vat, Money.Zero);

    /// <summary>Contribution on what is received.</summary>
    public static DeferredPosting ContributionOnReceipt(ActivityId activity, Money contribution) => new(Contribution,
        Accounts.ContributionPaid, activity, Accounts.ContributionEarned, ActivityId.Structure, contribution,
        Money.Zero);

    /// <summary>Writes this movement for the amount, a negative one backwards.</summary>
    public void Write(EntryBuilder entry, Money amount) =>
        entry.Debit(DebitAccount, DebitActivity, amount).Credit(CreditAccount, CreditActivity, amount).Bridge();

    /// <summary>
    /// What to post when <paramref name="settled"/> of <paramref name="whole"/> will have been settled: the share of
    /// the whole so far, less what was posted before, so that parts add up to the cent in any order.
    /// </summary>
    public Money Due(Money settled, Money whole) => (whole.IsZero ? Amount : Amount.Prorata(settled, whole)) - Done;
}

/// <summary>
/// How a deferred movement changes when its item is settled (more is done) or credited (less is to do).
/// </summary>
public readonly record struct DeferredChange(string Kind, Money Done, Money Amount);

/// <summary>
/// What a posted line changes on the open item it settles: what was paid, what a credit note or a loss took off, and
/// how the deferred movements follow. Written with the line, in the same transaction.
/// </summary>
public sealed record ItemSettlement(
    OpenItemId Item, Money Paid, Money Credited, IReadOnlyList<DeferredChange> Changes);

/// <summary>
/// What an open item takes of a credit note, and what of its deferred movements must be posted at once: negative where
/// what was posted comes back, positive where the credit note makes the rest fall due.
/// </summary>
public sealed record CreditTaken(
    Money Amount, ItemSettlement Settlement, IReadOnlyList<(DeferredPosting Posting, Money Amount)> PostNow);

/// <summary>
/// An item to be settled (poste ouvert): a line on a third party's account with its due date. The amount keeps its
/// sign: positive is to be received, negative to be paid. Credit notes reduce it, settlements close it.
/// </summary>
public sealed record OpenItem(
    OpenItemId Id, AccountNumber Account, ActivityId Activity, ThirdParty? ThirdParty, DateOnly Due, bool Disputed,
    Money Amount, Money Credited, Money Settled, IReadOnlyList<DeferredPosting> Deferred)
{
    /// <summary>The amount to be settled in the end: what credit notes took back is gone.</summary>
    public Money Whole => Amount - Credited;

    public Money Remaining => Whole - Settled;
    public bool IsSettled => Remaining.IsZero;

    /// <summary>
    /// Writes the settlement of <paramref name="amount"/> (same sign as the item) from or into
    /// <paramref name="side"/>, and then what the item had deferred. Refuses more than remains.
    /// </summary>
    public void Settle(EntryBuilder entry, Money amount, MoneySide side)
    {
        RefuseMoreThanRemains(amount);
        side.Write(entry, amount);
        Clear(entry, amount);
    }

    /// <summary>As <see cref="Settle"/>, when the caller has written where the money comes from.</summary>
    public void Clear(EntryBuilder entry, Money amount)
    {
        RefuseMoreThanRemains(amount);
        var dues = Deferred.Select(d => (Posting: d, Due: d.Due(Settled + amount, Whole))).ToList();
        var changes = dues.Where(d => !d.Due.IsZero).Select(d => new DeferredChange(d.Posting.Kind, d.Due, Money.Zero));
        entry.Credit(Account, Activity, amount, ThirdParty,
            settles: new ItemSettlement(Id, amount, Money.Zero, [.. changes])).Bridge();
        foreach (var (posting, due) in dues)
            posting.Write(entry, due);
    }

    /// <summary>
    /// The part of a credit note that this item takes, at most what remains of it. <paramref name="back"/> says what
    /// the credit note takes back of each deferred movement. What was settled before is then a larger share of a
    /// smaller whole, so each movement is posted up or down to its new share; nothing waits on an item that is settled.
    /// </summary>
    public CreditTaken TakeCredit(Money credited, IReadOnlyList<DeferredPosting> back)
    {
        var taken = credited.IsNegative == Remaining.IsNegative
            ? Money.Min(credited.Abs(), Remaining.Abs())
            : Money.Zero;
        taken = credited.IsNegative ? -taken : taken;
        var changes = new List<DeferredChange>();
        var postNow = new List<(DeferredPosting, Money)>();
        foreach (var taking in back.Where(b => !Deferred.Any(d => d.Kind == b.Kind)))
            postNow.Add((taking, -taking.Amount)); // nothing of it waits here: deposits had posted it all
        foreach (var posting in Deferred)
        {
            var cancelled = back.Where(b => b.Kind == posting.Kind).Sum(b => b.Amount);
            var now = (posting with { Amount = posting.Amount - cancelled }).Due(Settled, Whole - taken);
            if (!cancelled.IsZero || !now.IsZero)
                changes.Add(new DeferredChange(posting.Kind, now, -cancelled));
            if (!now.IsZero)
                postNow.Add((posting, now));
        }
        return new CreditTaken(taken, new ItemSettlement(Id, Money.Zero, taken, changes), postNow);
    }

    private void RefuseMoreThanRemains(Money amount)
    {
        if (amount.IsZero)
            throw new BrokenRuleException("Un règlement de 0,00 € ne règle rien. Indiquez le montant reçu ou payé.");
        if (amount.IsNegative != Remaining.IsNegative || amount.Abs() > Remaining.Abs())
            throw new BrokenRuleException(
                $"Il ne reste que {Remaining.Abs()} à régler. Enregistrez le surplus comme trop-perçu.");
    }
}
