using Crm.Kernel.Recipes.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Recipes.Running;

/// <summary>The step handlers of a tenant.</summary>
internal sealed class StepHandlers(IServiceProvider services)
{
    internal IReadOnlyList<RecipeStepHandler> All { get; } = [.. services.GetServices<RecipeStepHandler>()];

    /// <summary>The handlers of that step; one that only keeps it stands back when a feature's own is there.</summary>
    internal IReadOnlyList<RecipeStepHandler> For(string name)
    {
        var named = All.Where(handler => handler.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        var users = named.Where(handler => handler is not KeptStep).ToList();
        return users.Count > 0 ? users : named;
    }
}
