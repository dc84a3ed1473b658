using Crm.Messaging.Templates.Check;
using Crm.Messaging.Templates.Render;

namespace Crm.MailEditor.Blocks;

/// <summary>A block's bytes with their tags; what stands within Liquid is none of them.</summary>
internal sealed class Parted
{
    private readonly string _html;

    private Parted(string source, string html, IReadOnlyList<HtmlTag> tags) => (Source, _html, Tags) = (source, html, tags);

    public string Source { get; }

    public IReadOnlyList<HtmlTag> Tags { get; }

    /// <summary>Null when there is no tag in it.</summary>
    public static Parted? Of(string source)
    {
        var html = LiquidScan.Blanked(source, LiquidScan.Read(source), '\uE000');
        return HtmlTags.Read(html).ToList() is { Count: > 0 } tags ? new Parted(source, html, tags) : null;
    }

    public bool Has(HtmlTag tag, string name) => HtmlTags.Attributes(tag).Any(attribute => attribute.Name == name);

    /// <summary>Whether nothing but white space stands around the tags between the two places.</summary>
    public bool HasNothingBut(IReadOnlyList<HtmlTag> tags, int from, int to)
    {
        foreach (var tag in tags)
        {
            if (!string.IsNullOrWhiteSpace(Source[from..tag.Start]))
            {
                return false;
            }

            from = tag.End;
        }

        return string.IsNullOrWhiteSpace(Source[from..to]);
    }

    public BlockValue Words(int from, int to) => new("text", ValueForm.Words, from, to - from);

    /// <summary>An attribute's value; where there is none, the place it would stand in.</summary>
    public BlockValue Attribute(HtmlTag tag, string name)
    {
        var behindName = tag.Start + 1 + tag.Name.Length;
        foreach (var attribute in HtmlTags.Attributes(tag))
        {
            if (attribute.Name == name && attribute.IsQuoted)
            {
                return new BlockValue(name, ValueForm.Attribute, behindName + attribute.At, attribute.Value.Length);
            }

            if (attribute.Name == name)
            {
                var hasValue = attribute.Value.Length > 0;
                return new BlockValue(name, ValueForm.Attribute, behindName + attribute.At + (hasValue ? 0 : name.Length), attribute.Value.Length, hasValue ? "\"" : "=\"", "\"");
            }
        }

        return new BlockValue(name, ValueForm.Attribute, behindName, 0, $" {name}=\"", "\"");
    }
}
