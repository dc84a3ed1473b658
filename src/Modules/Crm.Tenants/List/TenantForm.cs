using System.Globalization;
using Crm.Kernel.Recipes;
using Crm.Kernel.Tenants;
using Crm.Tenants.Profiles;
using Crm.Tenants.Rules;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Crm.Tenants.List;

/// <summary>The fields of a tenant's form.</summary>
public sealed class TenantForm
{
    /// <summary>See <see cref="TenantDraft"/>.</summary>
    public string? Name { get; set; }

    /// <summary>See <see cref="TenantDraft"/>.</summary>
    public string? Description { get; set; }

    /// <summary>See <see cref="TenantDraft"/>.</summary>
    public string? Category { get; set; }

    /// <summary>See <see cref="TenantDraft"/>.</summary>
    public string? RequestUrlPrefix { get; set; }

    /// <summary>See <see cref="TenantDraft"/>.</summary>
    public string? RequestUrlHost { get; set; }

    /// <summary>See <see cref="TenantDraft"/>.</summary>
    public string? DatabaseProvider { get; set; }

    /// <summary>See <see cref="TenantDraft"/>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>See <see cref="TenantDraft"/>.</summary>
    public string? Schema { get; set; }

    /// <summary>See <see cref="TenantDraft"/>.</summary>
    public string? RecipeName { get; set; }

    /// <summary>See <see cref="TenantDraft"/>.</summary>
    public List<string> FeatureProfiles { get; set; } = [];

    internal static TenantForm Of(ShellSettings settings) => new()
    {
        Name = settings.Name,
        Description = settings["Description"],
        Category = settings["Category"],
        RequestUrlPrefix = settings.RequestUrlPrefix,
        RequestUrlHost = settings.RequestUrlHost,
        RecipeName = settings["RecipeName"],
        FeatureProfiles = [.. Profiles.FeatureProfiles.Ids(settings)],
    };

    internal TenantDraft ToDraft() => new()
    {
        Name = (Name ?? "").Trim(),
        Description = Description ?? "",
        Category = Category ?? "",
        RequestUrlPrefix = (RequestUrlPrefix ?? "").Trim(),
        RequestUrlHost = (RequestUrlHost ?? "").Trim(),
        DatabaseProvider = DatabaseProvider ?? "",
        ConnectionString = (ConnectionString ?? "").Trim(),
        Schema = (Schema ?? "").Trim(),
        RecipeName = RecipeName ?? "",
        FeatureProfiles = FeatureProfiles,
    };

    internal static void Tell(IEnumerable<Refusal> refusals, ModelStateDictionary state)
    {
        foreach (var refusal in refusals)
        {
            state.AddModelError($"Input.{refusal.Field}", refusal.Message);
        }
    }

    internal static async Task<List<SelectListItem>> RecipesAsync(IRecipeHarvester recipes)
        => [.. (await recipes.HarvestRecipesAsync()).Where(recipe => recipe.IsSetupRecipe).Select(recipe => new SelectListItem(recipe.TextsFor(CultureInfo.CurrentUICulture).DisplayName, recipe.Name))];
}
