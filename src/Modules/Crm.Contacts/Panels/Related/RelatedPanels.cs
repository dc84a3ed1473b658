using System.Security.Claims;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Fields;
using Crm.Kernel.Data;
using Crm.Kernel.Security;

namespace Crm.Contacts.Panels.Related;

/// <summary>A field by which records of a type point to contacts.</summary>
internal sealed record Relation(ContentTypeLayout Type, ContentFieldLayout Field);

/// <summary>The panels of related records that an admin placed.</summary>
internal sealed class RelatedPanels(IDocumentManager<RelatedPanelsDocument> documents, IContentDefinitionManager definitions, RecordScopes scopes, Visible visible)
{
    /// <summary>All of them, in their order.</summary>
    public async Task<IReadOnlyList<RelatedPanel>> ListAsync() => (await documents.GetOrCreateImmutableAsync()).Panels;

    /// <summary>Those of a contact type that the user may see something in, with the relation each follows. One whose type or field is gone is left out.</summary>
    public async Task<IReadOnlyList<(RelatedPanel Panel, Relation Relation)>> SeenAsync(ClaimsPrincipal user, string contactType)
    {
        var placed = (await ListAsync()).Where(panel => panel.On == contactType).ToList();
        if (placed.Count == 0)
        {
            return [];
        }

        var (seen, sight) = (new List<(RelatedPanel, Relation)>(), await visible.ForAsync(user));
        foreach (var panel in placed)
        {
            if (await RelationAsync(panel) is { } relation && sight.CanSee(panel.ContentType, panel.Field) && !(await scopes.ForAsync(user, panel.ContentType)).IsNone)
            {
                seen.Add((panel, relation));
            }
        }

        return seen;
    }

    /// <summary>The relation that the panel follows; null when its type or field is gone, or its field no longer filterable.</summary>
    public async Task<Relation?> RelationAsync(RelatedPanel panel)
        => (await definitions.GetLayoutAsync(panel.ContentType))?.Field(panel.Field) is { FieldName: nameof(ContentPickerField) } field && field.GetSettings<FieldIndexSettings>().Filterable ? new Relation(field.Part.Type, field) : null;

    /// <summary>The fields by which records may point to contacts of that type, filterable yet or not.</summary>
    public async Task<IReadOnlyList<Relation>> OfferedAsync(string contactType) => [.. (await definitions.ListLayoutsAsync()).Where(type => type.Settings.Listable)
        .SelectMany(type => type.Fields.Where(field => field.FieldName == nameof(ContentPickerField) && Takes(field.GetSettings<ContentPickerFieldSettings>(), contactType)).Select(field => new Relation(type, field)))];

    /// <summary>Changes the panels; stored with this unit of work.</summary>
    public async Task ChangeAsync(Action<RelatedPanelsDocument> change)
    {
        var document = await documents.GetOrCreateMutableAsync();
        change(document);
        await documents.UpdateAsync(document);
    }

    /// <summary>Makes the relation's field one that lists can be narrowed by; records stored before are gone through in the background.</summary>
    public async Task MakeFilterableAsync(Relation relation)
    {
        if (!relation.Field.GetSettings<FieldIndexSettings>().Filterable)
        {
            await definitions.AlterPartDefinitionAsync(relation.Field.Part.PartName, part => part.WithField(relation.Field.Name, field => field.Filterable()));
        }
    }

    private static bool Takes(ContentPickerFieldSettings settings, string contactType) => settings.DisplayAllContentTypes || settings.DisplayedContentTypes.Contains(contactType);
}
