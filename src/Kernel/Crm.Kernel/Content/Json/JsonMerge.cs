using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Kernel.Content.Json;

/// <summary>Merging and comparing JSON as content does.</summary>
public static class JsonMerge
{
    /// <summary>Lays the second over the first: objects are merged deep, everything else (arrays too) replaced.</summary>
    public static void Into(JsonObject target, JsonObject over)
    {
        foreach (var (name, value) in over)
        {
            if (value is JsonObject inner && target[name] is JsonObject existing)
            {
                Into(existing, inner);
            }
            else
            {
                target[name] = value?.DeepClone();
            }
        }
    }

    /// <summary>Whether both say the same; a member that is null is the same as one that is absent.</summary>
    public static bool Same(JsonNode? one, JsonNode? other)
    {
        if (one is JsonObject a && other is JsonObject b)
        {
            return a.All(member => Same(member.Value, b[member.Key])) && b.All(member => member.Value is null || a[member.Key] is not null);
        }

        if (one is JsonArray x && other is JsonArray y)
        {
            return x.Count == y.Count && x.Zip(y).All(pair => Same(pair.First, pair.Second));
        }

        return JsonNode.DeepEquals(one, other);
    }
}
