using System.Text.RegularExpressions;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Parts;

namespace Crm.Kernel.Security;

/// <summary>
/// What titles, aliases and addresses are made of where a type's Liquid pattern makes them: the fields that it names as <c>ContentItem.Content.Part.Field</c>, and the
/// display text. A pattern that takes a field by another way (an index, a filter) is not understood.
/// </summary>
internal static partial class PatternSources
{
    /// <summary>The derived members of all types, titles first: aliases and addresses are often made of them.</summary>
    public static IEnumerable<DerivedField> Of(IEnumerable<ContentTypeLayout> types)
    {
        foreach (var type in types)
        {
            var title = type.Part(nameof(TitlePart))?.GetSettings<TitlePartSettings>();
            var made = title?.Options is TitlePartOptions.GeneratedDisabled or TitlePartOptions.GeneratedHidden ? title.Pattern : null;
            foreach (var (path, pattern) in new[]
            {
                ("TitlePart.Title", made), ("AliasPart.Alias", type.Part(nameof(AliasPart))?.GetSettings<AliasPartSettings>().Pattern),
                ("AutoroutePart.Path", type.Part(nameof(AutoroutePart))?.GetSettings<AutoroutePartSettings>().Pattern),
            })
            {
                foreach (Match name in Names().Matches(pattern ?? ""))
                {
                    yield return new DerivedField(type.Name, path, name.Groups["part"].Success ? $"{name.Groups["part"].Value}.{name.Groups["field"].Value}" : "DisplayText");
                }
            }
        }
    }

    [GeneratedRegex(@"\bContent\.(?<part>\w+)\.(?<field>\w+)|\bDisplayText\b|\bdisplay_text\b")]
    private static partial Regex Names();
}
