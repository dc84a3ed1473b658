using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Crm.Messaging.Brakes;
using Crm.Messaging.Messages;
using Crm.Messaging.Send;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Trips;

/// <summary>
/// Nobody gets more than so many messages within an hour, of whatever kind: then something has gone wrong, and the brake is pulled for the action that sent them all, or for everything. Asked
/// within the transaction that begins. Scoped.
/// </summary>
internal sealed class PersonCeiling(ISession session, ISiteService sites, TripBrake trips, TimeProvider time, IStringLocalizer<PersonCeiling> s)
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    /// <summary>Those that would be too many, by the message's id.</summary>
    public async Task<IReadOnlyDictionary<long, Decision>> AskAsync(IReadOnlyList<Message> messages, CancellationToken cancellationToken)
    {
        var (most, stopped) = ((await sites.GetSiteSettingsAsync()).As<TripSettings>().PersonPerHour, new Dictionary<long, Decision>());
        if (most <= 0 || messages.Count == 0)
        {
            return stopped;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var people = Among.Of(messages.Select(message => message.PersonId).Distinct(StringComparer.Ordinal));
        var begun = (await (await session.GetConnectionAsync()).GetTable<Message>().Where(row => row.PersonId.IsAmong(people) && row.BegunUtc > now - s_hour)
            .Select(row => new { row.PersonId, row.Action, Utc = row.BegunUtc!.Value }).ToListAsync(cancellationToken)).ConvertAll(row => (row.PersonId, row.Action, row.Utc));
        var pulled = new List<Brake>();
        foreach (var message in messages)
        {
            var brake = pulled.Find(one => one.Covers(message));
            if (brake is null && begun.Where(row => row.PersonId == message.PersonId).ToList() is { } theirs && theirs.Count >= most && (brake = await PullAsync(message, theirs, most, now, cancellationToken)) is not null)
            {
                pulled.Add(brake);
            }

            if (brake is not null)
            {
                stopped.Add(message.Id, new Decision(MessageState.Held, Reasons.Brake, brake.BrakeId));
            }
            else
            {
                begun.Add((message.PersonId, message.Action, now));
            }
        }

        return stopped;
    }

    // Null when it was pulled for these before: they are not counted again.
    private async Task<Brake?> PullAsync(Message message, List<(string PersonId, string Action, DateTime Utc)> begun, int most, DateTime now, CancellationToken cancellationToken)
    {
        var last = (await trips.SinceAsync(TripKinds.Person, now - s_hour, cancellationToken)).Select(brake => brake.PulledUtc).DefaultIfEmpty(DateTime.MinValue).Max();
        var counted = begun.Where(row => row.Utc > last).ToList();
        if (counted.Count < most)
        {
            return null;
        }

        var isOfOne = counted.All(row => row.Action == message.Action);
        return await trips.PullAsync(
            TripKinds.Person, isOfOne ? BrakeScopes.Action : BrakeScopes.Everything, isOfOne ? message.Action : "", sparesTransactional: false,
            () => s["By itself: one person was to get more than {0} messages within an hour.", most], cancellationToken);
    }
}
