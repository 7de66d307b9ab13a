using System.Data.Common;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Activities.Advances;
using Essaim.App.Data.Activities.Financings;
using Essaim.App.Data.Activities.Mutual;
using Essaim.App.Data.Approvals;
using Essaim.App.Data.Banking;
using Essaim.App.Data.Documents;
using Essaim.App.Data.Drafts;
using Essaim.App.Data.Funding;
using Essaim.App.Data.Imports;
using Essaim.App.Data.Ledger;
using Essaim.App.Data.Ledger.Assets;
using Essaim.App.Data.Payroll;
using Essaim.App.Data.Payroll.Plans;
using Essaim.App.Data.People;
using Essaim.App.Data.Purchases;
using Essaim.App.Data.Purchases.Mailed;
using Essaim.App.Data.Purchases.Orders;
using Essaim.App.Data.Sales;
using Essaim.App.Data.Sales.Kinds;
using Essaim.App.Data.Sales.Sending;
using Essaim.App.Data.Search;
using Essaim.App.Data.Views;
using Essaim.App.Platforms;
using Essaim.Domain.Activities;
using Essaim.Domain.Ledger;
using Essaim.Domain.People;
using Essaim.Domain.Purchases;
using Essaim.Domain.Sales;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Essaim.App.Data;

/// <summary>
/// The everyday rows of one co-op: people, activities, sales, purchases. The books themselves are read and written by
/// <see cref="LedgerReader"/> and <see cref="LedgerWriter"/>, on the same connection.
/// </summary>
public sealed partial class CoopDb : DbContext
{
    // Made once: building options costs more than a query, and pages open many contexts.
    private static readonly DbContextOptions Sqlite = Options(o => o.UseSqlite());
    private static readonly DbContextOptions Postgres = Options(o => o.UseNpgsql());

    private readonly DbConnection _connection;
    private readonly bool _owns;
    private readonly bool _tracking;
    private bool _hasRows;

    public CoopDb(DbConnection connection, bool owns, bool tracking)
        : base(connection is NpgsqlConnection ? Postgres : Sqlite) =>
        (_connection, _owns, _tracking) = (connection, owns, tracking);

    public override DatabaseFacade Database
    {
        get
        {
            PrepareRows();
            return base.Database;
        }
    }

    public override DbSet<T> Set<T>()
    {
        PrepareRows();
        return base.Set<T>();
    }

    /// <summary>The books, read on this context's connection and in its transaction if it has one.</summary>
    public async Task<LedgerReader> BooksAsync() => new(await OpenAsync(), Transaction);

    /// <summary>Plain SQL beside the rows of this context, for what is counted rather than loaded.</summary>
    public async Task<List<T>> SqlAsync<T>(Func<DbDataReader, T> read, string sql, params object?[] values) =>
        await (await OpenAsync()).ListAsync(read, sql, Transaction, values);

    public async Task<object?> ScalarAsync(string sql, params object?[] values) =>
        await (await OpenAsync()).ScalarAsync(sql, Transaction, values);

    public async Task<List<FiscalYear>> FiscalYearsAsync() =>
        await LedgerReader.YearsAsync(await OpenAsync(), Transaction);

    internal DbTransaction? Transaction =>
        _hasRows ? base.Database.CurrentTransaction?.GetDbTransaction() : null;

    /// <summary>At the first use of rows: a page that only asks plain SQL pays nothing for them.</summary>
    private void PrepareRows()
    {
        if (_hasRows)
            return;
        _hasRows = true;
        base.Database.SetDbConnection(_connection);
        ChangeTracker.QueryTrackingBehavior =
            _tracking ? QueryTrackingBehavior.TrackAll : QueryTrackingBehavior.NoTracking;
    }

    /// <summary>The connection, opened: for streaming exports.</summary>
    internal async Task<DbConnection> OpenAsync()
    {
        if (_connection.State != System.Data.ConnectionState.Open)
            await _connection.OpenAsync();
        return _connection;
    }

    /// <summary>Refused: what is kept beside the rows, such as the words of the search, is kept by the other.</summary>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) =>
        throw new NotSupportedException("Save with SaveChangesAsync.");

    public override async Task<int> SaveChangesAsync(
        bool acceptAllChangesOnSuccess, CancellationToken cancel = default)
    {
        CountVersions();
        var found = ChangeTracker.Entries().Where(e => SearchIndex.Keeps(e.Entity)
            && e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .Select(e => (e.State, e.Entity)).ToList();
        var saved = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancel);
        await SearchIndex.ForgetAsync(_connection, Transaction,
            found.Where(f => f.State != EntityState.Added).Select(f => f.Entity));
        await SearchIndex.KeepAsync(_connection, Transaction,
            found.Where(f => f.State != EntityState.Deleted).Select(f => f.Entity));
        return saved;
    }

    /// <summary>
    /// Each saving of a row that people edit makes a new version of it, so that whoever saves an older one is told.
    /// </summary>
    private void CountVersions()
    {
        foreach (var entry in ChangeTracker.Entries().Where(e => e.State == EntityState.Modified))
            if (entry.Metadata.FindProperty("Version") is { IsConcurrencyToken: true } version)
                entry.Property(version).CurrentValue = (int)entry.Property(version).OriginalValue! + 1;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_owns)
            await _connection.DisposeAsync();
    }

    public override void Dispose()
    {
        base.Dispose();
        if (_owns)
            _connection.Dispose();
    }

    private static DbContextOptions Options(Func<DbContextOptionsBuilder, DbContextOptionsBuilder> engine) =>
        engine(new DbContextOptionsBuilder<CoopDb>()).UseSnakeCaseNamingConvention().Options;

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions) =>
        RowValues.Convert(conventions);

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<Cooperative>().ToTable("coop").Property(c => c.Id).ValueGeneratedNever();
        model.Entity<Activity>().ToTable("activity").Property(a => a.Id).ValueGeneratedOnAdd();
        model.Entity<Person>(e => { e.ToTable("person"); e.Ignore(p => p.FullName); });
        model.Entity<Contract>(e => { e.ToTable("contract"); e.Ignore(c => c.IsPaid); });
        model.Entity<ContributionRuleRow>(e => { e.ToTable("contribution_rule"); Json(e.Property(r => r.Content)); });
        model.Entity<ActivityRule>().ToTable("activity_rule").HasKey(r => new { r.ActivityId, r.FromDay });
        model.Entity<ContributionAdjustment>().ToTable("contribution_adjustment")
            .HasKey(a => new { a.ActivityId, a.Month });
        model.Entity<Customer>().ToTable("customer");
        model.Entity<Quote>(e =>
            { e.ToTable("quote"); Json(e.Property(q => q.Content)); e.Property(q => q.Version).IsConcurrencyToken(); });
        model.Entity<SaleDraft>(e => { e.ToTable("sale_draft"); Json(e.Property(d => d.Content));
            e.Property(d => d.Version).IsConcurrencyToken(); });
        model.Entity<Invoice>(e =>
            { e.ToTable("invoice"); Given(e); Json(e.Property(i => i.Content)); e.Ignore(i => i.Reference); });
        model.Entity<IssuedFile>().ToTable("issued_file");
        model.Entity<Receipt>(e => { e.ToTable("receipt"); Given(e); });
        model.Entity<Payment>(e => { e.ToTable("payment"); Given(e); });
        model.Entity<Supplier>().ToTable("supplier");
        model.Entity<Purchase>(e => { e.ToTable("purchase"); Given(e); Json(e.Property(p => p.Content)); });
        model.Entity<InternalSaleRow>(e => { e.ToTable("internal_sale"); Given(e); });
        model.Entity<SmoothingPlanRow>(e => { e.ToTable("smoothing_plan"); Json(e.Property(p => p.Amounts)); });
        model.Entity<PayslipRow>(e => { e.ToTable("payslip").HasKey(p => new { p.PersonId, p.Month });
            Json(e.Property(p => p.YearToDate)); Json(e.Property(p => p.Content));
            Json(e.Property(p => p.LeaveAccount)); });
        model.Entity<MonthClosing>().ToTable("month_closing").HasKey(m => m.Month);
        model.Entity<Job>().ToTable("job");
        model.Entity<ThirdPartyRow>().ToTable("third_party").HasKey(t => t.Code);
        model.Entity<Discarded>(e => { e.ToTable("discarded"); e.Ignore(d => d.Address); });
        model.Entity<KeptDocument>(e => { e.ToTable("kept_document"); Given(e); });
        model.Entity<DocumentUpload>().ToTable("document_upload");
        model.Entity<SavedView>(e => { e.ToTable("saved_view"); e.Ignore(v => v.Address); });
        model.Entity<Approval>().ToTable("approval");
        model.Entity<ImportBatch>(e => { e.ToTable("import_batch"); Json(e.Property(b => b.Columns)); });
        model.Entity<AccountRow>().ToTable("account").HasKey(a => a.Number);
        MapAreas(model);
    }

    private static void MapAreas(ModelBuilder model)
    {
        KindRows.Map(model);
        model.Entity<QuoteReply>().ToTable("quote_reply");
        CatalogueItem.Map(model);
        ReminderRow.Map(model);
        RecurringSale.Map(model);
        BankRows.Map(model);
        ReceivedRows.Map(model);
        PlatformRows.Map(model);
        SentRows.Map(model);
        EReportRow.Map(model);
        FundingRows.Map(model);
        CoverRows.Map(model);
        AdvanceRows.Map(model);
        MutualRows.Map(model);
        FinancingRows.Map(model);
        TroubleRows.Map(model);
        ClaimRows.Map(model);
        OrderRows.Map(model);
        MailedRows.Map(model);
        EntryTemplateRow.Map(model);
        AssetRows.Map(model);
        PayElementsRow.Map(model);
        PayPlanRows.Map(model);
        model.Entity<CancelledPayslip>(e => { e.ToTable("cancelled_payslip"); e.Ignore(p => p.AsIssued);
            Json(e.Property(p => p.YearToDate)); Json(e.Property(p => p.Content)); });
        model.Entity<PayRunRow>().ToTable("pay_run").HasKey(r => r.Month);
        ContractRows.Map(model);
        HiringRows.Map(model);
        PayChoiceRow.Map(model);
        PaySeizure.Map(model);
        CapeNoticeRow.Map(model);
        CapeDeclarationRow.Map(model);
        PayTakeOverRow.Map(model);
        PayPrograms.Map(model);
        ProgramPayslipRow.Map(model);
        VariableRows.Map(model);
    }

    /// <summary>Numbers of documents come from the co-op's own gapless series, not from the database.</summary>
    private static void Given<T>(EntityTypeBuilder<T> entity) where T : class => entity.Property<long>("Id")
        .ValueGeneratedNever();

    internal static void Json<T>(PropertyBuilder<T> property) => property.HasConversion(
        v => ValueJson.Write(v), t => ValueJson.Read<T>(t),
        new Microsoft.EntityFrameworkCore.ChangeTracking.ValueComparer<T>(
            (a, b) => ReferenceEquals(a, b), v => 0, v => v));
}
