namespace Crm.Messaging.Restraint;

/// <summary>What some people and their homes were sent by a moment: rules are asked of it one message after the other, each that goes counted before the next.</summary>
/// <param name="homes">Of each person whom they live with, themselves too.</param>
internal sealed class RestraintTally(IReadOnlyList<RestraintRule> rules, IReadOnlyDictionary<string, IReadOnlyList<string>> homes, DateTime nowUtc)
{
    private readonly Dictionary<string, List<(string Channel, DateTime Utc)>> _sent = new(StringComparer.Ordinal);

    /// <summary>Counts one.</summary>
    public void Add(string personId, string channel, DateTime begunUtc)
    {
        if (!_sent.TryGetValue(personId, out var sent))
        {
            _sent.Add(personId, sent = []);
        }

        sent.Add((channel, begunUtc));
    }

    /// <summary>How far a person, and who lives with them, are within each rule.</summary>
    public IReadOnlyList<RestraintUse> Uses(string personId) => [.. rules.Select(rule => Use(rule, rule.PerHousehold ? homes[personId] : [personId]))];

    /// <summary>The rule that has no room for one more message by that channel, the one that frees last first; null when all have.</summary>
    public RestraintUse? Full(string personId, string channel)
        => Uses(personId).Where(use => use.IsFull && (use.Rule.Channel.Length == 0 || use.Rule.Channel == channel)).MaxBy(use => use.FreesUtc ?? DateTime.MaxValue);

    private RestraintUse Use(RestraintRule rule, IReadOnlyList<string> people)
    {
        var since = nowUtc.AddDays(-rule.Days);
        var (used, oldest) = (0, DateTime.MaxValue);
        foreach (var person in people)
        {
            foreach (var (channel, utc) in _sent.GetValueOrDefault(person) ?? [])
            {
                if (utc > since && (rule.Channel.Length == 0 || rule.Channel == channel))
                {
                    (used, oldest) = (used + 1, utc < oldest ? utc : oldest);
                }
            }
        }

        return new RestraintUse(rule, used, used == 0 ? null : oldest.AddDays(rule.Days));
    }
}
