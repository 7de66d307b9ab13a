using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using static Essaim.App.Data.Ledger.Checks.BooksCheck;

namespace Essaim.App.Data.Ledger.Checks;

/// <summary>
/// The log of acts: none is missing, each follows the one before, and what it tells is what it told. A detail that was
/// forgotten leaves its digest, and is no fault.
/// </summary>
internal sealed class ActCheck(CheckedRows rows, Findings found)
{
    public void Run()
    {
        var expected = 1L;
        var previous = new byte[32];
        rows.Each("SELECT a.id, a.at, a.by_id, a.by_name, a.verb, a.kind, a.about, a.detail_digest, a.hash, d.title, "
            + "d.changes, d.salt FROM act a LEFT JOIN act_detail d ON d.act_id = a.id ORDER BY a.id", r =>
        {
            var id = r.Number(0);
            if (id != expected)
                found.Add(Names.Acts, $"acte n° {expected} : absent");
            expected = id + 1;
            var digest = r.Bytes(7).ToArray();
            var text = string.Join('\u001f', "essaim-act-1", id.ToString(CultureInfo.InvariantCulture), r.Text(1),
                r.IsNull(2) ? "" : r.Number(2).ToString(CultureInfo.InvariantCulture), r.Text(3), r.Text(4), r.Text(5),
                r.Text(6), Convert.ToHexStringLower(digest));
            var hash = r.Bytes(8).ToArray();
            if (!SHA256.HashData([.. previous, .. Encoding.UTF8.GetBytes(text)]).AsSpan().SequenceEqual(hash))
                found.Add(Names.Acts, $"acte n° {id} : sa ligne a été changée");
            previous = hash;
            if (!r.IsNull(9) && !SHA256.HashData([.. r.Bytes(11),
                .. Encoding.UTF8.GetBytes(r.Text(9) + "\u001f" + r.Text(10))]).AsSpan().SequenceEqual(digest))
                found.Add(Names.Acts, $"acte n° {id} : ce qu’il dit a été changé");
        });
    }
}
