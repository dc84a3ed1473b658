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
    public async Task<RestraintSettings> SettingsAsync() => (await sites.GetSiteSettingsAsync()).As<RestraintSettings>();

    /// <summary>The rule that has no room for one more message by that channel, the one that frees last first; null when all have.</summary>
    public async Task<RestraintUse?> FullAsync(string personId, string channel, CancellationToken cancellationToken)
        => (await UsesAsync(personId, cancellationToken)).Where(use => use.IsFull && (use.Rule.Channel.Length == 0 || use.Rule.Channel == channel)).MaxBy(use => use.FreesUtc ?? DateTime.MaxValue);

    /// <summary>How far a person, and who lives with them, are within each rule.</summary>
    public async Task<IReadOnlyList<RestraintUse>> UsesAsync(string personId, CancellationToken cancellationToken)
    {
        var (rules, uses) = ((await SettingsAsync()).Rules, new List<RestraintUse>());
        var household = rules.Any(rule => rule.PerHousehold) ? await LivingWithAsync(personId, cancellationToken) : [];
        foreach (var rule in rules)
        {
            uses.Add(await UseAsync(rule, rule.PerHousehold ? household : [personId], cancellationToken));
        }

        return uses;
    }

    /// <summary>The person and all who live in one of their homes now: a child of two homes counts in both.</summary>
    public async Task<IReadOnlyList<string>> LivingWithAsync(string personId, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var now = session.QueryIndex<MembershipIndex>().Where(row => (row.From == null || row.From <= today) && (row.To == null || row.To >= today));
        var homes = now.Where(row => row.PersonId == personId).Select(row => row.HouseholdId);
        return [.. (await now.Where(row => homes.Contains(row.HouseholdId)).Select(row => row.PersonId).Distinct().ToListAsync(cancellationToken)).Append(personId).Distinct().Order(StringComparer.Ordinal)];
    }

    // What was begun counts, though nobody knows yet whether it left.
    private async Task<RestraintUse> UseAsync(RestraintRule rule, IReadOnlyList<string> people, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow().UtcDateTime.AddDays(-rule.Days);
        var counted = (await session.GetConnectionAsync()).GetTable<Message>()
            .Where(row => people.Contains(row.PersonId) && row.BegunUtc > since && row.Class != (int)MessageClass.Transactional && (rule.Channel == "" || row.Channel == rule.Channel));
        var (used, oldest) = (await counted.CountAsync(cancellationToken), await counted.MinAsync(row => row.BegunUtc, cancellationToken));
        return new RestraintUse(rule, used, oldest?.AddDays(rule.Days));
    }
}
