using static Essaim.App.Data.Ledger.Checks.BooksCheck;

namespace Essaim.App.Data.Ledger.Checks;

/// <summary>
/// Matchings and open items: a group sums to zero; an item is its line; what is settled is what the settlements say;
/// what waits for a settlement follows it.
/// </summary>
internal sealed class ItemCheck(CheckedRows rows, Findings found)
{
    public void Run()
    {
        CheckMatchings();
        CheckItems();
        CheckMissingItems();
        CheckSettled();
        CheckSettlements();
        CheckDeferred();
        CheckPendingVat();
    }

    private void CheckMatchings()
    {
        rows.Each("""
            SELECT m.id, m.letter, count(l.entry_id), CAST(coalesce(sum(l.debit - l.credit), 0) AS bigint),
              count(DISTINCT l.account), CASE WHEN m.taken_off IS NULL THEN 0 ELSE 1 END
            FROM matching m LEFT JOIN matched_line x ON x.matching_id = m.id
              LEFT JOIN posted_line l ON l.entry_id = x.entry_id AND l.line_no = x.line_no
            GROUP BY m.id, m.letter, m.taken_off ORDER BY m.id
            """, r =>
        {
            var place = $"lettrage {r.Text(1)} (n° {r.Number(0)})";
            if (r.Number(5) == 1 ? r.Number(2) > 0 : r.Number(2) < 2 || r.Number(4) != 1)
                found.Add(Names.Matchings, $"{place} : {r.Number(2)} lignes, {r.Number(4)} comptes");
            if (r.Number(3) != 0)
                found.Add(Names.Matchings, $"{place} : sa somme est {CheckedRows.Euros(r.Number(3))} au lieu de zéro");
            if (r.Text(1) != Letter(r.Number(0)))
                found.Add(Names.Matchings, $"{place} : sa lettre devrait être {Letter(r.Number(0))}");
        });
        rows.Each("SELECT x.entry_id, x.line_no FROM matched_line x WHERE NOT EXISTS (SELECT 1 FROM posted_line l "
            + "WHERE l.entry_id = x.entry_id AND l.line_no = x.line_no) OR NOT EXISTS (SELECT 1 FROM matching m "
            + "WHERE m.id = x.matching_id)",
            r => found.Add(Names.Matchings,
                $"la ligne {r.Number(1)} de l’écriture n° {r.Number(0)} est lettrée avec rien"));
    }

    private void CheckItems() => rows.Each("""
        SELECT i.entry_id, i.line_no, CAST(i.amount AS bigint) FROM open_item i
          LEFT JOIN posted_line l ON l.entry_id = i.entry_id AND l.line_no = i.line_no
        WHERE l.entry_id IS NULL OR l.account <> i.account OR l.activity_id <> i.activity_id
          OR coalesce(l.third_party, '') <> coalesce(i.third_party, '') OR l.debit - l.credit <> i.amount
        """, r => found.Add(Names.OpenItems,
            $"{Place(r)} : le poste ({CheckedRows.Euros(r.Number(2))}) n’est pas sa ligne"));

    /// <summary>
    /// Every line that a document writes on an account of third parties opens an item or settles one.
    /// </summary>
    private void CheckMissingItems() => rows.Each("""
        SELECT l.entry_id, l.line_no, l.account FROM posted_entry e JOIN posted_line l ON l.entry_id = e.id
        WHERE e.document_kind IN ('invoice', 'receipt', 'purchase', 'expense-claim', 'payment', 'payslip')
          AND e.reverses IS NULL
          AND substr(l.account, 1, 3) IN ('401', '411', '421', '467')
          AND NOT EXISTS (SELECT 1 FROM open_item i WHERE i.entry_id = l.entry_id AND i.line_no = l.line_no)
          AND NOT EXISTS (SELECT 1 FROM item_settlement s WHERE s.entry_id = l.entry_id AND s.line_no = l.line_no)
        """, r => found.Add(Names.OpenItems, $"{Place(r)}, compte {r.Text(2)} : ni poste ouvert, ni règlement"));

    /// <summary>What is settled in full is matched, and nothing else is.</summary>
    private void CheckSettled()
    {
        rows.Each("""
            SELECT i.entry_id, i.line_no, i.settled, i.credited,
              CAST(coalesce(s.paid, 0) AS bigint), CAST(coalesce(s.credited, 0) AS bigint)
            FROM open_item i LEFT JOIN (SELECT item_entry_id, item_line_no, sum(paid) AS paid, sum(credited) AS credited
              FROM item_settlement GROUP BY item_entry_id, item_line_no) s
              ON s.item_entry_id = i.entry_id AND s.item_line_no = i.line_no
            WHERE i.settled <> coalesce(s.paid, 0) OR i.credited <> coalesce(s.credited, 0)
            """, r => found.Add(Names.OpenItems,
            $"{Place(r)} : réglé {CheckedRows.Euros(r.Number(2))} et crédité {CheckedRows.Euros(r.Number(3))}, "
            + $"mais les règlements font {CheckedRows.Euros(r.Number(4))} et {CheckedRows.Euros(r.Number(5))}"));
        rows.Each("SELECT i.entry_id, i.line_no FROM open_item i JOIN matched_line x ON x.entry_id = i.entry_id "
            + "AND x.line_no = i.line_no WHERE i.amount - i.credited <> i.settled",
            r => found.Add(Names.OpenItems, $"{Place(r)} : lettré, mais pas réglé en entier"));
        rows.Each("""
            SELECT i.entry_id, i.line_no FROM open_item i WHERE i.amount - i.credited = i.settled AND i.amount <> 0
              AND NOT EXISTS (SELECT 1 FROM matched_line x WHERE x.entry_id = i.entry_id AND x.line_no = i.line_no)
              AND NOT EXISTS (SELECT 1 FROM item_settlement s JOIN posted_entry e ON e.id = s.entry_id
                WHERE s.entry_id = i.entry_id AND s.line_no = i.line_no AND s.item_entry_id = i.entry_id
                  AND s.item_line_no = i.line_no AND e.import_id IS NOT NULL)
            """, r => found.Add(Names.OpenItems, $"{Place(r)} : réglé en entier, mais pas lettré"));
    }

    /// <summary>
    /// A settling line takes from the item's account, activity and third party what it says. An imported line may
    /// settle itself: its matching did, or the opening entry of a later imported year carries it.
    /// </summary>
    private void CheckSettlements()
    {
        rows.Each("""
            SELECT s.entry_id, s.line_no, s.paid, s.credited, CAST(coalesce(l.debit - l.credit, 0) AS bigint)
            FROM item_settlement s
              LEFT JOIN posted_line l ON l.entry_id = s.entry_id AND l.line_no = s.line_no
              LEFT JOIN open_item i ON i.entry_id = s.item_entry_id AND i.line_no = s.item_line_no
            WHERE NOT (s.entry_id = s.item_entry_id AND s.line_no = s.item_line_no)
              AND (l.entry_id IS NULL OR i.entry_id IS NULL OR l.account <> i.account OR l.activity_id <> i.activity_id
                OR coalesce(l.third_party, '') <> coalesce(i.third_party, '')
                OR l.credit - l.debit <> s.paid + s.credited)
            """, r => found.Add(Names.OpenItems,
            $"{Place(r)} : elle règle {CheckedRows.Euros(r.Number(2) + r.Number(3))}, "
            + $"mais porte {CheckedRows.Euros(r.Number(4))} ou un autre compte"));
        rows.Each("""
            SELECT s.entry_id, s.line_no FROM item_settlement s JOIN posted_entry e ON e.id = s.entry_id
            WHERE s.entry_id = s.item_entry_id AND s.line_no = s.item_line_no AND (e.import_id IS NULL OR (
              NOT EXISTS (SELECT 1 FROM matched_line x WHERE x.entry_id = s.entry_id AND x.line_no = s.line_no)
              AND NOT EXISTS (SELECT 1 FROM posted_entry o WHERE o.is_opening AND o.import_id IS NOT NULL
                AND o.date > e.date)))
            """, r => found.Add(Names.OpenItems,
            $"{Place(r)} : le poste est réglé par lui-même"));
    }

    /// <summary>
    /// While no credit note touched the item, what was done is the rounded share of what was settled; once settled, all
    /// is done.
    /// </summary>
    private void CheckDeferred() => rows.Each("""
        SELECT d.entry_id, d.line_no, d.amount, d.done, coalesce(i.amount, 0), coalesce(i.credited, 0),
          coalesce(i.settled, 0), d.kind
        FROM deferred_posting d LEFT JOIN open_item i ON i.entry_id = d.entry_id AND i.line_no = d.line_no
        """, r =>
    {
        var (amount, done, whole, credited, settled) =
            (r.Number(2), r.Number(3), r.Number(4), r.Number(5), r.Number(6));
        var expected = whole == 0 ? 0 : settled == whole ? amount
            : (long)decimal.Round((decimal)amount * settled / whole, 0, MidpointRounding.AwayFromZero);
        var outside = amount >= 0 ? done < 0 || done > amount : done > 0 || done < amount;
        if (outside || (credited == 0 && done != expected))
            found.Add(Names.OpenItems,
                $"{Place(r)} : « {r.Text(7)} » fait à {CheckedRows.Euros(done)} sur {CheckedRows.Euros(amount)}");
    });

    /// <summary>
    /// While nothing was credited, the VAT that an invoice or a purchase makes wait is the VAT on its lines. What the
    /// structure gives an activity without a document is of books taken over: there its VAT had no item.
    /// </summary>
    private void CheckPendingVat() => rows.Each("""
        SELECT entry_id, activity_id, CAST(sum(amount) AS bigint), account FROM (
          SELECT d.entry_id, i.activity_id, d.amount,
              CASE WHEN d.kind = 'deductible-vat' THEN '445640' ELSE '445740' END AS account
            FROM deferred_posting d JOIN open_item i ON i.entry_id = d.entry_id AND i.line_no = d.line_no
            WHERE d.kind = 'deductible-vat' OR d.kind LIKE 'vat:%'
          UNION ALL
          SELECT l.entry_id, l.activity_id,
              CASE WHEN l.account = '445640' THEN l.credit - l.debit ELSE l.debit - l.credit END, l.account
            FROM posted_line l WHERE l.account IN ('445640', '445740')
              AND EXISTS (SELECT 1 FROM deferred_posting p WHERE p.entry_id = l.entry_id)) AS waiting
        WHERE NOT EXISTS (SELECT 1 FROM open_item c WHERE c.entry_id = waiting.entry_id AND c.credited <> 0)
          AND NOT (activity_id = 1 AND EXISTS (SELECT 1 FROM posted_entry e WHERE e.id = waiting.entry_id
            AND e.document_kind IS NULL))
        GROUP BY entry_id, activity_id, account HAVING sum(amount) <> 0
        """, r => found.Add(Names.OpenItems,
            $"écriture n° {r.Number(0)}, activité n° {r.Number(1)} : la TVA en attente diffère de "
            + $"{CheckedRows.Euros(r.Number(2))} du compte {r.Text(3)}"));

    private static string Place(CheckedRows.Row r) => $"écriture n° {r.Number(0)}, ligne {r.Number(1)}";

    private static string Letter(long id)
    {
        var letters = new Stack<char>();
        for (; id > 0; id = (id - 1) / 26)
            letters.Push((char)('A' + (id - 1) % 26));
        return string.Concat(letters);
    }
}
