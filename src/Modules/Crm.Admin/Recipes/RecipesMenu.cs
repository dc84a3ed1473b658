using Crm.Kernel.Navigation;
using Microsoft.Extensions.Localization;

namespace Crm.Admin.Recipes;

internal sealed class RecipesMenu(IStringLocalizer<RecipesMenu> text) : INavigationProvider
{
    public ValueTask BuildNavigationAsync(string name, NavigationBuilder builder)
    {
        if (name == "settings")
        {
            builder.Add(text["Recipes"], "40", item => item.Url("/admin/recipes").Icon("checklist").Permission(RecipePermissions.ManageRecipes));
        }

        return ValueTask.CompletedTask;
    }
}
