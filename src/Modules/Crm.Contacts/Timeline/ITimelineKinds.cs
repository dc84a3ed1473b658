using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Timeline;

/// <summary>The kinds of timeline entries that a module writes (<see cref="TimelineIndex.Kind"/>), so that they are shown by name and can be chosen. Scoped; register with <c>services.AddTimelineKinds&lt;T&gt;()</c>.</summary>
public interface ITimelineKinds
{
    /// <summary>The kinds, in the order offered.</summary>
    IEnumerable<TimelineKind> List();
}

/// <summary>A kind of timeline entry.</summary>
/// <param name="Name">As <see cref="TimelineIndex.Kind"/> holds it.</param>
/// <param name="Caption">Its name in the reader's language.</param>
/// <param name="Icon">A Tabler icon.</param>
/// <param name="Address">Where an entry is opened, <c>{id}</c> standing for <see cref="TimelineIndex.SourceId"/>, as <c>/admin/tasks/{id}</c>; null when it has no page.</param>
public sealed record TimelineKind(string Name, string Caption, string Icon, string? Address = null)
{
    /// <summary>How a stored title is read, when it is not a text but codes; null for texts.</summary>
    public Func<string, string>? Read { get; init; }

    /// <summary>What is shown of an entry with that title; the kind's name for one without.</summary>
    public string TitleOf(string title) => title.Length == 0 ? Caption : Read?.Invoke(title) ?? title;
}

/// <summary>Registration of timeline kinds.</summary>
public static class TimelineServices
{
    /// <summary>Adds a module's kinds.</summary>
    public static IServiceCollection AddTimelineKinds<T>(this IServiceCollection services) where T : class, ITimelineKinds => services.AddScoped<ITimelineKinds, T>();
}
