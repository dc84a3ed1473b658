using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Razor.Internal;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Display.Activation;

/// <summary>
/// What a compiled page or view is given before it runs: view data of its model's type, and the services it injects. Found by reflection once per host, where MVC compiles
/// expressions for it in each container anew: half the time of a page's first showing after a rebuild.
/// </summary>
internal sealed class ViewActivation
{
    private static readonly ConcurrentDictionary<(Type View, Type Model), ViewActivation> s_known = new();

    private static readonly MethodInfo s_typedSetter = typeof(ViewActivation).GetMethod(nameof(TypedSetter), BindingFlags.NonPublic | BindingFlags.Static)!;

    private readonly Type _dataType;
    private readonly ViewDataMaker _data;
    private readonly Injection[] _injections;

    private ViewActivation(Type view, Type model)
    {
        _dataType = typeof(ViewDataDictionary<>).MakeGenericType(model);
        _data = (ViewDataMaker)Activator.CreateInstance(typeof(ViewDataMaker<>).MakeGenericType(model))!;
        _injections = [.. view.GetRuntimeProperties()
            .Where(property => property.SetMethod is { IsStatic: false } && property.GetIndexParameters().Length == 0 && property.IsDefined(typeof(RazorInjectAttribute)))
            .Select(Injection.Of)];
    }

    /// <summary>Of a page or view class whose model is of that type.</summary>
    public static ViewActivation Of(Type view, Type model) => s_known.GetOrAdd((view, model), pair => new ViewActivation(pair.View, pair.Model));

    /// <summary>The request's view data, or a copy of it when its type is another.</summary>
    public ViewDataDictionary DataOf(ViewContext context, IModelMetadataProvider metadata)
        => context.ViewData is null ? _data.Root(metadata, context.ModelState) : context.ViewData.GetType() == _dataType ? context.ViewData : _data.Nested(context.ViewData);

    /// <summary>Sets what the view injects.</summary>
    public void Activate(object view, ViewContext context, InjectedSingletons singletons)
    {
        foreach (var injection in _injections)
        {
            injection.Set(view, ValueOf(injection, context, singletons));
        }
    }

    private object? ValueOf(Injection injection, ViewContext context, InjectedSingletons singletons)
    {
        if (injection.Type == _dataType)
        {
            return context.ViewData;
        }

        if (injection.Key is null && singletons.Find(injection.Type, context) is { } known)
        {
            return known;
        }

        var services = context.HttpContext.RequestServices;
        var value = injection.Key is { } key ? services.GetRequiredKeyedService(injection.Type, key) : services.GetRequiredService(injection.Type);
        (value as IViewContextAware)?.Contextualize(context);
        return value;
    }

    private static Action<object, object?> TypedSetter<TView, TValue>(MethodInfo setter)
    {
        var set = setter.CreateDelegate<Action<TView, TValue?>>();
        return (view, value) => set((TView)view, (TValue?)value);
    }

    private sealed record Injection(Type Type, object? Key, Action<object, object?> Set)
    {
        public static Injection Of(PropertyInfo property) => new(
            property.PropertyType,
            property.GetCustomAttribute<RazorInjectAttribute>()!.Key,
            (Action<object, object?>)s_typedSetter.MakeGenericMethod(property.DeclaringType!, property.PropertyType).Invoke(null, [property.SetMethod!])!);
    }

    private abstract class ViewDataMaker
    {
        public abstract ViewDataDictionary Root(IModelMetadataProvider metadata, ModelStateDictionary state);

        public abstract ViewDataDictionary Nested(ViewDataDictionary source);
    }

    private sealed class ViewDataMaker<TModel> : ViewDataMaker
    {
        public override ViewDataDictionary Root(IModelMetadataProvider metadata, ModelStateDictionary state) => new ViewDataDictionary<TModel>(metadata, state);

        public override ViewDataDictionary Nested(ViewDataDictionary source) => new ViewDataDictionary<TModel>(source);
    }
}
