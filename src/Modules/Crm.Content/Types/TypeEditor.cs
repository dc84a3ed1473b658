using System.Globalization;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Display;
using Crm.Kernel.Content.Parts;
using Microsoft.Extensions.Options;

namespace Crm.Content.Types;

/// <summary>What people do to types without code.</summary>
internal sealed class TypeEditor(IContentDefinitionManager definitions, IOptions<ContentOptions> options, IEnumerable<IContentFieldDisplayDriver> drivers)
{
    private static readonly string[] s_kernelParts = ["TitlePart", "HtmlBodyPart", "AliasPart", "AutoroutePart", "BagPart", "ListPart", "TaxonomyPart"];

    /// <summary>The kinds of field that have an editor.</summary>
    public IEnumerable<string> FieldKinds => drivers.Select(driver => driver.FieldType.Name).Distinct();

    /// <summary>A new type with a title and a part of its own for its fields; answers its technical name.</summary>
    public async Task<string> CreateAsync(string displayName)
    {
        var taken = (await definitions.ListTypeDefinitionsAsync()).Select(type => type.Name)
            .Concat((await definitions.ListPartDefinitionsAsync()).Select(part => part.Name)).Concat(options.Value.Parts.Keys).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var name = TechnicalName.From(displayName, taken.Contains);
        await definitions.AlterPartDefinitionAsync(name, part => part.Attachable(false));
        await definitions.AlterTypeDefinitionAsync(name, type => type.DisplayedAs(displayName).Creatable().Listable().Securable()
            .WithPart("TitlePart", part => part.WithPosition("0").WithSettings(new TitlePartSettings { Options = TitlePartOptions.EditableRequired }))
            .WithPart(name, part => part.WithPosition("1")));
        return name;
    }

    /// <summary>Adds a field to the type's own part; answers its technical name.</summary>
    public async Task<string> AddFieldAsync(ContentTypeLayout type, string label, string kind)
    {
        var part = await OwnPartAsync(type);
        var taken = part.ContentPartFieldDefinitionRecords.Concat(part.GetSettings<RemovedFieldsSettings>().Fields).Select(field => field.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var name = TechnicalName.From(label, taken.Contains);
        new ContentPartDefinitionBuilder(part).WithField(name, field => field.OfType(kind).WithDisplayName(label)
            .WithPosition(part.ContentPartFieldDefinitionRecords.Count.ToString(CultureInfo.InvariantCulture)));
        await definitions.StorePartDefinitionAsync(part);
        return name;
    }

    /// <summary>Moves a field up (-1) or down (1).</summary>
    public async Task MoveFieldAsync(ContentFieldLayout field, int by)
    {
        var names = field.Part.Fields.Select(other => other.Name).ToList();
        var from = names.IndexOf(field.Name);
        var to = Math.Clamp(from + by, 0, names.Count - 1);
        (names[from], names[to]) = (names[to], names[from]);
        await definitions.AlterPartDefinitionAsync(field.Part.PartName, part =>
        {
            for (var i = 0; i < names.Count; i++)
            {
                part.WithField(names[i], builder => builder.WithPosition(i.ToString(CultureInfo.InvariantCulture)));
            }
        });
    }

    /// <summary>Takes a field off; its data stay, and so does its definition, to be brought back.</summary>
    public async Task RemoveFieldAsync(ContentFieldLayout field)
    {
        var part = (await definitions.LoadPartDefinitionAsync(field.Part.PartName))!;
        var removed = part.GetSettings<RemovedFieldsSettings>();
        removed.Fields.RemoveAll(other => other.Name == field.Name);
        removed.Fields.Add(field.Definition);
        part.ContentPartFieldDefinitionRecords.RemoveAll(other => other.Name == field.Name);
        ContentSettings.Write(part.Settings, removed);
        await definitions.StorePartDefinitionAsync(part);
    }

    /// <summary>Brings a field back; false when there is none to bring.</summary>
    public async Task<bool> RestoreFieldAsync(string partName, string fieldName)
    {
        var part = await definitions.LoadPartDefinitionAsync(partName);
        var removed = part?.GetSettings<RemovedFieldsSettings>();
        if (part is null || removed!.Fields.Find(field => field.Name == fieldName) is not { } definition || part.ContentPartFieldDefinitionRecords.Exists(field => field.Name == fieldName))
        {
            return false;
        }

        removed.Fields.Remove(definition);
        part.ContentPartFieldDefinitionRecords.Add(definition);
        ContentSettings.Write(part.Settings, removed);
        await definitions.StorePartDefinitionAsync(part);
        return true;
    }

    /// <summary>Parts that may still be added to the type.</summary>
    public async Task<IReadOnlyList<string>> AttachablePartsAsync(ContentTypeLayout type)
    {
        var attachable = (await definitions.ListPartDefinitionsAsync()).Where(part => part.GetSettings<ContentPartSettings>().Attachable).Select(part => part.Name);
        return [.. s_kernelParts.Concat(attachable).Distinct().Where(name => name == "BagPart" || type.Parts.All(part => part.PartName != name)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Adds a part, a bag beside the first under a name of its own; answers the name its data are stored under.</summary>
    public async Task<string> AddPartAsync(ContentTypeLayout type, string partName, string? label)
    {
        var name = type.Part(partName) is null ? partName : TechnicalName.From(label!, taken => type.Parts.Any(part => part.Name == taken));
        await definitions.AlterTypeDefinitionAsync(type.Name, builder => builder.WithPart(name, partName, part =>
        {
            part.WithPosition(type.Parts.Count.ToString(CultureInfo.InvariantCulture));
            if (name != partName)
            {
                part.WithDisplayName(label!.Trim());
            }

            if (partName == nameof(AutoroutePart))
            {
                part.WithSettings(new AutoroutePartSettings { AllowCustomPath = true, AllowUpdatePath = true });
            }
        }));
        return name;
    }

    private async Task<ContentPartDefinition> OwnPartAsync(ContentTypeLayout type)
    {
        if (type.Part(type.Name) is null)
        {
            await definitions.AlterTypeDefinitionAsync(type.Name, builder => builder.WithPart(type.Name, part => part.WithPosition("1")));
        }

        return await definitions.LoadPartDefinitionAsync(type.Name) ?? new ContentPartDefinition { Name = type.Name };
    }
}
