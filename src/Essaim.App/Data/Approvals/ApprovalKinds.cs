using Essaim.App.Data.Activities;
using Essaim.App.Data.Activities.Advances;
using Essaim.App.Data.Activities.Mutual;
using Essaim.App.Data.Banking.Runs;
using Essaim.App.Data.People;
using Essaim.App.Jobs;
using Essaim.Domain.Values;

namespace Essaim.App.Data.Approvals;

/// <summary>
/// An act that takes two people: its name on screen, the page that shows what it is about, and how it is done once
/// granted.
/// </summary>
public sealed record ApprovalKind(
    string Key, string Name, Func<Approval, string> Address, Func<WriteSession, Approval, Task> DoAsync);

/// <summary>The one table of them.</summary>
public static class ApprovalKinds
{
    public static readonly ApprovalKind PersonIban = new("person-iban", "Changer un IBAN",
        a => "/personnes/" + a.About,
        (w, a) => ChangeIban.OfPersonAsync(w, long.Parse(a.About), SealedValue.Read(a.Payload)));

    public static readonly ApprovalKind CoopIban = new("coop-iban", "Changer l’IBAN des factures", _ => "/reglages",
        (w, a) => ChangeIban.OfCoopAsync(w, a.Payload));

    public static readonly ApprovalKind Advances = new("advances", "Noter une ratification d’avances",
        _ => "/avances", RatifyAsync);

    public static readonly ApprovalKind AdvanceGrant = new("advance-grant", "Accorder une avance",
        a => "/avances/" + a.About,
        (w, a) => DecideAdvance.GrantAsync(w, ValueJson.Read<AdvanceDecision>(a.Payload)));

    public static readonly ApprovalKind AdvancePlan = new("advance-plan", "Échelonner une avance", _ => "/avances",
        (w, a) => PlanAdvance.PlanAsync(w, ValueJson.Read<PlanDecision>(a.Payload)));

    public static readonly ApprovalKind MutualHelp = new("mutual-help", "Verser une aide du fonds mutuel",
        a => "/fonds-mutuel/" + a.About,
        (w, a) => MutualClaims.PayAsync(w, ValueJson.Read<MutualDecision>(a.Payload)));

    public static readonly ApprovalKind Closing = new("close-month", "Clore un mois et ses salaires",
        a => "/cloture/" + a.About,
        (w, a) => JobQueue.AskAsync(w, ClosingJob.Kind.Key, a.About, new Asker(a.AskedBy, a.AskedById)));

    public static readonly ApprovalKind Pay = new("run-pay", "Valider la paie d’un mois",
        a => $"/paie/{a.About}/valider",
        (w, a) => JobQueue.AskAsync(w, PayJob.Kind.Key, a.About, new Asker(a.AskedBy, a.AskedById)));

    public static readonly ApprovalKind PayeeIban = new("payee-iban", "Changer l’IBAN d’un bénéficiaire",
        a => "/banque/beneficiaires/" + a.About,
        (w, a) => ChangeIban.OfPayeeAsync(w, a.About, SealedValue.Read(a.Payload)));

    public const string PaymentRunKey = "payment-run";

    public static readonly ApprovalKind PaymentRun = new(PaymentRunKey, "Donner un ordre de virement",
        a => "/banque/virements/" + a.About,
        (w, a) => OrderRun.OrderAsync(w, long.Parse(a.About), a.Payload));

    public static readonly IReadOnlyList<ApprovalKind> All =
        [PersonIban, CoopIban, PayeeIban, PaymentRun, Advances, AdvanceGrant, AdvancePlan, MutualHelp, Closing,
            Pay];

    public static ApprovalKind Of(Approval approval) => All.FirstOrDefault(k => k.Key == approval.Kind)
        ?? throw new BrokenRuleException("Cette version ne connaît pas ce genre de demande. Mettez Essaim à jour.");

    private static Task RatifyAsync(WriteSession w, Approval approval)
    {
        var asked = ValueJson.Read<RatificationAsked>(approval.Payload);
        return RatifyAdvances.RatifyAsync(w, asked.Advances, asked.On);
    }
}

/// <summary>Which advances, and the day of the board's decision.</summary>
public sealed record RatificationAsked(IReadOnlyList<long> Advances, DateOnly On);
