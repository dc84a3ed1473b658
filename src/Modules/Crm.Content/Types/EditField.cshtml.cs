using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Index;
using Crm.Kernel.Data;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Security;
using LinqToDB.Async;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Content.Types;

/// <summary>The settings of one field.</summary>
[Right(ContentPermissions.EditContentTypes)]
public sealed class EditField(IContentDefinitionManager definitions, ISession session, IStringLocalizer<EditField> text) : PageModel
{
    /// <summary>The field.</summary>
    public ContentFieldLayout Field { get; private set; } = null!;

    /// <summary>Its kind in words.</summary>
    public string Kind => FieldKinds.Words(text, Field.FieldName);

    /// <summary>Editors to choose from.</summary>
    public IReadOnlyList<SelectListItem> Editors { get; private set; } = [];

    /// <summary>Types to pick items of.</summary>
    public IReadOnlyList<SelectListItem> Types { get; private set; } = [];

    /// <summary>Taxonomies to choose from.</summary>
    public IReadOnlyList<SelectListItem> Taxonomies { get; private set; } = [];

    /// <summary>Whether lists can filter by this kind.</summary>
    public bool CanFilter => Kernel.Content.Filters.FilterTable.Takes(Field.FieldName);

    /// <summary>The settings.</summary>
    [BindProperty]
    public FieldForm Form { get; set; } = new();

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync(string name, string path)
    {
        if (!await LoadAsync(name, path))
        {
            return NotFound();
        }

        Form = FieldForm.Of(Field);
        return Page();
    }

    /// <summary>Stores them.</summary>
    public async Task<IActionResult> OnPostAsync(string name, string path)
    {
        if (!await LoadAsync(name, path))
        {
            return NotFound();
        }

        Check();
        if (!ModelState.IsValid)
        {
            return Page();
        }

        await definitions.AlterPartDefinitionAsync(Field.Part.PartName, part => part.WithField(Field.Name, field => Form.Apply(field, Field)));
        this.Toast(text["The field {0} is saved.", Form.Label!.Trim()]);
        return LocalRedirect("~/admin/content-types/" + Field.Part.Type.Name);
    }

    private void Check()
    {
        if (string.IsNullOrWhiteSpace(Form.Label) || Form.Label.Length > 200)
        {
            ModelState.AddModelError("Form.Label", text["A field needs a label of 200 characters at most, and a kind."]);
        }

        if (!FieldForm.IsNumber(Form.Minimum))
        {
            ModelState.AddModelError("Form.Minimum", text["“{0}” is not a number.", Form.Minimum!]);
        }

        if (!FieldForm.IsNumber(Form.Maximum))
        {
            ModelState.AddModelError("Form.Maximum", text["“{0}” is not a number.", Form.Maximum!]);
        }

        foreach (var wrong in FieldForm.ExtensionList(Form.Extensions).Where(extension => extension is not ['.', _, ..] || !extension.Skip(1).All(char.IsAsciiLetterOrDigit)))
        {
            ModelState.AddModelError("Form.Extensions", text["“{0}” is no extension: write a dot, then letters and digits.", wrong]);
        }

        if (Form.Editor == "PredefinedList" && string.IsNullOrWhiteSpace(Form.Options))
        {
            ModelState.AddModelError("Form.Options", text["A list of choices needs at least one choice."]);
        }
    }

    private async Task<bool> LoadAsync(string name, string path)
    {
        if ((await definitions.GetLayoutAsync(name))?.Field(path) is not { } field)
        {
            return false;
        }

        Field = field;
        Editors = FieldKinds.Editors(text, field.FieldName);
        var types = await definitions.ListLayoutsAsync();
        Types = [.. types.Select(type => new SelectListItem(type.DisplayName, type.Name))];
        if (field.FieldName == "TaxonomyField")
        {
            var withTerms = types.Where(type => type.Part("TaxonomyPart") is not null).Select(type => type.Name).ToArray();
            Taxonomies = [.. (await session.QueryIndex<ContentItemIndex>().Where(index => index.Latest && withTerms.Contains(index.ContentType)).ToListAsync())
                .Select(index => new SelectListItem(index.DisplayText, index.ContentItemId))];
        }

        return true;
    }
}
