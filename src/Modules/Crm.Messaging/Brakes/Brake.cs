using System.Linq.Expressions;
using Crm.Messaging.Messages;
using LinqToDB.Mapping;

namespace Crm.Messaging.Brakes;

/// <summary>What a brake stops.</summary>
public static class BrakeScopes
{
    /// <summary>Everything.</summary>
    public const string Everything = "everything";

    /// <summary>Whoever lives in a country (ISO 3166-1 alpha-2).</summary>
    public const string Country = "country";

    /// <summary>What is about a topic.</summary>
    public const string Topic = "topic";

    /// <summary>What leaves by a channel.</summary>
    public const string Channel = "channel";

    /// <summary>The messages of one action.</summary>
    public const string Action = "action";

    /// <summary>Whoever is in a segment at the moment of asking.</summary>
    public const string Segment = "segment";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [Everything, Country, Topic, Channel, Action, Segment];
}

/// <summary>Somebody stopped the machine: while it is pulled, no message that it covers leaves. A plain table; rows stay.</summary>
[Table("MessageBrake", IsColumnAttributeRequired = false)]
internal sealed class Brake
{
    [PrimaryKey, Identity]
    public long Id { get; set; }

    /// <summary>26 characters.</summary>
    public string BrakeId { get; set; } = "";

    /// <summary>One of <see cref="BrakeScopes"/>.</summary>
    public string Scope { get; set; } = BrakeScopes.Everything;

    /// <summary>Which country, topic, channel or action, or the id of a segment; blank for everything.</summary>
    public string Value { get; set; } = "";

    /// <summary>What the segment was called when it was pulled; blank for the others.</summary>
    public string ValueName { get; set; } = "";

    /// <summary>Whether what people wait for (a confirmation, a number) goes on.</summary>
    public bool SparesTransactional { get; set; }

    public string Reason { get; set; } = "";

    /// <summary>By which rate or ceiling it was pulled by itself; blank for what people pulled.</summary>
    public string Trip { get; set; } = "";

    public DateTime PulledUtc { get; set; }

    public string By { get; set; } = "";

    public string ByName { get; set; } = "";

    /// <summary>Until when it stops what is new; what it held waits for the triage all the same. Null for until it is released.</summary>
    public DateTime? UntilUtc { get; set; }

    public DateTime? ReleasedUtc { get; set; }

    public string ReleasedByName { get; set; } = "";

    /// <summary>Whether it stops anything at that moment.</summary>
    public bool IsOn(DateTime utc) => ReleasedUtc is null && (UntilUtc is null || UntilUtc > utc);

    /// <summary>Whether it covers that message.</summary>
    /// <param name="isInSegment">Whether who gets it is among those of its segment, as <see cref="SegmentReach"/> tells; asked of brakes on segments alone.</param>
    public bool Covers(Message message, bool isInSegment = true)
        => !(SparesTransactional && message.Class == (int)MessageClass.Transactional) && Scope switch
        {
            BrakeScopes.Everything => true,
            BrakeScopes.Country => string.Equals(message.Country, Value, StringComparison.OrdinalIgnoreCase),
            BrakeScopes.Topic => message.Topic == Value,
            BrakeScopes.Channel => message.Channel == Value,
            BrakeScopes.Action => message.Action == Value,
            BrakeScopes.Segment => isInSegment,
            _ => true, // of a later version: rather stopped than sent
        };

    /// <summary>The same, for the database.</summary>
    /// <param name="people">Those of its segment; null for no segment, or for everybody.</param>
    public Expression<Func<Message, bool>> Covering(IQueryable<string>? people)
    {
        var (scope, value, spares) = (Scope, Value, SparesTransactional);
        if (people is not null)
        {
            return message => (!spares || message.Class != (int)MessageClass.Transactional) && people.Contains(message.PersonId);
        }

        return message => (!spares || message.Class != (int)MessageClass.Transactional)
            && (scope == BrakeScopes.Country ? message.Country == value
                : scope == BrakeScopes.Topic ? message.Topic == value
                : scope == BrakeScopes.Channel ? message.Channel == value
                : scope != BrakeScopes.Action || message.Action == value);
    }
}
