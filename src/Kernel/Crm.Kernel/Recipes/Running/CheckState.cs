using System.Text.Json.Nodes;
using Crm.Kernel.Content.Definitions;
using Crm.Kernel.Tenants;
using Crm.Kernel.Users;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Recipes.Running;

/// <summary>What the tenant has and what the steps read so far will give it.</summary>
internal sealed class CheckState
{
    private HashSet<string> _featuresNow = [];

    internal HashSet<string> Features { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal bool HasFeaturesToCome => !Features.IsSubsetOf(_featuresNow);

    internal HashSet<string> ContentTypes { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal HashSet<string> RoleNames { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal Dictionary<string, JsonNode?> Settings { get; } = new(StringComparer.Ordinal);

    internal static async Task<CheckState> OfAsync(IServiceProvider services)
    {
        var state = new CheckState();
        if (services.GetService<IShellFeaturesManager>() is { } features)
        {
            state.Features.UnionWith((await features.GetEnabledFeaturesAsync()).Select(feature => feature.Id));
        }

        state._featuresNow = new HashSet<string>(state.Features, StringComparer.OrdinalIgnoreCase);
        if (services.GetService<IContentDefinitionManager>() is { } definitions)
        {
            state.ContentTypes.UnionWith((await definitions.ListTypeDefinitionsAsync()).Select(type => type.Name));
        }

        if (services.GetService<Roles>() is { } roles)
        {
            state.RoleNames.UnionWith((await roles.ListAsync()).Select(role => role.RoleName));
        }

        return state;
    }
}
