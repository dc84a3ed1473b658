using System.Text.Json.Nodes;
using Crm.Kernel.Recipes.Reading;

namespace Crm.Kernel.Recipes.Running;

/// <summary>Leaves out of a step what its check found wrong: the entry of a list or named set, else the whole step.</summary>
internal static class StepPruning
{
    /// <param name="paths">Paths of the errors, below the step.</param>
    /// <returns>The step without the faulty entries, or null when nothing of it can run; and the indexes left out, by member.</returns>
    internal static (JsonObject? Step, ILookup<string, int> LeftOut) Without(JsonObject step, IEnumerable<string> paths)
    {
        var rest = step.DeepClone().AsObject();
        var entries = new HashSet<(string Member, object Entry)>();
        foreach (var segments in paths.Select(JsonPaths.Segments))
        {
            if (segments is not [string member, var entry, ..] || rest[member] is not (JsonArray or JsonObject))
            {
                return (null, NothingLeftOut);
            }

            entries.Add((member, entry));
        }

        // From the end, so that the indexes before stay true.
        foreach (var (member, entry) in entries.OrderByDescending(pair => pair.Entry as int? ?? 0))
        {
            if (rest[member] is JsonArray array && entry is int index && index < array.Count)
            {
                array.RemoveAt(index);
            }
            else if (rest[member] is JsonObject set && entry is string name)
            {
                set.Remove(name);
            }
        }

        return (rest, entries.Where(pair => pair.Entry is int).ToLookup(pair => pair.Member, pair => (int)pair.Entry));
    }

    /// <summary>The path in the step as written of a path in the step that ran.</summary>
    internal static string AsWritten(string path, ILookup<string, int> leftOut)
    {
        if (JsonPaths.Segments(path) is not [string member, int index, ..] || !leftOut.Contains(member))
        {
            return path;
        }

        var written = index;
        foreach (var gone in leftOut[member].Order())
        {
            written += gone <= written ? 1 : 0;
        }

        return $"{member}[{written}]{path[$"{member}[{index}]".Length..]}";
    }

    private static ILookup<string, int> NothingLeftOut { get; } = Array.Empty<(string, int)>().ToLookup(pair => pair.Item1, pair => pair.Item2);
}
