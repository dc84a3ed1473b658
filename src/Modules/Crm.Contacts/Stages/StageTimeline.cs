using Crm.Contacts.Timeline;
using Microsoft.Extensions.Localization;

namespace Crm.Contacts.Stages;

/// <summary>Changes of stage on the timeline. The row holds the keys; the names are those of the moment it is read.</summary>
internal sealed class StageTimeline(StageNames names, IStringLocalizer<StageTimeline> s) : ITimelineKinds
{
    private const char Arrow = '→';

    /// <summary>What the row of a change holds.</summary>
    public static string Title(StageChange change) => $"{change.From}{Arrow}{change.To}";

    public IEnumerable<TimelineKind> List() => [new(StageIndexes.Kind, s["Stage"], "arrow-ramp-right") { Read = Read }];

    private string Read(string title) => title.Split(Arrow) is [var from, var to] ? s["{0} → {1}", Name(from), Name(to)] : title;

    private string Name(string key) => key.Length == 0 ? s["no stage"] : names.Of(key);
}
