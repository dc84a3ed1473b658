using Crm.Contacts.Segments;
using Crm.Messaging.Channels;
using Microsoft.Extensions.Localization;

namespace Crm.Messaging.Brakes;

/// <summary>What is to be stopped, and why.</summary>
internal sealed class PullForm
{
    private const int MostReason = 500;

    /// <summary>One of <see cref="BrakeScopes"/>.</summary>
    public string Scope { get; set; } = BrakeScopes.Everything;

    /// <summary>Which country, topic, channel or action.</summary>
    public string? Value { get; set; }

    /// <summary>Which segment, by its id.</summary>
    public string? Segment { get; set; }

    public string? Reason { get; set; }

    /// <summary>In the site's time zone; null for until it is released.</summary>
    public DateTime? Until { get; set; }

    /// <summary>Whether what people wait for goes on.</summary>
    public bool SparesTransactional { get; set; }

    /// <summary>The value as it is stored.</summary>
    public string CleanValue => Scope == BrakeScopes.Everything ? "" : Scope == BrakeScopes.Segment ? Segment ?? "" : Scope == BrakeScopes.Country ? (Value ?? "").Trim().ToUpperInvariant() : (Value ?? "").Trim();

    /// <summary>The name of what it is about, where the value is none.</summary>
    public string NameIn(IReadOnlyList<SegmentName> segments) => Scope == BrakeScopes.Segment ? segments.First(segment => segment.Id == CleanValue).Name : "";

    /// <summary>What is wrong with it, in the words of the reader.</summary>
    /// <param name="untilUtc">The end as UTC.</param>
    /// <param name="segments">Those that who pulls may use.</param>
    public IEnumerable<(string Member, string Sentence)> Faults(DateTime? untilUtc, DateTime nowUtc, IEnumerable<IChannel> channels, IReadOnlyList<SegmentName> segments, IStringLocalizer s)
    {
        if (!BrakeScopes.All.Contains(Scope))
        {
            yield return (nameof(Scope), s["There is no such scope."]);
        }
        else if (Scope == BrakeScopes.Country && (CleanValue.Length != 2 || BrakeWords.Country(CleanValue) == CleanValue))
        {
            yield return (nameof(Value), s["Write the country’s two letters, as FR."]);
        }
        else if (Scope == BrakeScopes.Channel && !channels.Any(channel => channel.Name == CleanValue))
        {
            yield return (nameof(Value), s["There is no channel of this name. There are: {0}.", string.Join(", ", channels.Select(channel => channel.Name))]);
        }
        else if (Scope == BrakeScopes.Segment)
        {
            if (segments.All(segment => segment.Id != CleanValue))
            {
                yield return (nameof(Segment), s["Choose a segment that you may use."]);
            }
        }
        else if (Scope != BrakeScopes.Everything && CleanValue.Length is 0 or > 200)
        {
            yield return (nameof(Value), s["Say which one."]);
        }

        if (string.IsNullOrWhiteSpace(Reason) || Reason.Length > MostReason)
        {
            yield return (nameof(Reason), s["Give a reason of at most {0} characters: everybody reads it.", MostReason]);
        }

        if (untilUtc <= nowUtc)
        {
            yield return (nameof(Until), s["The end lies in the past."]);
        }
    }
}
