using Essaim.Domain.Sales;
using Essaim.Domain.Sales.Kinds;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Sales.Kinds;

/// <summary>A training as its page shows it.</summary>
public sealed record TrainingFile(
    IReadOnlyList<TrainingSession> Sessions, IReadOnlyList<Trainee> Trainees, IReadOnlySet<(long, long)> Presences)
{
    public static async Task<TrainingFile> ReadAsync(CoopDb db, long engagement)
    {
        var sessions = await db.TrainingSessions.AsNoTracking().Where(s => s.EngagementId == engagement)
            .OrderBy(s => s.Day).ThenBy(s => s.IsAfternoon).ThenBy(s => s.Id).ToListAsync();
        var ids = sessions.Select(s => s.Id).ToList();
        return new TrainingFile(sessions, await db.Trainees.AsNoTracking().Where(t => t.EngagementId == engagement)
            .OrderBy(t => t.Name).ToListAsync(), (await db.TrainingPresences.AsNoTracking()
            .Where(p => ids.Contains(p.SessionId)).ToListAsync()).Select(p => (p.SessionId, p.TraineeId)).ToHashSet());
    }

    public decimal HoursOf(Trainee trainee) =>
        Sessions.Where(s => Presences.Contains((s.Id, trainee.Id))).Sum(s => s.Hours);
}

/// <summary>Keeps the half-days of a training, its trainees, and who was there.</summary>
public static class KeepTraining
{
    public static async Task AddSessionAsync(WriteSession w, TrainingSession session)
    {
        session.Check();
        if (await w.Db.TrainingSessions.AnyAsync(s => s.EngagementId == session.EngagementId && s.Day == session.Day
            && s.IsAfternoon == session.IsAfternoon && s.Trainer == session.Trainer))
            throw new BrokenRuleException($"La demi-journée du {session.Label} est déjà notée.");
        w.Db.TrainingSessions.Add(session);
        await w.SaveAsync();
    }

    public static async Task AddTraineeAsync(WriteSession w, long engagement, string name, TraineeKind kind)
    {
        if (name.Trim().Length is 0 or > 200)
            throw new BrokenRuleException("Donnez le prénom et le nom du stagiaire.");
        if (await w.Db.Trainees.AnyAsync(t => t.EngagementId == engagement && t.Name == name.Trim()))
            throw new BrokenRuleException($"{name.Trim()} est déjà dans la liste.");
        w.Db.Trainees.Add(new Trainee { EngagementId = engagement, Name = name.Trim(), Kind = kind, MadeAt = w.Now });
        await w.SaveAsync();
    }

    /// <summary>One who never came may leave the list; the others are part of the statement.</summary>
    public static async Task RemoveTraineeAsync(WriteSession w, long engagement, long id)
    {
        if (await w.Db.TrainingPresences.AnyAsync(p => p.TraineeId == id))
            throw new BrokenRuleException("Ce stagiaire a été présent : il reste dans le bilan. "
                + "Décochez ses demi-journées d’abord, si c’est une erreur.");
        w.Db.Trainees.Remove(await w.Db.Trainees.SingleAsync(t => t.Id == id && t.EngagementId == engagement));
    }

    public static async Task RemoveSessionAsync(WriteSession w, long engagement, long id)
    {
        if (await w.Db.TrainingPresences.AnyAsync(p => p.SessionId == id))
            throw new BrokenRuleException("Des stagiaires y étaient présents. Décochez-les d’abord, si c’est une "
                + "erreur.");
        w.Db.TrainingSessions.Remove(await w.Db.TrainingSessions.SingleAsync(s => s.Id == id
            && s.EngagementId == engagement));
    }

    /// <summary>Who was there, as the signed sheets say: "session-trainee" for each box ticked.</summary>
    public static async Task TickAsync(WriteSession w, long engagement, IReadOnlyCollection<string> ticked)
    {
        var file = await TrainingFile.ReadAsync(w.Db, engagement);
        foreach (var session in file.Sessions)
            foreach (var trainee in file.Trainees)
            {
                var (there, wanted) = (file.Presences.Contains((session.Id, trainee.Id)),
                    ticked.Contains($"{session.Id}-{trainee.Id}"));
                if (wanted && session.Day > w.Today)
                    throw new BrokenRuleException($"La demi-journée du {session.Label} est à venir : personne n’y a "
                        + "encore été présent.");
                var row = new TrainingPresence { SessionId = session.Id, TraineeId = trainee.Id };
                if (wanted && !there)
                    w.Db.TrainingPresences.Add(row);
                else if (there && !wanted)
                    w.Db.TrainingPresences.Remove(row);
            }
    }

    /// <summary>The trainings that a year's statement counts, with what was invoiced of them that year.</summary>
    public static async Task<List<TrainingOfYear>> OfYearAsync(CoopDb db, DateRange year)
    {
        var found = new List<TrainingOfYear>();
        var jobs = await db.Engagements.AsNoTracking().Where(e => e.Kind == EngagementKind.Training)
            .OrderBy(e => e.Id).ToListAsync();
        foreach (var job in jobs)
        {
            var invoices = await db.Invoices.AsNoTracking().Where(i => i.EngagementId == job.Id).ToListAsync();
            var file = await TrainingFile.ReadAsync(db, job.Id);
            var sessions = file.Sessions.Where(s => year.Contains(s.Day)).ToList();
            var income = invoices.Where(i => year.Contains(i.Date)).Sum(i => IncomeOf(i, invoices));
            if (sessions.Count > 0 || !income.IsZero)
                found.Add(new TrainingOfYear(job.Id, job.Title, job.Details?.Training ?? new TrainingTerms(), income,
                    sessions, file.Trainees, file.Presences));
        }
        return found;
    }

    /// <summary>A deposit is a debt until the balance, which then counts it as sold.</summary>
    private static Money IncomeOf(Invoice invoice, List<Invoice> all) => invoice.Kind switch
    {
        SaleDocumentKind.DepositInvoice => Money.Zero,
        SaleDocumentKind.CreditNote => all.Any(i => i.Id == invoice.CreditsInvoiceId
            && i.Kind == SaleDocumentKind.DepositInvoice) ? Money.Zero : -invoice.Net,
        _ => invoice.Net + invoice.Content.Deposits.Where(d => d.Sold is null).Sum(d => d.Net),
    };
}
