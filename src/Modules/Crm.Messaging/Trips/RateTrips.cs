using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Crm.Messaging.Brakes;
using Crm.Messaging.Messages;
using Crm.Messaging.Returns;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Trips;

/// <summary>How many of the letters of a day came back, by one channel.</summary>
/// <param name="Kind">Of <see cref="TripKinds"/>.</param>
/// <param name="Limit">Percent at which the brake is pulled; 0 for never.</param>
/// <param name="Cause">The action without which the rate would be below the limit; null when there is none.</param>
internal sealed record ReturnRate(string Kind, string Channel, int Sent, int Back, double Limit, string? Cause)
{
    public double Percent => Sent == 0 ? 0 : 100.0 * Back / Sent;

    /// <summary>Whether the limit is reached, among letters enough.</summary>
    public bool IsOver(int sample) => Limit > 0 && Sent > 0 && Sent >= sample && Back > 0 && Back * 100.0 >= Limit * Sent;
}

/// <summary>Judges what came back of the letters of a day, and pulls the brake where it is too much. Letters that were counted when it was pulled are not counted again. Scoped.</summary>
internal sealed class RateTrips(ISession session, ISiteService sites, TripBrake trips, BrakeWords words, TimeProvider time, IStringLocalizer<RateTrips> s)
{
    private static readonly TimeSpan s_window = TimeSpan.FromDays(1);
    private static readonly (string Kind, string Return)[] s_kinds = [(TripKinds.Bounces, ReturnKinds.Hard), (TripKinds.Complaints, ReturnKinds.Complaint)];

    public async Task<TripSettings> SettingsAsync() => (await sites.GetSiteSettingsAsync()).As<TripSettings>();

    /// <summary>The rates of the channels by which something came back of what was sent within a day, or of those channels that are named.</summary>
    public async Task<IReadOnlyList<ReturnRate>> RatesAsync(IEnumerable<string> channels, CancellationToken cancellationToken)
    {
        var (settings, since, rates) = (await SettingsAsync(), time.GetUtcNow().UtcDateTime - s_window, new List<ReturnRate>());
        var returned = await (await session.GetConnectionAsync()).GetTable<MessageReturn>().Where(row => row.SentUtc > since).Select(row => row.Channel).Distinct().ToListAsync(cancellationToken);
        foreach (var channel in channels.Concat(returned).Distinct(StringComparer.Ordinal))
        {
            foreach (var (kind, back) in s_kinds)
            {
                rates.Add(await RateAsync(kind, back, channel, kind == TripKinds.Bounces ? settings.BouncePercent : settings.ComplaintPercent, since, cancellationToken));
            }
        }

        return rates;
    }

    /// <summary>Pulls the brake for what is over its limit: of the action that causes it alone, else of the channel. What people wait for goes on.</summary>
    public async Task JudgeAsync(CancellationToken cancellationToken)
    {
        var settings = await SettingsAsync();
        foreach (var rate in (await RatesAsync([], cancellationToken)).Where(rate => rate.IsOver(settings.Sample)))
        {
            var (scope, value) = rate.Cause is { } action ? (BrakeScopes.Action, action) : (BrakeScopes.Channel, rate.Channel);
            await trips.PullAsync(rate.Kind, scope, value, sparesTransactional: true, () => Sentence(rate), cancellationToken);
        }
    }

    private string Sentence(ReturnRate rate)
    {
        var (back, sent, percent, limit) = (rate.Back.ToString("N0"), rate.Sent.ToString("N0"), rate.Percent.ToString("0.##"), rate.Limit.ToString("0.##"));
        return rate.Kind == TripKinds.Bounces
            ? s["By itself: of {1} letters of the last 24 hours by {4}, {0} came back for good, {2} %; the limit is {3} %.", back, sent, percent, limit, words.Channel(rate.Channel)]
            : s["By itself: of {1} letters of the last 24 hours by {4}, {0} were complained about, {2} %; the limit is {3} %.", back, sent, percent, limit, words.Channel(rate.Channel)];
    }

    private async Task<ReturnRate> RateAsync(string kind, string back, string channel, double limit, DateTime since, CancellationToken cancellationToken)
    {
        var before = await trips.SinceAsync(kind, since, cancellationToken);
        var from = before.Where(brake => brake.Scope == BrakeScopes.Channel && brake.Value == channel).Select(brake => brake.PulledUtc).Append(since).Max();
        var actions = await CountAsync(back, channel, null, from, cancellationToken);
        foreach (var brake in before.Where(brake => brake.Scope == BrakeScopes.Action && actions.ContainsKey(brake.Value)))
        {
            actions[brake.Value] = (await CountAsync(back, channel, brake.Value, brake.PulledUtc > from ? brake.PulledUtc : from, cancellationToken)).GetValueOrDefault(brake.Value);
        }

        var (sent, returned) = (actions.Values.Sum(one => one.Sent), actions.Values.Sum(one => one.Back));
        if (actions.Count == 0)
        {
            return new ReturnRate(kind, channel, 0, 0, limit, null);
        }

        var (action, most) = actions.MaxBy(one => one.Value.Back);
        var (restSent, restBack) = (sent - most.Sent, returned - most.Back);
        return new ReturnRate(kind, channel, sent, returned, limit, most.Back > 0 && (restSent == 0 || restBack * 100.0 < limit * restSent) ? action : null);
    }

    // By action.
    private async Task<Dictionary<string, (int Sent, int Back)>> CountAsync(string back, string channel, string? action, DateTime since, CancellationToken cancellationToken)
    {
        var db = await session.GetConnectionAsync();
        var sent = await db.GetTable<Message>().Where(row => row.SentUtc > since && row.Channel == channel && (action == null || row.Action == action)).GroupBy(row => row.Action).Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        var returned = await db.GetTable<MessageReturn>().Where(row => row.Kind == back && row.SentUtc > since && row.Channel == channel && (action == null || row.Action == action)).GroupBy(row => row.Action).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken);
        return sent.ToDictionary(row => row.Key, row => (row.Count, returned.GetValueOrDefault(row.Key)));
    }
}
