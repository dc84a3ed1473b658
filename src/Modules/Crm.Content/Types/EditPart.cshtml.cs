using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Content.Parts;
using Crm.Kernel.Display.Toasts;
using Crm.Kernel.Liquid;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace Crm.Content.Types;

/// <summary>The settings of one part of a type.</summary>
[Right(ContentPermissions.EditContentTypes)]
public sealed class EditPart(IContentDefinitionManager definitions, LiquidTemplates liquid, IStringLocalizer<EditPart> text) : PageModel
{
    /// <summary>The part.</summary>
    public ContentPartLayout Part { get; private set; } = null!;

    /// <summary>Ways a title comes about.</summary>
    public IReadOnlyList<SelectListItem> TitleChoices => [
        new(text["Written by people, required"], nameof(TitlePartOptions.EditableRequired)), new(text["Written by people, made by the pattern when left blank"], nameof(TitlePartOptions.Editable)),
        new(text["Made by the pattern, shown"], nameof(TitlePartOptions.GeneratedDisabled)), new(text["Made by the pattern, not shown"], nameof(TitlePartOptions.GeneratedHidden))];

    /// <summary>Editors of formatted text.</summary>
    public IReadOnlyList<SelectListItem> HtmlEditors => FieldKinds.Editors(text, "HtmlField");

    /// <summary>How items inside are shown.</summary>
    public IReadOnlyList<SelectListItem> DisplayTypes => [new(text["Whole items"], "Detail"), new(text["Summaries"], "Summary")];

    /// <summary>Types that may lie inside.</summary>
    public IReadOnlyList<SelectListItem> TypeChoices { get; private set; } = [];

    /// <summary>The settings.</summary>
    [BindProperty]
    public PartForm Form { get; set; } = new();

    /// <summary>Shows them.</summary>
    public async Task<IActionResult> OnGetAsync(string name, string part)
    {
        if (!await LoadAsync(name, part))
        {
            return NotFound();
        }

        Form = PartForm.Of(Part);
        return Page();
    }

    /// <summary>Stores them.</summary>
    public async Task<IActionResult> OnPostAsync(string name, string part)
    {
        if (!await LoadAsync(name, part))
        {
            return NotFound();
        }

        Check();
        if (!ModelState.IsValid)
        {
            return Page();
        }

        await definitions.AlterTypeDefinitionAsync(Part.Type.Name, type => type.WithPart(Part.Name, Part.PartName, builder => Form.Apply(builder, Part.PartName)));
        this.Toast(text["The part {0} is saved.", Form.Label!.Trim()]);
        return LocalRedirect("~/admin/content-types/" + Part.Type.Name);
    }

    private void Check()
    {
        if (string.IsNullOrWhiteSpace(Form.Label) || Form.Label.Length > 200)
        {
            ModelState.AddModelError("Form.Label", text["A part needs a label of 200 characters at most."]);
        }

        if (Part.PartName is nameof(TitlePart) or nameof(AliasPart) or nameof(AutoroutePart))
        {
            CheckPattern();
        }

        if (Part.PartName == nameof(ListPart) && Form.PageSize is < 1 or > 100)
        {
            ModelState.AddModelError("Form.PageSize", text["A page has 1 to 100 items."]);
        }

        if (Part.PartName is nameof(BagPart) or nameof(ListPart) && Form.Types is not { Length: > 0 })
        {
            ModelState.AddModelError("Form.Types", text["Choose at least one type."]);
        }
    }

    private void CheckPattern()
    {
        if (liquid.Check(Form.Pattern ?? "") is { } fault)
        {
            ModelState.AddModelError("Form.Pattern", fault);
        }
        else if (Form.MustHavePattern(Part.PartName) && string.IsNullOrWhiteSpace(Form.Pattern))
        {
            ModelState.AddModelError("Form.Pattern", text["What people may not write needs a pattern that makes it."]);
        }
    }

    private async Task<bool> LoadAsync(string name, string part)
    {
        if ((await definitions.GetLayoutAsync(name))?.Part(part) is not { } found || !PartForm.Has(found.PartName))
        {
            return false;
        }

        Part = found;
        TypeChoices = [.. (await definitions.ListLayoutsAsync()).OrderBy(type => type.DisplayName, StringComparer.CurrentCulture).Select(type => new SelectListItem(type.DisplayName, type.Name))];
        return true;
    }
}
