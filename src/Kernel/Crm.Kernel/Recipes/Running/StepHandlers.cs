using Crm.Kernel.Modules;
using Crm.Kernel.Recipes.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Recipes.Running;

/// <summary>The step handlers at hand: those of the tenant, and in a check also those of features that an earlier step will switch on.</summary>
internal sealed class StepHandlers(IServiceProvider services)
{
    private readonly List<RecipeStepHandler> _handlers = [.. services.GetServices<RecipeStepHandler>()];
    private readonly HashSet<string> _features = new(StringComparer.OrdinalIgnoreCase);

    internal IReadOnlyList<RecipeStepHandler> All => _handlers;

    /// <summary>The handlers of that step; one that only keeps it stands back when a feature's own is there.</summary>
    internal IReadOnlyList<RecipeStepHandler> For(string name)
    {
        var named = _handlers.Where(handler => handler.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
        var users = named.Where(handler => handler is not KeptStep).ToList();
        return users.Count > 0 ? users : named;
    }

    /// <summary>Adds the handlers of features not on yet. They are made from the tenant's services as they are now, so a handler asks for what it executes with when it executes.</summary>
    internal void Add(IEnumerable<string> features)
    {
        var extensions = services.GetRequiredService<IExtensionManager>();
        var known = _handlers.Select(handler => handler.GetType()).ToHashSet();
        foreach (var feature in features.Where(_features.Add).Select(extensions.GetFeature).OfType<FeatureInfo>())
        {
            var types = extensions.GetExportedTypes(feature).Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(RecipeStepHandler)) && known.Add(type));
            _handlers.AddRange(types.Select(type => (RecipeStepHandler)ActivatorUtilities.CreateInstance(services, type)));
        }
    }
}
