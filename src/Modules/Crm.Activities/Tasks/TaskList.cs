using System.Globalization;
using System.Security.Claims;
using Crm.Activities.Reminders;
using Crm.Kernel.Data;
using Crm.Kernel.Users;
using LinqToDB.Async;

namespace Crm.Activities.Tasks;

/// <summary>Which tasks a list shows.</summary>
/// <param name="View">"open", "late", "today", "planned" or "done".</param>
/// <param name="Who">"me", "team" or "all", within what the reader may see.</param>
/// <param name="AboutId">Only those about that contact; null for any.</param>
internal sealed record TaskQuestion(string View, string Who, string? AboutId = null)
{
    public static readonly string[] Views = ["open", "late", "today", "planned", "done"];

    public static readonly string[] Whos = ["me", "team", "all"];

    /// <summary>A question of an address; what it does not know becomes the usual.</summary>
    public static TaskQuestion Of(string? view, string? who) => new(Views.Contains(view) ? view! : Views[0], Whos.Contains(who) ? who! : Whos[0]);
}

/// <summary>A page of tasks.</summary>
/// <param name="Next">The place where the next page begins; null at the end.</param>
internal sealed record TaskPage(IReadOnlyList<TaskIndex> Rows, string? Next);

/// <summary>Reads lists of tasks: open ones in the order they are due, done ones the last done first, found by key.</summary>
internal sealed class TaskList(ISession session, Teams teams, UserTimeZones zones, TimeProvider time)
{
    /// <summary>One page.</summary>
    /// <param name="after">"Next" of the page before.</param>
    public async Task<TaskPage> ReadAsync(ClaimsPrincipal user, TaskQuestion question, TaskSight sight, string? after, int take, CancellationToken cancellationToken)
    {
        if (question.View == "done" && !sight.Dones)
        {
            return new TaskPage([], null);
        }

        var found = await (await PageAsync(user, question, sight, after)).Take(take + 1).ToListAsync(cancellationToken);
        var last = found.Count > take ? found[take - 1] : null;
        var next = last is null ? null : question.View != "done" && sight.Dues ? last.PlaceByDue() : $"{(question.View == "done" ? last.DoneUtc!.Value.Ticks.ToString(CultureInfo.InvariantCulture) : "")}~{last.DocumentId}";
        return new TaskPage([.. found.Take(take).Select(sight.Show)], next);
    }

    /// <summary>The rows after a place, in their order; what is shown of one is for the caller to say.</summary>
    internal async Task<IQueryable<TaskIndex>> PageAsync(ClaimsPrincipal user, TaskQuestion question, TaskSight sight, string? after)
    {
        var (rows, place) = (await MatchingAsync(user, question, sight), TaskPlaces.Read(after));
        if (question.View == "done")
        {
            var (moment, before) = place is { } reached && long.TryParse(reached.Key, CultureInfo.InvariantCulture, out var ticks) && ticks is >= 0 and <= 3155378975999999999
                ? (new DateTime(ticks, DateTimeKind.Utc), reached.Id) : (DateTime.MaxValue, long.MaxValue);
            return rows.Where(row => row.DoneUtc <= moment && (row.DoneUtc < moment || row.DocumentId < before)).OrderByDescending(row => row.DoneUtc).ThenByDescending(row => row.DocumentId);
        }

        var id = place?.Id ?? 0;
        return sight.Dues ? rows.ByDue(after) : rows.Where(row => row.DocumentId > id).OrderBy(row => row.DocumentId);
    }

    /// <summary>How many there are.</summary>
    public async Task<int> CountAsync(ClaimsPrincipal user, TaskQuestion question, TaskSight sight, CancellationToken cancellationToken)
        => await (await MatchingAsync(user, question, sight)).CountAsync(cancellationToken);

    /// <summary>The present wall-clock time of a user.</summary>
    public async Task<DateTime> NowOfAsync(ClaimsPrincipal user) => LocalMoment.ToLocal(time.GetUtcNow().UtcDateTime, await zones.OfAsync(user.UserId()));

    private async Task<IQueryable<TaskIndex>> MatchingAsync(ClaimsPrincipal user, TaskQuestion question, TaskSight sight)
    {
        var rows = sight.Scope.Apply(session.QueryIndex<TaskIndex>(), row => row.Owner);
        if (question.AboutId is { } about)
        {
            rows = rows.Where(row => row.AboutId == about);
        }

        if (question.Who == "me")
        {
            var me = user.UserId() ?? "";
            rows = rows.Where(row => row.Owner == me);
        }
        else if (question.Who == "team")
        {
            var mates = (await teams.MatesAsync(user.UserId() ?? "")).ToArray();
            rows = rows.Where(row => mates.Contains(row.Owner));
        }

        if (question.View == "done")
        {
            return rows.Where(row => row.IsDone == true);
        }

        rows = sight.Dones ? rows.Where(row => row.IsDone == false) : rows; // "not" would pass the index by
        if (!sight.Dues)
        {
            return rows;
        }

        var now = await NowOfAsync(user);
        var (today, tomorrow, minute) = (Key(now), Key(now.AddDays(1)), now.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture));
        return question.View switch
        {
            // Of today those are late whose hour is past.
            "late" => rows.Where(row => string.Compare(row.DueKey, minute) < 0 && row.DueKey != today),
            "today" => rows.Where(row => string.Compare(row.DueKey, today) >= 0 && string.Compare(row.DueKey, tomorrow) < 0),
            "planned" => rows.Where(row => string.Compare(row.DueKey, tomorrow) >= 0),
            _ => rows,
        };

        static string Key(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
