using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Tenants;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Recipes.Running;

/// <summary>What the tenant has and what the steps read so far will give it.</summary>
internal sealed class CheckState
{
    internal HashSet<string> Features { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal HashSet<string> ContentTypes { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal HashSet<string> Roles { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal static async Task<CheckState> OfAsync(IServiceProvider services)
    {
        var state = new CheckState();
        if (services.GetService<IShellFeaturesManager>() is { } features)
        {
            state.Features.UnionWith((await features.GetEnabledFeaturesAsync()).Select(feature => feature.Id));
        }

        if (services.GetService<IContentDefinitionManager>() is { } definitions)
        {
            state.ContentTypes.UnionWith((await definitions.ListTypeDefinitionsAsync()).Select(type => type.Name));
        }

        foreach (var facts in services.GetServices<IRecipeFacts>())
        {
            state.Roles.UnionWith(await facts.ListRolesAsync());
        }

        return state;
    }
}
