using Essaim.App.Data.Imports;
using Essaim.App.Imports;
using Essaim.App.Tests.Web;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Tests.Imports;

public sealed class ImportTests
{
    public static TheoryData<string, string, string> Refused => new()
    {
        { ";1 rue;69001;Lyon;;;;", "Nom", "Il manque" },
        { "A;;69001;Lyon;;;;", "Rue", "Il manque" },
        { "A;1 rue;;Lyon;;;;", "Code postal", "Il manque" },
        { "A;1 rue;69001;;;;;", "Ville", "Il manque" },
        { "A;1 rue;69001;Lyon;303265044;;;", "SIREN ou SIRET", "faute de frappe" },
        { "A;1 rue;69001;Lyon;12;;;", "SIREN ou SIRET", "9 chiffres" },
        { "A;1 rue;69001;Lyon;;elise;;", "Courriel", "adresse de courriel" },
        { "A;1 rue;69001;Lyon;;;90;", "Délai de paiement", "0 à 60 jours" },
        { "A;1 rue;69001;Lyon;;;;Belgique", "Pays", "deux lettres" },
    };

    [Theory, MemberData(nameof(Refused))]
    public async Task A_wrong_cell_is_named_by_line_and_column_with_what_to_do(string row, string column, string says)
    {
        await using var table = await ImportTable.NewAsync("sqlite");
        var report = await table.CheckAsync(await table.HandInAsync(
            ImportTable.Customers(1) + "\n" + row + "\nZ;1 rue;69001;Lyon;;;;"));
        var fault = Assert.Single(report.Faults);
        Assert.Equal((3, column), (fault.Line, fault.Column));
        Assert.Contains(says, fault.Message);
        Assert.Equal((2, 1), (report.Added, report.Wrong.Count));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_check_writes_nothing_and_says_what_the_import_then_does(string engine)
    {
        await using var table = await ImportTable.NewAsync(engine);
        await table.Coop.CustomerAsync(table.Jeanne, "Client 2");
        var batch = await table.HandInAsync(ImportTable.Customers(3) + "\nA;;;;;;;");
        var before = await EveryRow.OfAsync(table.Store);
        var report = await table.CheckAsync(batch);
        Assert.Equal(before, await EveryRow.OfAsync(table.Store));
        Assert.Equal((2, 1, 1), (report.Added, report.Known.Count, report.Wrong.Count));
        Assert.Equal(["Rue : 1 place du Marché ici, 2 rue des Lilas dans le fichier",
            "Code postal : 69002 ici, 69001 dans le fichier",
            "Courriel : rien ici, client2@exemple.fr dans le fichier"],
            report.Known[0].Differences.Select(d => d.Replace('\u00a0', ' ')));

        var done = await table.ImportAsync(batch);
        Assert.Equal((2L, 1L, 1L, ImportBatch.Done), (done.Added, done.Known, done.Refused, done.State));
        await using var db = table.Store.Read();
        Assert.Equal(3, await db.Customers.CountAsync());
        Assert.Equal("1 place du Marché", (await db.Customers.SingleAsync(c => c.Name == "Client 2")).Street);
        Assert.Equal(2L, await table.CountAsync("findable WHERE title IN ('Client 1', 'Client 3')"));
        Assert.Equal(2L, await table.CountAsync("third_party WHERE name IN ('Client 1', 'Client 3')"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task The_same_file_again_is_the_import_that_it_was_and_the_same_rows_elsewhere_add_nothing(
        string engine)
    {
        await using var table = await ImportTable.NewAsync(engine);
        var first = await table.ImportAsync(await table.HandInAsync(ImportTable.Customers(4)));
        var again = await table.HandInAsync(ImportTable.Customers(4), name: "autre nom.csv");
        Assert.Equal((first.Id, ImportBatch.Done), (again.Id, again.State));

        var mixed = string.Join('\n', ImportTable.Customers(5).Split('\n').Skip(1).Reverse()
            .Append(ImportTable.Customers(2).Split('\n')[2]).Prepend(ImportTable.Heads));
        var other = await table.ImportAsync(await table.HandInAsync(mixed));
        Assert.Equal((1L, 5L), (other.Added, other.Known));
        Assert.Equal(5L, await table.CountAsync("customer"));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task A_reference_is_trusted_before_the_number_and_the_number_before_the_name(string engine)
    {
        await using var table = await ImportTable.NewAsync(engine);
        const string heads = "Référence;Nom;Rue;Code postal;Ville;SIREN ou SIRET\n";
        await table.ImportAsync(await table.HandInAsync(heads + """
            C-1;Théâtre;1 rue;69001;Lyon;303265045
            C-2;Théâtre, annexe;2 rue;69001;Lyon;303265045
            ;Mercerie;3 rue;1000;Bourg;
            ;Quincaillerie;5 rue;69001;Lyon;123456782
            """));
        Assert.Equal(4L, await table.CountAsync("customer"));
        Assert.Equal(1L, await table.CountAsync("customer WHERE postal_code = '01000'"));
        var report = await table.CheckAsync(await table.HandInAsync(heads + """
            C-2;Tout autre nom;9 rue;69001;Lyon;
            ;Nom changé;1 rue;69001;Lyon;303 265 045
            ;MERCERIE ;3 rue;01000;Bourg;
            ;Mercerie;3 rue;01000;Bourg;552100554
            C-3;Théâtre;4 rue;69001;Lyon;732829320
            ;Quincaillerie;5 rue;69001;Lyon;542051180
            """));
        Assert.Equal([(2, "Théâtre, annexe"), (3, "Théâtre"), (4, "Mercerie"), (5, "Mercerie")],
            report.Known.Select(k => (k.Line, k.Title)));
        Assert.Equal(2, report.Added);
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task People_come_with_their_activities_through_the_verbs_of_the_pages(string engine)
    {
        await using var table = await ImportTable.NewAsync(engine);
        var batch = await table.HandInAsync("""
            Prénom;Nom;Courriel;Code de l’activité;Enseigne;Métier;Ouverte le
            Élise;Roux;elise@exemple.fr;fil-dor;Fil d’or;Couture;23/01/2026
            Élise;Roux;elise@exemple.fr;broderie;Broderie;Couture;23/02/2026
            Zoé;Blanc;zoe@exemple.fr;;;;
            Max;Noir;max@exemple.fr;jeanne;Max;Bois;23/01/2026
            Ada;Vert;ada@exemple.fr;Ada !;Ada;Bois;31/02/2026
            Léa;Gris;lea@exemple.fr;lea;;;
            """, PeopleImport.Kind);
        var report = await table.CheckAsync(batch);
        Assert.Equal([(5, "Code de l’activité"), (6, "Code de l’activité"), (6, "Ouverte le"), (7, "Enseigne"),
            (7, "Ouverte le")], report.Faults.Select(f => (f.Line, f.Column)));
        var done = await table.ImportAsync(batch);
        Assert.Equal((3L, 3L), (done.Added, done.Refused));
        await using var db = table.Store.Read();
        var elise = await db.People.SingleAsync(p => p.FirstName == "Élise");
        Assert.Equal(["broderie", "fil-dor"], await db.Activities.Where(a => a.PersonId == elise.Id)
            .OrderBy(a => a.Code).Select(a => a.Code).ToListAsync());
        Assert.Equal(2, await db.People.CountAsync());

        var undone = await table.UndoAsync(done, elise.Id);
        Assert.Equal((ImportBatch.Undone, 1L), (undone.State, undone.Kept));
        Assert.Equal([("Élise Roux", "un accès à Essaim")],
            (await UndoImport.KeptAsync(db, done.Id)).Select(k => (k.Title, k.Reason)));
        Assert.Equal((1L, 2L), (await table.CountAsync("person"), await table.CountAsync("activity")));
    }

    [Theory, MemberData(nameof(TestCoop.Engines), MemberType = typeof(TestCoop))]
    public async Task Suppliers_are_entered_once(string engine)
    {
        await using var table = await ImportTable.NewAsync(engine);
        var done = await table.ImportAsync(await table.HandInAsync(
            "Fournisseur;Siret\nMercerie;303265045\nTissus;\nMERCERIE;\nMercerie bis;303265045", SupplierImport.Kind));
        Assert.Equal((2L, 2L), (done.Added, done.Known));
        Assert.Equal(2L, await table.CountAsync("supplier"));
        Assert.Equal(ImportBatch.Undone, (await table.UndoAsync(done)).State);
        Assert.Equal(0L, await table.CountAsync("supplier"));
    }

    [Fact]
    public async Task Columns_are_chosen_once_for_files_with_the_same_heads()
    {
        await using var table = await ImportTable.NewAsync("sqlite");
        const string heads = "Qui;Où;Code;Lieu";
        var bytes = System.Text.Encoding.UTF8.GetBytes(heads + "\nA;1 rue;69001;Lyon");
        var batch = await table.HandInAsync(bytes);
        Assert.Equal(["", "", "reference", ""], batch.Columns);
        var file = TableFile.Read(bytes);
        foreach (var (places, says) in new (string[], string)[]
        {
            (["nom", "rue", "nom", "ville"], "Deux colonnes"), (["nom", "rue", "", "ville"], "Code postal"),
            (["nom", "rue", "rien", "ville"], "Rechargez"),
        })
            Assert.Contains(says, (await Assert.ThrowsAsync<BrokenRuleException>(() => table.Store.WriteAsync(
                w => HandInImport.ChooseAsync(w, batch.Id, CustomerImport.Kind, file, places)))).Message);
        string[] chosen = ["nom", "rue", "code-postal", "ville"];
        await table.Store.WriteAsync(w => HandInImport.ChooseAsync(w, batch.Id, CustomerImport.Kind, file, chosen));
        Assert.Equal(chosen, (await table.HandInAsync(heads + "\nB;2 rue;69002;Lyon")).Columns);
    }
}
