using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.Sales;
using Essaim.Domain.Tests.Ledger;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Sales;

/// <summary>One accepted quote and its invoices, issued as the product does: asked, checked, booked, kept.</summary>
internal sealed class JobStory(Quote quote, ContributionRule rule, bool vatOnDebits)
{
    private static readonly SaleParty Nobody =
        new("", "", "", "", "FR", null, null, null, null, null, null, null, null);

    private readonly Dictionary<string, Rate> _done = [];

    public TestBooks Books { get; } = new();
    public List<Invoice> Issued { get; } = [];
    public Quote Quote => quote;
    public QuoteStanding Standing => new(quote, Issued);
    public IEnumerable<Invoice> Invoices => Issued.Where(i => i.Kind != SaleDocumentKind.CreditNote);

    public static Quote Accepted(Rate discount, params SaleLine[] lines) =>
        Accepted(new SaleContent(lines, discount, ""));

    public static Quote Accepted(SaleContent content, params int[] options)
    {
        var quote = Draft(content);
        quote.Send("D1", Day);
        quote.Accept(Day, options.ToHashSet(), "");
        return quote;
    }

    public static Quote Draft(SaleContent content)
    {
        var quote = new Quote
        {
            Id = 1, ActivityId = A, CustomerId = Given.Customer, Date = Day, ValidUntil = Day, Subject = "Rénovation",
            Content = content,
        };
        quote.Revise(content);
        return quote;
    }

    public void Deposit(decimal percent) =>
        Ask(SaleDocumentKind.DepositInvoice, QuoteInvoicing.Deposit(quote, Rate.Percent(percent)));

    public void Instalment(int at) =>
        Ask(SaleDocumentKind.DepositInvoice, QuoteInvoicing.Instalment(quote, at));

    /// <summary>How much of each chapter is done in all; a chapter that is not named stays as it was.</summary>
    public void Progress(params (string? Chapter, decimal Percent)[] done)
    {
        var now = new Dictionary<string, Rate>(_done);
        foreach (var (chapter, percent) in done)
            now[chapter ?? ""] = Rate.Percent(percent);
        Ask(SaleDocumentKind.ProgressInvoice,
            QuoteInvoicing.Progress(quote, Standing, c => now.GetValueOrDefault(c ?? "", Rate.Zero)));
        foreach (var (chapter, rate) in now)
            _done[chapter] = rate;
    }

    public decimal DoneOf(string? chapter) => _done.GetValueOrDefault(chapter ?? "", Rate.Zero).ToPercent();

    public void Balance() => Ask(SaleDocumentKind.Invoice, QuoteInvoicing.Balance(quote));

    /// <summary>Takes the last invoice back, all of it: of a balance, what it asked itself.</summary>
    public void TakeBackLast()
    {
        if (Issued.LastOrDefault() is not { Kind: not SaleDocumentKind.CreditNote } last)
            return;
        var content = last.Content.Deposits.Count == 0 ? last.Content.Content : Rest(last);
        var note = Document(SaleDocumentKind.CreditNote, content, []) with
        {
            OfDeposit = last.Kind == SaleDocumentKind.DepositInvoice,
        };
        if (note.ToPay != last.Total || !note.ToPay.IsPositive)
            return;
        Books.TakeBack(note, last.Number, rule);
        Keep(note, content, last.Id);
        if (last.Kind == SaleDocumentKind.ProgressInvoice)
            foreach (var chapter in Standing.Chapters)
                _done[chapter.Title ?? ""] = new Rate(Math.Clamp(chapter.Done, 0, 1));
    }

    private static SaleContent Rest(Invoice balance) => new([.. balance.Content.Content.Totals.Groups
        .GroupBy(g => (g.Activity, g.Treatment)).Select(g => (g.First(), Left: g.Sum(x => x.Net) - balance.Content
            .Deposits.Where(d => (d.Activity, d.Treatment) == g.Key).Sum(d => d.Net)))
        .Where(g => g.Left.IsPositive).Select(g => g.Item1.Kind == SupplyKind.Goods
            ? Goods(g.Item1.Activity, g.Left.ToDecimal(), g.Item1.Treatment)
            : Service(g.Item1.Activity, g.Left.ToDecimal(), g.Item1.Treatment))], Rate.Zero, "");

    public void ReceiveAll()
    {
        foreach (var piece in Invoices.Select(i => i.Number).ToList())
            if (Books.ItemsOf(piece).Where(i => i.Remaining.IsPositive).Sum(i => i.Remaining) is { IsZero: false } due)
                Books.Receive(piece, due.ToDecimal());
    }

    private void Ask(SaleDocumentKind kind, SaleContent content)
    {
        var standing = Standing;
        standing.CheckRoomFor(kind, content);
        var document = Document(kind, content, kind == SaleDocumentKind.Invoice ? standing.TakenBack : []);
        Books.Sell(document, rule);
        Keep(document, content, null);
    }

    private SaleDocument Document(SaleDocumentKind kind, SaleContent content, IReadOnlyList<DepositTaken> before) =>
        new()
        {
            Kind = kind, Number = $"F{Issued.Count + 1}", Date = Day, Due = Day.AddDays(30),
            CustomerId = Given.Customer,
            CustomerName = "Librairie du Port", Lines = content.Lines, Discount = content.Discount,
            VatOnDebits = vatOnDebits, Deposits = before,
        };

    private void Keep(SaleDocument document, SaleContent content, long? credits) => Issued.Add(new Invoice
    {
        Id = Issued.Count + 1, Kind = document.Kind, Number = document.Number, Date = Day, Due = document.Due,
        ActivityId = A, CustomerId = Given.Customer, QuoteId = credits is null ? quote.Id : null,
        CreditsInvoiceId = credits, Net = document.Totals.Net - document.Deposits.Sum(d => d.Net),
        Vat = document.Totals.Vat - document.Deposits.Sum(d => d.Vat), Total = document.ToPay,
        Content = new SaleSnapshot(Nobody, Nobody, "", "", "", content, vatOnDebits, document.Deposits, [],
            quote.Number, null, null),
        EntryId = Books.Entries[^1].Id,
    });
}
