using Crm.Contacts.People;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Crm.Messaging.Messages;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Restraint;

/// <summary>Counts what people and households were sent; scoped.</summary>
internal sealed class Restraints(ISession session, ISiteService sites, TimeProvider time)
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<RestraintSettings> SettingsAsync() => (await sites.GetSiteSettingsAsync()).As<RestraintSettings>();

    /// <summary>How far a person, and who lives with them, are within each rule.</summary>
    public async Task<IReadOnlyList<RestraintUse>> UsesAsync(string personId, CancellationToken cancellationToken) => (await TallyAsync(await HomesAsync([personId], cancellationToken), cancellationToken)).Uses(personId);

    /// <summary>How they stand within each gap.</summary>
    public async Task<IReadOnlyList<GapUse>> GapsAsync(string personId, CancellationToken cancellationToken) => (await TallyAsync(await HomesAsync([personId], cancellationToken), cancellationToken)).Gaps(personId);

    /// <summary>What these people, and who lives with them, were sent, as the rules ask for it.</summary>
    /// <param name="homes">Of each person whom they live with.</param>
    public async Task<RestraintTally> TallyAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> homes, CancellationToken cancellationToken)
    {
        var (now, settings) = (Now, await SettingsAsync());
        var tally = new RestraintTally(settings, homes, now);
        if (settings.MostDays == 0 || homes.Count == 0)
        {
            return tally;
        }

        // What was begun counts, though nobody knows yet whether it left.
        var (people, since) = (Among.Of(homes.Values.SelectMany(home => home).Distinct(StringComparer.Ordinal)), now.AddDays(-settings.MostDays));
        var begun = (await session.GetConnectionAsync()).GetTable<Message>().Where(row => row.PersonId.IsAmong(people) && row.BegunUtc > since && row.Class != (int)MessageClass.Transactional);
        foreach (var row in await begun.Select(row => new { row.PersonId, row.Channel, row.Intensity, Utc = row.BegunUtc!.Value }).ToListAsync(cancellationToken))
        {
            tally.Add(row.PersonId, row.Channel, (MessageIntensity)row.Intensity, row.Utc);
        }

        return tally;
    }

    /// <summary>The person and all who live in one of their homes now: a child of two homes counts in both.</summary>
    public async Task<IReadOnlyList<string>> LivingWithAsync(string personId, CancellationToken cancellationToken) => (await HomesAsync([personId], cancellationToken))[personId];

    /// <summary>The same for several people.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> HomesAsync(IReadOnlyCollection<string> personIds, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(Now);
        var now = session.QueryIndex<MembershipIndex>().Where(row => (row.From == null || row.From <= today) && (row.To == null || row.To >= today));
        var asked = Among.Of(personIds);
        var homes = now.Where(row => row.PersonId.IsAmong(asked)).Select(row => row.HouseholdId);
        var members = personIds.Count == 0 ? [] : await now.Where(row => homes.Contains(row.HouseholdId)).Select(row => new { row.HouseholdId, row.PersonId }).ToListAsync(cancellationToken);
        var (people, households) = (members.ToLookup(row => row.HouseholdId, row => row.PersonId), members.ToLookup(row => row.PersonId, row => row.HouseholdId));
        return personIds.Distinct(StringComparer.Ordinal).ToDictionary(
            id => id, id => (IReadOnlyList<string>)[.. households[id].SelectMany(home => people[home]).Append(id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], StringComparer.Ordinal);
    }
}
