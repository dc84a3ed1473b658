using System.Globalization;
using System.Text.Encodings.Web;
using Crm.Kernel.Liquid.Limits;
using Fluid;
using Fluid.Values;

namespace Crm.Kernel.Liquid.Closed;

/// <summary>
/// Liquid for what leaves the house: a template sees the values it is given and nothing else, in a language and at a moment it is told, so that the same template with the same values gives the same
/// text on any day. Kept under the limits of all templates; unlike them, no other template, macro or object can be reached. Scoped.
/// </summary>
public sealed class ClosedLiquid
{
    private readonly ClosedLanguage _language;
    private readonly IServiceProvider _services;
    private readonly TimeProvider _time;

    internal ClosedLiquid(ClosedLanguage language, IServiceProvider services, TimeProvider time) => (_language, _services, _time) = (language, services, time);

    /// <summary>The filters there are.</summary>
    public IReadOnlySet<string> Filters => ClosedLanguage.Filters;

    /// <summary>The parsed template; null with the parser's words, line and column, when it cannot be read. Nesting is not bounded here: look at the source before.</summary>
    public ClosedTemplate? Parse(string source, out string fault) => _language.Parse(source, out fault);

    /// <summary>Renders.</summary>
    /// <param name="values">The names that exist; dictionaries have members.</param>
    /// <param name="marks">Called for each output that goes through the filter <see cref="ClosedTemplate.Mark"/>, with its value as text and the filter's arguments.</param>
    /// <exception cref="LiquidLimitReachedException">It did more than a template may.</exception>
    public async Task<string> RenderAsync(ClosedTemplate template, IReadOnlyDictionary<string, object?> values, ClosedWorld world, Action<string, IReadOnlyList<string>>? marks = null)
    {
        var context = new LiquidContext(_language.Options, _services, _time, LiquidLimits.Time) { CultureInfo = world.Culture, Now = () => world.Now, TimeZone = world.Zone };
        context.AmbientValues[ClosedTemplate.Mark] = marks ?? ((_, _) => { });
        foreach (var (name, value) in values)
        {
            context.SetValue(name, value as FluidValue ?? FluidValue.Create(value, _language.Options));
        }

        var output = new LimitedWriter(context);
        try
        {
            await template.Bounded.RenderAsync(output, world.Encoder, context);
        }
        catch (Exception thrown) when (thrown is LiquidLimitException or InvalidOperationException { TargetSite.DeclaringType.Namespace: "Fluid" })
        {
            throw new LiquidLimitReachedException();
        }

        return output.ToString();
    }
}

/// <summary>Where and when a closed template renders.</summary>
/// <param name="Culture">Language of dates and numbers.</param>
/// <param name="Zone">Zone of dates.</param>
/// <param name="Now">What "now" is.</param>
/// <param name="Encoder">How outputs are encoded.</param>
public sealed record ClosedWorld(CultureInfo Culture, TimeZoneInfo Zone, DateTimeOffset Now, TextEncoder Encoder);

/// <summary>A parsed closed template.</summary>
public sealed class ClosedTemplate
{
    /// <summary>The name of the filter that tells the renderer of a value that is put out; its result is its input.</summary>
    public const string Mark = "output_mark";

    internal ClosedTemplate(IFluidTemplate source, IFluidTemplate bounded) => (Source, Bounded) = (source, bounded);

    /// <summary>As it was parsed, for who reads its tree.</summary>
    public IFluidTemplate Source { get; }

    internal IFluidTemplate Bounded { get; }
}

/// <summary>A template did more than it may: too many steps, too much text, too long a time.</summary>
public sealed class LiquidLimitReachedException() : Exception("The template did more than it may and was stopped.");
