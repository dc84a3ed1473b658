using Crm.Kernel.Data;
using Crm.Kernel.Recipes;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Crm.Admin.Recipes;

/// <summary>The recipes of this host and the runs of this tenant.</summary>
[Right(RecipePermissions.ManageRecipes)]
public sealed class ListRecipesModel(IRecipeHarvester harvester, ISession session) : PageModel
{
    private const int RunsShown = 20;

    /// <summary>The recipes.</summary>
    public IReadOnlyList<RecipeDescriptor> Recipes { get; private set; } = [];

    /// <summary>The last runs, newest first.</summary>
    public IReadOnlyList<RecipeResult> Runs { get; private set; } = [];

    /// <summary>Shows them.</summary>
    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Recipes = [.. (await harvester.HarvestRecipesAsync(cancellationToken)).OrderBy(recipe => recipe.TextsFor(System.Globalization.CultureInfo.CurrentUICulture).DisplayName, StringComparer.CurrentCultureIgnoreCase)];
        Runs = [.. (await session.Query<RecipeResult>().ListAsync(cancellationToken)).OrderByDescending(run => run.StartedUtc).Take(RunsShown)];
    }
}
