using static Essaim.App.Data.Ledger.Checks.BooksCheck;

namespace Essaim.App.Data.Ledger.Checks;

/// <summary>
/// Received invoices: each has its one file, byte for byte the one that came, says the status that was set last, and
/// is of the total of the purchase that it became.
/// </summary>
internal sealed class ReceivedCheck(CheckedRows rows, Findings found)
{
    public void Run()
    {
        rows.Each("""
            SELECT i.id, i.number, i.file_sha256, d.sha256 FROM received_invoice i LEFT JOIN kept_document d
              ON d.owner_kind = 'received-invoice' AND d.owner_id = i.id AND d.removed_at IS NULL ORDER BY i.id
            """, r =>
        {
            if (r.IsNull(3) || Convert.ToHexStringLower(r.Bytes(3)) != r.Text(2))
                found.Add(Names.Documents,
                    $"facture reçue n° {r.Number(0)} ({r.Text(1)}) : son fichier n’est plus celui qui est venu");
        });
        rows.Each("SELECT d.id, d.owner_id FROM kept_document d WHERE d.owner_kind = 'received-invoice' "
            + "AND NOT EXISTS (SELECT 1 FROM received_invoice i WHERE i.id = d.owner_id)",
            r => found.Add(Names.Documents,
                $"justificatif n° {r.Number(0)} : la facture reçue n° {r.Number(1)} n’existe pas"));
        rows.Each("""
            SELECT i.id, i.number, CAST(coalesce(i.total, 0) AS bigint), CAST(p.net + p.vat AS bigint)
            FROM received_invoice i JOIN purchase p ON p.id = i.purchase_id
            WHERE i.total IS NULL OR i.total <> p.net + p.vat OR i.supplier_id IS NULL
              OR i.supplier_id <> p.supplier_id ORDER BY i.id
            """, r => found.Add(Names.Documents, $"facture reçue n° {r.Number(0)} ({r.Text(1)}) : elle est de "
                + $"{CheckedRows.Euros(r.Number(2))}, son achat de {CheckedRows.Euros(r.Number(3))}, ou d’un autre "
                + "fournisseur"));
        rows.Each("""
            SELECT i.id, i.number, i.status FROM received_invoice i WHERE i.status <> coalesce((SELECT s.status
              FROM received_status s WHERE s.received_invoice_id = i.id ORDER BY s.id DESC LIMIT 1), 0) ORDER BY i.id
            """, r => found.Add(Names.Documents,
                $"facture reçue n° {r.Number(0)} ({r.Text(1)}) : son statut {r.Number(2)} n’est pas le dernier noté"));
    }
}
