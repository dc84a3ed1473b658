using Crm.Contacts.People;
using Crm.Contacts.Timeline;
using Crm.Kernel.Content;
using Crm.Kernel.Data;

namespace Crm.Contacts.Stages;

/// <summary>One row a change of stage of a living (not trashed) person.</summary>
public sealed class StageChangeIndex : MapIndex
{
    /// <summary>The person.</summary>
    public string PersonId { get; set; } = "";

    /// <summary>The key of the stage before; blank for none.</summary>
    public string From { get; set; } = "";

    /// <summary>The key of the stage after; blank for none.</summary>
    public string To { get; set; } = "";

    /// <summary>When, UTC; the smallest moment there is when it is not known.</summary>
    public DateTime At { get; set; }

    /// <summary>Whole days until the next change; −1 while the stage lasts, and when a moment is not known.</summary>
    public int Days { get; set; }

    /// <summary>The version of the person that the change was stored with.</summary>
    public long Version { get; set; }
}

/// <summary>Makes the rows of stage changes, and the timeline's, of the person's own part.</summary>
internal sealed class StageIndexes : IndexProvider<ContentItem>
{
    /// <summary>The kind of the timeline's entries.</summary>
    public const string Kind = "stage";

    public override void Describe(DescribeContext<ContentItem> context)
    {
        context.For<StageChangeIndex>().When(IsLive).Map(item => Changes(item));
        context.For<TimelineIndex>().When(IsLive).Map(item => Entries(item));
    }

    private static bool IsLive(ContentItem item) => item.ContentType == ContactTypes.Person && item.Latest;

    private static IEnumerable<StageChangeIndex> Changes(ContentItem item)
    {
        var changes = item.As<LifeCyclePart>()?.Changes ?? [];
        for (var i = 0; i < changes.Count; i++)
        {
            var (change, next) = (changes[i], changes.ElementAtOrDefault(i + 1));
            yield return new StageChangeIndex
            {
                PersonId = item.ContentItemId,
                From = change.From,
                To = change.To,
                At = change.At ?? default,
                Days = change.At is { } from && next?.At is { } to ? Math.Max(0, (int)(to - from).TotalDays) : -1,
                Version = change.Version,
            };
        }
    }

    // The stage somebody begins with is no event.
    private static IEnumerable<TimelineIndex> Entries(ContentItem item)
        => (item.As<LifeCyclePart>()?.Changes ?? []).Where(change => change is { From.Length: > 0, At: not null }).Select(change => new TimelineIndex
        {
            PersonId = item.ContentItemId,
            At = change.At!.Value,
            Kind = Kind,
            Channel = TimelineIndex.NoContact,
            Title = StageTimeline.Title(change),
            SourceId = item.ContentItemId,
            SourceType = item.ContentType,
            SourceFields = $"{nameof(PersonPart)}.{nameof(PersonPart.Stage)}",
            By = change.By,
        });
}
