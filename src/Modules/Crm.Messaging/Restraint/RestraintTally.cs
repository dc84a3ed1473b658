using Crm.Messaging.Messages;

namespace Crm.Messaging.Restraint;

/// <summary>What some people and their homes were sent by a moment: rules are asked of it one message after the other, each that goes counted before the next.</summary>
/// <param name="homes">Of each person whom they live with, themselves too.</param>
internal sealed class RestraintTally(RestraintSettings settings, IReadOnlyDictionary<string, IReadOnlyList<string>> homes, DateTime nowUtc)
{
    private readonly Dictionary<string, List<(string Channel, MessageIntensity Intensity, DateTime Utc)>> _sent = new(StringComparer.Ordinal);

    /// <summary>Counts one.</summary>
    public void Add(string personId, string channel, MessageIntensity intensity, DateTime begunUtc)
    {
        if (!_sent.TryGetValue(personId, out var sent))
        {
            _sent.Add(personId, sent = []);
        }

        sent.Add((channel, intensity, begunUtc));
    }

    /// <summary>How far a person, and who lives with them, are within each rule.</summary>
    public IReadOnlyList<RestraintUse> Uses(string personId) => [.. settings.Rules.Select(rule => Use(rule, rule.PerHousehold ? homes[personId] : [personId]))];

    /// <summary>The rule that has no room for one more message by that channel, the one that frees last first; null when all have.</summary>
    public RestraintUse? Full(string personId, string channel)
        => Uses(personId).Where(use => use.IsFull && (use.Rule.Channel.Length == 0 || use.Rule.Channel == channel)).MaxBy(use => use.FreesUtc ?? DateTime.MaxValue);

    /// <summary>How a person, and who lives with them, stand within each gap.</summary>
    public IReadOnlyList<GapUse> Gaps(string personId) => [.. settings.Gaps.Where(gap => gap.Days > 0).Select(gap => Use(gap, gap.PerHousehold ? homes[personId] : [personId]))];

    /// <summary>The gap that leaves no room for one more message of that intensity now, the one that ends last; null when none does.</summary>
    public GapUse? TooSoon(string personId, MessageIntensity intensity)
        => intensity == MessageIntensity.None ? null : Gaps(personId).Where(use => use.LastUtc is not null && use.Gap.Intensity <= intensity).MaxBy(use => use.FreesUtc);

    private GapUse Use(IntensityGap gap, IReadOnlyList<string> people)
    {
        var since = nowUtc.AddDays(-gap.Days);
        return new GapUse(gap, people.SelectMany(person => _sent.GetValueOrDefault(person) ?? []).Where(one => one.Utc > since && one.Intensity >= gap.Intensity).Select(one => (DateTime?)one.Utc).Max());
    }

    private RestraintUse Use(RestraintRule rule, IReadOnlyList<string> people)
    {
        var since = nowUtc.AddDays(-rule.Days);
        var (used, oldest) = (0, DateTime.MaxValue);
        foreach (var person in people)
        {
            foreach (var (channel, _, utc) in _sent.GetValueOrDefault(person) ?? [])
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
