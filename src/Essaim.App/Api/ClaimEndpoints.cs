using Essaim.App.Data.Purchases;
using Essaim.App.Identity;
using Essaim.App.Pages.Purchases;
using Essaim.Domain.Purchases;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Api;

/// <summary>
/// An expense as paid, with the VAT of its receipt; <c>account</c> is one of those that the page offers, <c>kind</c>
/// says more, and then the account follows it. What may not be deducted of the VAT is told in <c>said</c>.
/// </summary>
public sealed record ClaimedExpense(DateOnly Date, string Account, string Description, decimal Total, decimal Vat = 0,
    string Kind = "", int Count = 1, int Line = 0, decimal Deductible = 0, string? Said = null);

/// <summary>A trip with one's own car: of a kept vehicle, or of the first one of that power.</summary>
public sealed record ClaimedTrip(DateOnly Date, string From, string To, decimal Kilometres, int HorsePower,
    bool Electric = false, long? Vehicle = null, int Line = 0);

/// <summary>
/// A decision about a line: <c>accepted</c>, <c>corrected</c> or <c>refused</c>; its receipt <c>no</c> (not looked
/// at), <c>yes</c> or <c>missing</c>.
/// </summary>
public sealed record LineToDecide(int Line, string Outcome, string Receipt = "no", string Reason = "",
    decimal? Total = null, decimal? Vat = null, string? Kind = null, decimal? Kilometres = null, int Version = 0);

/// <summary>Decisions about lines, several at once.</summary>
public sealed record LinesToDecide(IReadOnlyList<LineToDecide> Lines);

/// <summary>Opens the claim of a month, "2026-11", or gives the one already begun.</summary>
public sealed record NewClaim(string Activity, string Month);

/// <summary>All that a claim asks for; it replaces what the claim said at that version.</summary>
public sealed record ClaimLines(int Version, IReadOnlyList<ClaimedExpense> Expenses, IReadOnlyList<ClaimedTrip> Trips);

/// <summary>Sends a claim, or accepts one, of this amount.</summary>
public sealed record ClaimTotal(decimal Total);

/// <summary>An expense claim: <c>draft</c>, <c>sent</c>, <c>accepted</c> or <c>refused</c>.</summary>
public sealed record ClaimAnswer(long Id, string Activity, string Month, string State, decimal Total, int Version,
    IReadOnlyList<ClaimedExpense> Expenses, IReadOnlyList<ClaimedTrip> Trips)
{
    public static ClaimAnswer Of(ExpenseClaim c, string activity) => new(c.Id, activity, c.Month.ToIso(),
        c.EntryId is not null ? "accepted" : c.CheckedAt is not null ? "refused" : c.IsDraft ? "draft" : "sent",
        c.Total.ToDecimal(), c.Version,
        [.. c.Content.Numbered().Expenses.Select(e => new ClaimedExpense(e.Date, e.Account.Digits, e.Description,
            e.Total.ToDecimal(), ExpenseForm.VatOf(e).ToDecimal(), ExpenseKind.Of(e).Key, e.Count, e.No,
            e.Vat.ToDecimal(), ExpenseKind.VatSaid(e)))],
        [.. c.Content.Numbered().Trips.Select(t => new ClaimedTrip(t.Date, t.From, t.To, t.Kilometres, t.HorsePower,
            t.Electric, t.Vehicle, t.No))]);
}

internal static class ClaimEndpoints
{
    private const string Missing = "Cette note de frais n’existe pas. Vérifiez son numéro.";

    public static void Map(RouteGroupBuilder api)
    {
        var claims = api.MapGroup("/expense-claims").WithTags("Notes de frais");
        claims.MapGet("", ListAsync).Needs(SaleEndpoints.Seeing).WithName("listExpenseClaims")
            .WithSummary("Les notes de frais d’une activité");
        claims.MapGet("/{id:long}", ReadAsync).Needs(SaleEndpoints.Seeing).WithName("readExpenseClaim")
            .WithSummary("Une note de frais, ses dépenses et ses trajets");
        claims.MapPost("", OpenAsync).Needs(SaleEndpoints.Selling).WithName("openExpenseClaim")
            .WithSummary("Ouvrir la note de frais d’un mois, ou retrouver celle qui est commencée")
            .Produces<ClaimAnswer>(StatusCodes.Status201Created);
        claims.MapPost("/{id:long}/lines", ReviseAsync).Needs(SaleEndpoints.Selling).WithName("writeExpenseClaim")
            .WithSummary("Écrire les dépenses et les trajets d’une note qui n’est pas envoyée")
            .Produces<ClaimAnswer>(StatusCodes.Status201Created);
        claims.MapPost("/{id:long}/send", SendAsync).Needs(SaleEndpoints.Selling).WithName("sendExpenseClaim")
            .WithSummary("Envoyer la note : elle ne change plus ensuite")
            .Produces<ClaimAnswer>(StatusCodes.Status201Created);
        claims.MapPost("/{id:long}/decisions", DecideAsync).Needs(Capability.KeepBooks)
            .WithName("checkExpenseClaim").WithSummary("Contrôler des lignes d’une note envoyée")
            .Produces<ClaimAnswer>(StatusCodes.Status201Created);
        claims.MapPost("/{id:long}/accept", AcceptAsync).Needs(Capability.KeepBooks).WithName("acceptExpenseClaim")
            .WithSummary("Finir le contrôle : ce qui n’est pas refusé est enregistré, et à rembourser")
            .Produces<ClaimAnswer>(StatusCodes.Status201Created);
    }

    private static async Task<List<ClaimAnswer>> ListAsync(string activity, long? after, int? limit, ApiCall call)
    {
        var owner = (await call.ActivityAsync(activity)).Id;
        return [.. (await (await call.ReadAsync()).ExpenseClaims
            .Where(c => c.ActivityId == owner && c.Id > (after ?? 0)).OrderBy(c => c.Id).Take(ApiPage.Size(limit))
            .ToListAsync()).Select(c => ClaimAnswer.Of(c, activity))];
    }

    private static async Task<ClaimAnswer> ReadAsync(long id, ApiCall call)
    {
        var (claim, code) = await FindAsync(id, call);
        return ClaimAnswer.Of(claim, code);
    }

    private static async Task<IResult> OpenAsync(NewClaim asked, ApiCall call)
    {
        var activity = await call.ActivityAsync(asked.Activity);
        var month = Month.Parse(asked.Month);
        return await call.OnceAsync(asked, async w => ClaimAnswer.Of(
            await KeepExpenseClaim.OpenAsync(w, activity, month, call.Today), activity.Code));
    }

    private static async Task<IResult> ReviseAsync(long id, ClaimLines asked, ApiCall call)
    {
        var (claim, code) = await FindAsync(id, call);
        var content = new ExpenseClaimContent(
            [.. asked.Expenses.Select(e => Typed(e).Read(Parse, claim.Month, call.Law))],
            [.. asked.Trips.Select(t => Typed(t).Read(Parse, claim.Month))]);
        return await call.OnceAsync(asked, async w => ClaimAnswer.Of(
            await KeepExpenseClaim.ReviseAsync(w, id, asked.Version, content, call.Law), code));
    }

    private static async Task<IResult> SendAsync(long id, ClaimTotal asked, ApiCall call)
    {
        var (_, code) = await FindAsync(id, call);
        return await call.OnceAsync(asked, async w =>
            ClaimAnswer.Of(OfTotal(await KeepExpenseClaim.SendAsync(w, id), asked), code));
    }

    private static async Task<IResult> AcceptAsync(long id, ClaimTotal asked, ApiCall call)
    {
        var (_, code) = await FindAsync(id, call);
        return await call.OnceAsync(asked, async w =>
            ClaimAnswer.Of(OfTotal(await BookExpenseClaim.AcceptAsync(w, id, call.Law, call.Today, call.Me.Name),
                asked), code));
    }

    private static async Task<IResult> DecideAsync(long id, LinesToDecide asked, ApiCall call)
    {
        var (_, code) = await FindAsync(id, call);
        return await call.OnceAsync(asked, async w => ClaimAnswer.Of(await CheckClaim.DecideAsync(w, id,
            [.. asked.Lines.Select(l => new DecidedLine(Decision(l), l.Version))], call.Law, call.Me.Name), code));
    }

    private static LineDecision Decision(LineToDecide line) => new(line.Line,
        Enum.TryParse<LineOutcome>(line.Outcome, ignoreCase: true, out var outcome) ? outcome
            : throw new BrokenRuleException("Une ligne est « accepted », « corrected » ou « refused »."),
        Enum.TryParse<ReceiptSeen>(line.Receipt, ignoreCase: true, out var receipt) ? receipt
            : throw new BrokenRuleException("Un reçu est « no », « yes » ou « missing »."), line.Reason,
        line.Total is { } total ? NewLine.Amount(total) : null, line.Vat is { } vat ? NewLine.Amount(vat) : null,
        line.Kind, line.Kilometres);

    /// <summary>The amount is repeated, so that nothing else than what was read is sent or paid back.</summary>
    private static ExpenseClaim OfTotal(ExpenseClaim claim, ClaimTotal asked) =>
        claim.Total == NewLine.Amount(asked.Total) ? claim : throw new BrokenRuleException(
            $"La note a changé : elle demande maintenant {claim.Total}. Relisez-la.");

    /// <summary>The same reading as of the form: one place says what an expense must be.</summary>
    private static ExpenseForm Typed(ClaimedExpense e) => new()
    {
        Date = FrenchText.Short(e.Date), What = e.Description, Total = FrenchText.Amount(NewLine.Amount(e.Total)),
        Vat = e.Vat == 0 ? "" : FrenchText.Amount(NewLine.Amount(e.Vat)),
        Count = e.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
        No = e.Line.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Kind = (ExpenseKind.Find(e.Kind) ?? ExpenseKind.OfAccount(new Domain.Ledger.AccountNumber(e.Account)))?.Key
            ?? throw new BrokenRuleException($"Le compte {e.Account} n’est pas celui d’une dépense : prenez un de "
                + string.Join(", ", ExpenseKind.All.Select(k => k.Account.Digits).Distinct()) + "."),
    };

    private static TripForm Typed(ClaimedTrip t) => new()
    {
        Date = FrenchText.Short(t.Date), From = t.From, To = t.To, Electric = t.Electric,
        Vehicle = t.Vehicle?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
        No = t.Line.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Kilometres = FrenchText.Decimal(t.Kilometres, 1) is var shown && Math.Round(t.Kilometres, 1) == t.Kilometres
            ? shown : throw new BrokenRuleException("Une distance a une décimale au plus. Arrondissez-la."),
        HorsePower = t.HorsePower.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private static object Parse(string field, Func<object> parse) => parse();

    private static async Task<(ExpenseClaim Claim, string Activity)> FindAsync(long id, ApiCall call)
    {
        var claim = await (await call.ReadAsync()).ExpenseClaims.SingleOrDefaultAsync(c => c.Id == id)
            ?? throw new NotFoundException(Missing);
        return (claim, (await call.OwnerAsync(claim.ActivityId, Missing)).Code);
    }
}
