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

    public string? Reason { get; set; }

    /// <summary>In the site's time zone; null for until it is released.</summary>
    public DateTime? Until { get; set; }

    /// <summary>Whether what people wait for goes on.</summary>
    public bool SparesTransactional { get; set; }

    /// <summary>The value as it is stored.</summary>
    public string CleanValue => Scope == BrakeScopes.Everything ? "" : Scope == BrakeScopes.Country ? (Value ?? "").Trim().ToUpperInvariant() : (Value ?? "").Trim();

    /// <summary>What is wrong with it, in the words of the reader.</summary>
    /// <param name="untilUtc">The end as UTC.</param>
    public IEnumerable<(string Member, string Sentence)> Faults(DateTime? untilUtc, DateTime nowUtc, IEnumerable<IChannel> channels, IStringLocalizer s)
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
