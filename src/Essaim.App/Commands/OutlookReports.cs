using System.CommandLine;
using Essaim.App.Data.Activities;
using Essaim.App.Pages.Activities;
using Essaim.Domain.Values;

namespace Essaim.App.Commands;

/// <summary>`essaim report signs | forecast`: what goes wrong, and what the cash will be.</summary>
internal static class OutlookReports
{
    public static Command Signs()
    {
        var command = new Command("signs", "les signaux de difficulté, les plus graves d’abord");
        command.Does(async run =>
        {
            await using var db = (await run.StoreAsync()).Read();
            var signs = await new TroubleSigns(db, run.Installation).ReadAsync(run.Today);
            var rows = signs.Select(f => new
            {
                activity = f.Sign.Activity.Code, kind = f.Sign.Kind.ToString(), gravity = f.Sign.Gravity.ToString(),
                amount = f.Sign.Amount, compared = f.Sign.Compared, count = f.Sign.Count, date = f.Sign.Date,
                silentUntil = f.Seen?.Until,
            }).ToList();
            return run.Answer(new { rows }, signs.Count == 0 ? "Rien à signaler." : string.Join('\n', signs.Select(f =>
                $"{TroubleWords.State(f.Sign.Gravity).Text,-9} {f.Sign.Activity.TradeName} : "
                + $"{TroubleWords.Name(f.Sign.Kind).ToLowerInvariant()}. {TroubleWords.Why(f.Sign)}")));
        });
        return command;
    }

    public static Command Forecast()
    {
        var activity = new Option<string?>("--activity") { Description = "une seule activité" };
        var asDue = new Option<bool>("--as-due") { Description = "croire les échéances des clients" };
        var command = new Command("forecast", "la trésorerie semaine par semaine, sur six mois") { activity, asDue };
        command.Does(async run =>
        {
            await using var db = (await run.StoreAsync()).Read();
            var only = run.Get(activity) is { } code ? await ReportCommand.FindAsync(db, code) : null;
            var forecast = await new ForecastReport(db, run.Installation, run.Today).ReadAsync(only, run.Get(asDue));
            var cash = forecast.Cash;
            return run.Answer(new
            {
                activity = only?.Code, opening = cash.Weeks[0].Opening, lowest = cash.Lowest.Closing,
                lowestWeek = cash.Lowest.First, disputed = forecast.Disputed,
                weeks = cash.Weeks.Select(w => new
                {
                    first = w.First, last = w.Last, @in = w.In, @out = w.Out, closing = w.Closing,
                }),
            }, string.Join('\n', cash.Weeks.Select(w =>
                $"{FrenchText.Short(w.First)}  {w.In,16} {w.Out,16} {w.Closing,16}")
                .Append($"Au plus bas : {cash.Lowest.Closing}, la semaine du {FrenchText.Short(cash.Lowest.First)}.")));
        });
        return command;
    }
}
