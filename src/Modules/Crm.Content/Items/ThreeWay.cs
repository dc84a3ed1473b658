using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Json;

namespace Crm.Content.Items;

/// <summary>Two people edited one item: what each changed against the state both began with, member by member of each part.</summary>
internal sealed class ThreeWay(JsonObject before, JsonObject mine, JsonObject theirs)
{
    /// <summary>Members, as <c>Part.Member</c>, that both changed to different values.</summary>
    public IReadOnlyList<string> Clashes { get; } = [.. Changed(before, mine).Where(path => !JsonMerge.Same(At(before, path), At(theirs, path)) && !JsonMerge.Same(At(mine, path), At(theirs, path)))];

    /// <summary>Members that only the others changed.</summary>
    public IReadOnlyList<string> Theirs { get; } = [.. Changed(before, theirs).Where(path => JsonMerge.Same(At(before, path), At(mine, path)))];

    /// <summary>Their state with my changes; a clash is mine when <paramref name="takeMine"/> says so.</summary>
    public JsonObject Merge(Func<string, bool> takeMine)
    {
        var merged = (JsonObject)theirs.DeepClone();
        foreach (var path in Changed(before, mine).Where(path => !Clashes.Contains(path) || takeMine(path)))
        {
            Set(merged, path, At(mine, path));
        }

        return merged;
    }

    public static JsonNode? At(JsonObject data, string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        return dot < 0 ? data[path] : data[path[..dot]] is JsonObject part ? part[path[(dot + 1)..]] : null;
    }

    private static IEnumerable<string> Changed(JsonObject before, JsonObject after) => Paths(before).Union(Paths(after)).Where(path => !JsonMerge.Same(At(before, path), At(after, path)));

    private static IEnumerable<string> Paths(JsonObject data) => data.SelectMany(part => part.Value is JsonObject members
        ? members.Select(member => part.Key + "." + member.Key)
        : part.Value is JsonArray ? [part.Key] : []);

    private static void Set(JsonObject data, string path, JsonNode? value)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            data[path] = value?.DeepClone();
            return;
        }

        if (data[path[..dot]] is not JsonObject part)
        {
            data[path[..dot]] = part = [];
        }

        part[path[(dot + 1)..]] = value?.DeepClone();
    }
}
