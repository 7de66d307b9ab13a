using System.Text;
using Essaim.Domain.Ledger.Fec;
using Essaim.Domain.Values;

namespace Essaim.Domain.Tests.Ledger;

public sealed class FecFuzzTests
{
    private static readonly byte[] Valid = Encoding.Latin1.GetBytes(
        "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|"
        + "EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise\r\n"
        + "VT|Ventes|1|20250131|411000|Clients|DUPONT|Dupont|F1|20250131|Facture "
        + "\"été\"|120,00|0,00|A|20250228|20250201||\r\n"
        + "VT|Ventes|1|20250131|706000|Prestations|||F1|20250131|Facture|0,00|100,00|||20250201||\r\n"
        + "VT|Ventes|1|20250131|44571|TVA|||F1|20250131|Facture|0,00|20,00|||20250201||\r\n"
        + "BQ|Banque|2|20250228|512000|Banque|||R1|20250228|Virement|120,00||||20250301||\r\n"
        + "BQ|Banque|2|20250228|411DUPONT|Dupont|||R1|20250228|Virement||120,00|A|20250228|20250301||\r\n");

    private static readonly byte[][] Shards =
        ["|"u8.ToArray(), "\""u8.ToArray(), "\r"u8.ToArray(), "\n"u8.ToArray(), "\t"u8.ToArray(), [0], [0xFF, 0xFE],
            [0xC3], [0xEF, 0xBB, 0xBF],
         "-"u8.ToArray(), "99999999999999999999"u8.ToArray(), "20259999"u8.ToArray(), ",,."u8.ToArray(),
             "VT|Ventes|1|20250131|"u8.ToArray(), [0xED, 0xA0, 0x80]];

    [Fact]
    public void Thirty_thousand_damaged_files_give_balanced_entries_or_reasons_and_never_an_exception()
    {
        var random = new Random(20261);
        for (var i = 0; i < 30_000; i++)
        {
            var bytes = Damaged(random);
            var items = FecReader.Open(new MemoryStream(bytes)).Read().ToList();
            foreach (var item in items)
                if (item is FecEntry entry)
                    Assert.True(entry.Lines.Count > 1 && entry.Lines.Sum(l => l.Amount).IsZero
                        && entry.Journal.Length > 0
                        && entry.Number.Length > 0 && !entry.Lines.Any(l => l.Label.Any(char.IsControl)));
                else
                    Assert.True(((FecRejection)item).Reason.Length > 0);
            Assert.Equal(items.Count, items.Distinct(ReferenceEqualityComparer.Instance).Count());
        }
    }

    private static byte[] Damaged(Random random)
    {
        var bytes = new List<byte>(Valid);
        for (var times = random.Next(1, 6); times > 0; times--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.InsertRange(at, Shards[random.Next(Shards.Length)]); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)); break;
                case 3: bytes.RemoveRange(at, bytes.Count - at); break;
                case 4: bytes.InsertRange(at,
                    bytes.GetRange(random.Next(at + 1), Math.Min(200, bytes.Count - at) / 2)); break;
                default: bytes.InsertRange(random.Next(bytes.Count), Shards[random.Next(Shards.Length)]); break;
            }
            if (bytes.Count == 0)
                return [];
        }
        return [.. bytes];
    }
}
