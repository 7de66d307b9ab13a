using Essaim.Domain.Law;
using Essaim.Domain.Values;

namespace Essaim.Domain.Sales;

/// <summary>How often the co-op declares its VAT (régime de TVA): it decides how often it reports.</summary>
public enum VatRegime
{
    Monthly,
    Quarterly,

    /// <summary>Below the thresholds (franchise en base): hardly a co-op.</summary>
    Exempt,
}

/// <summary>What a report tells: they never travel in one file (G6.29).</summary>
public enum EReportKind
{
    /// <summary>Sales to people and abroad (flux 10.3 and 10.1).</summary>
    Sales,

    /// <summary>Money that came for services sold so (flux 10.4 and 10.2).</summary>
    Receipts,
}

/// <summary>A stretch of days that is reported together (période), and the last day to do it.</summary>
public sealed record EReportPeriod(EReportKind Kind, DateOnly First, DateOnly Last, DateOnly Due)
{
    public bool Holds(DateOnly day) => day >= First && day <= Last;
}

/// <summary>The periods of the e-reporting (CGI ann. II art. 242 nonies M to P), as the law of their day has them.
/// </summary>
public static class EReportCalendar
{
    private const int LastOfMonth = 30;

    /// <summary>The period that a day belongs to.</summary>
    public static EReportPeriod Of(LawBook law, VatRegime regime, EReportKind kind, DateOnly day)
    {
        var prefix = $"e-reporting-{(kind == EReportKind.Sales ? "ventes" : "encaissements")}-";
        var name = regime switch
        {
            VatRegime.Monthly => "reel-mensuel",
            VatRegime.Quarterly => "reel-trimestriel",
            _ => "franchise",
        };
        var (first, last) = Stretch(law.Text(prefix + "periode-" + name, day), day);
        return new EReportPeriod(kind, first, last, Due(last, (int)law.Number(prefix + "jour-" + name, day)));
    }

    /// <summary>All periods that hold one of the days, oldest first.</summary>
    public static IEnumerable<EReportPeriod> Between(
        LawBook law, VatRegime regime, EReportKind kind, DateOnly from, DateOnly to)
    {
        for (var day = from; day <= to;)
        {
            var period = Of(law, regime, kind, day);
            yield return period;
            day = period.Last.AddDays(1);
        }
    }

    private static (DateOnly First, DateOnly Last) Stretch(string length, DateOnly day)
    {
        var month = Month.Of(day);
        return length switch
        {
            "decade" => day.Day <= 10 ? (month.FirstDay, month.FirstDay.AddDays(9))
                : day.Day <= 20 ? (month.FirstDay.AddDays(10), month.FirstDay.AddDays(19))
                : (month.FirstDay.AddDays(20), month.LastDay),
            "mois" => (month.FirstDay, month.LastDay),
            // Pairs of the calendar: January and February, March and April…
            "deux-mois" => day.Month % 2 == 1 ? (month.FirstDay, month.Next().LastDay)
                : (month.Add(-1).FirstDay, month.LastDay),
            _ => throw new BrokenRuleException(
                $"La période « {length} » du e-reporting n’est pas connue. Corrigez le dossier « law » du logiciel."),
        };
    }

    /// <summary>
    /// A stretch that ends with its month is due by that day of the next one; another so many days later, and not after
    /// its month.
    /// </summary>
    private static DateOnly Due(DateOnly last, int days)
    {
        var end = Month.Of(last).LastDay;
        if (last != end)
            return Min(last.AddDays(days), end);
        var next = Month.Of(last).Next();
        return days >= LastOfMonth ? Min(next.FirstDay.AddDays(LastOfMonth - 1), next.LastDay)
            : next.FirstDay.AddDays(days - 1);
    }

    private static DateOnly Min(DateOnly a, DateOnly b) => a < b ? a : b;
}
