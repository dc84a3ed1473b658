using Crm.Kernel.Content.Handlers;
using Crm.Kernel.Localization;

namespace Crm.Kernel.Content.Definitions;

/// <summary>Names of types, parts and fields from the PO files, with the contexts that translation recipes use; the definition's own name where there is none.</summary>
internal sealed class DefinitionLabels(Translations translations) : IContentLabels
{
    public string Type(ContentTypeLayout type) => translations.Show(null, "Content Types", type.DisplayName);

    public string Part(ContentPartLayout part) => translations.Show(null, "Content Parts", part.DisplayName);

    public string Field(ContentFieldLayout field) => translations.Show(null, "Content Fields", field.DisplayName);
}
