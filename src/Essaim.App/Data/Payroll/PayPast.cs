using Essaim.Domain.Law;
using Essaim.Domain.Payroll;
using Essaim.Domain.Values;
using Microsoft.EntityFrameworkCore;

namespace Essaim.App.Data.Payroll;

/// <summary>
/// From where a month of pay goes on (antécédents de paie): the year's sums and the leave that the last payslip of each
/// person left, or what another program had paid before.
/// </summary>
public sealed class PayPast
{
    private Dictionary<long, YearToDate> _years = [];
    private readonly Dictionary<long, (Month Month, LeaveAccount Account)> _leave = [];
    private readonly Dictionary<long, PayTakeOver> _taken = [];
    private readonly Month _month;

    private PayPast(Month month) => _month = month;

    public static async Task<PayPast> ReadAsync(CoopDb db, Month month, long? only = null)
    {
        var past = new PayPast(month);
        past._years = await SumsAsync(db, month.Year, month.Add(-1), only);
        foreach (var (person, last, json) in await db.SqlAsync(
            r => (r.GetInt64(0), Month.FromNumber(r.GetInt32(1)), r.IsDBNull(2) ? null : r.GetString(2)),
            "SELECT p.person_id, p.month, p.leave_account FROM payslip p WHERE p.month = (SELECT max(q.month) "
            + "FROM payslip q WHERE q.person_id = p.person_id AND q.month < @p1)" + Only(only),
            0, month.Number, only ?? 0))
            if (json is not null)
                past._leave[person] = (last, ValueJson.Read<LeaveAccount>(json));
        foreach (var row in await db.PayTakeOvers.Where(t => t.Year <= month.Year && (only == null
            || t.PersonId == only)).OrderBy(t => t.Year).ToListAsync())
            past._taken[row.PersonId] = row.Content;
        return past;
    }

    /// <summary>The sums of a calendar year after its payslips up to a month, by person.</summary>
    public static async Task<Dictionary<long, YearToDate>> SumsAsync(CoopDb db, int year, Month last, long? only) =>
        (await db.SqlAsync(r => (Person: r.GetInt64(0), Json: r.GetString(1)),
            "SELECT p.person_id, p.year_to_date FROM payslip p WHERE p.month = (SELECT max(q.month) FROM payslip q "
            + "WHERE q.person_id = p.person_id AND q.month >= @p0 AND q.month <= @p1)" + Only(only),
            new Month(year, 1).Number, last.Number, only ?? 0))
        .ToDictionary(s => s.Person, s => ValueJson.Read<YearToDate>(s.Json));

    /// <summary>True for the months that the other program paid.</summary>
    public bool IsPaidElsewhere(long person) =>
        _taken.TryGetValue(person, out var taken) && taken.Through >= _month;

    /// <summary>The sums of the year of the month.</summary>
    public YearToDate? YearOf(long person) => _years.TryGetValue(person, out var year) ? year
        : _taken.TryGetValue(person, out var taken) && taken.Through.Year == _month.Year && taken.Through < _month
            ? taken.YearToDate : null;

    /// <summary>The leave before this month; counted from this month on where nothing is known before.</summary>
    public LeaveAccount LeaveOf(LawBook law, long person)
    {
        var known = _leave.TryGetValue(person, out var last) ? last : default;
        if (_taken.TryGetValue(person, out var taken) && taken.Through < _month
            && (known.Account is null || taken.Through > known.Month) && taken.LeaveAccount(law) is { } account)
            return account;
        return known.Account ?? new LeaveAccount(_month, []);
    }

    private static string Only(long? person) => person is null ? "" : " AND p.person_id = @p2";
}
