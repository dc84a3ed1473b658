using Crm.Kernel.Content;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Contacts.Demo;

/// <summary>What a module adds to each family of the demo, stored and cleared with it. Scoped; register with <c>services.AddDemoRows&lt;T&gt;()</c>.</summary>
public interface IDemoRows
{
    /// <summary>The family's rows; the same for the same family on every machine, but for who owns them.</summary>
    Task<IReadOnlyList<ContentItem>> OfAsync(DemoScene scene);

    /// <summary>Writes what lies in tables of the module's own, in the same transaction; nothing when it has none.</summary>
    Task FillAsync(IReadOnlyList<DemoScene> scenes, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Takes that out again.</summary>
    /// <param name="from">The ids of a seed's people and things are not before this.</param>
    /// <param name="to">And before this.</param>
    Task ClearAsync(string from, string to, CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>A family of the demo.</summary>
/// <param name="Number">The family's number, from 0; the first ones are those of the stories.</param>
/// <param name="AsOf">The day that stands for today.</param>
/// <param name="Items">Its people, household and contacts.</param>
public sealed record DemoScene(int Seed, int Number, DateOnly AsOf, IReadOnlyList<ContentItem> Items)
{
    private const int MostOfAFamily = 1000;

    /// <summary>An id of 26 characters for something of the family's; stable, and known again when the demo is cleared.</summary>
    public string IdOf(char kind, int place) => DemoId.Of(Seed, kind, ((long)Number * MostOfAFamily) + place);

    /// <summary>A new item of the demo.</summary>
    /// <param name="kind">One letter for the type, unique among modules: 't' for tasks.</param>
    /// <param name="place">Its number in the family, below 1,000.</param>
    /// <param name="owner">User id.</param>
    public ContentItem NewItem(string type, char kind, int place, string title, string? owner)
    {
        var made = AsOf.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var id = IdOf(kind, place);
        return new ContentItem
        {
            ContentItemId = id, ContentItemVersionId = id, ContentType = type, DisplayText = title, Latest = true, Published = true, CreatedUtc = made, ModifiedUtc = made, PublishedUtc = made, Author = "demo", Owner = owner,
        };
    }
}

/// <summary>Registration of demo rows.</summary>
public static class DemoServices
{
    /// <summary>Adds a module's rows.</summary>
    public static IServiceCollection AddDemoRows<T>(this IServiceCollection services) where T : class, IDemoRows => services.AddScoped<IDemoRows, T>();
}
