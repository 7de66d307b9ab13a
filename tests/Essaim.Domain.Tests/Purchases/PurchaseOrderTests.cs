using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Purchases;

/// <summary>A purchase order from its draft to its invoices.</summary>
public sealed class PurchaseOrderTests
{
    private static readonly DateOnly On = new(2026, 11, 2);

    /// <summary>10 metres at 12.50 and one delivery of 40: 165 net, 33 VAT, 198.</summary>
    private static readonly OrderContent Cloth = new([Line("Tissu bleu", 10, 12.50m), Line("Port", 1, 40)], "", null,
        "");

    [Fact]
    public void Vat_is_rounded_once_for_each_rate_and_the_activity_is_that_of_all_lines_or_the_structure()
    {
        // 3 × 0.33 = 0.99 and 0.34: 1.33 at 20 % is 0.266, so 0.27, and not 0.20 + 0.07.
        var content = Cloth with { Lines = [Line("Vis", 3, 0.33m), Line("Clou", 1, 0.34m)] };
        Assert.Equal((Eur(1.33m), Eur(0.27m), A), (content.Net, content.Vat, content.Activity));
        Assert.Equal(S, (content with { Lines = [.. content.Lines, Line("Clou", 1, 1) with { Activity = B }] })
            .Activity);
    }

    [Theory]
    [InlineData(198, OrderStatus.Approved)]
    [InlineData(197.99, OrderStatus.ToApprove)]
    public void Up_to_the_ceiling_the_person_alone_orders_and_above_it_waits(decimal ceiling, OrderStatus status)
    {
        var order = Draft();
        order.Ask("BC-2026-0001", On, new OrderCeiling(Eur(ceiling)), null);
        Assert.Equal((status, "BC-2026-0001"), (order.Status, order.Number));
        Assert.Contains("n’est plus un brouillon", Refusal(() => order.Revise(Cloth)));
    }

    [Fact]
    public void Above_the_ceiling_it_is_sent_once_approved_and_who_may_approve_does_so_by_asking()
    {
        var order = Draft();
        order.Ask("BC-2026-0001", On, new OrderCeiling(Eur(0)), null);
        Assert.Contains("dépasse le plafond", Refusal(() => order.Send(On)));
        order.Approve("Claire");
        order.Send(On);
        Assert.Equal((OrderStatus.Sent, "Claire"), (order.Status, order.ApprovedBy));
        Assert.Contains("déjà envoyée", Refusal(() => order.Send(On)));

        var own = Draft();
        own.Ask("BC-2026-0002", On, new OrderCeiling(Eur(0)), "Claire");
        Assert.Equal((OrderStatus.Approved, "Claire"), (own.Status, own.ApprovedBy));
    }

    [Fact]
    public void It_is_cancelled_with_a_reason_before_any_invoice_and_closed_after()
    {
        var order = Sent();
        Assert.Contains("Clôturez", Refusal(() => order.Cancel("Trop cher", isInvoiced: true)));
        Assert.Contains("Dites pourquoi", Refusal(() => order.Close(" ")));
        order.Close("Le reste est épuisé");
        Assert.Equal((OrderStatus.Closed, "Le reste est épuisé"), (order.Status, order.Reason));
        Assert.Contains("en cours", Refusal(() => order.Cancel("Encore", isInvoiced: false)));
        Assert.Contains("en cours", Refusal(() => Draft().Cancel("Brouillon", isInvoiced: false)));
    }

    [Fact]
    public void An_order_of_nothing_or_of_less_than_nothing_is_refused()
    {
        Assert.Contains("de 1 à 200 lignes", Refusal(() => (Cloth with { Lines = [] }).Check()));
        Assert.Contains("total positif", Refusal(() => (Cloth with { Lines = [Line("Remise", 1, -5)] }).Check()));
        Assert.Contains("désignation", Refusal(() => (Cloth with { Lines = [Line(" ", 1, 5)] }).Check()));
        Assert.Contains("quantité", Refusal(() => (Cloth with { Lines = [Line("Vis", 0, 5)] }).Check()));
    }

    /// <summary>6 of 10 metres at 12.50 are 75: 50 of cloth and 40 of delivery are left.</summary>
    [Fact]
    public void A_part_delivery_leaves_the_rest_open_and_is_no_difference()
    {
        InvoicedLine[] first = [Invoiced(1, 6, 75)];
        Assert.Empty(OrderMatching.Differences(Cloth, [], first));
        Assert.Equal([(new Quantity(4), Eur(50)), (new Quantity(1), Eur(40))],
            OrderMatching.Rest(Cloth, first).Select(r => (r.Quantity!.Value, r.Net)));
        Assert.Empty(OrderMatching.Differences(Cloth, first, [Invoiced(1, 4, 50), Invoiced(2, 1, 40)]));
    }

    [Fact]
    public void Price_quantity_what_was_not_ordered_and_the_total_are_told_line_by_line()
    {
        var told = OrderMatching.Differences(Cloth, [],
            [Invoiced(1, 11, 143), Invoiced(2, 1, 38), new InvoicedLine(null, "Emballage", null, Eur(5))]);

        Assert.Equal(
        [
            // 11 × 12.50 = 137.50; 143 − 125 ordered; 143 + 38 + 5 = 186 for 165.
            ("Ligne 1, « Tissu bleu » : au prix commandé de 12,50 €, 11 mètre feraient 137,50 € ; la facture en "
                + "demande 143,00 €.", true),
            ("Ligne 1, « Tissu bleu » : 11 mètre facturés en tout pour 10 commandés.", true),
            ("Ligne 1, « Tissu bleu » : 143,00 € HT facturés en tout pour 125,00 € commandés.", true),
            ("Ligne 2, « Port » : au prix commandé de 40,00 €, 1 mètre feraient 40,00 € ; la facture en demande "
                + "38,00 €.", false),
            ("« Emballage », 5,00 € : n’est pas dans la commande.", true),
            ("La facture fait 186,00 € HT, et il restait 165,00 € HT à facturer : 21,00 € de plus.", true),
        ], told.Select(d => (d.Sentence.Replace('\u00a0', ' ').Replace('\u202f', ' '), d.IsBeyond)));
    }

    /// <summary>All was invoiced by amounts alone: the same again is beyond, whatever it is called.</summary>
    [Fact]
    public void Nothing_is_invoiced_twice_without_being_told()
    {
        InvoicedLine[] whole = [Invoiced(1, null, 125), Invoiced(2, null, 40)];
        Assert.Empty(OrderMatching.Differences(Cloth, [], whole));
        Assert.All(OrderMatching.Rest(Cloth, whole), r => Assert.Equal((null, Eur(0)), (r.Quantity, r.Net)));
        Assert.Equal(3, OrderMatching.Differences(Cloth, whole, whole).Count(d => d.IsBeyond));
        Assert.All(OrderMatching.Differences(Cloth, whole, [Invoiced(null, null, 1)]), d => Assert.True(d.IsBeyond));
    }

    [Fact]
    public void The_order_that_the_invoice_names_is_proposed_first_then_the_only_one_near_to_its_amount()
    {
        var (one, two) = (Sent("BC-2026-0001"), Sent("BC-2026-0002"));
        List<(PurchaseOrder, Money)> orders = [(one, Eur(165)), (two, Eur(100))];

        Assert.Same(two, OrderMatching.Propose(orders, Eur(165), ["votre commande bc 2026-0002"])!.Order);
        Assert.Same(one, OrderMatching.Propose(orders, Eur(156.75m), [])!.Order);
        Assert.Null(OrderMatching.Propose(orders, Eur(156.74m), ["BC-2027-0001"]));
        Assert.Null(OrderMatching.Propose([(one, Eur(100)), (two, Eur(101))], Eur(100), []));
    }

    [Fact]
    public void A_line_is_known_by_its_words_then_its_price_then_its_amount()
    {
        var rest = OrderMatching.Rest(Cloth, []);
        Assert.Equal([1, 2, 2, null], new[]
        {
            OrderMatching.LineOf(rest, "TISSU BLEU", 40, Eur(40)), OrderMatching.LineOf(rest, "Livraison", 40, Eur(80)),
            OrderMatching.LineOf(rest, "Livraison", null, Eur(40)), OrderMatching.LineOf(rest, "Autre", 7, Eur(7)),
        });
    }

    private static string Refusal(Action act) => Assert.Throws<BrokenRuleException>(act).Message;

    private static PurchaseOrder Draft()
    {
        var order = new PurchaseOrder { SupplierId = 1, Date = On, MadeAt = "", MadeBy = "Jeanne" };
        order.Revise(Cloth);
        return order;
    }

    private static PurchaseOrder Sent(string number = "BC-2026-0001")
    {
        var order = Draft();
        order.Ask(number, On, new OrderCeiling(Eur(1000)), null);
        order.Send(On);
        return order;
    }

    private static InvoicedLine Invoiced(int? line, decimal? quantity, decimal net) =>
        new(line, "Autre", quantity is { } q ? new Quantity(q) : null, Eur(net));

    private static OrderLine Line(string what, decimal quantity, decimal price) =>
        new(A, what, new Quantity(quantity), "mètre", new UnitPrice(price), Rate.Percent(20));
}
