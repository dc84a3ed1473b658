using System.Text.Json;
using System.Text.Json.Nodes;

namespace Crm.Kernel.Recipes.Reading;

/// <summary>JSON paths as problems show them: <c>steps[2].data[0]['odd name']</c>.</summary>
internal static class JsonPaths
{
    internal static string Member(string path, string name)
        => !IsPlain(name) ? $"{path}['{name}']" : path.Length == 0 ? name : $"{path}.{name}";

    internal static string Item(string path, int index) => $"{path}[{index}]";

    internal static string Join(string path, string below)
        => path.Length == 0 ? below : below.Length == 0 ? path : below[0] == '[' ? path + below : $"{path}.{below}";

    private static bool IsPlain(string name)
        => name.Length > 0 && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '@' or '$');

    /// <summary>The names and indexes of a path, in order.</summary>
    internal static IReadOnlyList<object> Segments(string path)
    {
        var segments = new List<object>();
        for (var i = 0; i < path.Length;)
        {
            if (path[i] == '[' && i + 1 < path.Length && path[i + 1] == '\'')
            {
                var end = path.IndexOf("']", i, StringComparison.Ordinal);
                segments.Add(path[(i + 2)..end]);
                i = end + 2;
            }
            else if (path[i] == '[')
            {
                var end = path.IndexOf(']', i);
                segments.Add(int.Parse(path.AsSpan(i + 1, end - i - 1)));
                i = end + 1;
            }
            else
            {
                i += path[i] == '.' ? 1 : 0;
                var end = path.AsSpan(i).IndexOfAny('.', '[');
                segments.Add(end < 0 ? path[i..] : path[i..(i + end)]);
                i = end < 0 ? path.Length : i + end;
            }
        }

        return segments;
    }

    /// <summary>Finds where the values of these paths begin; a path that is not there gets the place of its nearest ancestor that is.</summary>
    internal static Dictionary<string, (int Line, int Column)> Locate(RecipeText text, IEnumerable<string> paths)
    {
        var wanted = new Dictionary<string, List<string>>();
        foreach (var path in paths.Distinct())
        {
            var prefix = "";
            foreach (var segment in Segments(path))
            {
                prefix = segment is int index ? Item(prefix, index) : Member(prefix, (string)segment);
                (wanted.TryGetValue(prefix, out var list) ? list : wanted[prefix] = []).Add(path);
            }
        }

        var found = new Dictionary<string, (int, int)>();
        if (wanted.Count > 0)
        {
            Walk(text, (path, offset) =>
            {
                if (wanted.TryGetValue(path, out var askers))
                {
                    var position = text.Position(offset);
                    askers.ForEach(asker => found[asker] = position);
                }
            });
        }

        return found;
    }

    private static void Walk(RecipeText text, Action<string, long> visit)
    {
        var reader = new Utf8JsonReader(text.Bytes, RecipeText.ReaderOptions);
        var open = new Stack<(string Path, int Index)>();
        var name = (string?)null;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                open.Pop();
                continue;
            }

            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = reader.GetString();
                continue;
            }

            var path = Next(open, name);
            visit(path, reader.TokenStartIndex);
            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                open.Push((path, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
            }
        }
    }

    private static string Next(Stack<(string Path, int Index)> open, string? name)
    {
        if (open.Count == 0)
        {
            return "";
        }

        var (path, index) = open.Peek();
        if (index < 0)
        {
            return Member(path, name!);
        }

        open.Pop();
        open.Push((path, index + 1));
        return Item(path, index);
    }

    /// <summary>The node at a path below <paramref name="root"/>, or null.</summary>
    internal static JsonNode? Find(JsonNode root, string path)
    {
        var node = (JsonNode?)root;
        foreach (var segment in Segments(path))
        {
            node = (node, segment) switch
            {
                (JsonArray array, int index) when index < array.Count => array[index],
                (JsonObject members, string name) => members[name],
                _ => null,
            };
        }

        return node;
    }
}
