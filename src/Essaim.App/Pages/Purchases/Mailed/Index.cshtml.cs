using System.Globalization;
using Essaim.App.Data;
using Essaim.App.Data.Purchases.Mailed;
using Essaim.App.Documents;
using Essaim.App.Identity;
using Essaim.App.Jobs;
using Essaim.App.Web;
using Essaim.App.Web.Components;
using Essaim.Domain.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Sheet = Essaim.App.Web.Sheet;

namespace Essaim.App.Pages.Purchases.Mailed;

/// <summary>A mail as the list shows it, with its files.</summary>
public sealed record MailedShown(MailedMessage Message, string Activity, IReadOnlyList<MailedPaper> Papers)
{
    public (string Label, Tone Tone) State => Message.State switch
    {
        MailedState.Waiting => ("En cours", Tone.Info),
        MailedState.Unknown => ("Expéditeur inconnu", Tone.Wait),
        MailedState.Refused => ("Refusé", Tone.Bad),
        MailedState.Dismissed => ("Écarté", Tone.Off),
        _ when Papers.Any(p => p.IsToComplete) => ("À saisir", Tone.Wait),
        _ => ("Pris", Tone.Ok),
    };
}

/// <summary>The mails that came to the address for invoices, and what is to do of each.</summary>
[Authorize(Policy = nameof(Capability.KeepBooks))]
public sealed class IndexModel(MailedRounds rounds) : ListPage
{
    [BindProperty]
    public string Address { get; set; } = "";

    public IReadOnlyList<MailedShown> Rows { get; private set; } = [];
    public string Known { get; private set; } = "";
    public bool MayDecide => Me.Can(Capability.ManageCoop);

    public string Lede => Known.Length == 0
        ? "Les fournisseurs peuvent envoyer leurs factures à une adresse de la coopérative."
        : $"À {Known}, ou {Known.Replace("@", "+code@", StringComparison.Ordinal)} pour une activité.";

    public override async Task<IActionResult> OnGetAsync()
    {
        var answer = await base.OnGetAsync();
        Address = Known;
        return answer;
    }

    public async Task<IActionResult> OnGetFileAsync(long id)
    {
        var paper = await (await ReadAsync()).MailedPapers.SingleOrDefaultAsync(p => p.Id == id);
        if (paper is not { Content: { } bytes })
            return NotFound();
        var type = FoundType.Known(paper.MediaType);
        ShownSafely.Head(Response, paper.Id, type);
        return File(bytes, type.MediaType);
    }

    public Task<IActionResult> OnPostAcceptAsync(long id) =>
        DoAsync(w => TakeMailed.AcceptAsync(w, id, Me.Name), "Courriel accepté. Ses pièces arrivent dans la liste.");

    public Task<IActionResult> OnPostDismissAsync(long id) =>
        DoAsync(w => TakeMailed.DismissAsync(w, id, Me.Name), "Courriel écarté.");

    public async Task<IActionResult> OnPostAddressAsync()
    {
        if (!MayDecide)
            return Forbid();
        var address = Address.Trim().Length == 0 ? "" : Read(nameof(Address), () => new EmailAddress(Address).Text);
        return await TryAsync(() => DoAsync(async w =>
            (await w.Db.Cooperatives.SingleAsync()).InvoiceMail = address, "Adresse gardée."));
    }

    protected override Sheet Sheet() => new("courriels", ["Reçu le", "Expéditeur", "Objet", "Activité", "Pièces",
        "Motif", "État"], Rows.Select(r => new object?[]
    {
        r.Message.CameAt, r.Message.Sender, r.Message.Subject, r.Activity,
        string.Join(", ", r.Papers.Select(p => p.Name)), r.Message.Reason, r.State.Label,
    }));

    protected override async Task LoadAsync()
    {
        var db = await ReadAsync();
        Known = (await db.Cooperatives.SingleOrDefaultAsync())?.InvoiceMail ?? "";
        var words = List.Words.ToLowerInvariant();
        var found = await List.OfAsync(db.MailedMessages.Where(m => words == ""
            || m.Sender.ToLower().Contains(words) || m.Subject.ToLower().Contains(words))
            .OrderByDescending(m => m.Id).Select(m => new MailedMessage
            {
                // Without its bytes, which a list does not need.
                Id = m.Id, MessageKey = "", Sha256 = "", Sender = m.Sender, Subject = m.Subject, State = m.State,
                Reason = m.Reason, ActivityId = m.ActivityId, CameAt = m.CameAt,
            }).OrderByDescending(m => m.Id));
        var ids = found.Select(m => m.Id).ToList();
        var papers = (await db.MailedPapers.Where(p => ids.Contains(p.MessageId)).OrderBy(p => p.Id).ToListAsync())
            .ToLookup(p => p.MessageId);
        var activities = (await db.Activities.ToListAsync()).ToDictionary(a => a.Id, a => a.TradeName);
        Rows = [.. found.Select(m => new MailedShown(m,
            m.ActivityId is { } id ? activities.GetValueOrDefault(id, "") : "", [.. papers[m.Id]]))];
    }

    private Task<IActionResult> DoAsync(Func<WriteSession, Task> act, string done) => TryAsync(async () =>
    {
        await WriteOnceAsync(async w =>
        {
            await act(w);
            return "";
        });
        rounds.Call();
        Tell(done);
        return Redirect("/achats/courriels");
    });
}
