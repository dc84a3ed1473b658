using System.Collections.Concurrent;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ApplicationParts;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.Razor.Compilation;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.Options;

namespace Crm.Kernel.Tenants;

/// <summary>
/// The pages of a tenant, each reflected once per host and not once per shell: a shell takes a copy of what is known of a page, with its own routes and global filters.
/// Stands in the place of MVC's own provider, and leaves to it what was never seen before and what a tenant's conventions could shape.
/// </summary>
internal sealed class SharedPages(
    IEnumerable<IPageRouteModelProvider> routes, IEnumerable<IPageApplicationModelProvider> models, ApplicationPartManager parts, IOptions<MvcOptions> mvc, IOptions<RazorPagesOptions> pages) : IActionDescriptorProvider
{
    private static readonly ConcurrentDictionary<Type, CompiledPageActionDescriptor> s_known = new();

    public int Order => new PageActionDescriptorProvider([], mvc, pages).Order;

    public void OnProvidersExecuting(ActionDescriptorProviderContext context)
    {
        if (!AreShapedByTheFrameworkAlone())
        {
            Compile(routes, context);
            return;
        }

        var routed = Routed();
        var types = TypesByPath();
        var unknown = routed.Select(page => page.RelativePath).Where(path => !s_known.ContainsKey(types[path])).Distinct().ToList();
        Parallel.ForEach(unknown.Chunk(Math.Max(8, (unknown.Count / Environment.ProcessorCount) + 1)), Learn);
        foreach (var page in routed)
        {
            context.Results.Add(CopyOf(s_known[types[page.RelativePath]], page));
        }
    }

    public void OnProvidersExecuted(ActionDescriptorProviderContext context)
    {
    }

    private bool AreShapedByTheFrameworkAlone()
        => models.All(provider => provider.GetType().Assembly.GetName().Name!.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal))
            && !pages.Value.Conventions.Any(convention => convention is IPageApplicationModelConvention or IPageHandlerModelConvention or IParameterModelBaseConvention);

    private List<PageActionDescriptor> Routed()
    {
        var context = new ActionDescriptorProviderContext();
        new PageActionDescriptorProvider(routes, mvc, pages).OnProvidersExecuting(context);
        return context.Results.Cast<PageActionDescriptor>().ToList();
    }

    private Dictionary<string, Type> TypesByPath()
    {
        var views = new ViewsFeature();
        parts.PopulateFeature(views);
        var types = new Dictionary<string, Type>(StringComparer.Ordinal);
        foreach (var view in views.ViewDescriptors.Where(view => view.Type is not null))
        {
            types.TryAdd(view.RelativePath, view.Type!); // as MVC does: the first of a path wins
        }

        return types;
    }

    private void Learn(string[] paths)
    {
        var context = new ActionDescriptorProviderContext();
        Compile([new RoutesOf(routes, paths.ToHashSet(StringComparer.Ordinal))], context);
        foreach (var page in context.Results.Cast<CompiledPageActionDescriptor>())
        {
            s_known.TryAdd(page.PageTypeInfo, page);
        }
    }

    private void Compile(IEnumerable<IPageRouteModelProvider> some, ActionDescriptorProviderContext context)
    {
        var provider = new CompiledPageActionDescriptorProvider(some, models, parts, mvc, pages);
        provider.OnProvidersExecuting(context);
        provider.OnProvidersExecuted(context);
    }

    // A descriptor keeps what a container made of it; so each shell has descriptors of its own, and only what reflection found is shared.
    private CompiledPageActionDescriptor CopyOf(CompiledPageActionDescriptor known, PageActionDescriptor page) => new(page)
    {
        AttributeRouteInfo = page.AttributeRouteInfo,
        ActionConstraints = page.ActionConstraints,
        RouteValues = page.RouteValues,
        DisplayName = page.DisplayName,
        PageTypeInfo = known.PageTypeInfo,
        HandlerTypeInfo = known.HandlerTypeInfo,
        ModelTypeInfo = known.ModelTypeInfo,
        DeclaredModelTypeInfo = known.DeclaredModelTypeInfo,
        HandlerMethods = known.HandlerMethods,
        BoundProperties = known.BoundProperties,
        Parameters = known.Parameters,
        EndpointMetadata = [.. known.EndpointMetadata],
        Properties = new Dictionary<object, object?>(known.Properties),
        FilterDescriptors = [.. mvc.Value.Filters.Select(filter => new FilterDescriptor(filter, FilterScope.Global)), .. known.FilterDescriptors.Where(filter => filter.Scope != FilterScope.Global)],
    };

    private sealed class RoutesOf(IEnumerable<IPageRouteModelProvider> all, HashSet<string> paths) : IPageRouteModelProvider
    {
        private readonly List<IPageRouteModelProvider> _all = [.. all.OrderBy(provider => provider.Order)];

        public int Order => 0;

        public void OnProvidersExecuting(PageRouteModelProviderContext context)
        {
            _all.ForEach(provider => provider.OnProvidersExecuting(context));
            foreach (var other in context.RouteModels.Where(model => !paths.Contains(model.RelativePath)).ToList())
            {
                context.RouteModels.Remove(other);
            }
        }

        public void OnProvidersExecuted(PageRouteModelProviderContext context)
        {
            for (var i = _all.Count - 1; i >= 0; i--)
            {
                _all[i].OnProvidersExecuted(context);
            }
        }
    }
}
