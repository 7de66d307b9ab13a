using System.Security.Cryptography;
using static Essaim.App.Data.Ledger.Checks.BooksCheck;

namespace Essaim.App.Data.Ledger.Checks;

/// <summary>
/// Documents handed in beside a record: their pieces follow each other and are the bytes that were hashed the day they
/// came, and none is without its document.
/// </summary>
internal sealed class KeptCheck(CheckedRows rows, Findings found)
{
    private sealed record Document(long Id, string Name, long Size, byte[] Sha256);

    private Document? _document;
    private long _next;

    public void Run()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        rows.Each("SELECT d.id, d.name, d.size, d.sha256, p.first_byte, p.bytes FROM kept_document d "
            + "LEFT JOIN document_piece p ON p.document_id = d.id WHERE d.state <> 'Refused' "
            + "ORDER BY d.id, p.first_byte", r =>
        {
            if (r.Number(0) != _document?.Id)
            {
                Finish(hash);
                _document = new Document(r.Number(0), r.Text(1), r.Number(2), r.Bytes(3).ToArray());
                _next = 0;
            }
            if (r.IsNull(5) || r.Number(4) != _next)
                return;
            hash.AppendData(r.Bytes(5));
            _next += r.Bytes(5).Length;
        });
        Finish(hash);
        rows.Each("SELECT DISTINCT p.document_id FROM document_piece p WHERE NOT EXISTS (SELECT 1 FROM kept_document d "
            + "WHERE d.id = p.document_id) AND NOT EXISTS (SELECT 1 FROM document_upload u WHERE u.id = p.document_id)",
            r => found.Add(Names.Documents, $"justificatif n° {r.Number(0)} : il ne reste que ses octets"));
        rows.Each("SELECT d.id, d.owner_id FROM kept_document d WHERE d.owner_kind = 'purchase' "
            + "AND NOT EXISTS (SELECT 1 FROM purchase p WHERE p.id = d.owner_id)",
            r => found.Add(Names.Documents, $"justificatif n° {r.Number(0)} : l’achat {r.Number(1)} n’existe pas"));
    }

    private void Finish(IncrementalHash hash)
    {
        var sha256 = hash.GetHashAndReset();
        if (_document is { } document && (_next != document.Size || !sha256.AsSpan().SequenceEqual(document.Sha256)))
            found.Add(Names.Documents,
                $"justificatif n° {document.Id} ({document.Name}) : ses octets ne sont plus ceux qui ont été remis");
    }
}
