using Essaim.App.Data.Banking.Runs;
using Essaim.App.Identity;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Banking;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Essaim.App.Pages.Banking;

/// <summary>The orders given to the bank, and where its answers are handed in.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
[RequestSizeLimit(BankFile.MostBytes + 100_000)]
public sealed class RunsModel : ListPage
{
    [BindProperty]
    public IFormFile? Answer { get; set; }

    public IReadOnlyList<ListedRun> Runs { get; private set; } = [];

    public static (string Label, Tone Tone) StateOf(ListedRun run) => run.Standing switch
    {
        RunStanding.Prepared => ("À donner", Tone.Wait),
        RunStanding.Asked => ("Attend un accord", Tone.Wait),
        RunStanding.ToHandOver => ("À remettre à la banque", Tone.Wait),
        RunStanding.HandedOver when run.Rejected > 0 => (run.Rejected == 1 ? "Un refus" : $"{run.Rejected} refus",
            Tone.Bad),
        RunStanding.HandedOver => ("Remis à la banque", Tone.Ok),
        _ => ("Annulé", Tone.Info),
    };

    public Task<IActionResult> OnPostAsync() => TryAsync(async () =>
    {
        if (Answer is not { Length: > 0 } given)
            throw new BrokenRuleException("Choisissez le fichier de la réponse, tel que la banque le donne.");
        var bytes = new MemoryStream();
        await given.CopyToAsync(bytes, HttpContext.RequestAborted);
        var keys = Installation.Keys(Me.CoopId);
        var read = await (await Installation.StoreAsync(Me.CoopId)).WriteAsync(w =>
            BookRun.AnswerAsync(w, keys, bytes.ToArray()));
        Tell(Words(read), string.Join(' ', read.Remarks.Prepend(read.Rejected > 0
            ? "Ce qui est refusé est de nouveau à payer." : "")).Trim());
        return Redirect($"/banque/virements/{read.Run}");
    }, nameof(Answer));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Runs = await RunList.OfAsync(db, await List.OfAsync(RunList.All(db)));
    }

    protected override Sheet Sheet() => new("ordres-de-virement",
        ["Ordre", "Exécution", "Compte", "Virements", "Montant", "Refusés", "État", "Préparé par"],
        Runs.Select(r => new object?[]
        {
            r.Run.Id, r.Run.ExecutionOn, r.Account, r.Transfers, r.Total, r.Rejected, StateOf(r).Label, r.Run.MadeBy,
        }));

    private static string Words(ReadAnswer read) => string.Join(", ", new[]
    {
        (read.Accepted, "accepté"), (read.Rejected, "refusé"), (read.Pending, "en attente"),
    }.Where(p => p.Item1 > 0).Select(p => $"{p.Item1} {p.Item2}{(p.Item1 > 1 && p.Item2[^1] == 'é' ? "s" : "")}"))
        is { Length: > 0 } words ? $"Réponse de la banque lue : {words}." : "Réponse de la banque lue.";
}
