using Crm.Kernel.Data;

namespace Crm.Kernel.Liquid.Templates;

/// <summary>The Liquid templates that admins write: one document, by shape name (<c>Content__Deal</c>).</summary>
public sealed class TemplatesDocument
{
    /// <summary>The templates by name.</summary>
    public Dictionary<string, Template> Templates { get; set; } = new(StringComparer.OrdinalIgnoreCase);
}

/// <summary>One template.</summary>
public sealed class Template
{
    /// <summary>The Liquid source.</summary>
    public string Content { get; set; } = "";

    /// <summary>A sentence for other admins.</summary>
    public string Description { get; set; } = "";

    /// <summary>Grows by one with each change of the source.</summary>
    public int Version { get; set; }
}

/// <summary>Finds and changes the templates of the tenant.</summary>
public sealed class TemplateStore(IDocumentManager<TemplatesDocument> documents, LiquidTemplates liquid)
{
    /// <summary>The template of that name, or null.</summary>
    public async Task<Template?> TryGetAsync(string name) => Find(await documents.GetOrCreateImmutableAsync(), name);

    /// <summary>All templates, by name.</summary>
    public async Task<IReadOnlyList<(string Name, Template Template)>> ListAsync()
        => [.. (await documents.GetOrCreateImmutableAsync()).Templates.OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase).Select(pair => (pair.Key, pair.Value))];

    /// <summary>Adds or changes a template.</summary>
    /// <exception cref="LiquidException">The source cannot be parsed.</exception>
    public async Task SetAsync(string name, string content, string description = "")
    {
        if (liquid.Check(content) is { } fault)
        {
            throw new LiquidException(fault);
        }

        var document = await documents.GetOrCreateMutableAsync();
        var old = Find(document, name);
        document.Templates[Key(document, name)] = new Template { Content = content, Description = description, Version = (old?.Version ?? 0) + (old?.Content == content ? 0 : 1) };
        await documents.UpdateAsync(document);
    }

    /// <summary>Removes a template; the theme's or module's view of that name stands again.</summary>
    public async Task RemoveAsync(string name)
    {
        var document = await documents.GetOrCreateMutableAsync();
        document.Templates.Remove(Key(document, name));
        await documents.UpdateAsync(document);
    }

    private static Template? Find(TemplatesDocument document, string name) => document.Templates.GetValueOrDefault(Key(document, name));

    // A dictionary read from JSON compares by case.
    private static string Key(TemplatesDocument document, string name)
        => document.Templates.ContainsKey(name) ? name : document.Templates.Keys.FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name;
}
