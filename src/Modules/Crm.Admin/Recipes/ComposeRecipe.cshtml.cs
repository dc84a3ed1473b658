using System.Text;
using Crm.Kernel.Liquid;
using Crm.Kernel.Recipes.Composing;
using Crm.Kernel.Security;
using Crm.Kernel.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;

namespace Crm.Admin.Recipes;

/// <summary>Composes a recipe from the running tenant, shows it and gives it as a file.</summary>
[Right(RecipePermissions.ManageRecipes)]
public sealed class ComposeRecipeModel(RecipeComposer composer, ISiteService sites, IStringLocalizer<ComposeRecipeModel> S) : PageModel
{
    private static readonly string[] NotAtFirst = ["content", "Users"];

    /// <summary>What can be exported.</summary>
    public IReadOnlyList<ComposedStep> Steps { get; private set; } = [];

    /// <summary>What is ticked, as <c>step/id</c>.</summary>
    [BindProperty]
    public List<string> Chosen { get; set; } = [];

    /// <summary>The recipe's technical name.</summary>
    [BindProperty]
    public string? Name { get; set; }

    /// <summary>The recipe's description.</summary>
    [BindProperty]
    public string? Description { get; set; }

    /// <summary>The recipe's text; blank before it is composed.</summary>
    [BindProperty]
    public string? Text { get; set; }

    /// <summary>The name shown of a step.</summary>
    public string TitleOf(string step) => step switch
    {
        "feature" => S["Features"],
        "themes" => S["Themes"],
        "Roles" => S["Roles"],
        "settings" => S["Settings"],
        "custom-settings" => S["Custom settings"],
        "ContentDefinition" => S["Content types"],
        "content" => S["Content of these types"],
        "Templates" => S["Templates"],
        "queries" => S["Queries"],
        "media" => S["Files"],
        "Translations" => S["Translations"],
        "Users" => S["Accounts, without passwords"],
        "*" => S["Steps kept for features to come"],
        _ => step,
    };

    /// <summary>Shows the choices, all but content and accounts ticked.</summary>
    public async Task OnGetAsync()
    {
        Steps = await composer.ListAsync();
        Name = Slug.Of((await sites.GetSiteSettingsAsync()).SiteName);
        Chosen = [.. Steps.Where(step => !NotAtFirst.Contains(step.StepName)).SelectMany(step => step.Choices.Select(choice => $"{step.StepName}/{choice.Id}"))];
    }

    /// <summary>Composes what is ticked.</summary>
    public async Task<IActionResult> OnPostAsync()
    {
        Steps = await composer.ListAsync();
        var name = Slug.Of(Name ?? "");
        if (name.Length == 0)
        {
            ModelState.AddModelError(nameof(Name), S["A recipe needs a name."]);
            return Page();
        }

        var choices = Chosen.Select(choice => choice.Split('/', 2)).Where(pair => pair.Length == 2).ToLookup(pair => pair[0], pair => pair[1]);
        var recipe = await composer.ComposeAsync(name, Name!, Description ?? "", choices.ToDictionary(step => step.Key, step => (IReadOnlyCollection<string>?)step.ToHashSet()));
        Text = RecipeComposer.Text(recipe);
        ModelState.Clear();
        return Page();
    }

    /// <summary>Gives the text, as it was edited, as a file.</summary>
    public FileContentResult OnPostDownload()
        => File(Encoding.UTF8.GetBytes(Text ?? ""), "application/json", (Slug.Of(Name ?? "") is { Length: > 0 } name ? name : "recipe") + ".recipe.json");
}
