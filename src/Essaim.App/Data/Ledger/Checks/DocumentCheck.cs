using System.Security.Cryptography;
using static Essaim.App.Data.Ledger.Checks.BooksCheck;

namespace Essaim.App.Data.Ledger.Checks;

/// <summary>
/// Documents and their entries: each has the other, their amounts agree, and what was issued is byte for byte what the
/// chain holds of it.
/// </summary>
internal sealed class DocumentCheck(CheckedRows rows, Findings found)
{
    /// <summary>
    /// A kind of document: its table, how its entry names it, an amount of it in cents and the lines of its entry that
    /// must come to this amount; zero and no lines where only the link is checked.
    /// </summary>
    private sealed record Kind(string Name, string Table, string Id, string Amount, string Lines);

    private const string Owed = "l.credit - l.debit";
    private const string Spent = "l.debit - l.credit";

    private static readonly Kind[] Kinds =
    [
        new("invoice", "invoice", "d.id", "CASE WHEN d.kind = 'CreditNote' THEN -d.total ELSE d.total END",
            On("411", Spent)),
        new("invoice", "invoice", "d.id", "CASE WHEN d.kind = 'CreditNote' THEN -d.net ELSE d.net END",
            $"CASE WHEN l.account LIKE '7%' OR l.account LIKE '419%' THEN {Owed} ELSE 0 END"),
        new("receipt", "receipt", "d.id", "d.amount", OnMoney(Spent)),
        new("payment", "payment", "d.id", "d.amount", OnMoney(Owed)),
        new("purchase", "purchase", "d.id", "d.net + d.vat", On("401", Owed)),
        new("expense-claim", "expense_claim", "d.id", "d.total", On("467", Owed)),
        new("person-share", "person_share", "d.id", "d.amount", On("467", Owed)),
        new("internal-sale", "internal_sale", "d.id", "d.amount", On("1872", Owed)),
        new("financing", "financing", "d.id", "d.received", On("164", Owed)),
        new("financing-due", "financing_due", "d.financing_id * 1000 + d.no", "d.amount", On("401", Owed)),
        new("grant", "announced_grant", "d.id", "d.amount", On("441", Spent)),
        new("placement-move", "placement_move", "d.id",
            "CASE WHEN d.kind = 'Placed' THEN -d.amount WHEN d.kind = 'Shared' THEN 0 ELSE d.amount END",
            On("512", Spent)),
        new("mutual-due", "mutual_due", "d.id", "d.amount", On("1873", Owed)),
        new("mutual-claim", "mutual_claim", "d.id", "d.amount", On("1873", Owed)),
        new("asset-charge", "asset_charge", "d.asset_id * 1000000 + d.month", "d.amount", On("28", Owed)),
        new("asset-disposal", "asset_disposal", "d.asset_id", "d.net",
            $"CASE WHEN l.account LIKE '657%' OR l.account LIKE '675%' THEN {Spent} ELSE 0 END"),
        new("asset-sale", "asset_sale", "d.asset_id", "d.price", On("7", "l.credit")),
        new("payslip", "payslip", "d.person_id * 1000000 + d.month", "d.total_cost", On("6", Spent)),
        new("payslip", "payslip", "d.person_id * 1000000 + d.month", "d.net_pay", On("421", Owed)),
        new("payslip", "payslip", "d.person_id * 1000000 + d.month", "d.gross", On("6411", Spent)),
        new("variable-settlement", "variable_settlement", "d.person_id * 10000 + d.year", "d.cost", On("6", Spent)),
        new("cape-declaration", "cape_declaration", "d.person_id * 1000000 + d.quarter", "d.amount",
            On("645", Spent)),
        new("cash-advance", "cash_advance", "d.id", "d.amount",
            $"CASE WHEN l.account = '181100' AND l.activity_id = d.activity_id THEN {Owed} ELSE 0 END"),
    ];

    private static string On(string account, string amount) =>
        $"CASE WHEN l.account LIKE '{account}%' THEN {amount} ELSE 0 END";

    /// <summary>At the bank, or among what waited to be known.</summary>
    private static string OnMoney(string amount) =>
        $"CASE WHEN l.account LIKE '5%' OR l.account LIKE '471%' THEN {amount} ELSE 0 END";

    public void Run()
    {
        foreach (var kind in Kinds.DistinctBy(k => k.Name))
            CheckLinks(kind);
        foreach (var table in new[] { "invoice", "receipt", "payment", "purchase", "internal_sale" })
            CheckDates(table);
        CheckCustomers();
        foreach (var kind in Kinds)
            CheckAmounts(kind);
        CheckContents();
        CheckFiles();
    }

    private void CheckLinks(Kind kind)
    {
        rows.Each($"""
            SELECT e.id, e.number FROM posted_entry e WHERE e.document_kind = '{kind.Name}'
              AND NOT EXISTS (SELECT 1 FROM {TablesOf(kind)} d WHERE {kind.Id} = e.document_id)
            """, r => found.Add(Names.Documents,
                $"écriture {r.Text(1)} (n° {r.Number(0)}) : sa pièce ({kind.Table}) n’existe pas"));
        rows.Each($"""
            SELECT {kind.Id}, d.entry_id FROM {kind.Table} d LEFT JOIN posted_entry e ON e.id = d.entry_id
            WHERE d.entry_id IS NOT NULL AND (e.id IS NULL OR e.document_kind IS NULL
              OR e.document_kind <> '{kind.Name}'
              OR e.document_id IS NULL OR e.document_id <> {kind.Id})
            """, r => found.Add(Names.Documents,
                $"table {kind.Table}, n° {r.Number(0)} : l’écriture n° {r.Number(1)} n’est pas la sienne"));
    }

    /// <summary>A payslip taken back is kept elsewhere.</summary>
    private static string TablesOf(Kind kind) => kind.Name == "payslip"
        ? "(SELECT person_id, month FROM payslip UNION SELECT person_id, month FROM cancelled_payslip)" : kind.Table;

    private void CheckDates(string table) => rows.Each(
        $"SELECT d.id, {rows.Day("d.date")} FROM {table} d JOIN posted_entry e ON e.id = d.entry_id WHERE d.date <> "
        + $"e.date",
        r => found.Add(Names.Documents,
            $"table {table}, n° {r.Number(0)} : datée du {r.Text(1)}, et son écriture d’un autre jour"));

    private void CheckCustomers() => rows.Each("""
        SELECT d.number FROM invoice d JOIN posted_line l ON l.entry_id = d.entry_id
        WHERE l.account LIKE '411%' AND coalesce(l.third_party, '') <> 'cli-' || d.customer_id ORDER BY d.id
        """, r => found.Add(Names.Documents, $"facture {r.Text(0)} : son client n’est pas celui de l’écriture"));

    private void CheckAmounts(Kind kind) => rows.Each($"""
        SELECT id, CAST(amount AS bigint), CAST(lines AS bigint) FROM (
          SELECT {kind.Id} AS id, {kind.Amount} AS amount, sum({kind.Lines}) AS lines
          FROM {kind.Table} d JOIN posted_line l ON l.entry_id = d.entry_id GROUP BY {GroupOf(kind)}) AS documents
        WHERE amount <> lines
        """, r => found.Add(Names.Documents,
            $"table {kind.Table}, n° {r.Number(0)} : {CheckedRows.Euros(r.Number(1))} dans la pièce, "
            + $"{CheckedRows.Euros(r.Number(2))} dans les lignes de son écriture"));

    private static string GroupOf(Kind kind) => kind.Table switch
    {
        "payslip" => "d.person_id, d.month",
        "cape_declaration" => "d.person_id, d.quarter",
        "variable_settlement" => "d.person_id, d.year",
        "asset_charge" => "d.asset_id, d.month",
        "asset_disposal" or "asset_sale" => "d.asset_id",
        "financing_due" => "d.financing_id, d.no",
        _ => "d.id",
    };

    /// <summary>
    /// An invoice's content has the SHA-256 that its entry carries into the chain, and so has the content of any other
    /// document whose entry carries one.
    /// </summary>
    private void CheckContents()
    {
        rows.Each("SELECT i.number, i.content, e.document_hash, i.net, i.vat, i.total FROM invoice i "
            + "JOIN posted_entry e ON e.id = i.entry_id ORDER BY i.id", r =>
        {
            if (!SHA256.HashData(r.Bytes(1)).AsSpan().SequenceEqual(r.Bytes(2)))
                found.Add(Names.Documents, $"facture {r.Text(0)} : son contenu n’est plus celui qui a été émis");
            if (r.Number(3) + r.Number(4) != r.Number(5))
                found.Add(Names.Documents, $"facture {r.Text(0)} : HT et TVA ne font pas le total");
        });
        foreach (var kind in Kinds.DistinctBy(k => k.Name)
            .Where(k => k.Name is "purchase" or "payslip" or "expense-claim"))
            rows.Each($"SELECT {kind.Id}, d.content, e.document_hash FROM {kind.Table} d "
                + "JOIN posted_entry e ON e.id = d.entry_id WHERE e.document_hash IS NOT NULL", r =>
            {
                if (!SHA256.HashData(r.Bytes(1)).AsSpan().SequenceEqual(r.Bytes(2)))
                    found.Add(Names.Documents,
                        $"table {kind.Table}, n° {r.Number(0)} : son contenu n’est plus celui de l’écriture");
            });
    }

    /// <summary>
    /// Issued files: bytes as hashed, and each hash over the one before: SHA-256(previous ‖ SHA-256 of the bytes).
    /// </summary>
    private void CheckFiles()
    {
        byte[]? head = null;
        rows.Each("SELECT f.id, i.number, f.bytes, f.sha256, f.previous, f.hash FROM issued_file f "
            + "LEFT JOIN invoice i ON i.id = f.invoice_id ORDER BY f.id", r =>
        {
            var place = $"fichier n° {r.Number(0)} de la facture {r.Text(1)}";
            if (!SHA256.HashData(r.Bytes(2)).AsSpan().SequenceEqual(r.Bytes(3)))
                found.Add(Names.Documents, $"{place} : ses octets ont changé");
            if (head is not null && !r.Bytes(4).SequenceEqual(head))
                found.Add(Names.Documents, $"{place} : il ne suit pas le fichier précédent");
            if (!SHA256.HashData([.. r.Bytes(4), .. r.Bytes(3)]).AsSpan().SequenceEqual(r.Bytes(5)))
                found.Add(Names.Documents, $"{place} : son empreinte est fausse");
            head = r.Bytes(5).ToArray();
        });
    }
}
