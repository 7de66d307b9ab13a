namespace Essaim.App.Identity;

/// <summary>
/// How long a sign-in lasts. The team sees everybody's figures on shared desks: half an hour without a page ends it,
/// ten hours do in any case. Entrepreneurs see their own on their own phone: fourteen days. Nothing typed is lost when
/// it ends, see <c>PendingForms</c>.
/// </summary>
public static class SessionLength
{
    public static readonly TimeSpan Longest = TimeSpan.FromDays(14);

    public static TimeSpan Idle(Role? role) => role == Role.Entrepreneur ? Longest : TimeSpan.FromMinutes(30);

    public static TimeSpan AtMost(Role? role) => role == Role.Entrepreneur ? Longest : TimeSpan.FromHours(10);
}
