using System.Collections.Concurrent;
using Crm.Kernel.Content;
using Crm.Kernel.Liquid.Limits;
using Fluid;
using Fluid.Values;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Kernel.Liquid;

/// <summary>The tenant's Liquid: its filters, the members it may read, and the templates parsed so far.</summary>
internal sealed class LiquidLanguage
{
    private const int MaxParsed = 2_000;

    private readonly FluidParser _parser = new(new FluidParserOptions { AllowFunctions = false, AllowLiquidTag = true, AllowParentheses = true });
    private readonly ConcurrentDictionary<string, ParsedTemplate> _parsed = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<LiquidObjectRegistration> _objects;

    public LiquidLanguage(IEnumerable<LiquidFilterRegistration> filters, IEnumerable<LiquidObjectRegistration> objects, IEnumerable<LiquidSetup> setups)
    {
        _objects = [.. objects];
        Options = new TemplateOptions { MemberAccessStrategy = new StrictMembers(), StrictFilters = true, JsonSerializerOptions = Recipes.Steps.StepMembers.Options };
        RegisterContent(Options.MemberAccessStrategy);
        foreach (var filter in filters)
        {
            Options.Filters.AddFilter(filter.Name, (input, arguments, context)
                => ((ILiquidFilter)((LiquidContext)context).Services.GetRequiredService(filter.Type)).ProcessAsync(input, arguments, (LiquidContext)context));
        }

        foreach (var setup in setups)
        {
            setup.Apply(Options);
        }

        LiquidLimits.Apply(Options);
    }

    internal TemplateOptions Options { get; }

    /// <summary>The parsed template, or the parser's words with the line.</summary>
    internal ParsedTemplate? Parse(string source, out string fault)
    {
        fault = "";
        if (_parsed.TryGetValue(source, out var known))
        {
            return known;
        }

        if (!_parser.TryParse(source, out var template, out var error))
        {
            // The parser repeats the source behind the first line.
            fault = error.Split('\n')[0].Trim();
            return null;
        }

        if (_parsed.Count >= MaxParsed)
        {
            _parsed.Clear();
        }

        var named = _objects.Where(one => source.Contains(one.Name, StringComparison.Ordinal)).ToList();
        return _parsed[source] = new ParsedTemplate(new BoundedTemplate().VisitTemplate(template), named);
    }

    private static void RegisterContent(MemberAccessStrategy members)
    {
        members.Register<ContentItem>(
            nameof(ContentItem.ContentItemId), nameof(ContentItem.ContentItemVersionId), nameof(ContentItem.ContentType), nameof(ContentItem.DisplayText),
            nameof(ContentItem.Latest), nameof(ContentItem.Published), nameof(ContentItem.ModifiedUtc), nameof(ContentItem.PublishedUtc),
            nameof(ContentItem.CreatedUtc), nameof(ContentItem.Owner), nameof(ContentItem.Author));
        members.Register<ContentElement, object>("Content", element => element.Data);
        members.Register<ContentElement, object>("ContentItem", element => element.ContentItem);
        members.Register<ContentItem, object>("Content", item => item.Data);
        members.Register<ContentItem, object>("ContentItem", item => item);
    }
}

/// <param name="Objects">The objects whose name stands in the source.</param>
internal sealed record ParsedTemplate(IFluidTemplate Template, IReadOnlyList<LiquidObjectRegistration> Objects);

/// <summary>A registered object as a value of a template; made when the first member is asked for.</summary>
internal sealed class LiquidObjectValue(Type type, string objectName) : ObjectValueBase(objectName)
{
    public override async ValueTask<FluidValue> GetValueAsync(string name, TemplateContext context)
    {
        var one = (ILiquidObject)((LiquidContext)context).Services.GetRequiredService(type);
        if (await one.GetAsync(name, (LiquidContext)context) is { } member)
        {
            return member;
        }

        ((LiquidContext)context).Unknown.Add($"{objectName}.{name}");
        return NilValue.Instance;
    }

    public override ValueTask<FluidValue> GetIndexAsync(FluidValue index, TemplateContext context) => GetValueAsync(index.ToStringValue(), context);

    public override string ToStringValue() => objectName;
}
