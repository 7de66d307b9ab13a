using System.Security.Cryptography;
using System.Text;
using Essaim.Domain.Ledger;
using static Essaim.Domain.Tests.Ledger.Given;

namespace Essaim.Domain.Tests.Ledger;

/// <summary>The chain: format 1 never changes, and nothing of an entry can change without its hash changing.</summary>
public sealed class EntryChainTests
{
    private static readonly byte[] First = EntryChain.Genesis(2026);
    private static readonly DateTime At = new(2026, 3, 10, 9, 30, 0, 123, DateTimeKind.Utc);
    private static readonly EntryId Id = new(2026, 1);
    private static readonly EntryLine[] Lines =
    [
        EntryLine.OnDebit(Accounts.Customers, A, Eur(1440)) with
        {
            ThirdParty = ThirdParty.Customer(7), Label = "Solde",
        },
        EntryLine.OnCredit(Accounts.ServicesSold, A, Eur(1440)),
    ];

    public static TheoryData<string, byte[]> Changes() => new()
    {
        { "the hash before", Hash(previous: EntryChain.Genesis(2027)) },
        { "the identity", Hash(id: new EntryId(2026, 2)) },
        { "the number", Hash(number: "VT-2026-000002") },
        { "the instant, by a millisecond", Hash(at: At.AddMilliseconds(1)) },
        { "the journal", Hash(Entry(journal: "AC")) },
        { "the date", Hash(Entry(date: Day.AddDays(1))) },
        { "the label", Hash(Entry(label: "Facture F1 Cafe")) },
        { "the piece", Hash(Entry(piece: "F2")) },
        { "the date of the piece", Hash(Entry(pieceDate: Day)) },
        { "the kind of document", Hash(Entry(document: new DocumentRef("note", 12))) },
        { "the document", Hash(Entry(document: new DocumentRef("invoice", 13))) },
        { "the bytes of the document", Hash(Entry(documentHash: [1, 2, 254])) },
        { "the entry reversed", Hash(Entry(reverses: new EntryId(2025, 999_999_999))) },
        { "being an opening", Hash(Entry(opening: true)) },
        { "the account of a line", Hash(Entry(EntryLine.OnDebit(new("416"), A, Eur(1440)) with
            { ThirdParty = ThirdParty.Customer(7), Label = "Solde" }, Lines[1])) },
        { "the third party of a line", Hash(Entry(Lines[0] with { ThirdParty = ThirdParty.Customer(8) }, Lines[1])) },
        { "the label of a line", Hash(Entry(Lines[0] with { Label = "Reste" }, Lines[1])) },
        { "the activity of the lines", Hash(Entry(
            EntryLine.OnDebit(Accounts.Customers, B, Eur(1440)) with
                { ThirdParty = ThirdParty.Customer(7), Label = "Solde" },
            EntryLine.OnCredit(Accounts.ServicesSold, B, Eur(1440)))) },
        { "the amount", Hash(Entry(
            EntryLine.OnDebit(Accounts.Customers, A, Eur(1441)) with
                { ThirdParty = ThirdParty.Customer(7), Label = "Solde" },
            EntryLine.OnCredit(Accounts.ServicesSold, A, Eur(1441)))) },
        { "the sides", Hash(Entry(Lines[0].Reversed(), Lines[1].Reversed())) },
        { "the order of the lines", Hash(Entry(Lines[1], Lines[0])) },
        { "one line more", Hash(Entry([.. Lines, EntryLine.OnDebit(Accounts.Bank, A, Eur(0))])) },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void The_hash_changes_with(string what, byte[] hash) =>
        Assert.False(hash.SequenceEqual(Hash()), $"Changing {what} left the hash as it was.");

    [Fact]
    public void No_two_changes_have_one_hash() =>
        Assert.Equal(Changes().Count, Changes().Select(c => Convert.ToHexString(c.Data.Item2)).Distinct().Count());

    [Fact]
    public void Format_1_is_what_anyone_can_compute_from_its_description()
    {
        var head = string.Join('\u001f', "1", "2026000000001", "VT", "VT-2026-000001", "2026-03-10", "Facture F1 Café",
            "F1", "2026-03-09", "invoice", "12", "0102ff", "2026000000000", "0", "2026-03-10T09:30:00.123Z");
        var lines = "\u001e" + string.Join('\u001f', "1", "411000", "2", "cli-7", "144000", "0", "Solde")
            + "\u001e" + string.Join('\u001f', "2", "706000", "2", "", "0", "144000", "");
        var genesis = SHA256.HashData("essaim-chain-1\u001f2026"u8);
        var expected = SHA256.HashData([.. genesis, .. Encoding.UTF8.GetBytes(head + lines)]);
        Assert.Equal(Convert.ToHexStringLower(expected), Convert.ToHexStringLower(Hash()));
        Assert.Equal("e2f6e09f16bd6ae75c80a25d2f7e0c7a10041311bdc3bb6b42fc72d568e84659",
            Convert.ToHexStringLower(Hash()));
    }

    [Fact]
    public void A_label_cannot_pass_for_two_fields()
    {
        var entry = Entry(label: "Facture F1 Café\u001fF1");
        Assert.Equal("Facture F1 Café F1", entry.Label);
        Assert.Equal("a b", (Lines[0] with { Label = "a\tb\n" }).Label);
        Assert.Equal("F 1", Entry(piece: "F\u001e1").PieceRef);
        Assert.Throws<ArgumentException>(() => Hash(number: "VT\u001f1"));
        Assert.Throws<ArgumentException>(() => Hash(Entry(document: new DocumentRef("in\u001evoice", 12))));
    }

    private static byte[] Hash(DraftEntry? entry = null, byte[]? previous = null, EntryId? id = null,
        string number = "VT-2026-000001", DateTime? at = null) =>
        EntryChain.Hash(previous ?? First, id ?? Id, number, at ?? At, entry ?? Entry(Lines));

    private static DraftEntry Entry(params EntryLine[] lines) => Entry("VT", lines: lines);

    private static DraftEntry Entry(string journal = "VT", DateOnly? date = null, string label = "Facture F1 Café",
        string piece = "F1", DateOnly? pieceDate = null, DocumentRef? document = null, byte[]? documentHash = null,
        EntryId? reverses = null, bool opening = false, EntryLine[]? lines = null) =>
        new(journal, date ?? Day, label, lines ?? Lines)
        {
            PieceRef = piece, PieceDate = pieceDate ?? Day.AddDays(-1),
            Document = document ?? new DocumentRef("invoice", 12),
            DocumentHash = documentHash ?? [1, 2, 255], Reverses = reverses ?? new EntryId(2026, 0),
            IsOpening = opening,
        };
}
