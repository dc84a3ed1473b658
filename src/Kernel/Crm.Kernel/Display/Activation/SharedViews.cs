using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Display.Activation;

/// <summary>Activates layouts, views and partials.</summary>
internal sealed class SharedViews(IModelMetadataProvider metadata, InjectedSingletons singletons) : IRazorPageActivator
{
    private static readonly ConcurrentDictionary<Type, Type?> s_models = new();

    public void Activate(IRazorPage page, ViewContext context)
    {
        var activation = ViewActivation.Of(page.GetType(), ModelOf(page, context));
        context.ViewData = activation.DataOf(context, metadata);
        activation.Activate(page, context, singletons);
    }

    // A page in its adapter has the model of the page that is asked for; what it injects was given by its factory.
    private static Type ModelOf(IRazorPage page, ViewContext context)
        => page is RazorPageAdapter && context.ActionDescriptor is CompiledPageActionDescriptor asked
            ? SharedPageFactory.ModelOf(asked)
            : s_models.GetOrAdd(page.GetType(), type => type.GetRuntimeProperty("Model")?.PropertyType) ?? typeof(object);
}

/// <summary>Makes and activates Razor pages.</summary>
internal sealed class SharedPageFactory(IPageActivatorProvider activators, InjectedSingletons singletons) : IPageFactoryProvider
{
    public Func<PageContext, ViewContext, object> CreatePageFactory(CompiledPageActionDescriptor actionDescriptor)
    {
        var page = actionDescriptor.PageTypeInfo.AsType();
        var activation = ViewActivation.Of(page, ModelOf(actionDescriptor));
        return (context, view) =>
        {
            var made = (PageBase)Activator.CreateInstance(page)!;
            made.PageContext = context;
            made.Path = context.ActionDescriptor.RelativePath;
            made.ViewContext = view;
            activation.Activate(made, view, singletons);
            return made;
        };
    }

    public static Type ModelOf(CompiledPageActionDescriptor page) => (page.DeclaredModelTypeInfo ?? page.PageTypeInfo).AsType();

    public Action<PageContext, ViewContext, object>? CreatePageDisposer(CompiledPageActionDescriptor descriptor) => activators.CreateReleaser(descriptor);

    public Func<PageContext, ViewContext, object, ValueTask>? CreateAsyncPageDisposer(CompiledPageActionDescriptor descriptor) => activators.CreateAsyncReleaser(descriptor);
}

/// <summary>Makes the models of Razor pages; what their constructors ask is compiled once per host.</summary>
internal sealed class SharedPageModels : IPageModelActivatorProvider
{
    private static readonly ConcurrentDictionary<Type, ObjectFactory> s_factories = new();

    public Func<PageContext, object> CreateActivator(CompiledPageActionDescriptor descriptor)
    {
        var factory = s_factories.GetOrAdd((descriptor.ModelTypeInfo ?? throw new ArgumentException("The page has no model.", nameof(descriptor))).AsType(), type => ActivatorUtilities.CreateFactory(type, Type.EmptyTypes));
        return context => factory(context.HttpContext.RequestServices, []);
    }

    public Action<PageContext, object>? CreateReleaser(CompiledPageActionDescriptor descriptor)
        => typeof(IDisposable).IsAssignableFrom(descriptor.ModelTypeInfo) ? (_, model) => ((IDisposable)model).Dispose() : null;

    public Func<PageContext, object, ValueTask>? CreateAsyncReleaser(CompiledPageActionDescriptor descriptor)
    {
        if (typeof(IAsyncDisposable).IsAssignableFrom(descriptor.ModelTypeInfo))
        {
            return (_, model) => ((IAsyncDisposable)model).DisposeAsync();
        }

        return CreateReleaser(descriptor) is { } release
            ? (context, model) =>
            {
                release(context, model);
                return ValueTask.CompletedTask;
            }
            : null;
    }
}
