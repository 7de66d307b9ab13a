using System.Security.Cryptography;
using System.Text.Json;
using Essaim.App.Tests.Banking;
using Essaim.App.Tests.Purchases;
using Essaim.Domain.EInvoices;
using Xunit;

namespace Essaim.App.Tests.Commands;

/// <summary>
/// The command line as scripts rely on it: which verbs, which fields, which exit status. Fields may be joined by
/// more; none of these may go.
/// </summary>
public sealed class CommandLineTests
{
    [Fact, Trait("Length", "Slow")]
    public async Task Each_verb_answers_with_the_fields_that_scripts_rely_on()
    {
        using var terminal = new Terminal();
        var demo = await terminal.JsonAsync("demo --no-serve --entrepreneurs 4 --months 4");
        Has(demo, "coop", "entrepreneurs", "entries", "lines", "invoices", "lastMonth", "logins");
        Has(demo.Json.GetProperty("logins")[0], "role", "user", "password");
        Has(await terminal.JsonAsync("coop list"), "coops");

        var check = await terminal.JsonAsync("check");
        Has(check, "ok", "coops");
        Assert.True(check.Json.GetProperty("ok").GetBoolean());
        Has(check.Json.GetProperty("coops")[0], "coop", "entries", "lines", "checks", "coverRatio");

        var balance = await terminal.JsonAsync("report balance --from 2026-01-01 --to 2026-12-31");
        Has(balance.Json.GetProperty("rows")[0], "account", "activity", "debit", "credit", "balance");
        var totals = balance.Json.GetProperty("totals");
        Assert.Equal(totals.GetProperty("debit").GetDecimal(), totals.GetProperty("credit").GetDecimal());
        Has(await terminal.JsonAsync("report activity --activity jeanne --to 2026-12-31"), "turnover", "contribution",
            "costs", "payCost", "result", "cash", "receivable", "committed", "availableForPay", "lines");
        var invoices = await terminal.JsonAsync("report invoices");
        Has(invoices.Json.GetProperty("rows")[0], "number", "date", "customer", "activity", "net", "vat", "total",
            "due");
        Has(await terminal.JsonAsync("report cover --to 2026-12-31"), "owedToActivities", "held", "bank",
            "activityDebts", "structureDebts", "advances", "ratio", "at90");
        Has(await terminal.JsonAsync("report signs"), "rows");
        Has(await terminal.JsonAsync("report forecast --activity jeanne"), "activity", "opening", "lowest",
            "lowestWeek", "disputed", "weeks");
        Has(await terminal.JsonAsync("export fec --year 2026 --out fec.txt"), "file", "lines");
        Has(await terminal.JsonAsync("export hledger --out livre.journal"), "file", "entries");
        Assert.True(File.Exists(Path.Combine(terminal.Folder, "fec.txt")));
        await SendAsync(terminal, invoices.Json.GetProperty("rows")[0].GetProperty("number").GetString()!);
        await File.WriteAllBytesAsync(Path.Combine(terminal.Folder, "releve.ofx"),
            BankDesk.Statement(null, (77m, "VIR")));
        var bank = await terminal.JsonAsync("import bank releve.ofx");
        Has(bank, "lines", "duplicates", "matched");
        Assert.Equal((1, 0), (bank.Json.GetProperty("lines").GetInt32(), bank.Json.GetProperty("matched").GetInt32()));
        await File.WriteAllTextAsync(Path.Combine(terminal.Folder, "releve.csv"),
            "Date;Libellé;Montant\n24/11/2026;CB;-12,50\n24/11/2026;CB;-12,50\n");
        Assert.Equal(2, (await terminal.JsonAsync("import bank releve.csv")).Json.GetProperty("lines").GetInt32());
        Assert.Equal(1, (await terminal.JsonAsync("import bank releve.ofx")).Json.GetProperty("duplicates").GetInt32());
        await ReceiveAsync(terminal);
    }

    /// <summary>What is written is what its SHA-256 says, and a reader of e-invoices reads it.</summary>
    private static async Task SendAsync(Terminal terminal, string number)
    {
        foreach (var format in new[] { "facturx", "cii", "ubl" })
        {
            var said = await terminal.JsonAsync(
                $"export einvoice --invoice {number} --format {format} --out f.{format}");
            Has(said, "file", "sha256");
            var bytes = await File.ReadAllBytesAsync(Path.Combine(terminal.Folder, $"f.{format}"));
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), said.Json.GetProperty("sha256").GetString());
            Assert.Equal(number, EInvoiceReader.Read(bytes).Invoice.Number);
        }
        var none = await terminal.JsonAsync("export einvoice --invoice F1 --format cii --out f.xml");
        Assert.Equal((1, ""), (none.Status, none.Output));
        Assert.Contains("Aucune facture", none.Complaint);
    }

    /// <summary>The same file twice is one invoice; another file of it is refused, and so is what is none.</summary>
    private static async Task ReceiveAsync(Terminal terminal)
    {
        async Task<Said> ImportAsync(byte[] content)
        {
            await File.WriteAllBytesAsync(Path.Combine(terminal.Folder, "facture.xml"), content);
            return await terminal.JsonAsync("import einvoice facture.xml");
        }
        var first = await ImportAsync(new SupplierFile().Bytes);
        Has(first, "supplier", "number", "total", "draft");
        Assert.Equal(("Imprimerie du Pont", "F-77", 120m), (first.Json.GetProperty("supplier").GetString(),
            first.Json.GetProperty("number").GetString(), first.Json.GetProperty("total").GetDecimal()));
        Assert.Equal(first.Output, (await ImportAsync(new SupplierFile().Bytes)).Output);
        var other = await ImportAsync(new SupplierFile { Reference = "Autre" }.Bytes);
        Assert.Equal((1, ""), (other.Status, other.Output));
        Assert.Contains("déjà là", other.Complaint);
        var none = await ImportAsync("<rien/>"u8.ToArray());
        Assert.Equal((1, ""), (none.Status, none.Output));
        Assert.Contains("n’est pas une facture", none.Complaint);
    }

    [Fact]
    public async Task A_simulation_needs_no_co_op()
    {
        using var terminal = new Terminal();
        var smoothing = await terminal.JsonAsync(
            "simulate smoothing --turnover 1200 --contribution-rate 10 --costs 280 --months 6 --hourly-cost 10.10");
        Assert.Equal((120.00m, 800.00m, 133.33m, 13m), (Number(smoothing, "contribution"),
            Number(smoothing, "available"), Number(smoothing, "monthly"), Number(smoothing, "hours")));
        Has(await terminal.JsonAsync("simulate payslip --date 2026-10-01 --gross 1800"), "gross",
            "employeeContributions", "employerContributions", "generalReduction", "totalCost", "netBeforeTax",
            "taxableNet", "socialNet", "lines");
        var refused = await terminal.JsonAsync(
            "simulate allocation --surplus 1000 --capital 1000 --legal-reserve 0 --labour 10");
        Assert.Equal(1, refused.Status);
        Assert.NotEmpty(refused.Json.GetProperty("refused").EnumerateArray());
    }

    [Theory]
    [InlineData(2, "marcher")]
    [InlineData(2, "report balance --from 2026-01-01")]
    [InlineData(1, "simulate payslip --date 1990-01-01 --gross 1800")]
    [InlineData(1, "month close --month 2026-10")]
    [InlineData(1, "user add --login lea --name Léa")]
    public async Task A_refusal_says_why_in_French_and_by_its_status(int status, string line)
    {
        using var terminal = new Terminal();
        var said = await terminal.RunAsync(line.Split(' '));
        Assert.Equal((status, ""), (said.Status, said.Output));
        Assert.NotEmpty(said.Complaint);
        Assert.DoesNotContain("Exception", said.Complaint);
    }

    [Fact]
    public async Task A_new_co_op_gets_its_first_sign_in_from_the_terminal()
    {
        using var terminal = new Terminal();
        Assert.Equal(0, (await terminal.RunAsync("coop", "create", "--coop", "abeille", "--name", "L’Abeille",
            "--siren", "123456782")).Status);
        var user = await terminal.RunAsync("user", "add", "--login", "lea@exemple.fr", "--name", "Léa Roy", "--json");
        Assert.Equal("manager", user.Json.GetProperty("role").GetString());
        var password = user.Json.GetProperty("password").GetString()!;
        var catalogue = Data.Catalogue.Open(terminal.Data);
        Assert.Equal("abeille", catalogue.SignIn("lea@exemple.fr", password)?.Grants.Single().Coop.Id);
        Assert.Equal(1, (await terminal.RunAsync("user", "add", "--login", "lea@exemple.fr", "--name", "Léa")).Status);
    }

    private static decimal Number(Said said, string field) => said.Json.GetProperty(field).GetDecimal();

    private static void Has(Said said, params string[] fields) => Has(said.Json, fields);

    private static void Has(JsonElement element, params string[] fields) =>
        Assert.Empty(fields.Except(element.EnumerateObject().Select(p => p.Name)));
}
