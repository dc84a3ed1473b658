using Crm.Kernel.Liquid.Limits;
using Fluid;

namespace Crm.Kernel.Liquid.Closed;

/// <summary>The parser and the filters of closed templates: those whose result depends on their arguments, the language and the moment alone, and that leave encoding to the renderer.</summary>
internal sealed class ClosedLanguage
{
    /// <summary>Names of the filters.</summary>
    public static readonly IReadOnlySet<string> Filters = new HashSet<string>(
        [
            "append", "capitalize", "date", "default", "divided_by", "downcase", "first", "join", "last", "long_date", "minus", "modulo", "money", "number", "plus", "prepend", "remove", "replace", "reverse", "round", "short_date", "size",
            "sort", "split", "strip", "times", "truncate", "truncatewords", "upcase", "url_encode",
        ],
        StringComparer.Ordinal);

    private readonly FluidParser _parser = new(new FluidParserOptions { AllowFunctions = false, AllowLiquidTag = false, AllowParentheses = false });

    public ClosedLanguage(LiquidLanguage language)
    {
        Options = new TemplateOptions { MemberAccessStrategy = new StrictMembers(), StrictFilters = true, MaxSteps = LiquidLimits.Steps, MaxRecursion = LiquidLimits.Depth };
        (Options.Assigned, Options.Captured) = (language.Options.Assigned, language.Options.Captured);
        foreach (var (name, filter) in language.Options.Filters.Where(filter => Filters.Contains(filter.Key)).ToList())
        {
            Options.Filters.AddFilter(name, filter);
        }

        Options.Filters.AddFilter(ClosedTemplate.Mark, (input, arguments, context) =>
        {
            ((Action<string, IReadOnlyList<string>>)context.AmbientValues[ClosedTemplate.Mark])(input.ToStringValue(), [.. arguments.Values.Select(value => value.ToStringValue())]);
            return new(input);
        });
    }

    internal TemplateOptions Options { get; }

    internal ClosedTemplate? Parse(string source, out string fault)
    {
        fault = "";
        if (_parser.TryParse(source, out var template, out var error))
        {
            // A rewriter hands a tree back as it is where nothing of it changes.
            return new ClosedTemplate(template, new BoundedTemplate().VisitTemplate(template));
        }

        fault = error.Split('\n')[0].Trim();
        return null;
    }
}
