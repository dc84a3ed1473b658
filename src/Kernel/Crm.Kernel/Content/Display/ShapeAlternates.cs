using Crm.Kernel.Content.Definitions;

namespace Crm.Kernel.Content.Display;

/// <summary>Names of views that may stand in for a shape's own, the most special first.</summary>
internal static class ShapeAlternates
{
    public static Func<string, IEnumerable<string>> OfPart(ContentPartLayout part, string displayType) => shape => [
        $"{part.Type.Name}_{displayType}__{part.PartName}__{part.Name}",
        $"{part.Type.Name}__{part.PartName}__{part.Name}",
        $"{part.Type.Name}_{displayType}__{part.PartName}",
        $"{part.Type.Name}__{part.PartName}",
        $"{shape}_{displayType}"];

    public static Func<string, IEnumerable<string>> OfPartEditor(ContentPartLayout part) => shape
        => part.Settings.Editor is { Length: > 0 } editor ? [$"{shape}__{editor}"] : [];

    public static Func<string, IEnumerable<string>> OfField(ContentFieldLayout field, string displayType) => shape =>
    {
        var (type, part, name) = (field.Part.Type.Name, field.Part.Part.Name, field.Name);
        string[] names = [$"{type}__{part}__{name}", $"{part}_{displayType}__{name}", $"{part}__{name}", $"{type}_{displayType}__{field.FieldName}", $"{type}__{field.FieldName}", $"{shape}_{displayType}"];
        return field.Settings.DisplayMode is { Length: > 0 } mode ? [$"{shape}_Display__{mode}", .. names] : names;
    };

    public static Func<string, IEnumerable<string>> OfFieldEditor(ContentFieldLayout field) => shape
        => field.Settings.Editor is { Length: > 0 } editor ? [$"{field.Part.Part.Name}__{field.Name}_Edit", $"{shape}__{editor}"] : [$"{field.Part.Part.Name}__{field.Name}_Edit"];
}
