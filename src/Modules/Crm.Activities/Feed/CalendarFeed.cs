using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Activities.Calendar;
using Crm.Activities.Reminders;
using Crm.Activities.Tasks;
using Crm.Kernel.Content;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Crm.Kernel.Users;
using LinqToDB.Async;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace Crm.Activities.Feed;

/// <summary>
/// A user's open tasks as iCalendar, at an address that is the secret: signed and bound to this purpose, one an account, taken back by making a new one or none. What it shows is
/// what the account may see at this moment; it names nobody a task is about.
/// </summary>
internal sealed class CalendarFeed(
    LinkSigner signer, UserManager<User> users, AccountPrincipals principals, TaskGate gate, ISession session, ISiteService site, UserTimeZones zones, TimeProvider time, IStringLocalizer<CalendarFeed> s)
{
    /// <summary>Member of the account that holds the hash of the open address.</summary>
    public const string Member = "CalendarFeed";

    private const string Purpose = "calendar-feed";
    private const int Most = 1000;
    private const int MostLater = 60;
    private const int DaysAhead = 400;

    /// <summary>Whether the account has an address.</summary>
    public async Task<bool> IsOpenAsync(ClaimsPrincipal user) => (await users.FindByIdAsync(user.UserId()!))?.Properties[Member] is JsonObject;

    /// <summary>A new address's last part; an older one is spent by it. It is shown once and cannot be read again.</summary>
    public async Task<string> OpenAsync(ClaimsPrincipal user)
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var account = (await users.FindByIdAsync(user.UserId()!))!;
        account.Properties[Member] = new JsonObject { ["Hash"] = Hash(nonce) };
        await users.UpdateAsync(account);
        return await signer.SignAsync(Purpose, $"{account.UserId} {nonce}", time.GetUtcNow().AddYears(10));
    }

    /// <summary>Takes the address back.</summary>
    public async Task CloseAsync(ClaimsPrincipal user)
    {
        var account = (await users.FindByIdAsync(user.UserId()!))!;
        account.Properties.Remove(Member);
        await users.UpdateAsync(account);
    }

    /// <summary>The calendar behind an address; null when it is none, or not any more.</summary>
    public async Task<string?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        var parts = (await signer.ReadAsync(Purpose, token))?.Split(' ') ?? [];
        if (parts.Length != 2 || await users.FindByIdAsync(parts[0]) is not { } account || (account.Properties[Member] as JsonObject)?["Hash"]?.GetValue<string>() != Hash(parts[1])
            || await principals.OfAsync(account.UserId) is not { } reader)
        {
            return null;
        }

        return await WriteAsync(reader, cancellationToken);
    }

    private async Task<string> WriteAsync(ClaimsPrincipal reader, CancellationToken cancellationToken)
    {
        var name = s["{0}: tasks", (await site.GetSiteSettingsAsync()).SiteName].Value;
        var ics = new IcsWriter().Line("BEGIN", "VCALENDAR").Line("VERSION", "2.0").Line("PRODID", "-//Crm//Activities//EN").Line("CALSCALE", "GREGORIAN").Line("METHOD", "PUBLISH")
            .Text("X-WR-CALNAME", name).Line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H").Line("X-PUBLISHED-TTL", "PT1H");
        var sight = await gate.ForAsync(reader);
        if (sight.Dues && !sight.Scope.IsNone)
        {
            var (me, until) = (reader.UserId()!, DateOnly.FromDateTime(LocalMoment.ToLocal(time.GetUtcNow().UtcDateTime, await zones.OfAsync(reader.UserId()))).AddDays(DaysAhead));
            var ids = await sight.Scope.Apply(session.QueryIndex<TaskIndex>(), row => row.Owner).Where(row => row.Owner == me && !row.IsDone && row.DueKey != TaskPart.Someday)
                .OrderBy(row => row.DueKey).ThenBy(row => row.DocumentId).Take(Most).Select(row => row.DocumentId).ToListAsync(cancellationToken);
            foreach (var item in await session.GetAsync<ContentItem>(ids))
            {
                Write(ics, sight.Show(item), session.GetVersion(item), until);
            }
        }

        return ics.Line("END", "VCALENDAR").ToString();
    }

    // The days on which a task will be due again are events of their own: in UTC, right over summer time, without a time zone to describe. Their ids are those the tasks will have.
    private void Write(IcsWriter ics, ContentItem item, long version, DateOnly until)
    {
        if (item.As<TaskPart>() is not { DueDay: { } due } part)
        {
            return;
        }

        foreach (var day in TaskEntries.DaysAfter(part, until).Take(MostLater).Prepend(due))
        {
            ics.Line("BEGIN", "VEVENT").Line("UID", $"{(part.SeriesId.Length > 0 ? $"{part.SeriesId}-{day:yyyyMMdd}" : item.ContentItemId)}@tasks").Utc("DTSTAMP", item.ModifiedUtc ?? item.CreatedUtc ?? default)
                .Line("SEQUENCE", $"{version}").Text("SUMMARY", part.Subject.Length > 0 ? part.Subject : s["(no subject)"]);
            if (part.DueTime is { } clock)
            {
                ics.Utc("DTSTART", LocalMoment.ToUtc(day.ToDateTime(clock), TimeZoneInfo.TryFindSystemTimeZoneById(part.TimeZone, out var zone) ? zone : TimeZoneInfo.Utc));
            }
            else
            {
                ics.Day("DTSTART", day).Day("DTEND", day.AddDays(1)).Line("TRANSP", "TRANSPARENT");
            }

            if (part.Notes.Length > 0)
            {
                ics.Text("DESCRIPTION", part.Notes);
            }

            ics.Line("END", "VEVENT");
        }
    }

    private static string Hash(string nonce) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(nonce)));
}
