using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Ledger;

/// <summary>
/// The books of a small co-op, in memory: posts entries, keeps open items as the database does, and checks after every
/// entry what must always hold. A test that posts here proves more than it says.
/// </summary>
internal sealed class TestBooks
{
    private readonly List<EntryLine> _lines = [];
    private readonly List<ActivityId> _activities = [Given.A, Given.B];
    private readonly Dictionary<OpenItemId, OpenItem> _items = [];
    private readonly Dictionary<OpenItemId, string> _pieces = [];
    private readonly List<PostedEntry> _entries = [];
    private int _position;

    public FiscalYear Year { get; private set; } = FiscalYear.Calendar(2026);
    public DateOnly Today { get; set; } = Given.Day;

    /// <summary>The figures that the test asserted, step by step.</summary>
    public List<decimal[]> Shown { get; } = [];

    public IReadOnlyList<PostedEntry> Entries => _entries;
    public IReadOnlyList<ActivityId> Activities => _activities;
    public IReadOnlyCollection<OpenItem> Items => _items.Values;

    public IReadOnlyList<DraftEntry> Post(IEnumerable<DraftEntry> entries)
    {
        List<DraftEntry> posted = [.. entries];
        posted.ForEach(e => Post(e));
        return posted;
    }

    public PostedEntry Post(DraftEntry entry)
    {
        Assert.True(Year.Days.Contains(entry.Date), $"{entry.Date} is not in {Year.Days}.");
        var id = new EntryId(Year.Year, ++_position);
        for (var i = 0; i < entry.Lines.Count; i++)
        {
            var line = entry.Lines[i];
            if (line.Settles is { } settlement)
                Apply(line, settlement);
            if (line.Opens is { } terms)
                Open(new OpenItemId(id, i + 1), line, terms, entry.PieceRef);
            _lines.Add(line);
        }
        var number = $"{entry.Journal}-{Year.Year}-{_position:000000}";
        var posted = new PostedEntry(id, number, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), entry, []);
        _entries.Add(posted);
        BookInvariants.Check(this, entry);
        return posted;
    }

    private void Open(OpenItemId id, EntryLine line, OpenItemTerms terms, string piece)
    {
        Assert.False(line.Amount.IsZero);
        Assert.Equal(terms.Deferred.Count, terms.Deferred.Select(d => d.Kind).Distinct().Count());
        _pieces[id] = piece;
        _items[id] = new OpenItem(id, line.Account, line.Activity, line.ThirdParty, terms.Due, Disputed: false,
            line.Amount, Money.Zero, Money.Zero, terms.Deferred);
    }

    private void Apply(EntryLine line, ItemSettlement settlement)
    {
        var item = _items.GetValueOrDefault(settlement.Item)
            ?? throw new InvalidOperationException($"Unknown open item {settlement.Item}.");
        Assert.Equal((item.Account, item.Activity, item.ThirdParty), (line.Account, line.Activity, line.ThirdParty));
        Assert.Equal(-line.Amount, settlement.Paid + settlement.Credited);
        var deferred = item.Deferred.ToDictionary(d => d.Kind);
        foreach (var change in settlement.Changes)
            deferred[change.Kind] = deferred[change.Kind] with
            {
                Amount = deferred[change.Kind].Amount + change.Amount, Done = deferred[change.Kind].Done + change.Done,
            };
        var after = item with
        {
            Settled = item.Settled + settlement.Paid, Credited = item.Credited + settlement.Credited,
            Deferred = [.. item.Deferred.Select(d => deferred[d.Kind])],
        };
        var stays = after.Remaining.IsZero || after.Remaining.IsNegative == item.Amount.IsNegative;
        if (!stays || after.Remaining.Abs() > item.Amount.Abs())
            throw new BrokenRuleException($"Item {item.Id} of {item.Amount} would remain at {after.Remaining}.");
        _items[item.Id] = after;
    }

    /// <summary>What each account of each activity has had this year, by third party.</summary>
    public IReadOnlyList<AccountBalance> Balances() =>
        [.. _lines.GroupBy(l => (l.Account, l.Activity, l.ThirdParty)).Select(g => new AccountBalance(
            g.Key.Account, g.Key.Activity, g.Key.ThirdParty, g.Sum(l => l.Debit), g.Sum(l => l.Credit)))];

    public Money Balance(AccountNumber account, ActivityId? activity = null) =>
        _lines.Where(l => l.Account == account && (activity is null || l.Activity == activity)).Sum(l => l.Amount);

    /// <summary>The items that a document opened, settled ones included.</summary>
    public IReadOnlyList<OpenItem> ItemsOf(string piece) =>
        [.. _items.Values.Where(i => _pieces[i.Id] == piece).OrderBy(i => i.Id.Line)];

    /// <summary>The one item still open on an account.</summary>
    public OpenItem Item(AccountNumber account) =>
        _items.Values.Single(i => i.Account == account && !i.IsSettled);

    /// <summary>The item by which a customer is to be refunded.</summary>
    public OpenItem Refundable() =>
        _items.Values.Single(i => i.Account == Accounts.Customers && i.Remaining.IsNegative);

    public ActivityAccount Account(ActivityId activity, Commitments? commitments = null)
    {
        var balances = Balances().Where(b => b.Activity == activity).ToList();
        return ActivityAccount.From(balances, balances, Customers(activity, 1), Customers(activity, -1),
            commitments ?? Commitments.None);
    }

    public CoverRatio Cover()
    {
        var balances = Balances();
        var bank = balances.Where(b => b.Activity.IsStructure
            && new[] { "512", "511", "53", "50" }.Any(b.Account.StartsWith)).Sum(b => b.Balance);
        return CoverRatio.From(_activities.Select(a => ActivityPosition.From(a, balances, Customers(a, -1))), bank,
            StructureDebts.Within(Items, balances, Today));
    }

    /// <summary>Closes the year and carries each activity's balances into the next.</summary>
    public IReadOnlyList<DraftEntry> OpenNextYear()
    {
        var openings = YearOpening.From(Year, Balances()).ToList();
        (Year, _position) = (Year.Following(), 0);
        Today = Year.Days.First;
        _lines.Clear();
        return Post(openings);
    }

    private Money Customers(ActivityId activity, int side) =>
        Items.Where(i => i.Activity == activity && i.Account == Accounts.Customers)
            .Sum(i => Money.Max(Money.Zero, side < 0 ? -i.Remaining : i.Remaining));
}
