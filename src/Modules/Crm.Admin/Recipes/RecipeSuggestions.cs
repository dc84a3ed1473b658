using System.Text.Json.Nodes;
using Crm.Kernel.Content;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Modules;
using Crm.Kernel.Recipes;
using Crm.Kernel.Recipes.Composing;
using Crm.Kernel.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Crm.Admin.Recipes;

/// <summary>What the editor completes from: the steps' schemas, and the lists that their <c>x-suggest</c> names.</summary>
internal static class RecipeSuggestions
{
    internal static void Map(IEndpointRouteBuilder routes)
        => routes.MapGet("/admin/recipes/schemas", AnswerAsync).RequireRight(RecipePermissions.ManageRecipes);

    private static async Task<IResult> AnswerAsync(
        RecipeSchemas schemas, IExtensionManager extensions, IContentDefinitionManager definitions, IOptions<ContentOptions> content, IRecipeHarvester recipes,
        Kernel.Users.Roles roles, PermissionCatalog permissions, CancellationToken cancellationToken)
    {
        var features = extensions.GetFeatures();
        var parts = (await definitions.ListPartDefinitionsAsync()).Select(part => part.Name).Concat(content.Value.Parts.Keys);
        var answer = new JsonObject
        {
            ["steps"] = schemas.Steps(),
            ["lists"] = new JsonObject
            {
                ["features"] = List(features.Where(feature => !feature.IsTheme).Select(feature => feature.Id)),
                ["themes"] = List(features.Where(feature => feature.IsTheme).Select(feature => feature.Id)),
                ["types"] = List((await definitions.ListTypeDefinitionsAsync()).Select(type => type.Name)),
                ["parts"] = List(parts),
                ["fields"] = List(content.Value.Fields.Keys),
                ["roles"] = List((await roles.ListAsync()).Select(role => role.RoleName)),
                ["permissions"] = List((await permissions.ListAsync()).Select(permission => permission.Name)),
                ["recipes"] = List((await recipes.HarvestRecipesAsync(cancellationToken)).Select(recipe => recipe.Name)),
            },
        };
        return Results.Text(answer.ToJsonString(), "application/json");
    }

    private static JsonArray List(IEnumerable<string> names) => new([.. names.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).Select(name => (JsonNode)name)]);
}
