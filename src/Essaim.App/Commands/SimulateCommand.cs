using System.CommandLine;
using Essaim.Domain.Law;
using Essaim.Domain.Payroll;
using Essaim.Domain.Surplus;
using Essaim.Domain.Values;

namespace Essaim.App.Commands;

/// <summary>`essaim simulate smoothing | payslip | allocation`: answers that need no co-op, only the law.</summary>
public static class SimulateCommand
{
    public static Command Make() =>
        new("simulate", "des calculs sans coopérative") { Smoothing(), Pay(), Allocation() };

    private static LawBook Law() => LawBook.Load(Path.Combine(AppContext.BaseDirectory, "law"));

    private static Command Smoothing()
    {
        var turnover = Amounts.Money("--turnover", "facturé hors taxes", required: true);
        var rate = Amounts.Percent("--contribution-rate", "contribution, en pour cent", required: true);
        var costs = Amounts.Money("--costs", "dépenses de l’activité", required: true);
        var months = new Option<int>("--months") { Description = "mois sur lesquels étaler", Required = true };
        var hourly = Amounts.Money("--hourly-cost", "coût d’une heure, charges comprises", required: true);
        var command = new Command("smoothing", "le salaire qu’une activité peut porter") { turnover, rate, costs,
            months, hourly };
        command.Does(run =>
        {
            var s = SmoothingSimulation.Of(
                run.Get(turnover), run.Get(rate)!.Value, run.Get(costs), run.Get(months), run.Get(hourly));
            return Task.FromResult(run.Answer(
                new { contribution = s.Contribution, available = s.Available, monthly = s.Monthly, hours = s.Hours },
                $"Contribution {s.Contribution}. Il reste {s.Available}, soit {s.Monthly} par mois : {s.Hours} "
                + $"heures."));
        });
        return command;
    }

    private static Command Pay()
    {
        var date = Amounts.Day("--date", "jour dont la loi s’applique");
        var gross = Amounts.OptionalMoney("--gross", "brut du mois");
        var cost = Amounts.OptionalMoney("--total-cost", "coût total du mois");
        var hours = Amounts.Number("--hours", "heures du mois ; sans elles, un Cesa");
        var headcount = new Option<int>("--headcount") { Description = "effectif", DefaultValueFactory = _ => 20 };
        var accident = Amounts.Percent("--at-rate", "taux accident du travail, en pour cent");
        var executive = new Option<bool>("--executive") { Description = "cadre" };
        var mutual = Amounts.Money("--mutual-employer", "part de l’employeur à la complémentaire santé");
        var command = new Command("payslip", "la paie d’un mois") { date, gross, cost, hours, headcount, accident,
            executive, mutual };
        command.Validators.Add(result =>
        {
            if (result.GetResult(gross) is null == result.GetResult(cost) is null)
                result.AddError("Donnez soit --gross, soit --total-cost.");
        });
        command.Does(run =>
        {
            var terms = new PayTerms(run.Get(date))
            {
                Headcount = run.Get(headcount), HoursPerMonth = run.Get(hours), Executive = run.Get(executive),
                WorkAccidentRate = run.Get(accident), MutualEmployer = run.Get(mutual),
            };
            var calculator = new PayCalculator(Law());
            var payslip = run.Get(gross) is { } given ? calculator.ForGross(terms, given)
                : calculator.ForTotalCost(terms, run.Get(cost)!.Value);
            return Task.FromResult(run.Answer(Json(payslip),
                $"Brut {payslip.Gross}, coût total {payslip.TotalCost}, net avant impôt {payslip.NetBeforeTax}."));
        });
        return command;
    }

    private static object Json(Payslip p) => new
    {
        gross = p.Gross, employeeContributions = p.EmployeeContributions, employerContributions =
            p.EmployerContributions,
        generalReduction = p.GeneralReduction, totalCost = p.TotalCost, netBeforeTax = p.NetBeforeTax,
        taxableNet = p.TaxableNet, socialNet = p.SocialNet, hours = p.LegalHours,
        lines = p.Lines.Select(l => new
        {
            label = l.Label, @base = l.Base, employeeRate = l.EmployeeRate, employee = l.Employee,
            employerRate = l.EmployerRate, employer = l.Employer,
        }),
    };

    private static Command Allocation()
    {
        var surplus = Amounts.Money("--surplus", "excédents nets de gestion", required: true);
        var capital = Amounts.Money("--capital", "plus haut capital jamais atteint", required: true);
        var reserve = Amounts.Money("--legal-reserve", "réserve légale déjà constituée", required: true);
        var labour = Amounts.Percent("--labour", "part travail, en pour cent des excédents");
        var interest = Amounts.Percent("--interest", "intérêts aux parts, en pour cent");
        var fund = Amounts.Percent("--fund", "fonds de développement, en pour cent");
        var command = new Command("allocation", "la répartition des excédents d’une Scop") { surplus, capital,
            reserve, labour, interest, fund };
        command.Does(run =>
        {
            var split = AllocationSimulation.Of(Law(), run.Today, run.Get(surplus), run.Get(capital), run.Get(reserve),
                run.Get(labour), run.Get(interest), run.Get(fund));
            foreach (var sentence in split.Refused)
                run.Say(sentence);
            return Task.FromResult(run.Answer(new
            {
                legalReserve = split.LegalReserve, developmentFund = split.DevelopmentFund, labour = split.Labour,
                interest = split.Interest, refused = split.Refused,
            }, $"Réserve légale {split.LegalReserve}, fonds de développement {split.DevelopmentFund}, part travail "
                + $"{split.Labour}, intérêts {split.Interest}.",
                split.Refused.Count == 0 ? CommandLine.Done : CommandLine.Refused));
        });
        return command;
    }
}
