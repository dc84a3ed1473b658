using System.Globalization;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Content.Types;

/// <summary>One type: its fields, parts and settings.</summary>
[Right(ContentPermissions.EditContentTypes)]
public sealed class EditType(IContentDefinitionManager definitions, IServiceProvider services, IStringLocalizer<EditType> text) : PageModel
{
    private readonly TypeEditor _editor = services.GetRequiredService<TypeEditor>();

    /// <summary>The type.</summary>
    public ContentTypeLayout Type { get; private set; } = null!;

    /// <summary>Kinds of field.</summary>
    public IReadOnlyList<SelectListItem> Kinds { get; private set; } = [];

    /// <summary>Parts that may be added.</summary>
    public IReadOnlyList<SelectListItem> Attachable { get; private set; } = [];

    /// <summary>Fields that may be brought back.</summary>
    public IReadOnlyList<(string Part, ContentPartFieldDefinition Field)> Removed { get; private set; } = [];

    /// <summary>Label of a new field.</summary>
    [BindProperty]
    public string? Label { get; set; }

    /// <summary>Kind of a new field.</summary>
    [BindProperty]
    public string? FieldKind { get; set; }

    /// <summary>A part to add.</summary>
    [BindProperty]
    public string? PartName { get; set; }

    /// <summary>Name of a bag beside the first.</summary>
    [BindProperty]
    public string? PartLabel { get; set; }

    /// <summary>Name shown.</summary>
    [BindProperty]
    public string? DisplayName { get; set; }

    /// <summary>What the type is for.</summary>
    [BindProperty]
    public string? Description { get; set; }

    /// <summary>People can create items.</summary>
    [BindProperty]
    public bool Creatable { get; set; }

    /// <summary>Shown in lists.</summary>
    [BindProperty]
    public bool Listable { get; set; }

    /// <summary>Items can be drafts.</summary>
    [BindProperty]
    public bool Draftable { get; set; }

    /// <summary>Keeps versions.</summary>
    [BindProperty]
    public bool Versionable { get; set; }

    /// <summary>Has rights of its own.</summary>
    [BindProperty]
    public bool Securable { get; set; }

    /// <summary>Shows the type.</summary>
    public async Task<IActionResult> OnGetAsync(string name) => await ShowAsync(name);

    /// <summary>Adds a field.</summary>
    public async Task<IActionResult> OnPostAddFieldAsync(string name)
    {
        if (await definitions.GetLayoutAsync(name) is not { } type)
        {
            return NotFound();
        }

        if (string.IsNullOrWhiteSpace(Label) || Label.Length > 200 || !_editor.FieldKinds.Contains(FieldKind))
        {
            ModelState.AddModelError(nameof(Label), text["A field needs a label of 200 characters at most, and a kind."]);
            return await ShowAsync(name);
        }

        var field = await _editor.AddFieldAsync(type, Label.Trim(), FieldKind!);
        this.Toast(text["The field {0} is there.", Label.Trim()]);
        return LocalRedirect(FieldKind is "ContentPickerField" or "TaxonomyField"
            ? $"~/admin/content-types/{type.Name}/fields/{type.Name}.{field}"
            : $"~/admin/content-types/{type.Name}?added={field}");
    }

    /// <summary>Moves a field up.</summary>
    public Task<IActionResult> OnPostUpAsync(string name, string path) => MoveAsync(name, path, -1);

    /// <summary>Moves a field down.</summary>
    public Task<IActionResult> OnPostDownAsync(string name, string path) => MoveAsync(name, path, 1);

    /// <summary>Takes a field off.</summary>
    public async Task<IActionResult> OnPostRemoveFieldAsync(string name, string path)
    {
        if ((await definitions.GetLayoutAsync(name))?.Field(path) is not { } field)
        {
            return NotFound();
        }

        await _editor.RemoveFieldAsync(field);
        this.Toast(text["The field {0} is removed; what people wrote in it is kept.", field.DisplayName]);
        return Back(name);
    }

    /// <summary>Brings a field back.</summary>
    public async Task<IActionResult> OnPostRestoreFieldAsync(string name, string part, string field)
    {
        if (!await _editor.RestoreFieldAsync(part, field))
        {
            return NotFound();
        }

        this.Toast(text["The field {0} is back.", field]);
        return Back(name);
    }

    /// <summary>Adds a part.</summary>
    public async Task<IActionResult> OnPostAddPartAsync(string name)
    {
        if (await definitions.GetLayoutAsync(name) is not { } type || !(await _editor.AttachablePartsAsync(type)).Contains(PartName))
        {
            return NotFound();
        }

        if (type.Part(PartName!) is not null && string.IsNullOrWhiteSpace(PartLabel))
        {
            ModelState.AddModelError(nameof(PartLabel), text["A second bag needs a name."]);
            return await ShowAsync(name);
        }

        var added = await _editor.AddPartAsync(type, PartName!, PartLabel);
        return PartForm.Has(PartName!) ? LocalRedirect($"~/admin/content-types/{type.Name}/parts/{added}") : Back(name);
    }

    /// <summary>Takes a part off.</summary>
    public async Task<IActionResult> OnPostRemovePartAsync(string name, string part)
    {
        if (await definitions.GetLayoutAsync(name) is not { } type || type.Part(part) is null || part == type.Name)
        {
            return NotFound();
        }

        await definitions.AlterTypeDefinitionAsync(type.Name, builder => builder.RemovePart(part));
        this.Toast(text["The part {0} is off; its data are kept.", part]);
        return Back(name);
    }

    /// <summary>Stores the settings.</summary>
    public async Task<IActionResult> OnPostSaveAsync(string name)
    {
        if (await definitions.GetLayoutAsync(name) is not { } type)
        {
            return NotFound();
        }

        if (string.IsNullOrWhiteSpace(DisplayName) || DisplayName.Length > 200)
        {
            ModelState.AddModelError(nameof(DisplayName), text["A type needs a name of 200 characters at most."]);
            return await ShowAsync(name, reload: false);
        }

        await definitions.AlterTypeDefinitionAsync(type.Name, builder => builder.DisplayedAs(DisplayName.Trim()).MergeSettings<ContentTypeSettings>(settings =>
        {
            (settings.Creatable, settings.Listable, settings.Draftable, settings.Versionable, settings.Securable) = (Creatable, Listable, Draftable, Versionable, Securable);
            settings.Description = string.IsNullOrWhiteSpace(Description) ? null : Description.Trim();
        }));
        this.Toast(text["The type {0} is saved.", DisplayName.Trim()]);
        return Back(name);
    }

    /// <summary>Removes the type.</summary>
    public async Task<IActionResult> OnPostDeleteAsync(string name)
    {
        if (await definitions.GetLayoutAsync(name) is not { } type)
        {
            return NotFound();
        }

        await definitions.DeleteTypeDefinitionAsync(type.Name);
        this.Toast(text["The type {0} is removed; its items are kept.", type.DisplayName]);
        return LocalRedirect("~/admin/content-types");
    }

    /// <summary>The field's kind in words.</summary>
    public string Kind(ContentFieldLayout field) => FieldKinds.Words(text, field.FieldName);

    private async Task<IActionResult> MoveAsync(string name, string path, int by)
    {
        if ((await definitions.GetLayoutAsync(name))?.Field(path) is not { } field)
        {
            return NotFound();
        }

        await _editor.MoveFieldAsync(field, by);
        return Back(name);
    }

    private async Task<IActionResult> ShowAsync(string name, bool reload = true)
    {
        if (await definitions.GetLayoutAsync(name) is not { } type)
        {
            return NotFound();
        }

        Type = type;
        Kinds = FieldKinds.Choices(text, _editor.FieldKinds);
        Attachable = [.. (await _editor.AttachablePartsAsync(type)).Select(part => new SelectListItem(text[ContentPartLayout.Words(part)], part))];
        Removed = [.. type.Parts.SelectMany(part => part.Part.GetSettings<RemovedFieldsSettings>().Fields.Select(field => (part.PartName, field)))];
        if (reload)
        {
            (DisplayName, Description) = (type.DisplayName, type.Settings.Description);
            (Creatable, Listable, Draftable, Versionable, Securable) = (type.Settings.Creatable, type.Settings.Listable, type.Settings.Draftable, type.Settings.Versionable, type.Settings.Securable);
        }

        return Page();
    }

    private LocalRedirectResult Back(string name) => LocalRedirect("~/admin/content-types/" + Uri.EscapeDataString(name));
}
