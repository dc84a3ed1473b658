using Crm.Kernel.Content.Parts;
using Crm.Kernel.Liquid;
using Crm.Kernel.Liquid.Templates;
using Microsoft.AspNetCore.Html;

namespace Crm.Kernel.Content.Display;

/// <summary>The Liquid templates that administrators write for items on the public site, by shape name: <c>Content__Page</c>, <c>Page__HtmlBodyPart</c> …</summary>
public sealed class ItemTemplates(TemplateStore store, LiquidTemplates liquid)
{
    internal const string View = "/Crm.Kernel/Content/Display/_Template.cshtml";

    /// <summary>The whole item by the most special template there is for it; null when there is none.</summary>
    public Task<IHtmlContent?> RenderItemAsync(ContentItem item, string displayType = "Detail")
    {
        var (type, names) = (item.ContentType, new List<string> { "Content__" + item.ContentItemId });
        if (item.As<AliasPart>()?.Alias is { Length: > 0 } alias)
        {
            names.Add("Content__Alias__" + Word(alias));
        }

        if (item.As<AutoroutePart>()?.Path is { Length: > 0 } path)
        {
            names.Add("Content__Slug__" + Word(path.Replace("/", "__", StringComparison.Ordinal)));
        }

        names.AddRange([$"Content_{displayType}__{type}", $"Content__{type}", $"Content_{displayType}", "Content"]);
        return RenderFirstAsync(names, item);
    }

    /// <summary>The first template that exists of these, rendered; null when none does.</summary>
    internal async Task<IHtmlContent?> RenderFirstAsync(IEnumerable<string> names, ContentItem item)
    {
        foreach (var name in names)
        {
            if (await store.TryGetAsync(name) is { } template)
            {
                return new HtmlString(await liquid.RenderAsync(template.Content, item));
            }
        }

        return null;
    }

    // As in shape names: a hyphen would read as the end of a word.
    private static string Word(string text) => text.Replace("-", "_", StringComparison.Ordinal);
}
