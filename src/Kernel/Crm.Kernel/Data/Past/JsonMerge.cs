using System.Text.Json.Nodes;

namespace Crm.Kernel.Data;

/// <summary>Joins two changes of one JSON object, member by member; an array is one value.</summary>
public static class JsonMerge
{
    /// <summary>What both made of the base: theirs where only they changed, mine where only I did.</summary>
    /// <param name="base">The state both began with.</param>
    /// <param name="mine">The one change.</param>
    /// <param name="theirs">The other.</param>
    /// <returns>The joined object, and the paths (<c>PersonPart.Email</c>) that both changed to different values; there the joined object has theirs.</returns>
    public static (JsonObject Merged, IReadOnlyList<string> Clashes) Merge(JsonObject @base, JsonObject mine, JsonObject theirs)
    {
        var clashes = new List<string>();
        return (Merge("", @base, mine, theirs, clashes), clashes);
    }

    private static JsonObject Merge(string path, JsonObject @base, JsonObject mine, JsonObject theirs, List<string> clashes)
    {
        var merged = theirs.DeepClone().AsObject();
        foreach (var name in @base.Select(member => member.Key).Union(mine.Select(member => member.Key)).ToList())
        {
            var at = path.Length == 0 ? name : $"{path}.{name}";
            var (before, my, their) = (Value.Of(@base, name), Value.Of(mine, name), Value.Of(theirs, name));
            if (my.Equals(before) || my.Equals(their))
            {
                continue;
            }

            if (their.Equals(before))
            {
                my.WriteTo(merged, name);
            }
            else if (my.Node is JsonObject myObject && their.Node is JsonObject theirObject)
            {
                merged[name] = Merge(at, before.Node as JsonObject ?? [], myObject, theirObject, clashes);
            }
            else
            {
                clashes.Add(at);
            }
        }

        return merged;
    }

    // A member that is absent is not the same as one that is null.
    private readonly record struct Value(bool IsThere, JsonNode? Node)
    {
        public static Value Of(JsonObject json, string name) => new(json.TryGetPropertyValue(name, out var node), node);

        public bool Equals(Value other) => IsThere == other.IsThere && JsonNode.DeepEquals(Node, other.Node);

        public override int GetHashCode() => IsThere ? 1 : 0;

        public void WriteTo(JsonObject json, string name)
        {
            if (IsThere)
            {
                json[name] = Node?.DeepClone();
            }
            else
            {
                json.Remove(name);
            }
        }
    }
}
