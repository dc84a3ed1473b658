using System.Collections.Concurrent;
using System.Reflection;
using Crm.Kernel.Modules;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Razor.Hosting;

namespace Crm.Kernel.Tenants;

/// <summary>
/// What one assembly gives a tenant's MVC: its views, and those pages and controllers whose feature is on.
/// </summary>
internal sealed class FeaturePart(Assembly assembly, string ownFeature, IReadOnlySet<string> enabled) : ApplicationPart, IApplicationPartTypeProvider, IRazorCompiledItemProvider
{
    private static readonly ConcurrentDictionary<Assembly, Inventory> s_inventories = new();

    private readonly Inventory _inventory = s_inventories.GetOrAdd(assembly, Inventory.Read);

    public override string Name => assembly.GetName().Name!;

    public IEnumerable<TypeInfo> Types => _inventory.Types.Where(entry => IsOn(entry.Feature)).Select(entry => entry.Value);

    public IEnumerable<RazorCompiledItem> CompiledItems => _inventory.Items.Where(entry => IsOn(entry.Feature)).Select(entry => entry.Value);

    private bool IsOn(string? feature) => enabled.Contains(feature ?? ownFeature) || (feature is null && ownFeature.Length == 0);

    // Reflection over an assembly happens once per host, not once per tenant.
    private sealed record Inventory(IReadOnlyList<Entry<TypeInfo>> Types, IReadOnlyList<Entry<RazorCompiledItem>> Items)
    {
        public static Inventory Read(Assembly assembly)
        {
            var parts = ApplicationPartFactory.GetApplicationPartFactory(assembly).GetApplicationParts(assembly).ToList();
            var types = parts.OfType<IApplicationPartTypeProvider>().SelectMany(part => part.Types)
                .Select(type => new Entry<TypeInfo>(FeatureOf(type), type)).ToList();
            var items = parts.OfType<IRazorCompiledItemProvider>().SelectMany(part => part.CompiledItems)
                .Select(item => new Entry<RazorCompiledItem>(FeatureOf(item), item)).ToList();
            return new Inventory(types, items);
        }

        private static string? FeatureOf(MemberInfo type) => type.GetCustomAttribute<FeatureAttribute>()?.FeatureName;

        // A page says its feature itself (@attribute) or through its model.
        private static string? FeatureOf(RazorCompiledItem item)
            => FeatureOf(item.Type) ?? (item.Type.GetProperty("Model", BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)?.PropertyType is { } model ? FeatureOf(model) : null);
    }

    private sealed record Entry<T>(string? Feature, T Value);
}
