using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Data;
using Crm.Kernel.Tenants;

namespace Crm.Kernel.Content.Filters;

/// <summary>The filterable fields of the tenant by type: what the index maps ask, which cannot read documents themselves. Follows the definitions as they are read.</summary>
internal sealed class FilterableFields
{
    private volatile Dictionary<string, ContentFieldLayout[]> _byType = [];
    private volatile object? _state;

    public ContentFieldLayout[] Of(string contentType) => _byType.GetValueOrDefault(contentType) ?? [];

    public void Follow(object state, IReadOnlyCollection<ContentTypeLayout> types)
    {
        if (!ReferenceEquals(_state, state))
        {
            _byType = Find(types);
            _state = state;
        }
    }

    public static Dictionary<string, ContentFieldLayout[]> Find(IEnumerable<ContentTypeLayout> types) => types
        .Select(type => (type.Name, Fields: type.Fields.Where(field => FilterTable.Takes(field.FieldName) && field.GetSettings<FieldIndexSettings>().Filterable).ToArray()))
        .Where(type => type.Fields.Length > 0)
        .ToDictionary(type => type.Name, type => type.Fields, StringComparer.Ordinal);
}

/// <summary>Reads the definitions before anything is saved in the shell, by what is done again after a restore too: a save that did not know the filterable fields would take their rows away.</summary>
internal sealed class KnowFilterableFields(IContentDefinitionManager definitions) : IModularTenantEvents
{
    public async Task ActivatingAsync() => await definitions.ListLayoutsAsync();
}

internal sealed class FilterIndexProvider(FilterableFields fields) : IndexProvider<ContentItem>
{
    public override void Describe(DescribeContext<ContentItem> context)
    {
        context.For<TextFilterIndex>().Map(item => Of(item, FilterTable.IsText).SelectMany(field => FilterTable.Texts(item, field)
            .Select(value => new TextFilterIndex { Field = field.Path, Value = value })));
        context.For<NumberFilterIndex>().Map(item => Of(item, FilterTable.IsNumber)
            .Select(field => (field.Path, Value: FilterTable.Number(item, field)))
            .Where(found => found.Value is not null).Select(found => new NumberFilterIndex { Field = found.Path, Value = found.Value!.Value }));
        context.For<DateFilterIndex>().Map(item => Of(item, FilterTable.IsDate)
            .Select(field => (field.Path, Value: FilterTable.Date(item, field)))
            .Where(found => found.Value is not null).Select(found => new DateFilterIndex { Field = found.Path, Value = found.Value!.Value }));
    }

    // Old versions and the trash are in no list.
    private IEnumerable<ContentFieldLayout> Of(ContentItem item, Func<string, bool> kind)
        => item.Latest || item.Published ? fields.Of(item.ContentType).Where(field => kind(field.FieldName)) : [];
}
