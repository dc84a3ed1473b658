using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Crm.Content.Types;

/// <summary>A new type.</summary>
[Right(ContentPermissions.EditContentTypes)]
public sealed class CreateType(IServiceProvider services, IStringLocalizer<CreateType> text) : PageModel
{
    /// <summary>The name shown.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>Shows the form.</summary>
    public void OnGet()
    {
    }

    /// <summary>Makes the type.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > 200)
        {
            ModelState.AddModelError(nameof(Name), text["A type needs a name of 200 characters at most."]);
            return Page();
        }

        return LocalRedirect("~/admin/content-types/" + await services.GetRequiredService<TypeEditor>().CreateAsync(Name.Trim()));
    }
}
