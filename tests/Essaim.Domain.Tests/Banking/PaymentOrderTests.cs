using System.Text;
using System.Xml.Linq;
using Essaim.Domain.Banking;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Banking;

public sealed class PaymentOrderTests
{
    private static readonly XNamespace Pain = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
    private static readonly Iban Ours = new("FR7630006000011234567890189");
    private static readonly Iban German = new("DE89370400440532013000");
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 30, 0, TimeSpan.FromHours(1));
    private static readonly DateOnly Tomorrow = new(2026, 11, 24);

    /// <summary>What stands in each block and transfer, in the order of the standard.</summary>
    private static readonly string[] BlockOrder =
    [
        "PmtInfId", "PmtMtd", "BtchBookg", "NbOfTxs", "CtrlSum", "PmtTpInf", "ReqdExctnDt", "Dbtr", "DbtrAcct",
        "DbtrAgt", "ChrgBr", "CdtTrfTxInf",
    ];

    private static readonly string[] TransferOrder =
        ["PmtId", "Amt", "CdtrAgt", "Cdtr", "CdtrAcct", "Purp", "RmtInf"];

    private static CreditTransfer Pay(
        string id, long cents, string name = "Jeanne Dupont", string label = "Facture 42",
        TransferPurpose purpose = TransferPurpose.Ordinary, Iban? to = null) =>
        new(id, new Money(cents), name, to ?? German, label, purpose);

    private static PaymentOrder Order(params CreditTransfer[] transfers) =>
        new("PAIE-2026-11", Now, "Coopérative « Les Ruches »", Ours, Tomorrow, transfers);

    private static XElement Read(PaymentOrder order) =>
        XDocument.Parse(Encoding.UTF8.GetString(order.ToFile())).Root!.Element(Pain + "CstmrCdtTrfInitn")!;

    private static string At(XElement from, params string[] path) =>
        path.Aggregate(from, (e, name) => e.Element(Pain + name)!).Value;

    private static PaymentOrder Sample() => Order(
        Pay("F1", 10_001) with { Bic = new Bic("COBADEFFXXX") }, Pay("P1", 140_050, purpose: TransferPurpose.Salary),
        Pay("F2", 29_999) with { Reference = new CreditorReference("RF18 5390 0754 7034") },
        Pay("P2", 1, purpose: TransferPurpose.Salary, label: ""));

    [Fact]
    public void Counts_and_sums_hold_for_the_order_and_for_each_block()
    {
        var root = Read(Sample());
        var blocks = root.Elements(Pain + "PmtInf").ToList();
        Assert.Equal(("4", "1800.51"), (At(root, "GrpHdr", "NbOfTxs"), At(root, "GrpHdr", "CtrlSum")));
        Assert.Equal([("PAIE-2026-11-VIR", "2", "400.00"), ("PAIE-2026-11-SAL", "2", "1400.51")],
            blocks.Select(b => (At(b, "PmtInfId"), At(b, "NbOfTxs"), At(b, "CtrlSum"))));
        Assert.All(blocks, b => Assert.Equal((decimal)b.Element(Pain + "CtrlSum")!,
            b.Elements(Pain + "CdtTrfTxInf").Sum(t => (decimal)t.Element(Pain + "Amt")!.Element(Pain + "InstdAmt")!)));
        Assert.All(root.Descendants(Pain + "InstdAmt"), a => Assert.Equal("EUR", a.Attribute("Ccy")!.Value));
    }

    [Fact]
    public void Salaries_stand_in_a_block_of_their_own_and_are_booked_at_once()
    {
        var blocks = Read(Sample()).Elements(Pain + "PmtInf").ToList();
        Assert.Equal(["false", "true"], blocks.Select(b => At(b, "BtchBookg")));
        Assert.Null(blocks[0].Element(Pain + "PmtTpInf")!.Element(Pain + "CtgyPurp"));
        Assert.Equal("SALA", At(blocks[1], "PmtTpInf", "CtgyPurp", "Cd"));
        Assert.All(blocks[1].Elements(Pain + "CdtTrfTxInf"), t => Assert.Equal("SALA", At(t, "Purp", "Cd")));
        Assert.Empty(blocks[0].Descendants(Pain + "Purp"));
    }

    [Fact]
    public void Elements_stand_in_the_order_of_the_standard_and_none_is_empty()
    {
        var root = Read(Sample());
        Assert.Equal(["GrpHdr", "PmtInf", "PmtInf"], root.Elements().Select(e => e.Name.LocalName));
        Assert.Equal(["MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty"],
            root.Element(Pain + "GrpHdr")!.Elements().Select(e => e.Name.LocalName));
        foreach (var block in root.Elements(Pain + "PmtInf"))
            Assert.Equal(BlockOrder, block.Elements().Select(e => e.Name.LocalName).Distinct());
        foreach (var transfer in root.Descendants(Pain + "CdtTrfTxInf"))
        {
            var names = transfer.Elements().Select(e => e.Name.LocalName).ToList();
            Assert.Equal(TransferOrder.Where(names.Contains), names);
        }
        Assert.DoesNotContain(root.Descendants(), e => e.Value.Length == 0 || e.Name.LocalName == "PstlAdr");
    }

    [Fact]
    public void The_accounts_dates_and_words_are_those_of_the_order()
    {
        var root = Read(Sample());
        var block = root.Element(Pain + "PmtInf")!;
        var transfers = root.Descendants(Pain + "CdtTrfTxInf").ToList();
        Assert.Equal(("PAIE-2026-11", "2026-11-23T10:30:00", "Cooperative Les Ruches"),
            (At(root, "GrpHdr", "MsgId"), At(root, "GrpHdr", "CreDtTm"), At(root, "GrpHdr", "InitgPty", "Nm")));
        Assert.Equal(("2026-11-24", Ours.Text, "NOTPROVIDED"), (At(block, "ReqdExctnDt", "Dt"),
            At(block, "DbtrAcct", "Id", "IBAN"), At(block, "DbtrAgt", "FinInstnId", "Othr", "Id")));
        Assert.Equal(["F1", "F2", "P1", "P2"], transfers.Select(t => At(t, "PmtId", "EndToEndId")));
        Assert.Equal("COBADEFFXXX", At(transfers[0], "CdtrAgt", "FinInstnId", "BICFI"));
        Assert.Null(transfers[1].Element(Pain + "CdtrAgt"));
        Assert.Equal("Facture 42", At(transfers[0], "RmtInf", "Ustrd"));
        Assert.Equal("RF18539007547034", At(transfers[1], "RmtInf", "Strd", "CdtrRefInf", "Ref"));
        Assert.Null(transfers[3].Element(Pain + "RmtInf"));
        var known = new PaymentOrder("O1", Now, "X", Ours, Tomorrow, [Pay("F1", 1)])
        {
            DebtorBic = new Bic("AGRIFRPP"),
        };
        Assert.Equal("AGRIFRPP", Read(known).Descendants(Pain + "BICFI").Single().Value);
    }

    [Fact]
    public void Every_text_keeps_to_the_signs_that_banks_take()
    {
        var root = Read(Order(Pay("F1", 1, "Émile Zoë-Łuçon & Œuvres™",
                "Année « 2026 » : 12 € n° 4_5 – été\u00a0! 😀\uFFFE"),
            Pay("F2", 2, new string('é', 200), new string('à', 200))));
        Assert.All(root.Descendants().Where(e => !e.HasElements),
            e => Assert.Matches(@"^[A-Za-z0-9/\-?:().,'+ ]+$", e.Value));
        var transfers = root.Descendants(Pain + "CdtTrfTxInf").ToList();
        Assert.Equal(("Emile Zoe-Lucon + OEuvres", "Annee 2026 : 12 EUR n. 4-5 - ete ."),
            (At(transfers[0], "Cdtr", "Nm"), At(transfers[0], "RmtInf", "Ustrd")));
        Assert.Equal((new string('e', 70), new string('a', 140)),
            (At(transfers[1], "Cdtr", "Nm"), At(transfers[1], "RmtInf", "Ustrd")));
    }

    [Fact]
    public void The_same_order_gives_the_same_bytes_without_a_mark()
    {
        Assert.Equal(Sample().ToFile(), Sample().ToFile());
        Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<Document",
            Encoding.UTF8.GetString(Sample().ToFile()));
    }

    public static readonly TheoryData<string, Action> Refused = new()
    {
        { "aucun virement", () => Order() },
        { "au moins un centime", () => Pay("F1", 0) },
        { "au moins un centime", () => Pay("F1", -1) },
        { "dépasse", () => Pay("F1", 100_000_000_000) },
        { "hors de la zone SEPA", () => Pay("F1", 1, to: new Iban("TR330006100519786457841326")) },
        { "ceux de DE en ont 22", () => Pay("F1", 1, to: new Iban("DE5137040044053201300")) },
        { "manque l’IBAN", () => Pay("F1", 1, to: default(Iban)) },
        { "lettres latines", () => Pay("F1", 1, "李小龙") },
        { "lettres latines", () => Pay("F1", 1, " .. ") },
        { "ne convient pas", () => Pay("", 1) },
        { "ne convient pas", () => Pay("é1", 1) },
        { "ne convient pas", () => Pay("/1", 1) },
        { "ne convient pas", () => Pay("1//2", 1) },
        { "de 1 à 35", () => Pay(new string('1', 36), 1) },
        { "de 1 à 30", () => _ = new PaymentOrder(new string('1', 31), Now, "X", Ours, Tomorrow, [Pay("F1", 1)]) },
        { "deux virements", () => Order(Pay("F1", 1), Pay("F1", 2)) },
        { "est passée", () => _ = new PaymentOrder("O1", Now, "X", Ours, new DateOnly(2026, 11, 22), [Pay("F1", 1)]) },
        { "BIC", () => _ = new Bic("AGRI") },
        { "référence structurée", () => _ = new CreditorReference("RF19 5390 0754 7034") },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_no_bank_would_take_is_refused_before(string word, Action asked) =>
        Assert.Contains(word, Assert.Throws<BrokenRuleException>(asked).Message);
}
