namespace Crm.Kernel.Recipes;

/// <summary>Gives the recipes this host knows: those of its own <c>recipes/</c> folder, of its modules and of its plugins.</summary>
public interface IRecipeHarvester
{
    /// <summary>All recipes, by file name. One that cannot be read is named by its file and says so when it is checked.</summary>
    Task<IReadOnlyList<RecipeDescriptor>> HarvestRecipesAsync(CancellationToken cancellationToken = default);

    /// <summary>The recipe of that name (case-insensitive), or null.</summary>
    async Task<RecipeDescriptor?> FindAsync(string name, CancellationToken cancellationToken = default)
        => (await HarvestRecipesAsync(cancellationToken)).FirstOrDefault(recipe => recipe.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
