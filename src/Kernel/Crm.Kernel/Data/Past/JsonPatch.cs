using System.Text.Json.Nodes;

namespace Crm.Kernel.Data.Past;

/// <summary>Applies JSON Patch (RFC 6902) as History writes it: <c>add</c>, <c>remove</c>, <c>replace</c>.</summary>
internal static class JsonPatch
{
    /// <summary>The node after the patch; null when the patch removes it whole. The node given may be changed.</summary>
    /// <exception cref="FormatException">The patch does not fit the node.</exception>
    public static JsonNode? Apply(JsonNode? node, string patch)
    {
        foreach (var operation in JsonNode.Parse(patch)!.AsArray())
        {
            var (op, path) = ((string)operation!["op"]!, (string)operation["path"]!);
            node = Apply(node, op, JsonPointer.Split(path), operation["value"]?.DeepClone());
        }

        return node;
    }

    private static JsonNode? Apply(JsonNode? root, string op, string[] path, JsonNode? value)
    {
        if (path.Length == 0)
        {
            return op == "remove" ? null : value;
        }

        var parent = root;
        foreach (var token in path[..^1])
        {
            parent = parent is JsonArray items ? items[Index(token)] : (parent as JsonObject)?[token];
        }

        switch (parent)
        {
            case JsonObject members:
                Change(members, op, path[^1], value);
                return root;
            case JsonArray items:
                Change(items, op, Index(path[^1]), value);
                return root;
            default:
                throw new FormatException($"The patch names /{string.Join('/', path)}, which is not there.");
        }
    }

    private static void Change(JsonObject members, string op, string name, JsonNode? value)
    {
        if (op == "remove")
        {
            members.Remove(name);
        }
        else
        {
            members[name] = value;
        }
    }

    private static void Change(JsonArray items, string op, int index, JsonNode? value)
    {
        switch (op)
        {
            case "remove":
                items.RemoveAt(index);
                break;
            case "add":
                items.Insert(index, value);
                break;
            default:
                items[index] = value;
                break;
        }
    }

    private static int Index(string token) => int.Parse(token, System.Globalization.CultureInfo.InvariantCulture);
}
