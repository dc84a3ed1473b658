using Crm.Contacts.Ages;

namespace Crm.Privacy.Consents;

/// <summary>What holds today for a purpose and channel.</summary>
internal enum ConsentStanding
{
    /// <summary>Nobody said anything.</summary>
    None,

    /// <summary>Given, and it counts.</summary>
    Given,

    /// <summary>Withdrawn, or objected to.</summary>
    Withdrawn,

    /// <summary>Given by a child alone: it counts only once a holder of parental authority agreed.</summary>
    AwaitsParent,

    /// <summary>Given for a child under fifteen by a holder of parental authority: it counts only once the child agreed too.</summary>
    AwaitsChild,
}

/// <summary>What holds today, derived from the log.</summary>
/// <param name="IsAllowed">Whether the person may be written to for the purpose by the channel.</param>
internal sealed record ConsentState(ConsentStanding Standing, bool IsAllowed, ConsentEntry? Last)
{
    /// <summary>Of age, in years.</summary>
    public const int Adult = 18;

    /// <summary>From here on a child consents for itself to services of the information society (art. 8 GDPR, art. 45 of the French law); below, jointly with a parent.</summary>
    public const int Joint = 15;

    private static readonly string[] s_electronic = ["email", "sms"];

    /// <summary>Derives it.</summary>
    /// <param name="own">The person's entries for that purpose and channel.</param>
    /// <param name="merged">Those of people merged into them, each with the moment of the merge: until something newer is said, the stricter wins.</param>
    /// <param name="birth">Null when unknown: taken for an adult.</param>
    public static ConsentState Of(ConsentPurpose purpose, string channel, IEnumerable<ConsentEntry> own, IReadOnlyList<(IReadOnlyList<ConsentEntry> Entries, DateTime AtUtc)> merged, DateOnly? birth, DateOnly today)
    {
        var (mine, years) = (own.OrderBy(entry => entry.AtUtc).ToList(), birth is { } born ? Age.On(today, born)?.Years ?? 0 : Adult);
        var state = Of(purpose, channel, mine, years);
        foreach (var (entries, at) in merged)
        {
            var theirs = Of(purpose, channel, [.. entries.OrderBy(entry => entry.AtUtc)], years);
            if (theirs.Last is not null && !(state.Last?.AtUtc > at) && (state.Last is null || (state.IsAllowed && !theirs.IsAllowed)))
            {
                state = theirs;
            }
        }

        return state;
    }

    private static ConsentState Of(ConsentPurpose purpose, string channel, IReadOnlyList<ConsentEntry> entries, int years)
    {
        var isConsent = purpose.Basis == "consent";
        if (entries.Count == 0)
        {
            return new ConsentState(ConsentStanding.None, !isConsent, null);
        }

        var last = entries[^1];
        if (!last.IsGiven)
        {
            return new ConsentState(ConsentStanding.Withdrawn, false, last);
        }

        if (!isConsent || years >= Adult || !s_electronic.Contains(channel))
        {
            return new ConsentState(ConsentStanding.Given, true, last);
        }

        // What was agreed since somebody withdrew last.
        var since = entries.Skip(entries.ToList().FindLastIndex(entry => !entry.IsGiven) + 1).ToList();
        var (byParent, byChild) = (since.Exists(entry => entry.Role != ConsentForm.Self), since.Exists(entry => entry.Role == ConsentForm.Self));
        var standing = !byParent ? ConsentStanding.AwaitsParent : years < Joint && !byChild ? ConsentStanding.AwaitsChild : ConsentStanding.Given;
        return new ConsentState(standing, standing == ConsentStanding.Given, last);
    }
}
