using System.Text.Json.Nodes;
using Crm.Kernel.Content.Fields;

namespace Crm.Media.Field;

/// <summary>The arrays of a media field side by side, as Orchard keeps them: the n-th text, anchor and attached name belong to the n-th path.</summary>
internal static class MediaLines
{
    private static readonly (string Member, Func<JsonNode> Blank)[] s_others =
        [("Anchors", () => new JsonObject { ["X"] = 0.5, ["Y"] = 0.5 }), ("AttachedFileNames", () => JsonValue.Create("")!)];

    /// <summary>The lines of the field.</summary>
    public static IReadOnlyList<MediaLine> Of(MediaField field) => [.. field.Paths.Select((path, index) => new MediaLine(path, field.MediaTexts.ElementAtOrDefault(index) ?? ""))];

    /// <summary>Puts the lines in this order; what else the field keeps of each file goes along with it.</summary>
    /// <param name="hasTexts">Without, the texts stored stay with their files.</param>
    public static void Put(MediaField field, IReadOnlyList<MediaLine> lines, bool hasTexts)
    {
        var before = Of(field).Select(line => line.Path).ToList();
        foreach (var (member, blank) in s_others.Where(other => field.Data[other.Member] is JsonArray))
        {
            var old = (JsonArray)field.Data[member]!;
            field.Data[member] = new JsonArray([.. lines.Select(line => before.IndexOf(line.Path) is >= 0 and var at && at < old.Count ? old[at]?.DeepClone() : blank())]);
        }

        field.MediaTexts = hasTexts ? [.. lines.Select(line => line.Text.Trim())] : [.. lines.Select(line => Of(field).FirstOrDefault(other => other.Path == line.Path)?.Text ?? "")];
        field.Paths = [.. lines.Select(line => line.Path)];
    }
}
