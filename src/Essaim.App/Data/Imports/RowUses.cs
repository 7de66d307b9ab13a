using System.Text.Json;
using Essaim.App.Data.Drafts;
using Essaim.App.Imports;
using Essaim.Domain.Ledger;

namespace Essaim.App.Data.Imports;

/// <summary>
/// What uses rows that an import made (usages): every column of the schema that names one, found in the database
/// itself, so that no table that comes later is forgotten. Also drafts in the bin, entries and sign-ins.
/// </summary>
internal sealed class RowUses(WriteSession w, IReadOnlySet<long> signedIn)
{
    /// <summary>Written with each row, and gone with it.</summary>
    private static readonly HashSet<string> Companions =
        ["findable", "findable_word", "entry_amount", "import_batch", "import_reference"];

    private static readonly Dictionary<string, string[]> Columns = new()
    {
        [RecordKinds.Customer] = ["customer_id"], [RecordKinds.Supplier] = ["supplier_id"],
        [RecordKinds.Person] = ["person_id"],
        [RecordKinds.Activity] = ["activity_id", "seller_id", "buyer_id"],
        [RecordKinds.BankLine] = ["bank_line_id"],
    };

    private static readonly Dictionary<string, string> Words = new()
    {
        ["invoicing_ratification"] = "une facturation ratifiée",
        ["insurance_certificate"] = "une assurance décennale", ["tax_certificate"] = "une attestation fiscale",
        ["engagement"] = "une affaire", ["catalogue_item"] = "un article du catalogue",
        ["quote"] = "un devis", ["sale_draft"] = "un brouillon de facture",
        ["recurring_sale"] = "une facture récurrente", ["invoice"] = "une facture",
        ["purchase"] = "une facture d’achat", ["contract"] = "un contrat", ["payslip"] = "un bulletin de paie",
        ["pay_elements"] = "des éléments de paie", ["pay_plan"] = "un salaire proposé",
        ["cancelled_payslip"] = "un bulletin annulé",
        ["contract_paper"] = "un contrat en préparation",
        ["contract_pay"] = "un contrat", ["hiring_data"] = "des données d’embauche",
        ["cape_notice"] = "un avis de Cape",
        ["cape_declaration"] = "des cotisations de Cape", ["hiring_declaration"] = "une embauche déclarée",
        ["pay_seizure"] = "une saisie sur salaire",
        ["pay_number"] = "un matricule de paie",
        ["pay_take_over"] = "des cumuls de paie", ["variable_settlement"] = "une part variable",
        ["program_payslip"] = "un résultat de paie",
        ["expense_claim"] = "une note de frais", ["activity"] = "une activité", ["customer"] = "un client",
        ["posted_line"] = "une écriture", ["discarded"] = "un brouillon dans la corbeille",
        ["activity_rule"] = "une règle de contribution", ["smoothing_plan"] = "un lissage",
        ["access_log"] = "le journal des accès", ["internal_sale"] = "une vente interne",
        ["bank_rule"] = "une règle de pointage", ["bank_match"] = "un pointage",
        ["received_invoice"] = "une facture reçue",
        ["purchase_order"] = "une commande", ["mailed_message"] = "un courriel reçu",
        ["person_share"] = "un achat payé par la personne",
        ["vehicle"] = "un véhicule",
        ["cover_leaf"] = "un total publié", ["trouble_seen"] = "un signal vu",
        ["advance"] = "une avance", ["cash_advance"] = "une avance",
        ["announced_grant"] = "une subvention",
        ["financing"] = "un emprunt ou un crédit-bail", ["fixed_asset"] = "une immobilisation",
        ["mutual_due"] = "une cotisation au fonds mutuel", ["mutual_claim"] = "une demande au fonds mutuel",
    };

    /// <summary>The used ones among these rows of a kind, each with what uses it.</summary>
    public async Task<Dictionary<long, string>> OfAsync(string kind, IReadOnlyList<long> ids)
    {
        var used = new Dictionary<long, string>();
        var wanted = ids.ToHashSet();
        foreach (var (table, column) in await PlacesAsync(Columns[kind]))
            foreach (var id in await w.Connection.ListAsync(r => Convert.ToInt64(r.GetValue(0)),
                $"SELECT DISTINCT {column} FROM {table} WHERE {column} IN ({string.Join(", ", ids)})", w.Transaction))
                used.TryAdd(id, Words.GetValueOrDefault(table, "d’autres données"));
        foreach (var id in await InEntriesAsync(kind, ids))
            used.TryAdd(id, Words["posted_line"]);
        if (kind == RecordKinds.Customer)
            foreach (var id in (await BinnedAsync()).Where(wanted.Contains))
                used.TryAdd(id, Words["discarded"]);
        if (kind == RecordKinds.Person)
            foreach (var id in signedIn.Where(wanted.Contains))
                used.TryAdd(id, "un accès à Essaim");
        return used;
    }

    /// <summary>Under which name the books know a row; null where they do not.</summary>
    public static ThirdParty? PartyOf(string kind, long id) => kind switch
    {
        RecordKinds.Customer => ThirdParty.Customer(id),
        RecordKinds.Supplier => ThirdParty.Supplier(id),
        RecordKinds.Person => ThirdParty.Person(id),
        RecordKinds.Activity => ThirdParty.Activity(new ActivityId((int)id)),
        _ => null,
    };

    private async Task<List<(string Table, string Column)>> PlacesAsync(string[] columns)
    {
        var all = await w.Connection.ListAsync(r => (Table: r.GetString(0), Column: r.GetString(1)),
            w.Connection is Npgsql.NpgsqlConnection
                ? "SELECT table_name, column_name FROM information_schema.columns "
                    + "WHERE table_schema = current_schema() ORDER BY table_name"
                : "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
                    + "WHERE m.type = 'table' ORDER BY m.name", w.Transaction);
        return [.. all.Where(p => columns.Contains(p.Column) && !Companions.Contains(p.Table))];
    }

    /// <summary>Third parties stand on accounts of class 4 only.</summary>
    private async Task<IEnumerable<long>> InEntriesAsync(string kind, IReadOnlyList<long> ids)
    {
        if (PartyOf(kind, 0) is null)
            return [];
        var codes = ids.ToDictionary(id => PartyOf(kind, id)!.Value.Code);
        var list = string.Join(", ", codes.Keys.Select(c => $"'{c}'"));
        var used = await w.Connection.ListAsync(r => r.GetString(0),
            "SELECT DISTINCT third_party FROM posted_line WHERE account >= '4' AND account < '5' AND third_party IN ("
            + list + ") UNION SELECT third_party FROM payee_account WHERE third_party IN (" + list + ")",
            w.Transaction);
        return used.Select(code => codes[code]);
    }

    private async Task<IEnumerable<long>> BinnedAsync() =>
        (await w.Connection.ListAsync(r => r.GetString(0), "SELECT content FROM discarded WHERE restored_at IS NULL "
            + "AND discarded_at >= @p0 AND kind IN (@p1, @p2)", w.Transaction, DraftBin.Limit(w.UtcNow),
            DraftBin.OfSaleDraft, DraftBin.OfQuote))
        .Select(content => JsonDocument.Parse(content).RootElement.GetProperty("customerId").GetInt64());
}
