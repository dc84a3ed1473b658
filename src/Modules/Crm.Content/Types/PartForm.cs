using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Parts;

namespace Crm.Content.Types;

/// <summary>The settings of a part as people write them; each part uses its own.</summary>
public sealed class PartForm
{
    private static readonly string[] s_parts = ["TitlePart", "AliasPart", "AutoroutePart", "HtmlBodyPart", "BagPart", "ListPart", "TaxonomyPart"];

    /// <summary>The label.</summary>
    public string? Label { get; set; }

    /// <summary>Liquid that makes the title, alias or address.</summary>
    public string? Pattern { get; set; }

    /// <summary>How the title comes about.</summary>
    public TitlePartOptions TitleOptions { get; set; }

    /// <summary>The title is shown with the item.</summary>
    public bool RenderTitle { get; set; }

    /// <summary>The alias is only made by the pattern.</summary>
    public bool Generated { get; set; }

    /// <inheritdoc cref="AutoroutePartSettings.AllowCustomPath"/>
    public bool AllowCustomPath { get; set; }

    /// <inheritdoc cref="AutoroutePartSettings.AllowUpdatePath"/>
    public bool AllowUpdatePath { get; set; }

    /// <inheritdoc cref="AutoroutePartSettings.ShowHomepageOption"/>
    public bool ShowHomepageOption { get; set; }

    /// <inheritdoc cref="AutoroutePartSettings.AllowDisabled"/>
    public bool AllowDisabled { get; set; }

    /// <inheritdoc cref="AutoroutePartSettings.AllowRouteContainedItems"/>
    public bool AllowRouteContainedItems { get; set; }

    /// <inheritdoc cref="AutoroutePartSettings.AllowAbsolutePath"/>
    public bool AllowAbsolutePath { get; set; }

    /// <inheritdoc cref="HtmlBodyPartSettings.SanitizeHtml"/>
    public bool SanitizeHtml { get; set; }

    /// <summary>How it is edited.</summary>
    public string? Editor { get; set; }

    /// <summary>Types that may lie inside.</summary>
    public string[]? Types { get; set; }

    /// <summary>Items inside are folded in the editor.</summary>
    public bool Collapse { get; set; }

    /// <summary>How items inside are shown.</summary>
    public string? DisplayType { get; set; }

    /// <summary>Items a page.</summary>
    public int PageSize { get; set; } = 10;

    /// <summary>People may order the items.</summary>
    public bool EnableOrdering { get; set; }

    /// <summary>The list shows its own content.</summary>
    public bool ShowHeader { get; set; }

    internal static bool Has(string partName) => s_parts.Contains(partName);

    internal bool MustHavePattern(string partName) => partName switch
    {
        nameof(TitlePart) => TitleOptions is TitlePartOptions.GeneratedDisabled or TitlePartOptions.GeneratedHidden,
        nameof(AliasPart) => Generated,
        _ => !AllowCustomPath,
    };

    internal static PartForm Of(ContentPartLayout part)
    {
        var form = new PartForm { Label = part.DisplayName, Editor = part.Settings.Editor };
        switch (part.PartName)
        {
            case nameof(TitlePart):
                var title = part.GetSettings<TitlePartSettings>();
                (form.TitleOptions, form.Pattern, form.RenderTitle) = (title.Options, title.Pattern, title.RenderTitle);
                break;
            case nameof(AliasPart):
                var alias = part.GetSettings<AliasPartSettings>();
                (form.Generated, form.Pattern) = (alias.Options == AliasPartOptions.GeneratedDisabled, alias.Pattern);
                break;
            case nameof(AutoroutePart):
                var route = part.GetSettings<AutoroutePartSettings>();
                (form.Pattern, form.AllowCustomPath, form.AllowUpdatePath, form.ShowHomepageOption) = (route.Pattern, route.AllowCustomPath, route.AllowUpdatePath, route.ShowHomepageOption);
                (form.AllowDisabled, form.AllowRouteContainedItems, form.AllowAbsolutePath) = (route.AllowDisabled, route.AllowRouteContainedItems, route.AllowAbsolutePath);
                break;
            case nameof(HtmlBodyPart):
                form.SanitizeHtml = part.GetSettings<HtmlBodyPartSettings>().SanitizeHtml;
                break;
            case nameof(BagPart):
                var bag = part.GetSettings<BagPartSettings>();
                (form.Types, form.Collapse, form.DisplayType) = (bag.ContainedContentTypes, bag.CollapseContainedItems, bag.DisplayType);
                break;
            case nameof(ListPart):
                var list = part.GetSettings<ListPartSettings>();
                (form.Types, form.PageSize, form.EnableOrdering, form.ShowHeader) = (list.ContainedContentTypes, list.PageSize, list.EnableOrdering, list.ShowHeader);
                break;
            default: break;
        }

        return form;
    }

    internal void Apply(ContentTypePartDefinitionBuilder builder, string partName)
    {
        builder.WithDisplayName(Label!.Trim());
        var pattern = string.IsNullOrWhiteSpace(Pattern) ? null : Pattern.Trim();
        switch (partName)
        {
            case nameof(TitlePart):
                builder.MergeSettings<TitlePartSettings>(settings => (settings.Options, settings.Pattern, settings.RenderTitle) = (TitleOptions, pattern, RenderTitle));
                break;
            case nameof(AliasPart):
                builder.MergeSettings<AliasPartSettings>(settings =>
                    (settings.Options, settings.Pattern) = (Generated ? AliasPartOptions.GeneratedDisabled : AliasPartOptions.Editable, pattern));
                break;
            case nameof(AutoroutePart):
                builder.MergeSettings<AutoroutePartSettings>(settings =>
                {
                    (settings.Pattern, settings.AllowCustomPath, settings.AllowUpdatePath, settings.ShowHomepageOption) = (pattern ?? "", AllowCustomPath, AllowUpdatePath, ShowHomepageOption);
                    (settings.AllowDisabled, settings.AllowRouteContainedItems, settings.AllowAbsolutePath) = (AllowDisabled, AllowRouteContainedItems, AllowAbsolutePath);
                });
                break;
            case nameof(HtmlBodyPart):
                builder.WithEditor(Editor ?? "").MergeSettings<HtmlBodyPartSettings>(settings => settings.SanitizeHtml = SanitizeHtml);
                break;
            case nameof(BagPart):
                builder.MergeSettings<BagPartSettings>(settings => (settings.ContainedContentTypes, settings.CollapseContainedItems, settings.DisplayType) = (Types ?? [], Collapse, DisplayType));
                break;
            case nameof(ListPart):
                builder.MergeSettings<ListPartSettings>(settings =>
                    (settings.ContainedContentTypes, settings.PageSize, settings.EnableOrdering, settings.ShowHeader) = (Types ?? [], PageSize, EnableOrdering, ShowHeader));
                break;
            default: break;
        }
    }
}
