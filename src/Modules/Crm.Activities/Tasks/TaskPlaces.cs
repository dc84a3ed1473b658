using System.Globalization;

namespace Crm.Activities.Tasks;

/// <summary>Places among tasks, for reading them a page at a time.</summary>
public static class TaskPlaces
{
    /// <summary>The tasks behind a place in the order of when they are due.</summary>
    /// <param name="place">From <see cref="PlaceByDue"/>; null, or none of ours, for the beginning.</param>
    public static IQueryable<TaskIndex> ByDue(this IQueryable<TaskIndex> rows, string? place)
    {
        var (key, id) = Read(place) ?? ("", 0);
        return rows.Where(row => string.Compare(row.DueKey, key) >= 0 && (string.Compare(row.DueKey, key) > 0 || row.DocumentId > id)).OrderBy(row => row.DueKey).ThenBy(row => row.DocumentId);
    }

    /// <summary>A task's place in the order of when they are due.</summary>
    public static string PlaceByDue(this TaskIndex row) => $"{row.DueKey}~{row.DocumentId}";

    /// <summary>The parts of a place in whatever order; null when it is none.</summary>
    internal static (string Key, long Id)? Read(string? place)
        => place?.Split('~') is [var key, var id] && key.Length <= 40 && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (key, number) : null;
}
