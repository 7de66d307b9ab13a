using System.Security.Cryptography;
using Essaim.App.Data.Activities;
using Essaim.App.Data.Documents;
using Essaim.App.Documents;
using Essaim.App.Jobs;
using Essaim.Domain.Law;
using Essaim.Domain.People;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.People;

/// <summary>
/// Takes the paper of a contract from its draft to its signature. Sending fills the text in and keeps the PDF as it
/// was sent; signing makes the contract, or the one that an amendment puts in its place.
/// </summary>
public static class ContractPapers
{
    /// <summary>Begins a contract with the co-op's wording; one at a time for a person.</summary>
    public static async Task<ContractPaper> StartAsync(WriteSession w, long person, ContractKind kind, string by)
    {
        if (ContractClauses.Of(kind).Count == 0)
            throw new BrokenRuleException(
                "Le texte de ce contrat ne se prépare pas ici. Ajoutez-le une fois signé, avec ses dates.");
        return await AddAsync(w, new ContractPaper
        {
            PersonId = person, Kind = kind, State = PaperState.Draft, MadeAt = w.Now, MadeBy = by,
            Content = new ContractTerms { Texts = await TextsAsync(w.Db, kind, amends: false) },
        });
    }

    /// <summary>Begins an amendment of a running contract, with what it says today.</summary>
    public static async Task<ContractPaper> AmendAsync(WriteSession w, long contract, string by)
    {
        var before = await w.Db.Contracts.SingleAsync(c => c.Id == contract);
        if (before.Kind == ContractKind.SupportAgreement)
            throw new BrokenRuleException("Une convention d’accompagnement se remplace par un autre contrat.");
        var root = before.AmendsId ?? before.Id;
        if (await w.Db.Contracts.AnyAsync(c => c.AmendsId == root && c.Amendment > before.Amendment))
            throw new BrokenRuleException("Ce contrat a déjà un avenant. Partez du dernier de la liste.");
        return await AddAsync(w, new ContractPaper
        {
            PersonId = before.PersonId, Kind = before.Kind, AmendsId = root, Amendment = before.Amendment + 1,
            State = PaperState.Draft, MadeAt = w.Now, MadeBy = by,
            ActivityId = (await w.Db.ContractPays.SingleOrDefaultAsync(p => p.ContractId == before.Id))?.ActivityId,
            Content = new ContractTerms
            {
                LastDay = before.LastDay, FixedPay = before.FixedPay, MonthlyHours = before.MonthlyHours,
                Ceiling = (await SignedAsync(w.Db, before.Id))?.Ceiling,
                Reason = (await SignedAsync(w.Db, before.Id))?.Reason,
                Texts = await TextsAsync(w.Db, before.Kind, amends: true),
            },
        });
    }

    /// <summary>Keeps what was typed; only a draft changes.</summary>
    public static async Task<ContractPaper> KeepAsync(WriteSession w, long id, int version, ContractTerms content)
    {
        var paper = await FindAsync(w, id);
        if (paper.State != PaperState.Draft)
            throw new BrokenRuleException(paper.State == PaperState.Sent
                ? "Ce contrat est envoyé à la signature. Reprenez-le d’abord pour le changer."
                : "Un contrat conclu ne change plus. Préparez un avenant.");
        if (paper.Version != version)
            throw new BrokenRuleException("Quelqu’un a changé ce contrat entre-temps. Rechargez la page.");
        foreach (var clause in ContractTerms.ClausesOf(paper.Kind, paper.Amends))
            ContractClause.Checked(clause.Title, content.TextOf(clause));
        paper.Content = content;
        return paper;
    }

    /// <summary>
    /// Gives the paper to be signed: complete, filled in, and its PDF kept as it leaves.
    /// </summary>
    public static async Task SendAsync(WriteSession w, long id, LawBook law, Asker by)
    {
        var paper = await FindAsync(w, id);
        if (paper.State != PaperState.Draft)
            throw new BrokenRuleException("Ce contrat est déjà envoyé. Rechargez la page.");
        var values = await ContractFields.OfAsync(w.Db, law, paper, w.Today);
        paper.Content = paper.Content with
        {
            Texts = paper.Content.Texts.ToDictionary(t => t.Key, t => ContractClause.Filled(t.Value, values)),
        };
        if (paper.Content.Missing(law, paper.Kind, paper.Amends) is { Count: > 0 } missing)
            throw new BrokenRuleException("Ce contrat n’est pas prêt. " + string.Join(" ", missing));
        await RefuseTooManyCapesAsync(w.Db, law, paper);
        (paper.State, paper.SentOn) = (PaperState.Sent, w.Today);
        await w.SaveAsync();
        var bytes = ContractPdf.Draw(await ContractPrint.PageOfAsync(w.Db, law, paper));
        var hash = SHA256.HashData(bytes);
        if (await w.Db.KeptDocuments.AnyAsync(d => d.OwnerKind == ContractPaper.DocumentKind && d.OwnerId == id
            && d.Sha256 == hash))
            return; // the same text as before, and so the same paper
        await ReceiveDocument.KeepWholeAsync(w, (await DocumentOwner.FindAsync(w.Db, ContractPaper.DocumentKind, id))!,
            by, ContractPrint.FileName(paper), bytes, toScan: false);
    }

    /// <summary>Back to a draft, to be changed and sent again.</summary>
    public static async Task TakeBackAsync(WriteSession w, long id)
    {
        var paper = await FindAsync(w, id);
        if (paper.State != PaperState.Sent)
            throw new BrokenRuleException("Seul un contrat envoyé et pas encore signé se reprend.");
        (paper.State, paper.SentOn) = (PaperState.Draft, null);
    }

    public static async Task WithdrawAsync(WriteSession w, long id)
    {
        var paper = await FindAsync(w, id);
        if (!paper.IsOpen)
            throw new BrokenRuleException("Ce contrat n’est plus en préparation. Rechargez la page.");
        paper.State = PaperState.Withdrawn;
    }

    /// <summary>Both signed on this day: the contract exists from now on. Its number is the answer.</summary>
    public static async Task<long> ConcludeAsync(WriteSession w, long id, DateOnly signedOn, LawBook law)
    {
        var paper = await FindAsync(w, id);
        if (paper.State != PaperState.Sent)
            throw new BrokenRuleException(
                "Envoyez d’abord le contrat à la signature : son texte ne change plus ensuite.");
        if (signedOn > w.Today)
            throw new BrokenRuleException(
                "Ce jour de signature n’est pas encore venu. Indiquez le jour où c’est signé.");
        if (paper.Content.Missing(law, paper.Kind, paper.Amends) is { Count: > 0 } missing)
            throw new BrokenRuleException("Ce contrat n’est pas prêt. " + string.Join(" ", missing));
        var terms = paper.Content;
        var contract = new Contract
        {
            PersonId = paper.PersonId, Kind = paper.Kind, FirstDay = terms.FirstDay!.Value, LastDay = terms.LastDay,
            FixedPay = terms.FixedPay ?? Money.Zero, MonthlyHours = terms.MonthlyHours, SignedOn = signedOn,
            PlannedEnd = terms.LastDay, AmendsId = paper.AmendsId, Amendment = paper.Amendment,
        };
        var number = paper.Amends
            ? await Contracts.AmendAsync(w, contract) : await Contracts.SignAsync(w, contract);
        if (!paper.Amends && paper.ActivityId is { } activity)
            w.Db.ContractPays.Add(new ContractPayRow { ContractId = number, ActivityId = activity });
        (paper.State, paper.SignedOn, paper.ContractId) = (PaperState.Signed, signedOn, number);
        return number;
    }

    /// <summary>The terms that were signed with a contract; null where it has no paper.</summary>
    public static async Task<ContractTerms?> SignedAsync(CoopDb db, long contract) =>
        (await db.ContractPapers.SingleOrDefaultAsync(p => p.ContractId == contract))?.Content;

    private static async Task<ContractPaper> AddAsync(WriteSession w, ContractPaper paper)
    {
        if (await w.Db.ContractPapers.AnyAsync(p => p.PersonId == paper.PersonId
            && (p.State == PaperState.Draft || p.State == PaperState.Sent)))
            throw new BrokenRuleException(
                "Un contrat est déjà en préparation pour cette personne. Finissez-le, ou abandonnez-le.");
        w.Db.ContractPapers.Add(paper);
        await w.SaveAsync();
        return paper;
    }

    private static async Task<ContractPaper> FindAsync(WriteSession w, long id) =>
        await w.Db.ContractPapers.SingleOrDefaultAsync(p => p.Id == id)
        ?? throw new BrokenRuleException("Ce contrat n’existe pas. Rechargez la page.");

    private static async Task<Dictionary<string, string>> TextsAsync(CoopDb db, ContractKind kind, bool amends)
    {
        var own = (await db.ContractModels.SingleOrDefaultAsync(m => m.Kind == kind))?.Content
            ?? new Dictionary<string, string>();
        return ContractTerms.ClausesOf(kind, amends).ToDictionary(c => c.Key, c => ContractClauses.TextOf(c, own));
    }

    /// <summary>A Cape is renewed twice (decree 2005-505): the fourth is refused before anybody signs it.</summary>
    private static async Task RefuseTooManyCapesAsync(CoopDb db, LawBook law, ContractPaper paper)
    {
        if (paper.Kind != ContractKind.Cape || paper.Amends)
            return;
        var most = 1 + (int)law.Number("cape-renouvellements", paper.Content.FirstDay!.Value);
        var before = await db.Contracts.CountAsync(c => c.PersonId == paper.PersonId && c.Kind == ContractKind.Cape
            && c.Amendment == 0);
        if (before >= most)
            throw new BrokenRuleException(
                $"Cette personne a déjà eu {before} Cape : un Cape se renouvelle deux fois. Proposez un Cesa.");
    }
}
