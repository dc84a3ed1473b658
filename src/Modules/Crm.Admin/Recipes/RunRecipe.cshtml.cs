using System.Text;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Harvest;
using Crm.Kernel.Security;
using Crm.Kernel.Tenants;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Admin.Recipes;

/// <summary>Takes a recipe, as a file, a text or one of this host; checks it, and runs it with progress.</summary>
[Right(RecipePermissions.ManageRecipes)]
[RequestSizeLimit(MaxBytes)]
[RequestFormLimits(ValueLengthLimit = (int)MaxBytes, MultipartBodyLengthLimit = MaxBytes)]
public sealed class RunRecipeModel(IRecipeExecutor executor, IRecipeHarvester harvester, ShellSettings tenant, IStringLocalizer<RunRecipeModel> S) : PageModel
{
    // More than a recipe may have, so that the refusal is a sentence about the recipe.
    private const long MaxBytes = 96L * 1024 * 1024;
    private const int MaxShown = 2 * 1024 * 1024;

    /// <summary>The recipe's text.</summary>
    [BindProperty]
    public string? Text { get; set; }

    /// <summary>A file instead of the text.</summary>
    [BindProperty]
    public IFormFile? Upload { get; set; }

    /// <summary>Leave out what this host does not know.</summary>
    [BindProperty]
    public bool IsPartial { get; set; }

    /// <summary>The name of a recipe of this host, so that the files beside it can be read.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Recipe { get; set; }

    /// <summary>The last check or run; null before.</summary>
    public RecipeReport? Report { get; private set; }

    /// <summary>Shows the form, with a recipe of this host when one is named.</summary>
    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(Recipe))
        {
            if (await harvester.FindAsync(Recipe, cancellationToken) is not { } known)
            {
                return NotFound();
            }

            using var reader = new StreamReader(known.Open());
            Text = await reader.ReadToEndAsync(cancellationToken);
        }

        return Page();
    }

    /// <summary>Checks and runs nothing.</summary>
    public async Task<IActionResult> OnPostCheckAsync(CancellationToken cancellationToken)
    {
        if (await TakeAsync(cancellationToken) is { } recipe)
        {
            Report = await executor.CheckAsync(tenant, recipe, Options(), cancellationToken);
        }

        return Page();
    }

    /// <summary>Runs; the page comes when it has ended.</summary>
    public async Task<IActionResult> OnPostRunAsync(CancellationToken cancellationToken)
    {
        if (await TakeAsync(cancellationToken) is { } recipe)
        {
            // Who closes the window does not stop a recipe half-way.
            Report = await executor.ExecuteAsync(tenant, recipe, Options(), CancellationToken.None);
        }

        return Page();
    }

    /// <summary>Runs; each step is told as a line of JSON while it happens, the report's page part last.</summary>
    public async Task<IActionResult> OnPostProgressAsync(CancellationToken cancellationToken)
        => await TakeAsync(cancellationToken) is { } recipe ? new RecipeProgressResult(executor, tenant, recipe, Options()) : BadRequest();

    private RecipeOptions Options() => new()
    {
        Partial = IsPartial,
        Actor = User.FindFirst(System.Security.Claims.ClaimTypes.NameIdentifier)?.Value ?? "",
        ActorName = User.Identity?.Name ?? "",
    };

    private async Task<RecipeDescriptor?> TakeAsync(CancellationToken cancellationToken)
    {
        if (Upload is { Length: > 0 })
        {
            using var buffer = new MemoryStream();
            await Upload.CopyToAsync(buffer, cancellationToken);
            Text = buffer.Length <= MaxShown ? Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length).TrimStart('\uFEFF') : null;
            ModelState.Remove(nameof(Text));
            return RecipeFile.Upload(Path.GetFileName(Upload.FileName), buffer.ToArray());
        }

        if (string.IsNullOrWhiteSpace(Text))
        {
            ModelState.AddModelError(nameof(Text), S["Paste a recipe or choose a file."]);
            return null;
        }

        var text = RecipeFile.Upload("recipe.json", Encoding.UTF8.GetBytes(Text));
        var beside = string.IsNullOrEmpty(Recipe) ? null : await harvester.FindAsync(Recipe, cancellationToken);
        return beside is null ? text : text with { FileName = beside.FileName, BasePath = beside.BasePath, RootPath = beside.RootPath };
    }
}
